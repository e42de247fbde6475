// Eigenvalues and eigenvectors of small symmetric matrices by cyclic Jacobi rotations (Golub and Van Loan, "Matrix
// Computations", section 8.5). For a few dozen rows at most; it knows nothing of what they mean.

/** Sweeps at most; convergence is quadratic, and ten are plenty. */
const MOST_SWEEPS = 40;

/**
 * @param matrix symmetric, `[row][column]`, length `size * size`; not changed
 * @returns eigenvalues, largest first, and unit eigenvectors in the same order, `[vector][coordinate]`
 */
export function symmetricEigen(matrix: Float64Array, size: number): { values: Float64Array; vectors: Float64Array } {
  const a = Float64Array.from(matrix);
  // Rows are the eigenvectors to be.
  const v = new Float64Array(size * size);
  for (let i = 0; i < size; i++) v[i * size + i] = 1;
  const at = (row: number, column: number) => a[row * size + column] as number;

  /** Turns rows `p` and `q` of `m` by the angle of cosine `c` and sine `s`. */
  const turnRows = (m: Float64Array, p: number, q: number, c: number, s: number) => {
    for (let k = 0; k < size; k++) {
      const x = m[p * size + k] as number;
      const y = m[q * size + k] as number;
      m[p * size + k] = c * x - s * y;
      m[q * size + k] = s * x + c * y;
    }
  };
  const turnColumns = (m: Float64Array, p: number, q: number, c: number, s: number) => {
    for (let k = 0; k < size; k++) {
      const x = m[k * size + p] as number;
      const y = m[k * size + q] as number;
      m[k * size + p] = c * x - s * y;
      m[k * size + q] = s * x + c * y;
    }
  };

  for (let sweep = 0; sweep < MOST_SWEEPS; sweep++) {
    let turned = false;
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) {
        const off = at(p, q);
        // Too small to change either of the two diagonal entries.
        if (Math.abs(off) <= Number.EPSILON * 0.5 * Math.sqrt(Math.abs(at(p, p) * at(q, q)))) continue;
        const theta = (at(q, q) - at(p, p)) / (2 * off);
        const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const c = 1 / Math.hypot(tangent, 1);
        turnRows(a, p, q, c, c * tangent);
        turnColumns(a, p, q, c, c * tangent);
        turnRows(v, p, q, c, c * tangent);
        turned = true;
      }
    }
    if (!turned) break;
  }

  const order = Array.from({ length: size }, (_, i) => i).sort((p, q) => at(q, q) - at(p, p));
  const vectors = new Float64Array(size * size);
  order.forEach((from, to) => {
    vectors.set(v.subarray(from * size, (from + 1) * size), to * size);
  });
  return { values: Float64Array.from(order, (i) => at(i, i)), vectors };
}
