// One face for evaluating any score and its derivative in float64, many particles at one noise time. The float64 sampler,
// the tests of the kernels and the metrics use it; it knows nothing of grids or methods.

import type { ScoreModel } from '.';
import type { DerivativeShape } from './derivative';
import { gaussianScore } from './gaussian';
import { mixtureScore } from './mixture';
import { networkScore } from './network';

export { type DerivativeShape, derivativeEntries, needsProbes, productsPerRow } from './derivative';

/** A score that can be evaluated, and no more. */
export interface ScoreFunction {
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

export interface ScoreEvaluator extends ScoreFunction {
  /**
   * As `evaluate`, and writes the derivative, `[entry][particle]` from its offset on, apart from the other ranges.
   * @param probes signs +1 or -1, `[coordinate][particle]`, for estimates (Hutchinson); null where `needsProbes` is false
   */
  differentiate(
    shape: DerivativeShape,
    noiseTime: number,
    states: Float64Array,
    stateOffset: number,
    out: Float64Array,
    outOffset: number,
    derivatives: Float64Array,
    derivativeOffset: number,
    particles: number,
    probes: Float64Array | null,
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
