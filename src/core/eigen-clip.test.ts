// Clipped linear parts against an eigendecomposition, and against what clipping means: a projection onto the symmetric
// matrices with eigenvalues in [0, cap].

import { describe, expect, test } from 'vitest';
import { linearPartOf } from './eigen-clip';
import { normal } from './random';
import { symmetricEigen } from './symmetric-eigen';

const CAP = 1.05;

/** A symmetric matrix of fixed normal numbers. */
function symmetric(size: number, number: number, scale: number): Float64Array {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      matrix[i * size + j] = scale * normal(number, 0, i, j);
      matrix[j * size + i] = matrix[i * size + j]!;
    }
  }
  return matrix;
}

/** `A + B D` clipped, by the eigensolver of the tests. */
function clippedByEigen(derivative: Float64Array, size: number, a: number, b: number, cap: number): Float64Array {
  const matrix = derivative.map((value, entry) => (entry % (size + 1) === 0 ? a : 0) + b * value);
  const { values, vectors } = symmetricEigen(matrix, size);
  const out = new Float64Array(size * size);
  values.forEach((value, v) => {
    const clipped = Math.min(Math.max(value, 0), cap);
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) out[i * size + j]! += clipped * vectors[v * size + i]! * vectors[v * size + j]!;
    }
  });
  return out;
}

const largest = (values: Float64Array) => Math.max(...values.map(Math.abs));

describe.each([2, 3, 4, 8])('a matrix of %i rows', (size) => {
  test.each([1e-3, 0.3, 1, 100, 1e8])('of size %d is that of the eigendecomposition', (scale) => {
    const particles = 40;
    const derivatives = new Float64Array(size * size * particles);
    const single = Array.from({ length: particles }, (_, p) => symmetric(size, 100 + p, scale));
    single.forEach((matrix, p) => {
      matrix.forEach((value, entry) => {
        derivatives[entry * particles + p] = value;
      });
    });
    linearPartOf('matrix', size, 1.01, 0.7, CAP, derivatives, particles);
    single.forEach((matrix, p) => {
      const expected = clippedByEigen(matrix, size, 1.01, 0.7, CAP);
      // Clipping is a projection, so it does not enlarge the roundings of the matrix: a few dozen of size * |M|.
      const allowed = 100 * size * Number.EPSILON * (1.01 + largest(matrix));
      expected.forEach((value, entry) => {
        expect(Math.abs(derivatives[entry * particles + p]! - value)).toBeLessThan(allowed);
      });
    });
  });

  test('with all eigenvalues inside stays, and one of multiples of the identity is clipped like a number', () => {
    const inside = symmetric(size, 1, 0.02);
    const kept = inside.slice();
    linearPartOf('matrix', size, 0.5, 1, CAP, kept, 1);
    inside.forEach((value, entry) => {
      expect(kept[entry]).toBeCloseTo(value + (entry % (size + 1) === 0 ? 0.5 : 0), 14);
    });
    for (const [derivative, linear] of [
      [0.1, 1.05],
      [-0.2, 0.8],
      [-7, 0],
    ] as const) {
      const matrix = new Float64Array(size * size);
      for (let i = 0; i < size; i++) matrix[i * (size + 1)] = derivative;
      linearPartOf('matrix', size, 1, 1, CAP, matrix, 1);
      matrix.forEach((value, entry) => {
        expect(value).toBeCloseTo(entry % (size + 1) === 0 ? linear : 0, 15);
      });
    }
  });

  test('has eigenvalues inside however large its entries are, infinite ones included', () => {
    for (const huge of [1e20, 1e160, 1e308, Number.POSITIVE_INFINITY]) {
      for (const sign of [-1, 1]) {
        const matrix = symmetric(size, 5, 1);
        matrix[size + 1] = sign * huge;
        matrix[1] = -huge;
        matrix[size] = -huge;
        linearPartOf('matrix', size, 1, 0.5, CAP, matrix, 1);
        const { values } = symmetricEigen(matrix, size);
        expect(values[0]!).toBeLessThan(CAP * (1 + 1e-13));
        expect(values[size - 1]!).toBeGreaterThan(-1e-13);
      }
    }
  });

  test('with a NaN anywhere is NaN, and its neighbours are not', () => {
    const particles = 2;
    const derivatives = new Float64Array(size * size * particles);
    derivatives[(size * size - 1) * particles] = Number.NaN;
    linearPartOf('matrix', size, 1, 1, CAP, derivatives, particles);
    for (let entry = 0; entry < size * size; entry++) {
      expect(derivatives[entry * particles]).toBeNaN();
      expect(derivatives[entry * particles + 1]).toBe(entry % (size + 1) === 0 ? 1 : 0);
    }
  });
});

test.each(['trace', 'diagonal', 'matrix'] as const)('one dimension: "%s" is the clipped number', (shape) => {
  const derivatives = Float64Array.of(
    -0.5,
    0.05,
    3,
    -9,
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    Number.NaN,
  );
  linearPartOf(shape, 1, 1, 0.5, CAP, derivatives, 7);
  expect([...derivatives]).toEqual([0.75, 1 + 0.5 * 0.05, CAP, 0, CAP, 0, Number.NaN]);
});

test('a trace has one number a particle and a diagonal d, and nothing behind them is touched', () => {
  const trace = new Float64Array(12).fill(-0.25);
  linearPartOf('trace', 3, 1, 1, CAP, trace, 2);
  expect([...trace]).toEqual([...Array(2).fill(0.75), ...Array(10).fill(-0.25)]);
  const diagonal = new Float64Array(12).fill(-0.25);
  linearPartOf('diagonal', 3, 1, 1, CAP, diagonal, 2);
  expect([...diagonal]).toEqual([...Array(6).fill(0.75), ...Array(6).fill(-0.25)]);
});
