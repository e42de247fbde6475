// The lab on dimension: its claims from float64 runs in few dimensions, and the table that comes with the page, which is what these
// runs give and bears the claims out up to 4,096 dimensions.

import { describe, expect, test } from 'vitest';
import { labPoints } from '../../../test/lab-runs';
import {
  DIMENSION_LANES,
  type DimensionPoint,
  type DimensionSettings,
  dimension,
  dimensionFits,
  dimensionsOf,
  shippedSpec,
  stepsCurve,
} from './dimension';
import { stepsNeeded } from './dimension-steps';
import { parseLabSettings } from './lab';

const verdicts = (points: readonly DimensionPoint[], settings: DimensionSettings) =>
  Object.fromEntries(dimension.claims(points, settings).map(({ name, verdict }) => [name, verdict]));

const changed = (points: readonly DimensionPoint[], rounds: (point: DimensionPoint) => number): DimensionPoint[] =>
  points.map((point) => ({ ...point, measured: { ...point.measured, rounds: rounds(point) } }));

describe.each(['gaussian', 'mixture'] as const)('%s', (family) => {
  const settings: DimensionSettings = parseLabSettings(dimension, { family, largest: 32 });
  const points = labPoints(dimension, settings);

  test('claims come out in few dimensions already', () => {
    expect(verdicts(points, settings)).toEqual({ roundsGrowSlower: true, gainGrows: true, stepsBelowBound: true });
  });

  test('all paths end near the sequential ones', () => {
    for (const { measured } of points) expect(measured.error).toBeLessThan(5e-3);
  });

  test('claims fail where rounds grow as the steps do', () => {
    const asSteps = changed(points, ({ place }) => 0.8 * stepsNeeded(place.dimension, 'uniform'));
    expect(verdicts(asSteps, settings)).toMatchObject({ roundsGrowSlower: false, gainGrows: false });
  });

  test('nothing is said of three dimensions', () => {
    const few = points.filter(({ place }) => place.dimension <= 8);
    expect(verdicts(few, settings)).toMatchObject({ roundsGrowSlower: null, gainGrows: null });
    expect(verdicts(few, settings).stepsBelowBound).toBe(true);
  });

  test('the table has the very points of these runs', () => {
    const shipped = dimension.shipped(settings)?.points ?? [];
    for (const { place, measured } of points) {
      const twin = shipped.find((point) => JSON.stringify(point.place) === JSON.stringify(place));
      const { milliseconds: _, sequentialMilliseconds: _also, ...numbers } = measured;
      expect(twin?.measured, JSON.stringify(place)).toMatchObject(numbers);
    }
  });
});

describe('the table that comes with the page', () => {
  test.each([
    ['gaussian', 'uniform'],
    ['gaussian', 'stretched'],
    ['mixture', 'uniform'],
    ['mixture', 'stretched'],
  ] as const)('%s, %s: all dimensions and lanes, of the runs that the lab would make', (family, spacing) => {
    const settings: DimensionSettings = parseLabSettings(dimension, { family, spacing });
    const shipped = dimension.shipped(settings)?.points ?? [];
    const places = dimensionsOf(family).flatMap((d) => DIMENSION_LANES.map((lane) => `${d} ${lane}`));
    expect(shipped.map(({ place }) => `${place.dimension} ${place.lane}`).sort()).toEqual(places.sort());
    for (const { place, measured, origin } of shipped) {
      const { blocks, nodes, particles } = shippedSpec(place);
      expect([measured.steps, measured.particles, origin]).toEqual([blocks * nodes, particles, 'shipped']);
      expect(measured.rounds).toBeLessThanOrEqual(measured.steps);
    }
  });

  test.each(['gaussian', 'mixture'] as const)('%s: bears the claims out on the uniform grid', (family) => {
    const settings: DimensionSettings = parseLabSettings(dimension, { family });
    const shipped = dimension.shipped(settings)?.points ?? [];
    expect(verdicts(shipped, settings)).toEqual({ roundsGrowSlower: true, gainGrows: true, stepsBelowBound: true });
    const { steps, lanes } = dimensionFits(shipped, settings);
    expect(steps?.slope).toBeGreaterThan(0.5);
    expect(steps?.slope).toBeLessThan(1);
    expect(lanes.blocks?.slope).toBeLessThan(0.25);
  });
});

test('steps are known in all dimensions without runs', () => {
  const curve = stepsCurve(parseLabSettings(dimension, {}) as DimensionSettings);
  expect(curve.map(({ at }) => at)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096]);
  expect(curve.at(-1)?.value).toBe(3874);
});
