// The update of a round: `y'_{j+1} = A y_j + B s_j + C xi_j + J (y'_j - y_j)`, an affine scan along the nodes of a segment,
// with a linear part that is a number a node, a number or a diagonal a row, or a matrix a row. A surrogate adds
// `B (g(y'_j) - g(y_j))`, and a clip keeps the data predictions that the result implies in a box.

import type { ScheduleState } from '../schedules';
import { derivativeEntries } from '../scores/evaluate';
import type { OnProduced, Pass, PassContext } from './pass';
import { PredictionClip } from './prediction-clip';
import { PathRegression } from './regression';
import { SurrogateScores } from './surrogate-scores';

export class ScanPass implements Pass {
  /** State of the row's node before the round, `y' - y` there, and `J (y' - y)`, `[coordinate][particle]`. */
  private readonly old: Float64Array;
  private readonly change: Float64Array;
  private readonly moved: Float64Array;
  private readonly surrogate: SurrogateScores | null;
  private readonly regression: PathRegression | null;
  private readonly clip: PredictionClip | null;

  constructor(private readonly context: PassContext) {
    const { stateLength, plan } = context;
    this.old = new Float64Array(stateLength);
    this.change = new Float64Array(stateLength);
    this.moved = new Float64Array(stateLength);
    const { predictor, surrogate, box } = plan;
    this.surrogate = predictor?.surrogate && surrogate ? new SurrogateScores(context, surrogate.model) : null;
    this.regression = predictor?.regression ? new PathRegression(context, this.surrogate?.evaluated ?? null) : null;
    this.clip = box === null ? null : new PredictionClip(context, box);
  }

  run(step: ScheduleState, onProduced: OnProduced | undefined): void {
    const { path, squares, stateLength } = this.context;
    this.surrogate?.evaluate(step);
    this.regression?.fill(step);
    for (let i = 0; i < step.count; i++) {
      const node = step.first + i * step.stride;
      if (i % step.segmentLength === 0) {
        // Where rows follow each other, the segment before has just replaced the state that this one was evaluated at.
        if (i === 0 || step.stride !== 1) this.old.set(path.subarray(node * stateLength, (node + 1) * stateLength));
        this.change.fill(0);
      }
      this.applyLinearPart(i, node);
      if (i % step.segmentLength !== 0) {
        this.surrogate?.addChange(i, node, this.moved);
        this.clipPrediction(i, node);
      }
      this.scanNode(i, node);
      onProduced?.(i, node + 1, squares);
    }
  }

  /** `J (y' - y)` at row `i`. */
  private applyLinearPart(i: number, node: number): void {
    const { plan, coefficients, linearParts, dimension, particles, stateLength } = this.context;
    const { change, moved } = this;
    if (this.regression !== null) {
      this.applyMatrix(this.regression.linearParts, i * this.regression.entries * particles);
      return;
    }
    const { derivative } = plan;
    if (derivative === null || linearParts.length === 0) {
      const linear = coefficients.linearPart[node] as number;
      for (let at = 0; at < stateLength; at++) moved[at] = linear * (change[at] as number);
      return;
    }
    const entries = derivativeEntries(derivative, dimension);
    const row = i * entries * particles;
    switch (derivative) {
      case 'trace':
        for (let c = 0, at = 0; c < dimension; c++) {
          for (let p = 0; p < particles; p++, at++) {
            moved[at] = (linearParts[row + p] as number) * (change[at] as number);
          }
        }
        return;
      case 'diagonal':
        for (let at = 0; at < stateLength; at++) moved[at] = (linearParts[row + at] as number) * (change[at] as number);
        return;
      case 'matrix':
        this.applyMatrix(linearParts, row);
    }
  }

  private applyMatrix(linearParts: Float64Array, row: number): void {
    const { dimension, particles } = this.context;
    const { change, moved } = this;
    for (let c = 0, at = 0; c < dimension; c++) {
      for (let p = 0; p < particles; p++, at++) {
        let sum = 0;
        for (let k = 0; k < dimension; k++) {
          const entry = linearParts[row + (c * dimension + k) * particles + p] as number;
          sum += entry * (change[k * particles + p] as number);
        }
        moved[at] = sum;
      }
    }
  }

  private clipPrediction(i: number, node: number): void {
    const { scores, stateLength } = this.context;
    if (this.clip === null) return;
    const row = scores.subarray(i * stateLength, (i + 1) * stateLength);
    const terms = { states: this.old, scores: row, carried: this.moved };
    this.clip.apply(node, this.change, node * stateLength, terms);
  }

  /** `y'_{j+1}`, in this order of sums; `old` and `change` move on to `j + 1`. */
  private scanNode(i: number, node: number): void {
    const { coefficients, noise, path, scores, squares, stateLength, dimension, particles, roundStates } = this.context;
    const { old, change, moved } = this;
    const a = coefficients.stateFactor[node] as number;
    const b = coefficients.scoreWeight[node] as number;
    const c = coefficients.noiseStd[node] as number;
    const xi = c === 0 ? null : noise(node);
    const row = i * stateLength;
    for (let at = 0; at < stateLength; at++) {
      let next = a * (old[at] as number) + b * (scores[row + at] as number);
      if (xi !== null) next += c * (xi[at] as number);
      moved[at] = next + (moved[at] as number);
    }
    roundStates?.(moved, 0, stateLength);
    const produced = (node + 1) * stateLength;
    squares.fill(0);
    for (let coordinate = 0, at = 0; coordinate < dimension; coordinate++) {
      for (let particle = 0; particle < particles; particle++, at++) {
        const next = moved[at] as number;
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
