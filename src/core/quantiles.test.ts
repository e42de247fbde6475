// Test plan: bins at their edges, the ends of the range and non-finite values; quantiles against sorting, to an eighth of
// an octave; maxima exact; golden bins that the shaders must give too.

import { describe, expect, test } from 'vitest';
import { binOf, bitsOf, floatOf, HISTOGRAM_BINS, Histogram } from './quantiles';
import { normal } from './random';

const bin = (value: number) => binOf(bitsOf(value));

describe('bins', () => {
  test.each([
    [0, 0],
    [2 ** -40, 0],
    [2 ** -32, 0],
    [2 ** -32 * 1.125, 1],
    [2 ** -31, 8],
    [1, 256],
    [1.1249, 256],
    [1.125, 257],
    [2, 264],
    [2 ** 31.999, 511],
    [2 ** 40, 511],
    [Number.POSITIVE_INFINITY, 511],
    [Number.NaN, 511],
    [-1, 256],
  ])('of %d is %i', (value, expected) => {
    expect(bin(value)).toBe(expected);
  });

  test('bits of magnitudes order like the values, NaN last', () => {
    const values = [0, 1e-40, 1e-3, 1, 3e38, Number.POSITIVE_INFINITY, Number.NaN];
    const bits = values.map(bitsOf);
    expect(bits).toEqual([...bits].sort((a, b) => a - b));
    expect(new Set(bits).size).toBe(values.length);
    expect(floatOf(bitsOf(0.1))).toBe(Math.fround(0.1));
  });
});

describe('quantiles', () => {
  const of = (values: readonly number[]) => {
    const histogram = new Histogram();
    for (const value of values) histogram.add(bitsOf(value));
    return histogram;
  };

  test.each([1, 2, 3, 64, 99, 100, 101, 1024])(
    'of %i values lie an eighth of an octave above the exact ones at most',
    (n) => {
      const values = Array.from({ length: n }, (_, particle) => Math.fround(Math.exp(3 * normal(1, 16, particle, 0))));
      const sorted = [...values].sort((a, b) => a - b);
      const histogram = of(values);
      for (const percent of [50, 99, 100]) {
        const exact = sorted[Math.ceil((percent * n) / 100 - 1e-9) - 1] as number;
        const quantile = histogram.quantile(percent);
        expect(quantile).toBeGreaterThanOrEqual(exact);
        // Within an octave the bins are equal in length: the first is the widest in ratio.
        expect(quantile).toBeLessThanOrEqual(exact * 1.125);
      }
      expect(histogram.maximum).toBe(sorted.at(-1));
    },
  );

  test('are never above the maximum, and 0 where values are nothing', () => {
    expect(of([1]).quantile(50)).toBe(1);
    expect(of([0, 0, 0, 5]).quantile(50)).toBe(0);
    expect(of([2 ** -33, 2 ** -33, 1]).quantile(50)).toBe(0);
    expect(of([]).quantile(50)).toBe(0);
  });

  test('of values that are not finite are the maximum', () => {
    expect(of([1, 1, Number.NaN]).maximum).toBeNaN();
    expect(of([1, 1, Number.NaN]).quantile(99)).toBeNaN();
    expect(of([1, 1, Number.NaN]).quantile(50)).toBe(1.125);
    expect(of([1, Number.POSITIVE_INFINITY]).quantile(99)).toBe(Number.POSITIVE_INFINITY);
    expect(of([2 ** 35, 2 ** 36]).quantile(50)).toBe(2 ** 36);
  });

  test('can be used again after clear', () => {
    const histogram = of([7, 8, 9]);
    histogram.clear();
    histogram.add(bitsOf(2));
    expect([histogram.maximum, histogram.quantile(50)]).toEqual([2, 2]);
    expect(HISTOGRAM_BINS).toBe(512);
  });
});
