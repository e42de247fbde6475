// Linear parts made of the score's derivative, `J = A + B ds/dx`, with eigenvalues clipped to `[0, cap]` (section 4 of
// ALGORITHMS.md). Its WGSL twin is `shaders/lib/clip.wgsl`.

import type { DerivativeShape } from './scores/derivative';

/** Entries of matrices are first clipped to this size, so that infinities do not meet and squares do not overflow. */
const LARGEST_ENTRY = 1e150;
/** Convergence of cyclic Jacobi is quadratic; for eight rows or fewer, six sweeps end at rounding. */
const SWEEPS = 8;

/** Into `[0, cap]`; NaN stays. */
function clip(value: number, cap: number): number {
  return value < 0 ? 0 : value > cap ? cap : value;
}

/**
 * Replaces derivatives by linear parts, in place.
 * @param derivatives `[entry][particle]` as `ScoreEvaluator.differentiate` writes them; matrices must be symmetric
 * @param stateFactor `A` of the node
 * @param scoreWeight `B` of the node
 * @param cap upper clip of eigenvalues. Infinite derivatives are clipped; where one is NaN, the whole linear part is.
 */
export function linearPartOf(
  shape: DerivativeShape,
  dimension: number,
  stateFactor: number,
  scoreWeight: number,
  cap: number,
  derivatives: Float64Array,
  particles: number,
): void {
  if (shape !== 'matrix' || dimension === 1) {
    const length = particles * (shape === 'trace' ? 1 : dimension);
    for (let at = 0; at < length; at++) {
      derivatives[at] = clip(stateFactor + scoreWeight * (derivatives[at] as number), cap);
    }
    return;
  }
  const matrix = new Float64Array(dimension * dimension);
  const vectors = new Float64Array(dimension * dimension);
  for (let particle = 0; particle < particles; particle++) {
    for (let entry = 0; entry < matrix.length; entry++) {
      const diagonal = entry % (dimension + 1) === 0 ? stateFactor : 0;
      const value = diagonal + scoreWeight * (derivatives[entry * particles + particle] as number);
      matrix[entry] = Math.min(Math.max(value, -LARGEST_ENTRY), LARGEST_ENTRY);
    }
    if (matrix.some(Number.isNaN)) matrix.fill(Number.NaN);
    else if (dimension === 2) clipPair(matrix, cap);
    else clipEigenvalues(matrix, vectors, dimension, cap);
    for (let entry = 0; entry < matrix.length; entry++) {
      derivatives[entry * particles + particle] = matrix[entry] as number;
    }
  }
}

/** Two rows in closed form: with the mean `m` of the diagonal, half its difference `h` and the other entry `b`, the
 * eigenvalues are `m +- r`, `r = |(h, b)|`, and a function `f` of the matrix is the mean of `f(m +- r)` times `I` plus half
 * their difference times `[[h, b], [b, -h]] / r`. */
function clipPair(matrix: Float64Array, cap: number): void {
  const b = matrix[1] as number;
  const mean = ((matrix[0] as number) + (matrix[3] as number)) / 2;
  const h = ((matrix[0] as number) - (matrix[3] as number)) / 2;
  const r = Math.sqrt(h * h + b * b);
  const upper = clip(mean + r, cap);
  const lower = clip(mean - r, cap);
  const slope = r > 0 ? (upper - lower) / (2 * r) : 0;
  matrix[0] = (upper + lower) / 2 + slope * h;
  matrix[1] = slope * b;
  matrix[2] = slope * b;
  matrix[3] = (upper + lower) / 2 - slope * h;
}

/** Any number of rows by cyclic Jacobi rotations (Golub and Van Loan, "Matrix Computations", section 8.5), in place. */
function clipEigenvalues(matrix: Float64Array, vectors: Float64Array, size: number, cap: number): void {
  vectors.fill(0);
  for (let i = 0; i < size; i++) vectors[i * (size + 1)] = 1;
  for (let sweep = 0; sweep < SWEEPS; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) rotate(matrix, vectors, size, p, q);
    }
  }
  const values = Float64Array.from({ length: size }, (_, i) => clip(matrix[i * (size + 1)] as number, cap));
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = 0;
      for (let v = 0; v < size; v++) {
        sum += (values[v] as number) * (vectors[v * size + row] as number) * (vectors[v * size + column] as number);
      }
      matrix[row * size + column] = sum;
      matrix[column * size + row] = sum;
    }
  }
}

/** The rotation in the plane of `p` and `q` that makes entry `(p, q)` zero; `vectors` is `[vector][coordinate]`. */
function rotate(matrix: Float64Array, vectors: Float64Array, size: number, p: number, q: number): void {
  const off = matrix[p * size + q] as number;
  const difference = (matrix[q * (size + 1)] as number) - (matrix[p * (size + 1)] as number);
  // Tangent of the smaller angle: t^2 + t (difference / off) = 1, in the form that neither cancels nor overflows.
  const root = Math.sqrt(difference * difference + 4 * off * off);
  // Both zero, or so small that their squares are.
  if (root === 0) return;
  const tangent = (difference < 0 ? -2 * off : 2 * off) / (Math.abs(difference) + root);
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  for (let k = 0; k < size; k++) turn(matrix, p * size + k, q * size + k, cosine, sine);
  for (let k = 0; k < size; k++) turn(matrix, k * size + p, k * size + q, cosine, sine);
  for (let k = 0; k < size; k++) turn(vectors, p * size + k, q * size + k, cosine, sine);
}

function turn(values: Float64Array, first: number, second: number, cosine: number, sine: number): void {
  const x = values[first] as number;
  const y = values[second] as number;
  values[first] = cosine * x - sine * y;
  values[second] = sine * x + cosine * y;
}
