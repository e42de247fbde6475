// Half precision on a machine that computes in double: what a path state becomes after a round. Integer arithmetic on the
// bits of a double; the twin of shaders/lib/half.wgsl, which does the same on the bits of a float32.

import type { Precision } from './spec';

/** Rounds values of an array in place, from `from` up to `to`; null where states are kept as they are. */
export type RoundStates = ((values: Float64Array, from: number, to: number) => void) | null;

/** The largest half. */
export const LARGEST_HALF = 65504;
/** The smallest half with a full mantissa: devices may take smaller ones for zero. */
export const LEAST_NORMAL_HALF = 2 ** -14;
/** The smallest positive half, and the distance of all halves below 2^-14. */
const SMALLEST_HALF = 2 ** -24;

// Places in the upper word of a double: 1 bit of sign, 11 of exponent, 20 of the mantissa, of which a half keeps 10.
const SIGN = 0x80000000;
const IMPLICIT_ONE = 0x00100000;
const LAST_KEPT = 0x400;
const HALFWAY = 0x200;
/** Upper words of infinity and of 2^16, which lies one step above the largest half. */
const INFINITE = 0x7ff00000;
const OVERFLOW = 0x40f00000;
/** Biased exponent of 2^-14, the smallest half with a full mantissa. */
const LEAST_NORMAL = 1023 - 14;

const scratch = new Float64Array(1);
const words = new Uint32Array(scratch.buffer);
const HIGH = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0;

/**
 * The nearest half, ties to the one with an even last bit; NaN stays.
 * @param largest what becomes of magnitudes from 65,520 on, infinity included: infinity, or 65,504
 */
export function nearestHalf(value: number, largest: number): number {
  scratch[0] = value;
  const high = words[HIGH] as number;
  const low = words[1 - HIGH] as number;
  const magnitude = high & ~SIGN;
  if (magnitude > INFINITE || (magnitude === INFINITE && low !== 0)) return value;
  const exponent = magnitude >>> 20;
  if (exponent < LEAST_NORMAL) return (high & SIGN ? -SMALLEST_HALF : SMALLEST_HALF) * countOfSmallest(magnitude, low);
  const rest = magnitude & (LAST_KEPT - 1);
  const up = rest > HALFWAY || (rest === HALFWAY && (low !== 0 || (magnitude & LAST_KEPT) !== 0));
  // A mantissa of ones carries into the exponent, as it should.
  const rounded = magnitude - rest + (up ? LAST_KEPT : 0);
  if (rounded >= OVERFLOW) return high & SIGN ? -largest : largest;
  words[HIGH] = (high & SIGN) | rounded;
  words[1 - HIGH] = 0;
  return scratch[0];
}

/** A magnitude below 2^-14, given as words, in units of the smallest half, rounded to an even integer at ties. */
function countOfSmallest(magnitude: number, low: number): number {
  // The unit's place in the mantissa: 2^-24 is 2^(1019 - exponent) times the last bit of the upper word.
  const shift = 1019 - (magnitude >>> 20);
  if (shift > 21) return 0;
  const mantissa = (magnitude & (IMPLICIT_ONE - 1)) | IMPLICIT_ONE;
  const count = mantissa >>> shift;
  const rest = mantissa - (count << shift);
  const halfway = 1 << (shift - 1);
  return rest > halfway || (rest === halfway && (low !== 0 || count % 2 === 1)) ? count + 1 : count;
}

/** The 16 bits of a half that is zero or has a full mantissa. */
export function bitsOfHalf(half: number): number {
  scratch[0] = half;
  const high = words[HIGH] as number;
  const sign = (high >>> 16) & 0x8000;
  // Exponents are biased by 15 instead of 1023.
  return half === 0 ? sign : sign | (((high & ~SIGN) - (1008 << 20)) >>> 10);
}

/** How the states of a run are rounded after each round. */
export function roundingOf(precision: Precision): RoundStates {
  if (precision === 'f32') return null;
  const largest = precision === 'f16' ? Number.POSITIVE_INFINITY : LARGEST_HALF;
  return (values, from, to) => {
    for (let at = from; at < to; at++) values[at] = nearestHalf(values[at] as number, largest);
  };
}
