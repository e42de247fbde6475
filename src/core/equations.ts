// All equations that the page shows, in TeX; the build sets them.

import { methods } from './methods';
import { clips, roundings, solvers } from './methods/described';
import { langevinCorrector } from './methods/piadm';
import { starts } from './starts';
import { updates } from './updates';

/** The update of a round: `f_j` is one step of the sequential sampler, `J_j` the linear part, a prime the new path. The parts that
 * predict scores by a surrogate have another. */
export const GENERAL_UPDATE = "y'_{j+1} = f_j(y_j) + J_j\\,(y'_j - y_j)";

/** One exponential-integrator step from node `j`. */
export const STEP = 'f_j(y) = A_j\\,y + B_j\\,s(y, r_j) + C_j\\,\\xi_j';

export const equations: readonly string[] = [
  GENERAL_UPDATE,
  STEP,
  langevinCorrector.equation,
  ...[methods, updates, starts, solvers, clips, roundings].flatMap((registry) =>
    Object.values(registry).map(({ equation }) => equation),
  ),
];
