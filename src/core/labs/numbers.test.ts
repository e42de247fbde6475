// The plain mathematics of the labs: lines with intervals, crossings, steps that a divergence asks for, orders.

import { describe, expect, test } from 'vitest';
import { normal, STREAM } from '../random';
import { crossingsOf, logValueAt } from './crossings';
import { CUTOFF, divergenceOf, horizonOf, LARGEST_DIVERGENCE, stepsNeeded } from './dimension-steps';
import { fitLine, fitPower, studentQuantile } from './fit';
import { coarseFirst, doublings } from './problem';

describe('the line of least squares', () => {
  test('is a line through points on one, with an interval of no width', () => {
    const line = fitLine([1, 2, 5, 9].map((x) => [x, 3 - 2 * x]));
    expect(line?.slope).toBeCloseTo(-2, 12);
    expect(line?.intercept).toBeCloseTo(3, 12);
    expect(line?.interval?.[0]).toBeCloseTo(-2, 6);
    expect(line?.interval?.[1]).toBeCloseTo(-2, 6);
  });

  test('of Anscombe’s first set has the published slope, and the interval of its published standard error', () => {
    const x = [10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5];
    const y = [8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68];
    const line = fitLine(x.map((value, index) => [value, y[index]!]));
    expect(line?.slope).toBeCloseTo(0.5001, 4);
    expect(line?.intercept).toBeCloseTo(3.0001, 4);
    // 9 degrees of freedom: 2.2622 standard errors of 0.1179.
    expect(line?.interval?.[1]).toBeCloseTo(0.5001 + 2.2622 * 0.1179, 3);
  });

  test('needs two places, and three points for an interval', () => {
    expect(fitLine([])).toBeNull();
    expect(
      fitLine([
        [1, 2],
        [1, 3],
      ]),
    ).toBeNull();
    expect(
      fitLine([
        [1, 2],
        [2, 3],
      ]),
    ).toEqual({ slope: 1, intercept: 1, interval: null });
  });

  test('its interval holds the true slope in about 95 of 100 cases', () => {
    const trials = 2000;
    let held = 0;
    for (let trial = 0; trial < trials; trial++) {
      const points = Array.from({ length: 6 }, (_, i) => [i, 0.7 * i + normal(1, STREAM.start, trial, i)] as const);
      const [low, high] = fitLine(points)?.interval ?? [Number.NaN, Number.NaN];
      if (low <= 0.7 && 0.7 <= high) held++;
    }
    // Four standard errors of a share of 0.95.
    expect(Math.abs(held / trials - 0.95)).toBeLessThan(4 * Math.sqrt((0.95 * 0.05) / trials));
  });

  test('quantiles fall towards that of the normal distribution, also across the end of the table', () => {
    const quantiles = Array.from({ length: 60 }, (_, index) => studentQuantile(index + 1));
    quantiles.slice(1).forEach((quantile, index) => {
      expect(quantile).toBeLessThan(quantiles[index]!);
    });
    expect(studentQuantile(20)).toBeCloseTo(2.086, 3);
    expect(studentQuantile(60)).toBeCloseTo(2.0003, 3);
  });

  test('a power has its exponent as slope of the logarithms', () => {
    expect(fitPower([2, 8, 32].map((at) => ({ at, value: 5 * at ** 0.6 })))?.slope).toBeCloseTo(0.6, 12);
  });
});

describe('crossings', () => {
  const falling = [
    { at: 1, value: 100 },
    { at: 4, value: 1 },
    { at: 16, value: 0.01 },
  ];
  const flat = [
    { at: 2, value: 0.1 },
    { at: 16, value: 0.1 },
  ];

  test('curves are straight lines on logarithmic axes', () => {
    expect(Math.exp(logValueAt(falling, 2))).toBeCloseTo(10, 9);
    expect(Math.exp(logValueAt(falling, 16))).toBeCloseTo(0.01, 12);
    expect(logValueAt(falling, 17)).toBeNaN();
    expect(logValueAt(falling, 0.5)).toBeNaN();
    expect(logValueAt([], 1)).toBeNaN();
  });

  test('are where the lines cross, and say which is lower from there on', () => {
    const [crossing, ...more] = crossingsOf(falling, flat, 1e-3);
    expect(more).toEqual([]);
    expect(crossing?.at).toBeCloseTo(8, 9);
    expect(crossing?.value).toBeCloseTo(0.1, 12);
    expect(crossing?.lower).toBe('first');
    expect(crossingsOf(flat, falling, 1e-3)[0]?.lower).toBe('second');
  });

  test('are none below the floor, and none of curves that only touch or do not overlap', () => {
    expect(crossingsOf(falling, flat, 0.2)).toEqual([]);
    const touching = [
      { at: 1, value: 1 },
      { at: 4, value: 1 },
      { at: 16, value: 0.001 },
    ];
    const above = falling.map(({ at, value }) => ({ at, value: at === 4 ? 1 : value * 10 }));
    expect(crossingsOf(above, touching, 1e-9)).toEqual([]);
    expect(crossingsOf(falling, [{ at: 20, value: 1 }], 1e-9)).toEqual([]);
  });
});

describe('steps that a divergence asks for', () => {
  test('are the fewest, in every dimension', () => {
    for (const spacing of ['uniform', 'stretched'] as const) {
      for (const dimension of [2, 8, 128, 4096]) {
        const steps = stepsNeeded(dimension, spacing);
        expect(divergenceOf(dimension, steps, spacing)).toBeLessThanOrEqual(LARGEST_DIVERGENCE);
        expect(divergenceOf(dimension, steps - 1, spacing)).toBeGreaterThan(LARGEST_DIVERGENCE);
      }
    }
  });

  test('are those that were found for isotropic Gaussian data before', () => {
    expect([2, 8, 32, 128, 512].map((d) => stepsNeeded(d, 'uniform'))).toEqual([44, 102, 233, 526, 1176]);
    expect([2, 8, 32, 128, 512].map((d) => stepsNeeded(d, 'stretched'))).toEqual([17, 35, 76, 167, 363]);
  });

  test('the horizon grows with the logarithm of the dimension and is above the cutoff', () => {
    expect(horizonOf(1)).toBe(6);
    expect(horizonOf(4096) - horizonOf(64)).toBeCloseTo(Math.log(64), 3);
    expect(horizonOf(2)).toBeGreaterThan(CUTOFF);
  });
});

describe('orders', () => {
  test('coarse first is a permutation that begins with both ends', () => {
    for (const count of [0, 1, 2, 3, 7, 12]) {
      const items = Array.from({ length: count }, (_, index) => index);
      const order = coarseFirst(items);
      expect([...order].sort((one, other) => one - other)).toEqual(items);
      if (count > 1) expect(order.slice(0, 2)).toEqual([0, count - 1]);
    }
  });

  test('doublings divide the steps', () => {
    expect(doublings(512, 64)).toEqual([1, 2, 4, 8, 16, 32, 64]);
    expect(doublings(64, 16)).toEqual([1, 2, 4, 8, 16]);
    expect(doublings(12, 64)).toEqual([1, 2, 4]);
  });
});
