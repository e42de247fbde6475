// Test plan: rounding to half precision against a table of all halves: every half stays; midpoints go to the even neighbour,
// the doubles beside them to the nearer one; doubles of all sizes; where overflow begins and what becomes of it; signs of zero,
// infinities, NaN.

import { describe, expect, test } from 'vitest';
import { bitsOfHalf, nearestHalf, roundingOf } from './half';
import { threefry2x32 } from './random';

/** The value of a half's 16 bits, by its definition (IEEE 754-2019, section 3.4). */
function decode(bits: number): number {
  const sign = bits >> 15 === 1 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = (bits & 1023) / 1024;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (exponent === 0 ? fraction * 2 ** -14 : (1 + fraction) * 2 ** (exponent - 15));
}

/** All finite magnitudes, rising with their bits, and 65,536, where the next one would be. */
const MAGNITUDES = Float64Array.from({ length: 0x7c01 }, (_, bits) => (bits === 0x7c00 ? 65536 : decode(bits)));

/** The nearest magnitude by search: of two equally near ones that with even bits; 65,536 stands for overflow. */
function searched(value: number): number {
  let low = 0;
  let high = 0x7c00;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((MAGNITUDES[middle] as number) <= value) low = middle;
    else high = middle;
  }
  const [below, above] = [MAGNITUDES[low] as number, MAGNITUDES[high] as number];
  // Halves have 11 bits, so that midpoints are doubles.
  const midpoint = (below + above) / 2;
  if (value === midpoint) return low % 2 === 0 ? below : above;
  return value < midpoint ? below : above;
}

/** The double next to a positive one, towards infinity (1) or towards zero (-1). */
function beside(value: number, direction: 1 | -1): number {
  const words = new BigUint64Array(Float64Array.of(value).buffer);
  words[0] = (words[0] as bigint) + BigInt(direction);
  return new Float64Array(words.buffer)[0] as number;
}

const spreading = (value: number) => nearestHalf(value, Number.POSITIVE_INFINITY);
const saturating = (value: number) => nearestHalf(value, 65504);

/** The first value that is not what it should be, with both results; null when all are. Both signs are tried. */
function firstWrong(values: Iterable<number>): string | null {
  for (const value of values) {
    const near = searched(value);
    for (const sign of [1, -1]) {
      const spread = sign * (near === 65536 ? Number.POSITIVE_INFINITY : near);
      const saturated = sign * Math.min(near, 65504);
      if (!Object.is(spreading(sign * value), spread))
        return `${sign * value}: ${spreading(sign * value)}, not ${spread}`;
      if (!Object.is(saturating(sign * value), saturated)) {
        return `${sign * value}: ${saturating(sign * value)}, not ${saturated}`;
      }
    }
  }
  return null;
}

describe('nearestHalf', () => {
  test('keeps all 65,536 halves', () => {
    for (let bits = 0; bits < 65536; bits++) {
      const value = decode(bits);
      if (!Object.is(spreading(value), value)) expect(spreading(value), `bits ${bits}`).toBe(value);
    }
  });

  test('rounds all midpoints to even, and the doubles beside halves and midpoints to the nearest', () => {
    const values: number[] = [];
    for (let bits = 0; bits < 0x7c00; bits++) {
      const half = MAGNITUDES[bits] as number;
      const midpoint = (half + (MAGNITUDES[bits + 1] as number)) / 2;
      values.push(midpoint, beside(midpoint, 1), beside(midpoint, -1), beside(half, 1));
      if (half > 0) values.push(beside(half, -1));
    }
    expect(firstWrong(values)).toBeNull();
  });

  test('rounds doubles of all sizes', () => {
    const values = Array.from({ length: 200_000 }, (_, i) => {
      const [mantissa, exponent] = threefry2x32(1, 2, i, 0);
      return (1 + mantissa / 2 ** 32) * 2 ** ((exponent % 50) - 30);
    });
    expect(firstWrong(values)).toBeNull();
    expect(
      firstWrong([Number.MIN_VALUE, 2 ** -1030, 2 ** -1022, 2 ** -26, 1e-300, 1e300, Number.MAX_VALUE]),
    ).toBeNull();
  });

  test('overflow begins at 65,520', () => {
    expect(spreading(beside(65520, -1))).toBe(65504);
    expect(spreading(65520)).toBe(Number.POSITIVE_INFINITY);
    expect(spreading(-65520)).toBe(Number.NEGATIVE_INFINITY);
    expect(saturating(65520)).toBe(65504);
    expect(saturating(-1e300)).toBe(-65504);
  });

  test('an infinity spreads or saturates, NaN stays, zeros keep their signs', () => {
    expect(spreading(Number.NEGATIVE_INFINITY)).toBe(Number.NEGATIVE_INFINITY);
    expect(saturating(Number.POSITIVE_INFINITY)).toBe(65504);
    expect(saturating(Number.NEGATIVE_INFINITY)).toBe(-65504);
    for (const round of [spreading, saturating]) {
      expect(round(Number.NaN)).toBeNaN();
      expect(Object.is(round(0), 0)).toBe(true);
      expect(Object.is(round(-0), -0)).toBe(true);
      expect(Object.is(round(-1e-9), -0)).toBe(true);
    }
  });
});

test('bitsOfHalf gives the bits of all halves with a full mantissa, and of zeros', () => {
  for (let bits = 0; bits < 65536; bits++) {
    const exponent = (bits >> 10) & 31;
    const isFull = exponent > 0 && exponent < 31;
    if ((isFull || (bits & 0x7fff) === 0) && bitsOfHalf(decode(bits)) !== bits) {
      expect(bitsOfHalf(decode(bits)), `${decode(bits)}`).toBe(bits);
    }
  }
});

describe('roundingOf', () => {
  test('rounds the values of a range in place, as the precision says', () => {
    const values = () => Float64Array.of(0.1, 0.1, 1e6, 0.1);
    const [half, infinity] = [1638 / 16384, Number.POSITIVE_INFINITY];
    const spread = values();
    roundingOf('f16')?.(spread, 1, 3);
    expect([...spread]).toEqual([0.1, half, infinity, 0.1]);
    const saturated = values();
    roundingOf('f16-saturating')?.(saturated, 1, 3);
    expect([...saturated]).toEqual([0.1, half, 65504, 0.1]);
    expect(roundingOf('f32')).toBeNull();
  });
});
