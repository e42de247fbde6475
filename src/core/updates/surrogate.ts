// A linear part that is none: scores at new states are predicted by those of a mixture of few components fitted to the data.

import { LIMITS } from '../spec';
import type { Update } from './update';

/** `s~ = s_j + g(y'_j) - g(y_j)` with the score `g` of the surrogate: nonlinear in the change of the state, and exact where the
 * surrogate differs from the data by a score that does not change along it. */
export const surrogate: Update = {
  label: 'Surrogate',
  equation:
    "\\begin{aligned} y'_{j+1} &= A_j y'_j + B_j \\tilde s_j + C_j \\xi_j \\\\ \\tilde s_j &= s(y_j) + g(y'_j) - g(y_j) \\end{aligned}",
  paper: 'new here; after the deferred correction of Parareal-type methods, with a fitted mixture as the coarse model',
  derivative: null,
  linearPart: ({ stateFactor }) => Float64Array.from(stateFactor),
  predictor: { surrogate: true, regression: false, mostDimensions: LIMITS.surrogateDimension },
};
