// What follows from the measured costs of a run: lanes by hand and against the line that was measured, what a coarse clock can tell, and
// the operations of a row.

import { describe, expect, test } from 'vitest';
import { syntheticNetwork } from '../../test/synthetic-network';
import { syntheticProfile } from '../../test/synthetic-profile';
import {
  arithmeticMilliseconds,
  lanesOf,
  launchesMilliseconds,
  leastTold,
  multiplyAddOperations,
  shareOfRate,
  sumOfPasses,
} from './cost-profile';
import { resolveTarget } from './targets';

const profile = syntheticProfile();

describe('lanes', () => {
  test('are the rows in the time of a round of one row', () => {
    const { lanes, roundMilliseconds, rowMilliseconds } = lanesOf(profile);
    // One call of the score, and five more dispatches of 4 µs.
    expect(roundMilliseconds).toBeCloseTo(0.01 + 5 * 0.004, 12);
    expect(rowMilliseconds).toBe(2e-6);
    expect(lanes).toBeCloseTo(15_000, 6);
  });

  test('give Brent’s stairs that are within a factor of two of the measured line, and meet it at both ends', () => {
    const { lanes, roundMilliseconds: tau, rowMilliseconds: c } = lanesOf(profile);
    const line = (rows: number) => tau + c * (rows - 1);
    const stairs = (rows: number) => tau * Math.ceil(rows / lanes);
    for (let rows = 1; rows < 1e7; rows = Math.ceil(1.1 * rows)) {
      expect(stairs(rows) / line(rows)).toBeGreaterThan(0.499);
      expect(stairs(rows) / line(rows)).toBeLessThan(2.001);
    }
    expect(stairs(1)).toBe(line(1));
    expect(stairs(1e9) / line(1e9)).toBeCloseTo(1, 3);
  });

  test('are one at least, and need no launches', () => {
    const row = { ...profile.row, firstMilliseconds: 1e-6, dispatches: 0 };
    expect(lanesOf({ ...profile, launchMilliseconds: null, row }).lanes).toBe(1);
  });
});

test('arithmetic, launches and the share of the rate', () => {
  expect(arithmeticMilliseconds(profile.parallel, profile)).toBeCloseTo(2, 9);
  expect(launchesMilliseconds(profile.parallel, profile)).toBeCloseTo(50 * 6 * 0.004, 9);
  expect(launchesMilliseconds(profile.parallel, { ...profile, launchMilliseconds: null })).toBe(0);
  // 78,125 operations in 2 ns are 39 TFLOP/s; nothing keeps a made-up score below a made-up rate.
  expect(shareOfRate({ ...profile, rate: 1e14 })).toBeCloseTo(0.390625, 9);
  expect(sumOfPasses(profile.parallel.times!)).toBeCloseTo(20.1, 9);
});

test('a coarse clock tells sums of many dispatches in the mean, within what it is said to hide', () => {
  const step = 0.1;
  const [dispatches, each] = [500, 0.013];
  let misses = 0;
  for (let trial = 0; trial < 40; trial++) {
    let [now, sum] = [trial / 7, 0];
    for (let i = 0; i < dispatches; i++) {
      // Something else goes on between two dispatches of a pass.
      now += 0.0617 + 0.04 * Math.sin(i + trial);
      sum += step * (Math.floor((now + each) / step) - Math.floor(now / step));
      now += each;
    }
    if (Math.abs(sum - dispatches * each) > leastTold(dispatches, step)) misses++;
  }
  expect(misses).toBeLessThanOrEqual(2);
  expect(leastTold(100, 0.1)).toBeCloseTo(1, 12);
});

test('operations of a row are its multiply-adds, two each', () => {
  expect(multiplyAddOperations(syntheticNetwork({ dimension: 2, width: 64, depth: 3 }))).toBe(
    2 * (2 * 64 + 2 * 64 * 64 + 64 * 2),
  );
  const ring = resolveTarget({ kind: 'mixture', name: 'ring' }, null);
  expect(multiplyAddOperations(ring.model)).toBe(5 * 8 * 2);
  const gaussian = resolveTarget({ kind: 'gaussian', dimension: 32, mean: 0, std: 1 }, null);
  expect(multiplyAddOperations(gaussian.model)).toBe(64);
});
