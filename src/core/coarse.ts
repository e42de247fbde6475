// Steps over a whole block in a plan: the coarse solver of Parareal and the few-step baselines.

import type { NodeCoefficients } from './plan';
import type { Dynamics, FewStepSolver } from './spec';

/** `y_{end} = A y + B s + D x0_before + sum_j w_j xi_j`, where `x0_before` is the data prediction of the step before. */
export interface CoarseSteps {
  /** `[block]` */
  readonly stateFactor: Float64Array;
  readonly scoreWeight: Float64Array;
  readonly predictionWeight: Float64Array;
  /** `w_j`, `[node]`: what the noise of a node has become at its block's end. */
  readonly noiseWeight: Float64Array;
}

/** Coefficients of steps over `nodes` nodes each. */
export function coarseSteps(
  _solver: FewStepSolver,
  _noiseTimes: Float64Array,
  _nodes: number,
  _coefficients: NodeCoefficients,
  _dynamics: Dynamics,
): CoarseSteps {
  throw new Error('not written yet');
}
