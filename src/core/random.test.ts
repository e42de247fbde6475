// Noise: known answers, golden draws, and the statistics of a million normals.

import { describe, expect, test } from 'vitest';
import golden from '../../test/golden/noise.json';
import { expectGolden } from '../../test/relative';
import { normal, normalQuantile, probeSign, STREAM, threefry2x32, uniformOf } from './random';

/**
 * Standard normal distribution function, independent of the quantile under test: the series
 * `1/2 + phi(x) (x + x^3/3 + x^5/15 + ...)`, all terms of one sign (Marsaglia, J. Stat. Software 11(5), 2004).
 */
function normalDistribution(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 3; Math.abs(term) > 1e-17 * Math.abs(sum); n += 2) {
    term *= (x * x) / n;
    sum += term;
  }
  return 0.5 + sum * (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI));
}

describe('threefry2x32', () => {
  test('gives the known answers of its authors', () => {
    for (const { key, counter, words } of golden.knownAnswers) {
      const [key0 = 0, key1 = 0] = key;
      const [counter0 = 0, counter1 = 0] = counter;
      expect(threefry2x32(key0, key1, counter0, counter1)).toEqual(words);
    }
  });

  test('every bit of key and counter matters, and changes about half of the 64 bits', () => {
    const base = [0x13198a2e, 0x03707344, 0x243f6a88, 0x85a308d3] as const;
    const bitsOf = (word: number) => word.toString(2).replaceAll('0', '').length;
    const [x, y] = threefry2x32(...base);
    for (let argument = 0; argument < 4; argument++) {
      for (let bit = 0; bit < 32; bit++) {
        const changed = [...base] as [number, number, number, number];
        changed[argument] = (changed[argument]! ^ (1 << bit)) >>> 0;
        const [u, v] = threefry2x32(...changed);
        const differing = bitsOf((x ^ u) >>> 0) + bitsOf((y ^ v) >>> 0);
        // Binomial(64, 1/2): 32 within 5 standard deviations of 4.
        expect(Math.abs(differing - 32)).toBeLessThanOrEqual(20);
      }
    }
  });
});

describe('draws', () => {
  test('equal the golden words, uniforms and normals', () => {
    for (const { seed, stream, particle, node, coordinate, d, word, uniform, normal: expected } of golden.draws) {
      const index = node * d + coordinate;
      expect(threefry2x32(seed, stream, particle, index)[0]).toBe(word);
      expect(uniformOf(word)).toBe(uniform);
      expectGolden([normalQuantile(uniform), normal(seed, stream, particle, index)], [expected, expected]);
    }
  });

  test('uniforms stay inside (0, 1) for the extreme words', () => {
    expect(uniformOf(0)).toBe(2 ** -25);
    expect(uniformOf(0xffffffff)).toBe(1 - 2 ** -25);
  });

  test('streams are numbered as the golden draws and the kernels have them', () => {
    expect(STREAM).toEqual({
      start: 0,
      path: 1,
      correctorVelocity: 2,
      correctorNoiseV: 3,
      correctorNoiseU: 4,
      probes: 5,
      targets: 6,
      data: 16,
    });
  });
});

describe('normalQuantile', () => {
  test('inverts the normal distribution function in all three of its ranges', () => {
    for (const x of [-8, -6.5, -5.2, -4, -2.5, -1.5, -1, -0.3, -1e-3, 0, 0.2, 1.2, 2, 3.5]) {
      // Below -3 the series cancels: there the tail is Laplace's continued fraction.
      const p = x < -3 ? lowerTail(-x) : normalDistribution(x);
      // p is good to about 1e-16 of 1/2, and the quantile magnifies a relative error of p by phi/(p x) < 1 in the tails.
      const density = Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI);
      const tolerance = 4e-15 * Math.max(Math.abs(x), 1) + (x < -3 ? 0 : 3e-16 / density);
      expect(Math.abs(normalQuantile(p) - x)).toBeLessThanOrEqual(tolerance);
    }
  });

  test('is odd about one half and has its limits', () => {
    for (const p of [0.5, 0.3, 0.0625, 2 ** -10, 2 ** -25])
      expect(normalQuantile(1 - p)).toBeCloseTo(-normalQuantile(p), 9);
    expect(normalQuantile(0.5)).toBe(0);
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    expect(normalQuantile(Number.NaN)).toBeNaN();
    expect(normalQuantile(1.5)).toBeNaN();
  });
});

/** `P(X < -x)` for `x > 3` by Laplace's continued fraction `phi(x) / (x + 1/(x + 2/(x + ...)))`. */
function lowerTail(x: number): number {
  let fraction = x;
  for (let n = 200; n >= 1; n--) fraction = x + n / fraction;
  return Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI) / fraction;
}

describe('a million normals', () => {
  const particles = 1000;
  const indices = 1000;
  const count = particles * indices;
  const draws = new Float64Array(count);
  for (let particle = 0; particle < particles; particle++) {
    for (let index = 0; index < indices; index++) {
      draws[particle * indices + index] = normal(20240515, STREAM.path, particle, index);
    }
  }

  // Standard errors over sqrt(n) of the sample moments of orders 1 to 4: sqrt of 1, 2, 15, 96.
  test.each([
    [1, 0, 1],
    [2, 1, Math.sqrt(2)],
    [3, 0, Math.sqrt(15)],
    [4, 3, Math.sqrt(96)],
  ])('have the moment of order %i within 4 standard errors', (order, expected, deviation) => {
    const moment = draws.reduce((sum, x) => sum + x ** order, 0) / count;
    expect(Math.abs(moment - expected)).toBeLessThan((4 * deviation) / Math.sqrt(count));
  });

  test('pass a Kolmogorov-Smirnov test', () => {
    const sorted = Float64Array.from(draws).sort();
    let distance = 0;
    sorted.forEach((x, i) => {
      const p = x < -3 ? lowerTail(-x) : x > 3 ? 1 - lowerTail(x) : normalDistribution(x);
      distance = Math.max(distance, p - i / count, (i + 1) / count - p);
    });
    // The 99.9 % point of the Kolmogorov distribution is 1.95.
    expect(Math.sqrt(count) * distance).toBeLessThan(1.95);
  });

  test('are uncorrelated between neighbouring nodes, particles, streams and seeds', () => {
    const correlation = (other: (particle: number, index: number) => number) => {
      let sum = 0;
      for (let particle = 0; particle < 300; particle++) {
        for (let index = 0; index < 300; index++) sum += draws[particle * indices + index]! * other(particle, index);
      }
      return Math.abs(sum) / 300;
    };
    // Each sum of 90,000 products divided by its standard error, 300.
    expect(correlation((particle, index) => draws[particle * indices + index + 1]!)).toBeLessThan(4);
    expect(correlation((particle, index) => draws[(particle + 1) * indices + index]!)).toBeLessThan(4);
    expect(correlation((particle, index) => normal(20240515, STREAM.start, particle, index))).toBeLessThan(4);
    expect(correlation((particle, index) => normal(20240516, STREAM.path, particle, index))).toBeLessThan(4);
  });
});

describe('signs of probes', () => {
  test('are bit 31 of the words of their stream', () => {
    for (const [seed, particle, index] of [
      [0, 0, 0],
      [7, 3, 12],
      [4294967295, 65535, 1048575],
    ] as const) {
      const word = threefry2x32(seed, 5, particle, index)[0];
      expect(probeSign(seed, particle, index)).toBe(word >= 2 ** 31 ? -1 : 1);
    }
  });

  test('are as often positive as negative, and independent of their neighbours', () => {
    const [particles, indices] = [300, 301];
    const signs = Int8Array.from({ length: particles * indices }, (_, i) =>
      probeSign(20240515, Math.floor(i / indices), i % indices),
    );
    for (const step of [0, 1, indices]) {
      let sum = 0;
      for (let i = 0; i + step < signs.length; i++) sum += step === 0 ? signs[i]! : signs[i]! * signs[i + step]!;
      // A sum of n independent signs has standard deviation sqrt(n).
      expect(Math.abs(sum)).toBeLessThan(4 * Math.sqrt(signs.length));
    }
  });
});
