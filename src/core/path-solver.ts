// Rounds on a path in float64: evaluate the score at the nodes of a step, then the affine scan along them. The sequential
// sampler and every parallel method are this with different schedules. It knows nothing of targets, errors or traces.

import type { NodeCoefficients } from './plan';
import type { ScheduleState } from './schedules';
import type { ScoreEvaluator } from './scores/evaluate';

/** The equations `y_{j+1} = A_j y_j + B_j s(y_j, r_j) + C_j xi_j` of some particles. */
export interface PathEquations {
  readonly dimension: number;
  readonly particles: number;
  /** `r_0 .. r_L` */
  readonly noiseTimes: Float64Array;
  readonly coefficients: NodeCoefficients;
  readonly score: ScoreEvaluator;
  /** `xi_j` of a node, `[coordinate][particle]`; not asked for where `C_j` is 0. */
  readonly noise: (node: number) => Float64Array;
}

/** Told of every node that a scan has produced: `i` counts the rows of the step, `squares[particle]` is the sum over
 * coordinates of the squared change that the round made. */
export type OnProduced = (i: number, node: number, squares: Float64Array) => void;

export class PathSolver {
  /** `[node][coordinate][particle]` */
  readonly path: Float64Array;
  /** Coordinates times particles. */
  readonly stateLength: number;
  /** `[row][coordinate][particle]` */
  private readonly scores: Float64Array;
  /** State of the row's node before the round, and `y' - y` there, `[coordinate][particle]`. */
  private readonly old: Float64Array;
  private readonly change: Float64Array;
  /** `[particle]` */
  private readonly squares: Float64Array;

  constructor(
    private readonly equations: PathEquations,
    /** Most rows of one step. */
    rows: number,
  ) {
    this.stateLength = equations.dimension * equations.particles;
    this.path = new Float64Array(equations.noiseTimes.length * this.stateLength);
    this.scores = new Float64Array(rows * this.stateLength);
    this.old = new Float64Array(this.stateLength);
    this.change = new Float64Array(this.stateLength);
    this.squares = new Float64Array(equations.particles);
  }

  /** State of a node, `[coordinate][particle]`: a view into the path. */
  stateAt(node: number): Float64Array {
    return this.path.subarray(node * this.stateLength, (node + 1) * this.stateLength);
  }

  /** One round. Yields after every row of the score evaluation, so that a caller can pause or stop. */
  *round(step: ScheduleState, onProduced?: OnProduced): Generator<void, void> {
    const { score, noiseTimes, particles } = this.equations;
    for (let i = 0; i < step.count; i++) {
      const node = step.first + i * step.stride;
      score.evaluate(
        noiseTimes[node] ?? Number.NaN,
        this.path,
        node * this.stateLength,
        this.scores,
        i * this.stateLength,
        particles,
      );
      yield;
    }
    for (let i = 0; i < step.count; i++) {
      const node = step.first + i * step.stride;
      if (i % step.segmentLength === 0) {
        this.old.set(this.stateAt(node));
        this.change.fill(0);
      }
      this.scanNode(i, node);
      onProduced?.(i, node + 1, this.squares);
    }
  }

  /** `y'_{j+1} = A y_j + B s_j + C xi_j + J (y'_j - y_j)`, in this order of sums; `old` and `change` move on to `j + 1`. */
  private scanNode(i: number, node: number): void {
    const { dimension, particles, coefficients, noise } = this.equations;
    const { path, scores, old, change, squares, stateLength } = this;
    const a = coefficients.stateFactor[node] as number;
    const b = coefficients.scoreWeight[node] as number;
    const c = coefficients.noiseStd[node] as number;
    const linear = coefficients.linearPart[node] as number;
    const xi = c === 0 ? null : noise(node);
    const produced = (node + 1) * stateLength;
    const row = i * stateLength;
    squares.fill(0);
    for (let coordinate = 0, at = 0; coordinate < dimension; coordinate++) {
      for (let particle = 0; particle < particles; particle++, at++) {
        let next = a * (old[at] as number) + b * (scores[row + at] as number);
        if (xi !== null) next += c * (xi[at] as number);
        next += linear * (change[at] as number);
        const before = path[produced + at] as number;
        const difference = next - before;
        path[produced + at] = next;
        old[at] = before;
        change[at] = difference;
        squares[particle] = (squares[particle] as number) + difference * difference;
      }
    }
  }
}
