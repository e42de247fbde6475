// The small eigensolver against its definition.

import { expect, test } from 'vitest';
import { normal } from './random';
import { symmetricEigen } from './symmetric-eigen';

test.each([1, 2, 3, 8, 20])('of size %i: A v = lambda v, orthonormal, in falling order', (size) => {
  const matrix = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = i; j < size; j++) {
      matrix[i * size + j] = normal(1, 0, i, j);
      matrix[j * size + i] = matrix[i * size + j]!;
    }
  }
  const { values, vectors } = symmetricEigen(matrix, size);
  for (let v = 0; v < size; v++) {
    if (v > 0) expect(values[v]!).toBeLessThanOrEqual(values[v - 1]!);
    for (let i = 0; i < size; i++) {
      let image = 0;
      for (let j = 0; j < size; j++) image += matrix[i * size + j]! * vectors[v * size + j]!;
      expect(image).toBeCloseTo(values[v]! * vectors[v * size + i]!, 12);
    }
    for (let w = 0; w < size; w++) {
      let product = 0;
      for (let i = 0; i < size; i++) product += vectors[v * size + i]! * vectors[w * size + i]!;
      expect(product).toBeCloseTo(v === w ? 1 : 0, 13);
    }
  }
});

test('a diagonal, a zero and a rank-one matrix', () => {
  expect(symmetricEigen(Float64Array.of(1, 0, 0, 3), 2)).toEqual({
    values: Float64Array.of(3, 1),
    vectors: Float64Array.of(0, 1, 1, 0),
  });
  expect([...symmetricEigen(new Float64Array(9), 3).values]).toEqual([0, 0, 0]);
  const { values } = symmetricEigen(Float64Array.of(1, 2, 3, 2, 4, 6, 3, 6, 9), 3);
  expect(values[0]).toBeCloseTo(14, 13);
  expect(Math.abs(values[1]!)).toBeLessThan(1e-14);
});
