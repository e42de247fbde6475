// Counter-based noise: the same words on every device, and normals in fixed arithmetic, since the accuracy of built-in
// logarithms and roots differs between vendors.

// threefry2x32 with 20 rounds (Salmon et al., SC 2011), first word.
fn threefry(key: vec2u, counter: vec2u) -> u32 {
  let k2 = 0x1bd11bdau ^ key.x ^ key.y;
  var x = counter + key;
  x = threefryRounds(x, vec4u(13u, 15u, 26u, 6u)) + vec2u(key.y, k2 + 1u);
  x = threefryRounds(x, vec4u(17u, 29u, 16u, 24u)) + vec2u(k2, key.x + 2u);
  x = threefryRounds(x, vec4u(13u, 15u, 26u, 6u)) + vec2u(key.x, key.y + 3u);
  x = threefryRounds(x, vec4u(17u, 29u, 16u, 24u)) + vec2u(key.y, k2 + 4u);
  x = threefryRounds(x, vec4u(13u, 15u, 26u, 6u)) + vec2u(k2, key.x + 5u);
  return x.x;
}

// Four rounds: add, rotate to the left by so many bits, exclusive or. The bits that move left are multiplied by a power of two instead:
// SwiftShader shifts one number at a time, and multiplies four.
fn threefryRounds(x: vec2u, bits: vec4u) -> vec2u {
  let power = vec4u(1u) << bits;
  let a1 = x.x + x.y;
  let b1 = rotateLeft(x.y, power.x, bits.x) ^ a1;
  let a2 = a1 + b1;
  let b2 = rotateLeft(b1, power.y, bits.y) ^ a2;
  let a3 = a2 + b2;
  let b3 = rotateLeft(b2, power.z, bits.z) ^ a3;
  let a4 = a3 + b3;
  let b4 = rotateLeft(b3, power.w, bits.w) ^ a4;
  return vec2u(a4, b4);
}

fn rotateLeft(x: u32, power: u32, bits: u32) -> u32 {
  return (x * power) | (x >> (32u - bits));
}

// -log p for a normal float p in (0, 1): exponent and mantissa apart, log of the mantissa by the artanh series, whose
// sixth term is below 2e-9.
fn negativeLog(p: f32) -> f32 {
  let bits = bitcast<u32>(p);
  var exponent = i32(bits >> 23u) - 127;
  var mantissa = bitcast<f32>((bits & 0x007fffffu) | 0x3f800000u);
  if (mantissa > 1.4142135) {
    mantissa *= 0.5;
    exponent += 1;
  }
  let s = (mantissa - 1.0) / (mantissa + 1.0);
  let q = s * s;
  let series = 2.0 * s * (1.0 + q * (0.33333333 + q * (0.2 + q * (0.14285714 + q * 0.11111111))));
  return -(f32(exponent) * 0.69314718 + series);
}

// Square root of a normal positive float: the built-in one, mended by a Newton step.
fn fixedSqrt(x: f32) -> f32 {
  let y = sqrt(x);
  return y + (x - y * y) / (2.0 * y);
}

// Standard normal of a word: the quantile at ((word >> 8) + 1/2) 2^-24 (Wichura 1988, algorithm AS 241, PPND7). Uses the
// symmetry of the distribution so that every argument is an exact float.
fn standardNormal(word: u32) -> f32 {
  let k = word >> 8u;
  // p - 1/2, exact.
  let q = (f32(i32(k) - 8388608) + 0.5) * 5.9604645e-8;
  if (abs(q) <= 0.425) {
    let r = 0.180625 - q * q;
    let numerator = ((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179;
    let denominator = ((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0;
    return q * numerator / denominator;
  }
  let tail = (f32(select(16777215u - k, k, q < 0.0)) + 0.5) * 5.9604645e-8;
  let r = fixedSqrt(negativeLog(tail)) - 1.6;
  let numerator = ((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777;
  let denominator = (0.12021132975 * r + 0.73700164250) * r + 1.0;
  return select(numerator / denominator, -numerator / denominator, q < 0.0);
}

// Streams of src/core/random.ts.
const STREAM_START = 0u;
const STREAM_PATH = 1u;
const STREAM_PROBES = 5u;

// The normal of (seed, stream) at a particle and an index (node d + coordinate).
fn normalAt(seed: u32, stream: u32, particle: u32, index: u32) -> f32 {
  return standardNormal(threefry(vec2u(seed, stream), vec2u(particle, index)));
}

// Sign of a probe, the twin of probeSign in src/core/random.ts: bit 31 set means -1.
fn probeSign(seed: u32, particle: u32, index: u32) -> f32 {
  return select(1.0, -1.0, (threefry(vec2u(seed, STREAM_PROBES), vec2u(particle, index)) >> 31u) == 1u);
}
