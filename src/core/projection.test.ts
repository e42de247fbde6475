// The plane of pictures against a full eigendecomposition.

import { describe, expect, test } from 'vitest';
import { syntheticNetwork } from '../../test/synthetic-network';
import { principalPlane } from './projection';
import type { TargetSpec } from './spec';
import { symmetricEigen } from './symmetric-eigen';
import { resolveTarget } from './targets';

const planeOf = (spec: TargetSpec) => principalPlane(resolveTarget(spec, null));

/** The first two principal axes by a full eigendecomposition of the covariance. */
function exactPlane(spec: TargetSpec): { axes: Float64Array; values: Float64Array } {
  const { density, dimension, dataMean } = resolveTarget(spec, null);
  const covariance = new Float64Array(dimension * dimension);
  density!.logWeights.forEach((logWeight, k) => {
    for (let i = 0; i < dimension; i++) {
      for (let j = 0; j < dimension; j++) {
        const x = density!.means[k * dimension + i]! - dataMean[i]!;
        const y = density!.means[k * dimension + j]! - dataMean[j]!;
        covariance[i * dimension + j]! += Math.exp(logWeight) * x * y;
      }
    }
  });
  const { values, vectors } = symmetricEigen(covariance, dimension);
  return { axes: vectors.subarray(0, 2 * dimension), values };
}

function rowProduct(x: Float64Array, row: number, y: Float64Array, other: number): number {
  const dimension = x.length / 2;
  let sum = 0;
  for (let c = 0; c < dimension; c++) sum += x[row * dimension + c]! * y[other * dimension + c]!;
  return sum;
}

describe('the plane of pictures', () => {
  test('is the identity in one and two dimensions', () => {
    expect([...planeOf({ kind: 'mixture', name: 'ring' })]).toEqual([1, 0, 0, 1]);
    expect([...planeOf({ kind: 'gaussian', dimension: 1, mean: 0, std: 1 })]).toEqual([1, 0]);
  });

  test('is the first two coordinates where no axis stands out or the data are unknown', () => {
    expect([...planeOf({ kind: 'gaussian', dimension: 3, mean: 0.5, std: 1 })]).toEqual([1, 0, 0, 0, 1, 0]);
    const network = { ...syntheticNetwork({ dimension: 3, width: 4, depth: 1 }), trainedOn: 'letters' };
    const target = resolveTarget({ kind: 'network', name: 'synthetic' }, network);
    expect([...principalPlane(target)]).toEqual([1, 0, 0, 0, 1, 0]);
  });

  test.each([
    [3, 3],
    [8, 40],
    [32, 8],
    [32, 200],
    [64, 3],
  ])('in %i dimensions, of %i components, is that of the leading eigenvectors', (dimension, components) => {
    const spec: TargetSpec = { kind: 'mixture', name: 'random', dimension, components, std: 0.5, seed: 3 };
    const plane = planeOf(spec);
    const { axes } = exactPlane(spec);
    for (const row of [0, 1]) {
      // The angle is the square root of what the eigenvalues still change by: 1e-6 is far below a pixel.
      expect(Math.abs(rowProduct(plane, row, axes, row))).toBeGreaterThan(1 - 1e-9);
      expect(rowProduct(plane, row, plane, row)).toBeCloseTo(1, 13);
    }
    expect(rowProduct(plane, 0, plane, 1)).toBeCloseTo(0, 13);
  });

  test('turns its axes so that their largest coordinate is positive, the same every time', () => {
    const spec: TargetSpec = { kind: 'mixture', name: 'random', dimension: 16, components: 5, std: 0.5, seed: 9 };
    const plane = planeOf(spec);
    for (const row of [0, 1]) {
      const axis = plane.subarray(16 * row, 16 * row + 16);
      expect(Math.max(...axis)).toBe(Math.max(...axis.map(Math.abs)));
    }
    expect(planeOf(spec)).toEqual(plane);
  });

  test('of means on one line keeps that line and adds a direction across it', () => {
    const means = [
      [0, 0, 0],
      [1, 2, 2],
      [3, 6, 6],
    ];
    const plane = planeOf({ kind: 'mixture', weights: [1, 1, 1], means, stds: [1, 1, 1] });
    [1 / 3, 2 / 3, 2 / 3].forEach((value, c) => {
      expect(plane[c]).toBeCloseTo(value, 12);
    });
    expect(rowProduct(plane, 1, plane, 1)).toBeCloseTo(1, 12);
    expect(rowProduct(plane, 0, plane, 1)).toBeCloseTo(0, 12);
  });
});
