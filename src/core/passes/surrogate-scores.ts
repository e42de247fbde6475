// Scores of the surrogate at the states of a step, old and new: `g(y'_j) - g(y_j)` predicts how the score changes.

import type { ScheduleState } from '../schedules';
import { createScore, type ScoreEvaluator } from '../scores/evaluate';
import type { MixtureModel } from '../scores/mixture';
import type { PassContext } from './pass';

export class SurrogateScores {
  /** `g` at the states where the score was evaluated, `[row][coordinate][particle]`. */
  readonly evaluated: Float64Array;
  private readonly score: ScoreEvaluator;
  private readonly scores: Float64Array;

  constructor(
    private readonly context: PassContext,
    model: MixtureModel,
  ) {
    this.evaluated = new Float64Array(context.scores.length);
    this.scores = new Float64Array(context.stateLength);
    this.score = createScore(model);
  }

  /** Fills `evaluated`, before the step changes the path. */
  evaluate(step: ScheduleState): void {
    for (let i = 0; i < step.count; i++) {
      this.scoreAt(step.first + i * step.stride, this.evaluated, i * this.context.stateLength);
    }
  }

  /** Adds `B (g(y') - g(y))` of row `i`, whose node has its new state. */
  addChange(i: number, node: number, carried: Float64Array): void {
    const { stateLength, coefficients } = this.context;
    const weight = coefficients.scoreWeight[node] as number;
    this.scoreAt(node, this.scores, 0);
    for (let at = 0; at < stateLength; at++) {
      const difference = (this.scores[at] as number) - (this.evaluated[i * stateLength + at] as number);
      carried[at] = (carried[at] as number) + weight * difference;
    }
  }

  private scoreAt(node: number, out: Float64Array, offset: number): void {
    const { plan, path, stateLength, particles } = this.context;
    this.score.evaluate(plan.noiseTimes[node] as number, path, node * stateLength, out, offset, particles);
  }
}
