// Newton's method along the path: the whole derivative of the step, symmetric part, in a few dimensions.

import type { Update } from './update';

export const jacobian: Update = {
  label: 'Full Jacobian',
  equation: 'J_j = A_j + B_j\\,\\partial_x s(y_j, r_j)',
  paper: 'DEER, arXiv 2309.12252; clipped as in ELK, arXiv 2407.19115',
  derivative: 'matrix',
  mostDimensions: 4,
};
