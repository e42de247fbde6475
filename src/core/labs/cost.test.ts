// The lab on cost: Brent's bound by hand, the adapter that timings tell of, and its claims from float64 runs.

import { describe, expect, test } from 'vitest';
import { labPoints } from '../../../test/lab-runs';
import {
  adapterOf,
  brentTime,
  type CostPoint,
  type CostSettings,
  cost,
  crossover,
  sequentialTime,
  timingsOf,
} from './cost';
import { parseLabSettings } from './lab';

describe('time on parallel lanes', () => {
  const groups = [
    { rows: 1, rounds: 2 },
    { rows: 64, rounds: 5 },
  ];

  test('is the rows of every round by the lanes, rounded up', () => {
    expect(brentTime(groups, 3, 1)).toBe(2 * 3 + 5 * 192);
    expect(brentTime(groups, 3, 100)).toBe(2 + 5 * 2);
    expect(brentTime(groups, 3, 1e6)).toBe(7);
    expect(sequentialTime(512, 3, 1)).toBe(1536);
    expect(sequentialTime(512, 3, 2)).toBe(1024);
    expect(sequentialTime(512, 3, 99)).toBe(512);
  });

  test('from the crossover on the run is as fast as the sequential sampler, and just before it is not', () => {
    for (const particles of [1, 5, 64, 1000]) {
      const run = { groups: [{ rows: 64, rounds: 57 }], steps: 512, particles };
      const at = crossover(run) as number;
      expect(at).toBeGreaterThan(particles);
      for (let lanes = at; lanes < 4 * at; lanes++)
        expect(brentTime(run.groups, particles, lanes)).toBeLessThanOrEqual(sequentialTime(512, particles, lanes));
      expect(brentTime(run.groups, particles, at - 1)).toBeGreaterThan(sequentialTime(512, particles, at - 1));
    }
  });

  test('never crosses where there are more rounds than steps, and always wins where there is less work', () => {
    expect(crossover({ groups: [{ rows: 2, rounds: 600 }], steps: 512, particles: 4 })).toBeNull();
    expect(crossover({ groups: [{ rows: 512, rounds: 1 }], steps: 512, particles: 4 })).toBe(1);
  });
});

describe('the adapter', () => {
  const timing = (rounds: number, rows: number, launch: number, rate: number) => ({
    rounds,
    rows,
    milliseconds: rounds * launch + (1000 * rows) / rate,
  });

  test('is found from the times of a machine that has a launch and a rate', () => {
    const adapter = adapterOf([
      timing(512, 8192, 0.05, 2e7),
      timing(57, 58368, 0.05, 2e7),
      timing(29, 237568, 0.05, 2e7),
    ]);
    expect(adapter?.launchMilliseconds).toBeCloseTo(0.05, 9);
    expect(adapter?.rowsPerSecond).toBeCloseTo(2e7, 0);
    // 0.05 ms are a thousand rows.
    expect(adapter?.lanes).toBeCloseTo(1000, 3);
    expect(adapter?.misfit).toBeLessThan(1e-9);
  });

  test('has one lane where launches take no time', () => {
    const adapter = adapterOf([timing(512, 8192, 0, 2e5), timing(57, 58368, 0, 2e5)]);
    expect(adapter?.lanes).toBeCloseTo(1, 6);
    expect(adapter?.rowsPerSecond).toBeCloseTo(2e5, 3);
    // Times that would make a launch negative.
    const slowing = adapterOf([timing(512, 8192, 0, 2e5), timing(57, 58368, 0, 1e5)]);
    expect(slowing).toMatchObject({ launchMilliseconds: 0, lanes: 1 });
    expect(slowing?.misfit).toBeGreaterThan(0.2);
  });

  test('is not known from one timing, or from timings of one kind', () => {
    expect(adapterOf([timing(512, 8192, 0.05, 2e7)])).toBeNull();
    expect(adapterOf([timing(512, 8192, 0.05, 2e7), timing(256, 4096, 0.05, 2e7)])).toBeNull();
    expect(adapterOf([])).toBeNull();
  });
});

describe.each(['sde', 'ode'] as const)('the lab, %s', (dynamics) => {
  const settings: CostSettings = parseLabSettings(cost, { dynamics, particles: 8, steps: 256 });
  const points = labPoints(cost, settings);
  const verdicts = (of: readonly CostPoint[]) =>
    Object.fromEntries(cost.claims(of, settings).map(({ name, verdict }) => [name, verdict]));

  test('claims what does not depend on the clock', () => {
    expect(verdicts(points)).toMatchObject({ lanesDecide: true, depthCostsEnergy: true });
  });

  test('groups of rounds have all rounds and all evaluations', () => {
    for (const { measured } of points) {
      expect(measured.groups.reduce((sum, { rounds }) => sum + rounds, 0)).toBe(measured.rounds);
      expect(measured.groups.reduce((sum, { rows, rounds }) => sum + rows * rounds, 0)).toBe(measured.evaluations);
    }
    expect(points.find(({ place }) => place.lane === 'best')?.measured.rounds).toBeLessThan(12);
  });

  test('the clock’s winner and the model’s are compared', () => {
    // A machine of 1,000 lanes at 8 particles: the run of 8 blocks takes little more than its launches.
    const timed = (launch: number, rate: number, scale = 1) =>
      points.map((point) => {
        const { rounds, evaluations, steps, particles } = point.measured;
        const milliseconds = scale * (rounds * launch + (1000 * evaluations * particles) / rate);
        const sequentialMilliseconds = steps * launch + (1000 * steps * particles) / rate;
        return { ...point, measured: { ...point.measured, milliseconds, sequentialMilliseconds } };
      });
    const [launch, rate] = [0.05, 2e7];
    expect(adapterOf(timingsOf(timed(launch, rate)))?.lanes).toBeCloseTo(1000, 3);
    expect(verdicts(timed(launch, rate)).modelNamesWinner).toBe(true);
    // Runs a hundred times slower than their rounds and rows explain.
    const slow = cost.claims(timed(launch, rate, 100), settings).find(({ name }) => name === 'modelNamesWinner');
    expect(slow?.numbers.misfit).toBeGreaterThan(0.5);
  });

  test('claims fail on points that are spoilt', () => {
    const with8 = (change: Partial<CostPoint['measured']>) =>
      points.map((point) =>
        point.place.lane === 'blocks' ? { ...point, measured: { ...point.measured, ...change } } : point,
      );
    expect(verdicts(with8({ groups: [{ rows: 32, rounds: 300 }] })).lanesDecide).toBe(false);
    expect(verdicts(with8({ rounds: 3 })).depthCostsEnergy).toBe(false);
    expect(verdicts(with8({ evaluations: 1e6 })).depthCostsEnergy).toBe(false);
    const opposite = with8({ milliseconds: 1e-3, sequentialMilliseconds: 1 });
    expect(verdicts(points.slice(0, 0))).toEqual({ lanesDecide: null, depthCostsEnergy: null, modelNamesWinner: null });
    expect(cost.claims(opposite, settings).find(({ name }) => name === 'modelNamesWinner')?.numbers.measured).toBe(
      1000,
    );
  });
});
