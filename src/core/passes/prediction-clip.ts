// Keeps the data predictions that a round implies in the box of the data. A linear part extrapolates the score from the state where
// it was evaluated to the new one; where that goes too far, the prediction `x_0 = (y' + n s~) / a` leaves the data.

import { noiseVariance, signal } from '../process';
import type { PassContext } from './pass';

/** What the step to the next node is made of, `[coordinate][particle]`: `A state + B score + C xi + carried`. */
export interface StepTerms {
  readonly states: Float64Array;
  readonly scores: Float64Array;
  readonly carried: Float64Array;
}

export class PredictionClip {
  constructor(
    private readonly context: PassContext,
    /** `[coordinate][2]` */
    private readonly box: Float64Array,
  ) {}

  /**
   * Changes, in place, the terms of every coordinate whose prediction leaves the box, enlarged by the prediction of the score as it was
   * evaluated: then they are the new state and the score that the nearest prediction in the box implies. Where a state has not
   * changed the two predictions are the same, so that a solution stays one.
   * @param changes `y' - y`, `[coordinate][particle]`; `terms.states` are `y`
   * @param offset of the new states `y'` in the path
   */
  apply(node: number, changes: Float64Array, offset: number, { states, scores, carried }: StepTerms): void {
    const { plan, coefficients, path, dimension, particles } = this.context;
    const noiseTime = plan.noiseTimes[node] as number;
    const [a, n] = [signal(noiseTime), noiseVariance(noiseTime)];
    const factor = coefficients.stateFactor[node] as number;
    const weight = coefficients.scoreWeight[node] as number;
    for (let c = 0, at = 0; c < dimension; c++) {
      const [low, high] = [this.box[2 * c] as number, this.box[2 * c + 1] as number];
      for (let p = 0; p < particles; p++, at++) {
        const change = changes[at] as number;
        if (change === 0) continue;
        const state = path[offset + at] as number;
        const score = scores[at] as number;
        const evaluated = ((states[at] as number) + n * score) / a;
        // Of `A y + B s + carried`, seen as a step from the new state: `A y' + B s~`.
        const implied = score + ((carried[at] as number) - factor * change) / weight;
        const prediction = (state + n * implied) / a;
        const kept = Math.min(Math.max(prediction, Math.min(low, evaluated)), Math.max(high, evaluated));
        if (kept === prediction || Number.isNaN(kept)) continue;
        states[at] = state;
        scores[at] = (a * kept - state) / n;
        carried[at] = 0;
      }
    }
  }
}
