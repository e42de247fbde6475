// The iteration of ParaDiGMS: increments of the round before are summed up.

import type { Update } from './update';

/** `J = 1`: `y'_m = y_0 + sum_{j<m} (f_j(y_j) - y_j)` (arXiv 2305.16317). */
export const paradigms: Update = {
  label: 'ParaDiGMS',
  equation: 'J_j = 1',
  paper: 'arXiv 2305.16317',
  derivative: null,
  linearPart: ({ stateFactor }) => new Float64Array(stateFactor.length).fill(1),
};
