// Random numbers that belong to (seed, stream, particle, node, coordinate) rather than to an order of drawing: the same
// integers on every device and in every method. Threefry2x32 with 20 rounds (Salmon et al., "Parallel random numbers:
// as easy as 1, 2, 3", SC 2011). This file keeps no state.

/** What a draw is for; the second word of the key. Streams 0 to 6 are drawn by runs, 16 by samplers of exact data. */
export const STREAM = {
  start: 0,
  path: 1,
  correctorVelocity: 2,
  correctorNoiseV: 3,
  correctorNoiseU: 4,
  probes: 5,
  targets: 6,
  data: 16,
} as const;

/** Parity constant of the key schedule of Threefry with 32-bit words. */
const PARITY = 0x1bd11bda;

/** Left rotations: the first four rounds use the first four, the next four the last four, and so on in turn. */
const ROTATIONS = [13, 15, 26, 6, 17, 29, 16, 24] as const;
const ROUNDS = 20;

/**
 * Threefry2x32 with 20 rounds: a bijection of the counter for each key.
 * @returns two unsigned 32-bit words
 */
export function threefry2x32(key0: number, key1: number, counter0: number, counter1: number): [number, number] {
  // The three words of the key schedule move on by one after every four rounds.
  let next = key1;
  let afterNext = PARITY ^ key0 ^ key1;
  let last = key0;
  let x = (counter0 + key0) | 0;
  let y = (counter1 + key1) | 0;
  for (let round = 0; round < ROUNDS; round++) {
    const rotation = ROTATIONS[round & 7] as number;
    x = (x + y) | 0;
    y = ((y << rotation) | (y >>> (32 - rotation))) ^ x;
    if ((round & 3) === 3) {
      x = (x + next) | 0;
      y = (y + afterNext + ((round + 1) >> 2)) | 0;
      [next, afterNext, last] = [afterNext, last, next];
    }
  }
  return [x >>> 0, y >>> 0];
}

/** The middle of one of 2^24 equal cells of (0, 1): never 0 or 1. */
export function uniformOf(word: number): number {
  return ((word >>> 8) + 0.5) / 16777216;
}

/** Value of the polynomial with these coefficients, highest power first. */
function polynomial(coefficients: readonly number[], t: number): number {
  let value = 0;
  for (const coefficient of coefficients) value = value * t + coefficient;
  return value;
}

// Rational approximations of Wichura's PPND16 (Algorithm AS 241, Applied Statistics 37, 1988), highest power first, as the
// nearest doubles.
const CENTRE_NUMERATOR = [
  2509.0809287301227, 33430.57558358813, 67265.7709270087, 45921.95393154987, 13731.69376550946, 1971.5909503065513,
  133.14166789178438, 3.3871328727963665,
];
const CENTRE_DENOMINATOR = [
  5226.495278852854, 28729.085735721943, 39307.89580009271, 21213.794301586597, 5394.196021424751, 687.1870074920579,
  42.31333070160091, 1,
];
const SHOULDER_NUMERATOR = [
  0.0007745450142783414, 0.022723844989269184, 0.2417807251774506, 1.2704582524523684, 3.6478483247632045,
  5.769497221460691, 4.630337846156546, 1.4234371107496835,
];
const SHOULDER_DENOMINATOR = [
  1.0507500716444169e-9, 0.0005475938084995345, 0.015198666563616457, 0.14810397642748008, 0.6897673349851,
  1.6763848301838038, 2.053191626637759, 1,
];
const TAIL_NUMERATOR = [
  2.0103343992922881e-7, 2.7115555687434876e-5, 0.0012426609473880784, 0.026532189526576124, 0.29656057182850487,
  1.7848265399172913, 5.463784911164114, 6.657904643501103,
];
const TAIL_DENOMINATOR = [
  2.0442631033899397e-15, 1.421511758316446e-7, 1.8463183175100548e-5, 0.0007868691311456133, 0.014875361290850615,
  0.1369298809227358, 0.599832206555888, 1,
];

/**
 * Inverse of the standard normal distribution function, to about 1e-16 relative.
 * @param p probability in (0, 1); 0 and 1 give the infinities, anything else outside NaN
 * @see Wichura, Algorithm AS 241 (PPND16)
 */
export function normalQuantile(p: number): number {
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) {
    const t = 0.180625 - q * q;
    return (q * polynomial(CENTRE_NUMERATOR, t)) / polynomial(CENTRE_DENOMINATOR, t);
  }
  const tail = q < 0 ? p : 1 - p;
  if (tail === 0) return q < 0 ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
  const t = Math.sqrt(-Math.log(tail));
  const magnitude =
    t <= 5
      ? polynomial(SHOULDER_NUMERATOR, t - 1.6) / polynomial(SHOULDER_DENOMINATOR, t - 1.6)
      : polynomial(TAIL_NUMERATOR, t - 5) / polynomial(TAIL_DENOMINATOR, t - 5);
  return q < 0 ? -magnitude : magnitude;
}

/**
 * Standard normal number of a particle.
 * @param stream one of {@link STREAM}
 * @param index `node * dimension + coordinate`; node 0 for streams without nodes
 */
export function normal(seed: number, stream: number, particle: number, index: number): number {
  return normalQuantile(uniformOf(threefry2x32(seed, stream, particle, index)[0]));
}

/**
 * Sign of a probe, +1 or -1 with equal chances: bit 31 of the word of (seed, stream of probes, particle, index).
 * @param index `node * dimension + coordinate`
 */
export function probeSign(seed: number, particle: number, index: number): 1 | -1 {
  return threefry2x32(seed, STREAM.probes, particle, index)[0] >>> 31 === 1 ? -1 : 1;
}
