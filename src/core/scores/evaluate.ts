// One face for evaluating any score in float64, many particles at one noise time. The float64 sampler, the tests of the
// kernels and the metrics use it; it knows nothing of grids or methods.

import type { ScoreModel } from '.';
import { gaussianScore } from './gaussian';
import { mixtureScore } from './mixture';
import { networkScore } from './network';

export interface ScoreEvaluator {
  readonly dimension: number;
  /**
   * Writes `s(x, r)` of `particles` states. States and scores are `[coordinate][particle]` from their offsets on; the two
   * ranges must be the same or apart.
   */
  evaluate(
    noiseTime: number,
    states: Float64Array,
    stateOffset: number,
    out: Float64Array,
    outOffset: number,
    particles: number,
  ): void;
}

/** Makes the evaluator of a model. It owns scratch memory: one evaluator for one thread. */
export function createScore(model: ScoreModel): ScoreEvaluator {
  switch (model.kind) {
    case 'gaussian':
      return gaussianScore(model);
    case 'mixture':
      return mixtureScore(model);
    case 'network':
      return networkScore(model);
  }
}
