// Triangular Anderson acceleration (arXiv 2402.09970): a round of the ordinary scan, `G(y)`, is mixed with the results of a few
// rounds before it, so that the residuals `R = G(y) - y` cancel. The weights of a node minimise the residuals of the nodes
// before it alone, so that the first `k` nodes stay exact after `k` rounds, and each particle has its own.
// With `i` rounds back, `D_i = R - R^{(-i)}`: `gamma_j = argmin |R - sum_i D_i gamma_i|^2` over the nodes before `j`, by normal
// equations whose sums grow along the nodes, and `y'_j = G_j - sum_i (G - G^{(-i)})_j gamma_{j,i}`.

import { PHASE, type ScheduleState } from '../schedules';
import type { OnProduced, Pass, PassContext } from './pass';
import { ScanPass } from './scan';

/**
 * Ridge, as a part of each diagonal entry. It bounds the condition of the normal equations, scaled to a unit diagonal, by
 * `memory / ridge` whatever the size of the residuals: no pivot is lost to rounding in float32 either. An absolute one, as in the
 * paper's code, has a length in it: it switches the acceleration off below residuals of its root.
 */
export const RIDGE = 1e-3;

/**
 * Solves `(S + ridge diag(S)) x = b` by Cholesky factors, in place. Equations without a positive pivot are left out: their unknown is
 * zero. All unknowns are zero where a number is not finite, which is the plain round.
 * @param sums lower triangle of `S` row by row; destroyed
 * @param unknowns `b` on entry, `x` on exit, of the first `size` entries
 */
export function solveNormalEquations(size: number, sums: Float64Array, unknowns: Float64Array): void {
  const entry = (row: number, column: number) => sums[(row * (row + 1)) / 2 + column] as number;
  const unknown = (index: number) => unknowns[index] as number;
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let rest = entry(row, column) * (row === column ? 1 + RIDGE : 1);
      for (let k = 0; k < column; k++) rest -= entry(row, k) * entry(column, k);
      // The diagonal keeps the inverse of the factor's entry.
      if (column < row) rest *= entry(column, column);
      else rest = rest > 0 ? 1 / Math.sqrt(rest) : 0;
      sums[(row * (row + 1)) / 2 + column] = rest;
    }
  }
  for (let row = 0; row < size; row++) {
    let rest = unknown(row);
    for (let k = 0; k < row; k++) rest -= entry(row, k) * unknown(k);
    unknowns[row] = rest * entry(row, row);
  }
  for (let row = size - 1; row >= 0; row--) {
    let rest = unknown(row);
    for (let k = row + 1; k < size; k++) rest -= entry(k, row) * unknown(k);
    unknowns[row] = rest * entry(row, row);
  }
  for (let row = 0; row < size; row++) if (!Number.isFinite(unknown(row))) unknowns.fill(0);
}

export class AndersonPass implements Pass {
  private readonly scan: ScanPass;
  private readonly memory: number;
  /** States before the round, `[row][coordinate][particle]`. */
  private readonly before: Float64Array;
  /** `G` and `R` of the rounds remembered, each in the place of its number modulo the memory:
   * `[place][row][coordinate][particle]`. */
  private readonly results: Float64Array;
  private readonly residuals: Float64Array;
  /** `D_i . D_k` of the nodes so far, lower triangle, `[entry][particle]`; and `D_i . R`, `[i][particle]`. */
  private readonly sums: Float64Array;
  private readonly products: Float64Array;
  /** `gamma` of a node, `[i][particle]`. */
  private readonly weights: Float64Array;
  /** Of one particle. */
  private readonly triangle: Float64Array;
  private readonly unknowns: Float64Array;
  private readonly differences: Float64Array;

  constructor(private readonly context: PassContext) {
    const { plan, particles, scores } = context;
    const { memory } = plan;
    this.scan = new ScanPass(context);
    this.memory = memory;
    this.before = new Float64Array(scores.length);
    this.results = new Float64Array(memory * scores.length);
    this.residuals = new Float64Array(memory * scores.length);
    this.triangle = new Float64Array((memory * (memory + 1)) / 2);
    this.sums = new Float64Array(this.triangle.length * particles);
    this.unknowns = new Float64Array(memory);
    this.products = new Float64Array(memory * particles);
    this.weights = new Float64Array(memory * particles);
    this.differences = new Float64Array(memory);
  }

  run(step: ScheduleState, onProduced: OnProduced | undefined): void {
    if (step.phase !== PHASE.round || step.stride !== 1)
      throw new Error('Acceleration is of rounds of whole segments.');
    const { path, stateLength } = this.context;
    const from = (step.first + 1) * stateLength;
    this.before.set(path.subarray(from, from + step.count * stateLength));
    this.scan.run(step, undefined);
    this.sums.fill(0);
    this.products.fill(0);
    // A segment remembers its own rounds only.
    const remembered = Math.min(step.iteration, this.memory);
    for (let i = 0; i < step.count; i++) {
      this.weigh(remembered);
      this.mix(i, step, remembered);
      this.finish(i, step, onProduced);
    }
  }

  /** The weights of every particle for the node that comes next. */
  private weigh(remembered: number): void {
    const { particles } = this.context;
    const { sums, products, weights, triangle, unknowns } = this;
    for (let particle = 0; particle < particles; particle++) {
      for (let k = 0; k < triangle.length; k++) triangle[k] = sums[k * particles + particle] as number;
      for (let k = 0; k < remembered; k++) unknowns[k] = products[k * particles + particle] as number;
      solveNormalEquations(remembered, triangle, unknowns);
      for (let k = 0; k < remembered; k++) weights[k * particles + particle] = unknowns[k] as number;
    }
  }

  /** Replaces the state that row `i` has produced, adds its residuals to the sums, and remembers it. */
  private mix(i: number, { first, iteration }: ScheduleState, remembered: number): void {
    const { path, dimension, particles, stateLength } = this.context;
    const { memory, before, results, residuals, sums, products, weights, differences } = this;
    const produced = (first + i + 1) * stateLength;
    for (let coordinate = 0, at = 0; coordinate < dimension; coordinate++) {
      for (let particle = 0; particle < particles; particle++, at++) {
        const row = i * stateLength + at;
        const result = path[produced + at] as number;
        const residual = result - (before[row] as number);
        let correction = 0;
        for (let k = 0, entry = 0; k < remembered; k++) {
          const past = ((iteration - 1 - k) % memory) * before.length + row;
          const weight = weights[k * particles + particle] as number;
          correction += (result - (results[past] as number)) * weight;
          const difference = residual - (residuals[past] as number);
          differences[k] = difference;
          const product = k * particles + particle;
          products[product] = (products[product] as number) + difference * residual;
          for (let l = 0; l <= k; l++, entry++) {
            const sum = entry * particles + particle;
            sums[sum] = (sums[sum] as number) + difference * (differences[l] as number);
          }
        }
        path[produced + at] = result - correction;
        const present = (iteration % memory) * before.length + row;
        results[present] = result;
        residuals[present] = residual;
      }
    }
  }

  /** Rounds the state that row `i` has produced, and tells of it. A state that is not finite is that of the plain round. */
  private finish(i: number, { first, iteration }: ScheduleState, onProduced: OnProduced | undefined): void {
    const { path, dimension, particles, stateLength, squares, roundStates } = this.context;
    const { before, results, memory } = this;
    const node = first + i + 1;
    roundStates?.(path, node * stateLength, (node + 1) * stateLength);
    squares.fill(0);
    for (let coordinate = 0, at = 0; coordinate < dimension; coordinate++) {
      for (let particle = 0; particle < particles; particle++, at++) {
        const row = i * stateLength + at;
        let state = path[node * stateLength + at] as number;
        if (!Number.isFinite(state)) {
          state = results[(iteration % memory) * before.length + row] as number;
          path[node * stateLength + at] = state;
        }
        const change = state - (before[row] as number);
        squares[particle] = (squares[particle] as number) + change * change;
      }
    }
    onProduced?.(i, node, squares);
  }
}
