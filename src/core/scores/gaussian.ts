// Score of isotropic Gaussian data.

import { noisedVariance, signal } from '../process';
import type { ScoreEvaluator } from './evaluate';

/** Data `N(mean, variance I)`. */
export interface GaussianModel {
  readonly kind: 'gaussian';
  readonly dimension: number;
  /** `[coordinate]` */
  readonly mean: Float64Array;
  readonly variance: number;
}

/** `s = (a mu - x) / V`, `V = a^2 v + 1 - a^2`. */
export function gaussianScore(model: GaussianModel): ScoreEvaluator {
  const { dimension, mean, variance } = model;
  return {
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
  };
}
