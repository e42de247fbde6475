// How far scores of the GPU are from those of the float64 twin.

import type { ScoreModel } from '../../src/core/scores';
import { createScore } from '../../src/core/scores/evaluate';

/** Rows of a node evaluated on both sides. */
export const CHECKED = 64;

/** Largest error so far, and the largest score that it is relative to. */
export class ErrorGauge {
  private worst = 0;
  private largest = 0;

  /** Takes note of a score and of what it should be. */
  add(value: number | undefined, expected: number): void {
    const difference = Math.abs((value ?? Number.NaN) - expected);
    this.worst = Number.isFinite(difference) ? Math.max(this.worst, difference) : Number.POSITIVE_INFINITY;
    this.largest = Math.max(this.largest, Math.abs(expected));
  }

  get relative(): number {
    return this.worst / this.largest;
  }
}

/** Scores of the twin at one noise time; states and scores `[coordinate][row]`. */
export function twinScores(model: ScoreModel, noiseTime: number, states: Float64Array): Float64Array {
  const scores = new Float64Array(states.length);
  createScore(model).evaluate(noiseTime, states, 0, scores, 0, states.length / model.dimension);
  return scores;
}
