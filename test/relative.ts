// Comparisons that tests share: relative to the expected value, and absolute only where that is zero.

import { expect } from 'vitest';

/** The largest relative difference of two lists of equal length; absolute where the expected entry is 0. NaN wins. */
export function relativeDifference(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (actual.length !== expected.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const wanted = expected[i] as number;
    const difference = Math.abs((actual[i] as number) - wanted) / (wanted === 0 ? 1 : Math.abs(wanted));
    if (!(difference <= worst)) worst = difference;
  }
  return worst;
}

/** Golden values come from an independent float64 code: 1e-12 relative leaves room for a few thousand roundings in
 * another order, and for no other formula. */
export const GOLDEN_TOLERANCE = 1e-12;

/** Fails where a value is further from its golden value than {@link GOLDEN_TOLERANCE}. */
export function expectGolden(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  expect(actual).toHaveLength(expected.length);
  expect(relativeDifference(actual, expected)).toBeLessThanOrEqual(GOLDEN_TOLERANCE);
}
