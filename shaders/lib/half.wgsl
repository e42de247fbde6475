// How the states of a path are rounded after each round in half precision: to the nearest half, ties to the one with an even
// last bit; NaN stays. Integer arithmetic on the bits of a float32, the twin of src/core/half.ts. Text constant OVERFLOWED:
// bits of what magnitudes from 65,520 on become, infinity included: infinity, or 65,504.

const HALF_SIGN = 0x80000000u;
const FLOAT_INFINITY = 0x7f800000u;
// 2^16, which lies one step above the largest half.
const HALF_OVERFLOW = 0x47800000u;
// Biased exponent of 2^-14, the smallest half with a full mantissa.
const HALF_LEAST_NORMAL = 113u;

fn rounded(x: f32) -> f32 {
  let bits = bitcast<u32>(x);
  let magnitude = bits & ~HALF_SIGN;
  if (magnitude > FLOAT_INFINITY) { return x; }
  let sign = bits & HALF_SIGN;
  let exponent = magnitude >> 23u;
  if (exponent < HALF_LEAST_NORMAL) {
    // Multiples of the smallest half, 2^-24, which is 2^(126 - exponent) times the last bit of the mantissa.
    let count = shiftedToEven((magnitude & 0x007fffffu) | 0x00800000u, min(126u - exponent, 25u));
    return bitcast<f32>(bitcast<u32>(f32(count) * 5.9604644775390625e-8) | sign);
  }
  // A half keeps 10 of the 23 bits. A mantissa of ones carries into the exponent, as it should.
  let near = shiftedToEven(magnitude, 13u) << 13u;
  return bitcast<f32>(sign | select(near, OVERFLOWED, near >= HALF_OVERFLOW));
}

// x / 2^shift, rounded to the nearest integer, to an even one at ties; 0 < shift < 32.
fn shiftedToEven(x: u32, shift: u32) -> u32 {
  let quotient = x >> shift;
  let rest = x - (quotient << shift);
  let halfway = 1u << (shift - 1u);
  let up = rest > halfway || (rest == halfway && (quotient & 1u) == 1u);
  return select(quotient, quotient + 1u, up);
}
