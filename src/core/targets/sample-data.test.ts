// Exact samples: reproducible, and of the right law within standard errors.

import { describe, expect, test } from 'vitest';
import { namedMixture, resolveTarget } from '.';
import { mixtureOf } from './mixtures';
import { sampleData } from './sample-data';

const COUNT = 40_000;

function columnMean(samples: Float64Array, dimension: number, value: (sample: Float64Array) => number): number {
  let sum = 0;
  for (let i = 0; i < samples.length; i += dimension) sum += value(samples.subarray(i, i + dimension));
  return (sum * dimension) / samples.length;
}

describe('exact samples', () => {
  test('belong to (seed, number): pieces, repeats and other seeds', () => {
    const model = namedMixture('spiral');
    const all = sampleData(model, { noiseTime: 0.1, count: 50, seed: 3 });
    expect(sampleData(model, { noiseTime: 0.1, count: 20, seed: 3, first: 30 })).toEqual(all.slice(60));
    expect(sampleData(model, { noiseTime: 0.1, count: 50, seed: 4 })).not.toEqual(all);
  });

  test('pick components by their weights', () => {
    const model = mixtureOf([1, 2, 5], [[0], [10], [20]], [0.1, 0.1, 0.1]);
    const samples = sampleData(model, { noiseTime: 0, count: COUNT, seed: 1 });
    [1 / 8, 2 / 8, 5 / 8].forEach((weight, k) => {
      const share = samples.filter((x) => Math.round(x / 10) === k).length / COUNT;
      // 4 standard errors of a share.
      expect(Math.abs(share - weight)).toBeLessThan(4 * Math.sqrt((weight * (1 - weight)) / COUNT));
    });
  });

  test.each([0, 0.5, 6])('of two moons at noise time %d have its mean and variance', (noiseTime) => {
    const { model, dataVariance } = resolveTarget({ kind: 'mixture', name: 'two-moons' }, null);
    if (model.kind !== 'mixture') expect.unreachable();
    const samples = sampleData(model, { noiseTime, count: COUNT, seed: 2 });
    const square = Math.exp(-noiseTime);
    const variance = square * dataVariance + 1 - square;
    for (const c of [0, 1]) {
      // 4 standard errors; the squares of bounded data and of normals have a standard deviation of at most sqrt(2) variances.
      expect(Math.abs(columnMean(samples, 2, (x) => x[c]!))).toBeLessThan(4 * Math.sqrt((1.1 * variance) / COUNT));
    }
    const trace = columnMean(samples, 2, (x) => (x[0]! ** 2 + x[1]! ** 2) / 2);
    expect(Math.abs(trace / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / COUNT));
  });

  test('of a Gaussian have its mean and variance in every coordinate', () => {
    const { model } = resolveTarget({ kind: 'gaussian', dimension: 3, mean: 2, std: 0.5 }, null);
    if (model.kind !== 'gaussian') expect.unreachable();
    const samples = sampleData(model, { noiseTime: Math.log(4), count: COUNT, seed: 5 });
    const variance = 0.25 / 4 + 0.75;
    for (const c of [0, 1, 2]) {
      expect(Math.abs(columnMean(samples, 3, (x) => x[c]!) - 1)).toBeLessThan(4 * Math.sqrt(variance / COUNT));
      const spread = columnMean(samples, 3, (x) => (x[c]! - 1) ** 2);
      expect(Math.abs(spread / variance - 1)).toBeLessThan(4 * Math.sqrt(2 / COUNT));
    }
  });
});
