// A quasi-Newton linear part with one number a row: the mean eigenvalue of the step's derivative.

import { LIMITS } from '../spec';
import type { Update } from './update';

export const scaledIdentity: Update = {
  label: 'Scaled identity',
  equation: 'J_j = A_j + \\frac{B_j}{d}\\,\\mathrm{tr}\\,\\partial_x s(y_j, r_j)',
  paper: 'quasi-Newton form of DEER, arXiv 2309.12252 and arXiv 2407.19115',
  derivative: 'trace',
  mostDimensions: LIMITS.gaussianDimension,
};
