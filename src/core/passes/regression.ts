// Linear parts from the path itself: increments of states and scores between neighbouring nodes, with forgetting, tell how the score
// changes with the state. In the variables `u = y / a` and `e = n s / a` its derivative times the noise, `n ds/dx`, changes slowly from
// node to node: `delta e = n S delta u` for a symmetric `S`, by least squares with a ridge towards a prior. Nothing is evaluated.

import { linearPartOf } from '../eigen-clip';
import { noisedVariance, noiseVariance, signal } from '../process';
import type { ScheduleState } from '../schedules';
import type { PassContext } from './pass';

/** Nodes after which an increment weighs 1/e, about, and nodes ahead whose increments are used; 6 to 24 are alike. */
export const MEMORY = 8;
export const LEAD = 8;
/** Ridge, as a part of the mean square of the increments. */
export const RIDGE = 0.01;
/** Ridge where there are no increments yet. */
export const LEAST_RIDGE = 1e-12;

/** Sums of a particle: `C = sum w du du^T` (three entries) and `B = sum w de du^T` (two, and the sum of the other two). */
const SUMS = 6;
/** Entries of a row's linear part: of a matrix in the plane. In one dimension the second coordinate is not there. */
const ENTRIES = 4;

export class PathRegression {
  /** `J` of every row, `[row][entry][particle]`: a matrix in two dimensions, a number in one. */
  readonly linearParts: Float64Array;
  readonly entries: number;
  private readonly sums: Float64Array;
  /** Slopes `S` of a row, `[entry][particle]`. */
  private readonly slopes: Float64Array;

  /** @param surrogate scores of the surrogate at the rows' states, `[row][coordinate][particle]`, which are taken off; or null */
  constructor(
    private readonly context: PassContext,
    private readonly surrogate: Float64Array | null,
  ) {
    const { dimension, particles, scores } = context;
    if (dimension > 2) throw new Error('Path regression is in two dimensions at most.');
    this.entries = dimension === 2 ? ENTRIES : 1;
    this.linearParts = new Float64Array((scores.length / dimension) * this.entries);
    this.sums = new Float64Array(SUMS * particles);
    this.slopes = new Float64Array(this.entries * particles);
  }

  /** Fills the linear parts, before the step changes the path. */
  fill(step: ScheduleState): void {
    for (let begin = 0; begin < step.count; begin += step.segmentLength) {
      const last = Math.min(begin + step.segmentLength, step.count) - 1;
      this.sums.fill(0);
      let ahead = begin;
      for (let i = begin; i <= last; i++) {
        for (; ahead < Math.min(last, i + LEAD); ahead++) this.addIncrement(step, ahead);
        this.solve(step, i);
      }
    }
  }

  /** Adds the increment from row `i` to the next one. */
  private addIncrement({ first, stride }: ScheduleState, i: number): void {
    const { plan, path, scores, dimension, particles, stateLength } = this.context;
    const { sums, surrogate } = this;
    const [node, next] = [first + i * stride, first + (i + 1) * stride];
    const [r, rNext] = [plan.noiseTimes[node] as number, plan.noiseTimes[next] as number];
    const [a, aNext, n, nNext] = [signal(r), signal(rNext), noiseVariance(r), noiseVariance(rNext)];
    const weight = (a * a) / n;
    const residual = (row: number, at: number) => {
      const place = row * stateLength + at;
      return (scores[place] as number) - (surrogate === null ? 0 : (surrogate[place] as number));
    };
    const du = (at: number) =>
      (path[next * stateLength + at] as number) / aNext - (path[node * stateLength + at] as number) / a;
    const de = (at: number) => (nNext / aNext) * residual(i + 1, at) - (n / a) * residual(i, at);
    for (let p = 0; p < particles; p++) {
      const [ux, ex] = [du(p), de(p)];
      const [uy, ey] = dimension === 2 ? [du(particles + p), de(particles + p)] : [0, 0];
      const added = [ux * ux, ux * uy, uy * uy, ex * ux, ex * uy + ey * ux, ey * uy];
      for (let k = 0; k < SUMS; k++) {
        const at = k * particles + p;
        sums[at] = (1 - 1 / MEMORY) * (sums[at] as number) + weight * (added[k] as number);
      }
    }
  }

  /** The linear part of row `i` from the present sums. */
  private solve({ first, stride }: ScheduleState, i: number): void {
    const { plan, coefficients, dimension, particles } = this.context;
    const { sums, slopes, surrogate, entries } = this;
    const node = first + i * stride;
    const noiseTime = plan.noiseTimes[node] as number;
    const n = noiseVariance(noiseTime);
    // What Gaussian data have; a surrogate leaves nothing in the mean.
    const prior = surrogate === null ? -n / noisedVariance(plan.target.dataVariance, noiseTime) : 0;
    for (let p = 0; p < particles; p++) {
      const sum = (k: number) => sums[k * particles + p] as number;
      const slope = symmetricSlope([sum(0), sum(1), sum(2), sum(3), sum(4), sum(5)], prior);
      if (dimension === 1) slopes[p] = slope[0] / n;
      else
        [0, 1, 1, 2].forEach((k, entry) => {
          slopes[entry * particles + p] = (slope[k] as number) / n;
        });
    }
    const factor = coefficients.stateFactor[node] as number;
    // Of what a surrogate leaves: no change at all must be among what is allowed.
    const cap = surrogate === null ? plan.jacobianCap : Math.max(plan.jacobianCap, factor);
    linearPartOf('matrix', dimension, factor, coefficients.scoreWeight[node] as number, cap, slopes, particles);
    this.linearParts.set(slopes, i * entries * particles);
  }
}

/**
 * The symmetric matrix `[[x, q], [q, y]]` that makes `sum w |de - Q du|^2` least, with a ridge towards `prior` times the identity.
 * @param sums `c00, c01, c11, b00, b01 + b10, b11`
 * @returns `x, q, y`; the prior where sums have overflowed
 */
export function symmetricSlope(
  [c00, c01, c11, b00, b01, b11]: readonly [number, number, number, number, number, number],
  prior: number,
): readonly [number, number, number] {
  const ridge = (RIDGE * (c00 + c11)) / 2 + LEAST_RIDGE;
  const [d0, d1] = [c00 + ridge, c11 + ridge];
  // In these the products of sums do not overflow where the sums do not.
  const [r0, r1] = [c01 / d0, c01 / d1];
  const [f0, f1] = [b00 + ridge * prior, b11 + ridge * prior];
  const q = (b01 - r0 * f0 - r1 * f1) / (d0 + d1 - c01 * (r0 + r1));
  const [x, y] = [(f0 - c01 * q) / d0, (f1 - c01 * q) / d1];
  return Number.isFinite(x + q + y) ? [x, q, y] : [prior, 0, prior];
}
