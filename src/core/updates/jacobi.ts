// The plainest iteration: every node takes one step from its predecessor's state of the round before.

import type { Update } from './update';

/** `J = 0`: the exact front is all that moves, one node a round. */
export const jacobi: Update = {
  label: 'Jacobi',
  equation: 'J_j = 0',
  paper: 'Jacobi iteration, as in arXiv 2305.16317, section 3',
  derivative: null,
  linearPart: ({ stateFactor }) => new Float64Array(stateFactor.length),
};
