// A quasi-Newton linear part with one number a coordinate: the diagonal of the step's derivative.

import { LIMITS } from '../spec';
import type { Update } from './update';

export const diagonal: Update = {
  label: 'Diagonal',
  equation: 'J_j = A_j + B_j\\,\\mathrm{diag}\\,\\partial_x s(y_j, r_j)',
  paper: 'quasi-DEER, arXiv 2407.19115',
  derivative: 'diagonal',
  mostDimensions: LIMITS.gaussianDimension,
};
