// The density of a target in the plane of the pictures, as nested regions that hold given shares of its mass. Computed once for
// each target and window, and kept. Knows targets and plans; knows no pixels.

import type { Plan } from '../core/plan';
import { noiseVariance, signal } from '../core/process';
import type { MixtureModel } from '../core/scores';
import { contourRings, type SampledField } from './contour';
import type { Point } from './geometry';

/** Cells of the sampled density on each side. */
const CELLS = 96;

/** Shares of the mass inside the nested regions, the outermost first. */
export const MASS_SHARES = [0.99, 0.9, 0.7, 0.4] as const;

/** The part of the plane that a stage shows; square. */
export interface StageWindow {
  readonly xMin: number;
  readonly xMax: number;
  readonly yMin: number;
  readonly yMax: number;
}

/** The start is standard normal, so a window shows at least this many standard deviations of it. */
const LEAST_HALF_WIDTH = 3;
const DEVIATIONS = 3;

/** The window of all stages of a plan: room for the start and for the target, the same for every cursor. */
export function stageWindow(plan: Plan): StageWindow {
  const low = [-LEAST_HALF_WIDTH, -LEAST_HALF_WIDTH];
  const high = [LEAST_HALF_WIDTH, LEAST_HALF_WIDTH];
  const include = (axis: number, centre: number, reach: number) => {
    low[axis] = Math.min(low[axis] ?? 0, centre - reach);
    high[axis] = Math.max(high[axis] ?? 0, centre + reach);
  };
  const { density, dataMean, dataVariance } = plan.target;
  for (const axis of [0, 1]) {
    include(axis, project(plan, axis, dataMean, 0), 2 * Math.sqrt(dataVariance));
    for (let component = 0; density && component < density.components; component++)
      include(
        axis,
        project(plan, axis, density.means, component),
        DEVIATIONS * Math.sqrt(density.variances[component] ?? 0),
      );
  }
  const [xLow = 0, yLow = 0] = low;
  const [xHigh = 0, yHigh = 0] = high;
  const half = Math.max(xHigh - xLow, yHigh - yLow) / 2;
  const x = (xLow + xHigh) / 2;
  const y = (yLow + yHigh) / 2;
  return { xMin: x - half, xMax: x + half, yMin: y - half, yMax: y + half };
}

function project(plan: Plan, axis: number, means: Float64Array, index: number): number {
  const { dimension, projection } = plan;
  let sum = 0;
  for (let i = 0; i < dimension; i++)
    sum += (projection[axis * dimension + i] ?? 0) * (means[index * dimension + i] ?? 0);
  return sum;
}

/** The target's density at the cutoff, sampled on the window; up to a constant factor. The plane's axes are orthonormal, so the
 * marginal of an isotropic mixture is the mixture of its projected means, and each component a product of two profiles. */
export function sampleDensity(plan: Plan, model: MixtureModel, window: StageWindow): SampledField {
  const values = new Float64Array(CELLS * CELLS);
  const scale = signal(plan.spec.cutoff);
  const added = noiseVariance(plan.spec.cutoff);
  const xs = new Float64Array(CELLS);
  const ys = new Float64Array(CELLS);
  const profile = (out: Float64Array, low: number, high: number, centre: number, variance: number) => {
    for (let i = 0; i < CELLS; i++) {
      const distance = low + ((i + 0.5) / CELLS) * (high - low) - centre;
      out[i] = Math.exp((-distance * distance) / (2 * variance));
    }
  };
  for (let component = 0; component < model.components; component++) {
    const variance = scale * scale * (model.variances[component] ?? 1) + added;
    profile(xs, window.xMin, window.xMax, scale * project(plan, 0, model.means, component), variance);
    profile(ys, window.yMin, window.yMax, scale * project(plan, 1, model.means, component), variance);
    const factor = Math.exp(model.logWeights[component] ?? 0) / variance;
    const [firstRow, lastRow] = support(ys);
    const [firstColumn, lastColumn] = support(xs);
    for (let row = firstRow; row <= lastRow; row++) {
      const weight = factor * (ys[row] as number);
      const offset = row * CELLS;
      for (let column = firstColumn; column <= lastColumn; column++) {
        values[offset + column] = (values[offset + column] as number) + weight * (xs[column] as number);
      }
    }
  }
  return { columns: CELLS, rows: CELLS, values };
}

/** First and last cell in which a profile is not negligible; an empty range where it is everywhere. */
function support(profile: Float64Array): [number, number] {
  const counts = (value: number) => value > 1e-12;
  return [Math.max(0, profile.findIndex(counts)), profile.findLastIndex(counts)];
}

/** Levels whose superlevel sets hold the given shares of a field's sum. */
export function massLevels(field: SampledField, shares: readonly number[]): number[] {
  const sorted = Float64Array.from(field.values).sort().reverse();
  const total = sorted.reduce((sum, value) => sum + value, 0);
  return shares.map((share) => {
    let sum = 0;
    for (const value of sorted) {
      sum += value;
      if (sum >= share * total) return value;
    }
    return 0;
  });
}

/** Nested regions of the target's density, the outermost first; each is a list of rings in the plane's coordinates. */
export type DensityRegions = readonly (readonly (readonly Point[])[])[];

const kept = new WeakMap<MixtureModel, { readonly key: string; readonly regions: DensityRegions }>();

/** The area under the density of a target with one coordinate, standing on the line y = 0; its height has no unit. */
function densityCurve(plan: Plan, model: MixtureModel, window: StageWindow): DensityRegions {
  const scale = signal(plan.spec.cutoff);
  const added = noiseVariance(plan.spec.cutoff);
  const heights = Array.from({ length: CELLS + 1 }, (_, i): Point => {
    const x = window.xMin + (i / CELLS) * (window.xMax - window.xMin);
    let height = 0;
    for (let component = 0; component < model.components; component++) {
      const variance = scale * scale * (model.variances[component] ?? 1) + added;
      const distance = x - scale * (model.means[component] ?? 0);
      const weight = Math.exp(model.logWeights[component] ?? 0);
      height += (weight / Math.sqrt(variance)) * Math.exp((-distance * distance) / (2 * variance));
    }
    return [x, height];
  });
  const unit = (0.8 * window.yMax) / Math.max(...heights.map(([, height]) => height), Number.MIN_VALUE);
  const curve = heights.map(([x, height]): Point => [x, height * unit]);
  return [[[[window.xMin, 0], ...curve, [window.xMax, 0]]]];
}

/** Regions that hold `MASS_SHARES` of the target's mass, or the area under its density if it has one coordinate; empty where a
 * target has no density to show. */
export function densityRegions(plan: Plan): DensityRegions {
  const model = plan.target.density;
  if (!model) return [];
  const window = stageWindow(plan);
  if (plan.dimension === 1) return densityCurve(plan, model, window);
  const key = `${plan.spec.cutoff} ${window.xMin} ${window.xMax} ${window.yMin} ${window.yMax}`;
  const before = kept.get(model);
  if (before?.key === key) return before.regions;
  const field = sampleDensity(plan, model, window);
  const cell = (window.xMax - window.xMin) / CELLS;
  const place = ([column, row]: Point): Point => [
    window.xMin + (column + 0.5) * cell,
    window.yMin + (row + 0.5) * cell,
  ];
  const regions = massLevels(field, MASS_SHARES).map((level) =>
    level > 0 ? contourRings(field, level).map((ring) => ring.map(place)) : [],
  );
  kept.set(model, { key, regions });
  return regions;
}
