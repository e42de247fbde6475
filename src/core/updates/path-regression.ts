// A quasi-Newton linear part without derivatives: the noise of the SDE moves a path in every direction, so that states and scores
// along it tell how the score changes.

import type { Update } from './update';

/** Regression is in the plane at most: more directions need more nodes than keep the same derivative. */
export const REGRESSION_DIMENSIONS = 2;

/** `J = A + B S`, `S` symmetric by least squares over increments between neighbouring nodes: `core/passes/regression`. */
export const pathRegression: Update = {
  label: 'Path regression',
  equation:
    '\\begin{aligned} J_j &= A_j + B_j S_j,\\quad u = y/a,\\; e = n s/a \\\\ S_j &= \\arg\\min_S \\textstyle\\sum \\rho^{j-i} w_i \\lVert \\Delta e_i - n_j S \\Delta u_i \\rVert^2 \\end{aligned}',
  paper: 'new here; after Broyden-type quasi-Newton methods and DEER, arXiv 2309.12252',
  derivative: null,
  linearPart: ({ stateFactor }) => Float64Array.from(stateFactor),
  predictor: { surrogate: false, regression: true, mostDimensions: REGRESSION_DIMENSIONS },
};
