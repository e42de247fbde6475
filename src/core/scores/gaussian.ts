// Score of isotropic Gaussian data.

import { noisedVariance, signal } from '../process';
import { derivativeEntries } from './derivative';
import type { ScoreEvaluator } from './evaluate';

/** Data `N(mean, variance I)`. */
export interface GaussianModel {
  readonly kind: 'gaussian';
  readonly dimension: number;
  /** `[coordinate]` */
  readonly mean: Float64Array;
  readonly variance: number;
}

/** `s = (a mu - x) / V`, `V = a^2 v + 1 - a^2`; its derivative is `-I / V`. */
export function gaussianScore(model: GaussianModel): ScoreEvaluator {
  const { dimension, mean, variance } = model;
  const evaluator: ScoreEvaluator = {
    dimension,
    evaluate(noiseTime, states, stateOffset, out, outOffset, particles) {
      const a = signal(noiseTime);
      const noised = noisedVariance(variance, noiseTime);
      for (let coordinate = 0; coordinate < dimension; coordinate++) {
        const centre = a * (mean[coordinate] as number);
        const from = stateOffset + coordinate * particles;
        const to = outOffset + coordinate * particles;
        for (let particle = 0; particle < particles; particle++) {
          out[to + particle] = (centre - (states[from + particle] as number)) / noised;
        }
      }
    },
    differentiate(
      shape,
      noiseTime,
      states,
      stateOffset,
      out,
      outOffset,
      derivatives,
      derivativeOffset,
      particles,
      _probes,
    ) {
      evaluator.evaluate(noiseTime, states, stateOffset, out, outOffset, particles);
      const slope = -1 / noisedVariance(variance, noiseTime);
      const entries = derivativeEntries(shape, dimension);
      for (let entry = 0; entry < entries; entry++) {
        // The diagonal of a row-major matrix is every (d + 1)-th entry.
        const value = shape !== 'matrix' || entry % (dimension + 1) === 0 ? slope : 0;
        const to = derivativeOffset + entry * particles;
        derivatives.fill(value, to, to + particles);
      }
    },
  };
  return evaluator;
}
