// A start that costs no network call: the path that the sampler of Gaussian data takes on the same noise.

import { roundingOf } from '../half';
import { noisedVariance, signal } from '../process';
import type { Start } from './start';

/** The step with the score `(a mu - y) / V` of Gaussian data that have the data's mean and variance. In half precision its
 * states are rounded as those of the sequential sampler are, so that for Gaussian data it is the solution there too. */
export const gaussian: Start = {
  label: 'Gaussian path',
  equation: 'y_{j+1} = \\left(A_j - \\frac{B_j}{V_j}\\right) y_j + \\frac{B_j a_j}{V_j}\\,\\mu + C_j \\xi_j',
  paper: 'the sampler of arXiv 2405.15986 for Gaussian data',
  calls: 0,
  fill: ({ plan, path, particles, first, count, noise }) => {
    const { dimension, coefficients, noiseTimes, target, spec } = plan;
    const stateLength = dimension * particles;
    const roundStates = roundingOf(spec.precision);
    for (let node = first; node < first + count; node++) {
      const noiseTime = noiseTimes[node] as number;
      const variance = noisedVariance(target.dataVariance, noiseTime);
      const a = coefficients.stateFactor[node] as number;
      const b = coefficients.scoreWeight[node] as number;
      const c = coefficients.noiseStd[node] as number;
      const xi = c === 0 ? null : noise(node);
      for (let coordinate = 0, at = 0; coordinate < dimension; coordinate++) {
        const mean = signal(noiseTime) * (target.dataMean[coordinate] as number);
        for (let particle = 0; particle < particles; particle++, at++) {
          const y = path[node * stateLength + at] as number;
          let next = a * y + b * ((mean - y) / variance);
          if (xi !== null) next += c * (xi[at] as number);
          path[(node + 1) * stateLength + at] = next;
        }
      }
      roundStates?.(path, (node + 1) * stateLength, (node + 2) * stateLength);
    }
  },
};
