// Path regression of one row, looked at alone: every increment by itself, and the normal equations solved by their inverse. The oracle of
// the running sums, and of how far float32 may be from them.

import { LEAD, LEAST_RIDGE, MEMORY, RIDGE } from '../src/core/passes/regression';
import type { Plan } from '../src/core/plan';
import { noiseVariance, signal } from '../src/core/process';

/** States `[node][coordinate][particle]` and scores `[row][coordinate][particle]` in the plane, and the rows of the step. */
export interface RegressionData {
  readonly plan: Plan;
  readonly path: ArrayLike<number>;
  readonly scores: ArrayLike<number>;
  readonly particles: number;
  readonly first: number;
  readonly count: number;
  readonly segmentLength: number;
}

/** `u = y / a` and `e = n s / a`, `[coordinate]`, of a row. */
export interface Point {
  readonly u: readonly [number, number];
  readonly e: readonly [number, number];
}

export interface DenseSlope {
  /** What row `i` may see, the oldest increment first. */
  readonly increments: readonly { readonly weight: number; readonly left: Point; readonly right: Point }[];
  /** Normal equations `M (x, q, y) = right`. */
  readonly matrix: readonly (readonly number[])[];
  readonly right: readonly number[];
  readonly inverse: readonly (readonly number[])[];
  /** `n S`: entries 00, 01 and 11. */
  readonly slope: readonly number[];
}

function inverseOf(m: readonly (readonly number[])[]): number[][] {
  const at = (row: number, column: number) => m[(row + 3) % 3]?.[(column + 3) % 3] as number;
  const cofactor = (row: number, column: number) =>
    at(row + 1, column + 1) * at(row + 2, column + 2) - at(row + 1, column + 2) * at(row + 2, column + 1);
  const determinant = [0, 1, 2].reduce((sum, column) => sum + at(0, column) * cofactor(0, column), 0);
  return [0, 1, 2].map((row) => [0, 1, 2].map((column) => cofactor(column, row) / determinant));
}

/** The regression of row `i` of a particle, with a ridge towards `prior` times the identity. */
export function denseSlope(data: RegressionData, i: number, particle: number, prior: number): DenseSlope {
  const { plan, path, scores, particles, first, count, segmentLength } = data;
  const begin = i - (i % segmentLength);
  const end = Math.min(begin + segmentLength - 1, count - 1, i + LEAD);
  const pointOf = (row: number): Point => {
    const r = plan.noiseTimes[first + row] as number;
    const u = (c: number) => (path[(2 * (first + row) + c) * particles + particle] as number) / signal(r);
    const e = (c: number) => (noiseVariance(r) / signal(r)) * (scores[(2 * row + c) * particles + particle] as number);
    return { u: [u(0), u(1)], e: [e(0), e(1)] };
  };
  const increments = Array.from({ length: end - begin }, (_, k) => {
    const r = plan.noiseTimes[first + begin + k] as number;
    const weight = (signal(r) ** 2 / noiseVariance(r)) * (1 - 1 / MEMORY) ** (end - 1 - begin - k);
    return { weight, left: pointOf(begin + k), right: pointOf(begin + k + 1) };
  });
  const sum = (product: (du: readonly number[], de: readonly number[]) => number) =>
    increments.reduce((total, { weight, left, right }) => {
      const difference = (a: readonly number[], b: readonly number[]) => a.map((value, c) => value - (b[c] as number));
      return total + weight * product(difference(right.u, left.u), difference(right.e, left.e));
    }, 0);
  const [c00, c01, c11] = [sum(([u = 0]) => u * u), sum(([u = 0, v = 0]) => u * v), sum(([, v = 0]) => v * v)];
  const ridge = (RIDGE * (c00 + c11)) / 2 + LEAST_RIDGE;
  const matrix = [
    [c00 + ridge, c01, 0],
    [c01, c00 + c11 + 2 * ridge, c01],
    [0, c01, c11 + ridge],
  ];
  const right = [
    sum(([u = 0], [e = 0]) => e * u) + ridge * prior,
    sum(([u = 0, v = 0], [e = 0, f = 0]) => e * v + f * u),
    sum(([, v = 0], [, f = 0]) => f * v) + ridge * prior,
  ];
  const inverse = inverseOf(matrix);
  const slope = inverse.map((row) => row.reduce((total, entry, k) => total + entry * (right[k] as number), 0));
  return { increments, matrix, right, inverse, slope };
}

/** `A + (B / n) slope` with eigenvalues clipped to `[0, cap]`, by their angle: entries 00, 01 and 11. */
export function clippedPart(plan: Plan, node: number, slope: readonly number[], cap: number): [number, number, number] {
  const n = noiseVariance(plan.noiseTimes[node] as number);
  const factor = plan.coefficients.stateFactor[node] as number;
  const weight = (plan.coefficients.scoreWeight[node] as number) / n;
  const [x, q, y] = slope.map((value) => weight * value) as [number, number, number];
  const angle = Math.atan2(2 * q, x - y) / 2;
  const r = Math.hypot((x - y) / 2, q);
  const clip = (value: number) => Math.min(Math.max(value, 0), cap);
  const [upper, lower] = [clip(factor + (x + y) / 2 + r), clip(factor + (x + y) / 2 - r)];
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  return [upper * cos * cos + lower * sin * sin, (upper - lower) * cos * sin, upper * sin * sin + lower * cos * cos];
}
