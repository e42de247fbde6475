// The Picard iteration of PIADM. It knows only the coefficients of the step.

import type { Update } from './update';

/** `J = A`: equals the closed sum of arXiv 2405.15986, Algorithm 1, in which the scores alone are those of the round before. */
export const picard: Update = {
  label: 'Picard',
  equation: 'J_j = A_j = e^{\\varepsilon_j/2}',
  paper: 'arXiv 2405.15986, Algorithms 1 and 2',
  derivative: null,
  linearPart: ({ stateFactor }) => Float64Array.from(stateFactor),
};
