// Both predictions of the score that need no derivative: the surrogate's, and a regression of what it leaves.

import { REGRESSION_DIMENSIONS } from './path-regression';
import type { Update } from './update';

/** `s~ = s_j + g(y'_j) - g(y_j) + S_j (y'_j - y_j)` with `S` from the increments of `s - g`. */
export const surrogateRegression: Update = {
  label: 'Surrogate and path regression',
  equation:
    "\\begin{aligned} y'_{j+1} &= A_j y'_j + B_j \\tilde s_j + C_j \\xi_j \\\\ \\tilde s_j &= s(y_j) + g(y'_j) - g(y_j) \\\\ &\\quad + S_j (y'_j - y_j) \\end{aligned}",
  paper: 'new here; after Broyden-type quasi-Newton methods and DEER, arXiv 2309.12252',
  derivative: null,
  linearPart: ({ stateFactor }) => Float64Array.from(stateFactor),
  predictor: { surrogate: true, regression: true, mostDimensions: REGRESSION_DIMENSIONS },
};
