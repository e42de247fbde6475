// A quasi-Newton linear part that costs nothing: the derivative of the step for Gaussian data of the same variance.

import { noiseVariance, signal } from '../process';
import type { Update } from './update';

/** `J = A - B / V(r)`, `V = a^2 var + 1 - a^2`: for `N(mu, var I)` the score is `(a mu - x) / V`, so this is the derivative
 * of the step and one round solves the whole range. */
export const gaussianData: Update = {
  label: 'Gaussian data',
  equation: 'J_j = A_j - B_j / V(r_j), \\quad V = a^2 v_{\\mathrm{data}} + 1 - a^2',
  paper: 'quasi-Newton form of arXiv 2309.12252 with the exact derivative of a Gaussian',
  derivative: null,
  linearPart: ({ noiseTimes, stateFactor, scoreWeight, dataVariance }) =>
    stateFactor.map((factor, node) => {
      const noiseTime = noiseTimes[node] ?? Number.NaN;
      const variance = signal(noiseTime) ** 2 * dataVariance + noiseVariance(noiseTime);
      return factor - (scoreWeight[node] ?? Number.NaN) / variance;
    }),
};
