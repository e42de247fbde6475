// A start that costs no network call: the path that the sampler of a mixture fitted to the data takes on the same noise.

import { roundingOf } from '../half';
import { createScore } from '../scores/evaluate';
import { LIMITS } from '../spec';
import type { Start } from './start';

/** The sequential sampler with the score `g` of the surrogate; rounded in half precision as that is. */
export const surrogate: Start = {
  label: 'Surrogate path',
  equation: 'y_{j+1} = A_j y_j + B_j\\, g(y_j, r_j) + C_j \\xi_j',
  paper: 'new here; after the coarse sweep of Parareal, with a fitted mixture as the coarse model',
  calls: 0,
  surrogate: { mostDimensions: LIMITS.surrogateDimension },
  fill: ({ plan, path, particles, first, count, noise }) => {
    const { dimension, coefficients, noiseTimes, spec, surrogate } = plan;
    if (surrogate === null) throw new Error('The plan has no surrogate.');
    const stateLength = dimension * particles;
    const roundStates = roundingOf(spec.precision);
    const score = createScore(surrogate.model);
    const scores = new Float64Array(stateLength);
    for (let node = first; node < first + count; node++) {
      const [from, to] = [node * stateLength, (node + 1) * stateLength];
      score.evaluate(noiseTimes[node] as number, path, from, scores, 0, particles);
      const a = coefficients.stateFactor[node] as number;
      const b = coefficients.scoreWeight[node] as number;
      const c = coefficients.noiseStd[node] as number;
      const xi = c === 0 ? null : noise(node);
      for (let at = 0; at < stateLength; at++) {
        let next = a * (path[from + at] as number) + b * (scores[at] as number);
        if (xi !== null) next += c * (xi[at] as number);
        path[to + at] = next;
      }
      roundStates?.(path, to, to + stateLength);
    }
  },
};
