// One exponential-integrator step of the reverse process with the score frozen at its left node:
// `y' = A y + B s(y, r) + C xi` (arXiv 2405.15986, Algorithms 1 and 2). Independent of data, grid and method.

import type { Dynamics } from './spec';

export interface StepCoefficients {
  /** `A = e^{eps/2}` */
  readonly stateFactor: number;
  /** `B`: `2 (e^{eps/2} - 1)` of the SDE, half of it of the ODE. */
  readonly scoreWeight: number;
  /** `C`: `sqrt(e^{eps} - 1)` of the SDE, 0 of the ODE. */
  readonly noiseStd: number;
}

/**
 * Coefficients of the step of length `eps = r_j - r_{j+1}`, exact to rounding for the smallest steps too.
 */
export function integratorStep(dynamics: Dynamics, eps: number): StepCoefficients {
  const growth = Math.expm1(eps / 2);
  return {
    stateFactor: Math.exp(eps / 2),
    scoreWeight: dynamics === 'sde' ? 2 * growth : growth,
    noiseStd: dynamics === 'sde' ? Math.sqrt(Math.expm1(eps)) : 0,
  };
}
