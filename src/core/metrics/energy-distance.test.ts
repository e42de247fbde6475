// The energy distance against its definition and theory, and the floor under it.

import { describe, expect, test } from 'vitest';
import { expectGolden } from '../../../test/relative';
import { normal } from '../random';
import { namedMixture } from '../targets';
import { mixtureOf } from '../targets/mixtures';
import { sampleData } from '../targets/sample-data';
import { energyDistance, energyDistanceFloor } from '.';

/** The definition, over all ordered pairs. */
function direct(x: Float64Array, y: Float64Array, dimension: number): number {
  const mean = (u: Float64Array, v: Float64Array) => {
    let sum = 0;
    for (let i = 0; i < u.length; i += dimension) {
      for (let j = 0; j < v.length; j += dimension) {
        let square = 0;
        for (let c = 0; c < dimension; c++) square += (u[i + c]! - v[j + c]!) ** 2;
        sum += Math.sqrt(square);
      }
    }
    return sum / ((u.length / dimension) * (v.length / dimension));
  };
  return 2 * mean(x, y) - mean(x, x) - mean(y, y);
}

describe('the energy distance', () => {
  test.each([1, 2, 3])('in %i dimensions is its definition', (dimension) => {
    const x = Float64Array.from({ length: 40 * dimension }, (_, i) => normal(1, 0, 0, i));
    const y = Float64Array.from({ length: 25 * dimension }, (_, i) => 0.5 + normal(2, 0, 0, i));
    // The result is about a hundredth of the means that it is a difference of.
    expect(Math.abs(energyDistance(x, y, dimension) / direct(x, y, dimension) - 1)).toBeLessThan(1e-11);
    expectGolden([energyDistance(x, y, dimension)], [energyDistance(y, x, dimension)]);
  });

  test('of two points is twice their distance', () => {
    expect(energyDistance([0, 0], [3, 4], 2)).toBe(10);
  });

  test('of equal sets is zero, the same array or a copy', () => {
    const x = Float64Array.from({ length: 300 }, (_, i) => normal(1, 0, 0, i));
    expect(Math.abs(energyDistance(x, x, 3))).toBeLessThan(1e-14);
    expect(Math.abs(energyDistance(x, x.slice(), 3))).toBeLessThan(1e-14);
  });

  test('of shifted normals is that of theory', () => {
    // In one dimension: E|x - y| for a difference N(m, 2), twice, less twice E|N(0, 2)| = 2/sqrt(pi).
    const shift = 1;
    const count = 4000;
    const x = Float64Array.from({ length: count }, (_, i) => normal(3, 0, 0, i));
    const y = Float64Array.from({ length: count }, (_, i) => shift + normal(4, 0, 0, i));
    const erfHalf = 0.5204998778130465;
    const cross = (2 / Math.sqrt(Math.PI)) * Math.exp(-1 / 4) + erfHalf;
    // Standard error: about 2 sd(|x - y|)/sqrt(count) = 0.03 at most.
    expect(Math.abs(energyDistance(x, y, 1) - (2 * cross - 4 / Math.sqrt(Math.PI)))).toBeLessThan(0.06);
  });

  test('refuses sets that are no samples', () => {
    expect(() => energyDistance([], [1, 2], 2)).toThrow('has 0 numbers');
    expect(() => energyDistance([1, 2], [1, 2, 3], 2)).toThrow('has 3 numbers');
  });
});

describe('the floor', () => {
  test('is the mean over pairs of independent exact sets', () => {
    const model = namedMixture('two-moons');
    const floor = energyDistanceFloor({ model, noiseTime: 0.001, count: 200, pairs: 3, seed: 10 });
    const set = (seed: number) => sampleData(model, { noiseTime: 0.001, count: 200, seed });
    expectGolden(
      floor.values,
      [0, 1, 2].map((i) => energyDistance(set(10 + 2 * i), set(11 + 2 * i), 2)),
    );
    expectGolden([floor.mean], [floor.values.reduce((sum, value) => sum + value, 0) / 3]);
  });

  test("falls with the number of samples as its expectation 2 E|x - x'|/n does", () => {
    // E of the V-statistic under equal laws is (1/n + 1/m) E|x - x'|; for a standard normal in 1-D E|x - x'| = 2/sqrt(pi).
    const model = mixtureOf([1], [[0]], [1]);
    for (const count of [100, 400]) {
      const { mean, values } = energyDistanceFloor({ model, noiseTime: 0, count, pairs: 100, seed: 1 });
      const expected = (2 / count) * (2 / Math.sqrt(Math.PI));
      const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 99);
      expect(Math.abs(mean - expected)).toBeLessThan((4 * deviation) / Math.sqrt(100));
    }
  });

  test('lies below the distance of a wrong law', () => {
    const model = namedMixture('two-moons');
    const wrong = mixtureOf([1], [[0, 0]], [1]);
    const { values } = energyDistanceFloor({ model, noiseTime: 0, count: 1000, pairs: 10, seed: 1 });
    const other = energyDistance(
      sampleData(model, { noiseTime: 0, count: 1000, seed: 99 }),
      sampleData(wrong, { noiseTime: 0, count: 1000, seed: 98 }),
      2,
    );
    expect(other).toBeGreaterThan(5 * Math.max(...values));
  });
});
