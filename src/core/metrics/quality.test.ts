// Distances to a target: exact samples lie at the floor, others above it, by closed forms where there are some.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../parse-spec';
import { resolveTarget, type Target } from '../targets';
import { sampleData } from '../targets/sample-data';
import { MOST_COMPARED, pooledMoments, qualityOf } from './quality';

const targetOf = (target: unknown): Target => resolveTarget(parseSpec({ target }).target, null);
const ring = targetOf({ kind: 'mixture', name: 'ring' });
const gaussian = targetOf({ kind: 'gaussian', dimension: 3, mean: 0.5, std: 0.5 });
const CUTOFF = 0.01;

describe('the energy distance of a mixture', () => {
  const particles = 256;
  const quality = qualityOf({ target: ring, cutoff: CUTOFF, particles });
  const floor = Array.from({ length: 20 }, (_, index) => quality.floor(index));
  const exact = sampleData(ring.density!, { noiseTime: CUTOFF, count: particles, seed: 999 });

  test('of exact samples is of the size of the floor', () => {
    expect(quality).toMatchObject({ kind: 'energy-distance', compared: particles });
    // Sets are independent given the one they are compared with, so a new one lies beyond 20 of them with probability 2/21, and
    // beyond twice their largest hardly ever; the draw is fixed.
    expect(quality.distance(exact)).toBeLessThan(2 * Math.max(...floor));
    expect(quality.distance(exact)).toBeGreaterThan(0.5 * Math.min(...floor));
    // Both sets have n samples: the expectation of the V-statistic is 2/n times the mean distance of two samples, 2.6 here.
    const mean = floor.reduce((sum, value) => sum + value, 0) / floor.length;
    expect(mean).toBeGreaterThan((0.5 * 2 * 2.6) / particles);
    expect(mean).toBeLessThan((1.5 * 2 * 2.6) / particles);
  });

  test('of samples that are shifted, or have lost a mode, is above it', () => {
    expect(quality.distance(exact.map((x) => x + 0.5))).toBeGreaterThan(Math.max(...floor));
    const lost = exact.map((x, i) => ((exact[i - (i % 2)] ?? 0) > 1.7 ? -x : x));
    expect(quality.distance(lost)).toBeGreaterThan(Math.max(...floor));
  });

  test('is infinite where a sample is not finite', () => {
    expect(quality.distance(exact.map((x, i) => (i === 7 ? Number.NaN : x)))).toBe(Number.POSITIVE_INFINITY);
    expect(quality.distance(exact.subarray(2))).toBe(Number.POSITIVE_INFINITY);
  });

  test('is of the first samples where there are many', () => {
    const many = qualityOf({ target: ring, cutoff: CUTOFF, particles: MOST_COMPARED + 5 });
    expect(many.compared).toBe(MOST_COMPARED);
    const samples = sampleData(ring.density!, { noiseTime: CUTOFF, count: MOST_COMPARED + 5, seed: 3 });
    const changed = samples.map((x, i) => (i >= 2 * MOST_COMPARED ? 100 : x));
    expect(many.distance(changed)).toBe(many.distance(samples));
  });

  test('is that of the data at the cutoff, not of the data themselves', () => {
    const late = qualityOf({ target: ring, cutoff: 1, particles });
    expect(late.distance(exact)).toBeGreaterThan(Math.max(...floor.map((_, index) => late.floor(index))));
  });
});

describe('the divergence of a Gaussian', () => {
  const particles = 4000;
  const quality = qualityOf({ target: gaussian, cutoff: CUTOFF, particles });
  const exact = sampleData(gaussian.model as never, { noiseTime: CUTOFF, count: particles, seed: 999 });

  test('has the closed form of shifted samples', () => {
    expect(quality.kind).toBe('kl-divergence');
    const { mean, variance } = pooledMoments(exact);
    const a = Math.exp(-CUTOFF / 2);
    const target = a * a * 0.25 + 1 - a * a;
    const shifted = quality.distance(exact.map((x) => x + 0.3));
    const closed = 1.5 * (variance / target - 1 - Math.log(variance / target) + (mean + 0.3 - a * 0.5) ** 2 / target);
    expect(Math.abs(shifted - closed)).toBeLessThan(1e-12);
    expect(shifted).toBeGreaterThan(0.3);
  });

  test('of exact samples is of the size of the floor: d/2 times a squared error of mean and variance', () => {
    // (n d) (mean error)^2 / V and (n d / 2) (variance error)^2 / V^2 are chi-squared: the mean of the floor is about 1 / n.
    const floor = Array.from({ length: 20 }, (_, index) => quality.floor(index));
    const mean = floor.reduce((sum, value) => sum + value, 0) / floor.length;
    // Of 20 sums of two chi-squared numbers the mean has a relative deviation of 1 / sqrt(20): within four of them.
    expect(mean * particles).toBeGreaterThan(1 - 4 / Math.sqrt(20));
    expect(mean * particles).toBeLessThan(1 + 4 / Math.sqrt(20));
    expect(quality.distance(exact)).toBeLessThan(10 / particles);
  });

  test('is infinite where a sample is not finite', () => {
    expect(quality.distance(exact.map((x, i) => (i === 7 ? Number.POSITIVE_INFINITY : x)))).toBe(
      Number.POSITIVE_INFINITY,
    );
  });
});

test('a network of unknown data has no exact samples, and says so', () => {
  const unknown = { ...ring, label: 'mine', model: { kind: 'network' }, density: null } as unknown as Target;
  expect(() => qualityOf({ target: unknown, cutoff: 0.01, particles: 8 })).toThrow(/data of "mine" are not known/);
});
