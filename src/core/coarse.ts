// Steps over a whole block in a plan: the coarse solver of Parareal and the few-step baselines. One call of the network
// takes a state from the first node of a block to its last. Coefficients only; it knows no states.

import { integratorStep } from './integrator';
import type { NodeCoefficients } from './plan';
import { noiseVariance, signal } from './process';
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

interface CoarseStep {
  readonly stateFactor: number;
  readonly scoreWeight: number;
  readonly predictionWeight: number;
}

/** Fewer steps than this end with a step of first order: with so few the last ratio of step lengths can be far from 1. The
 * same number as in the public codes of arXiv 2211.01095. */
const FIRST_ORDER_END_BELOW = 15;

/**
 * Coefficients of steps over `nodes` nodes each.
 * @param noiseTimes `r_0 .. r_L`, `L` a multiple of `nodes`
 */
export function coarseSteps(
  solver: FewStepSolver,
  noiseTimes: Float64Array,
  nodes: number,
  coefficients: NodeCoefficients,
  dynamics: Dynamics,
): CoarseSteps {
  const blocks = (noiseTimes.length - 1) / nodes;
  const ends = Float64Array.from({ length: blocks + 1 }, (_, block) => noiseTimes[block * nodes] ?? Number.NaN);
  const steps = Array.from({ length: blocks }, (_, block) => stepOf(solver, ends, block, dynamics));
  const noiseWeight = coefficients.noiseStd.map((std, node) => {
    // The product of the factors `A_i = e^{eps_i / 2}` of the nodes behind it.
    const rest = (noiseTimes[node + 1] ?? Number.NaN) - (ends[Math.floor(node / nodes) + 1] ?? Number.NaN);
    return std * Math.exp(rest / 2);
  });
  return {
    stateFactor: Float64Array.from(steps, (step) => step.stateFactor),
    scoreWeight: Float64Array.from(steps, (step) => step.scoreWeight),
    predictionWeight: Float64Array.from(steps, (step) => step.predictionWeight),
    noiseWeight,
  };
}

function stepOf(solver: FewStepSolver, ends: Float64Array, block: number, dynamics: Dynamics): CoarseStep {
  const [from, to] = [ends[block] ?? Number.NaN, ends[block + 1] ?? Number.NaN];
  switch (solver) {
    case 'exponential':
      return { ...integratorStep(dynamics, from - to), predictionWeight: 0 };
    case 'ddim':
      return dataStep(from, to, 0);
    case 'dpm-solver++': {
      const isLast = block === ends.length - 2 && block + 1 < FIRST_ORDER_END_BELOW;
      const before = ends[block - 1];
      if (before === undefined || isLast) return dataStep(from, to, 0);
      return dataStep(from, to, (halfLogRatio(to) - halfLogRatio(from)) / (halfLogRatio(from) - halfLogRatio(before)));
    }
  }
}

/** `lambda = log(a / sigma)`: half the logarithm of the signal-to-noise ratio, `-log(e^r - 1) / 2`. */
export function halfLogRatio(noiseTime: number): number {
  return -0.5 * (noiseTime + Math.log(noiseVariance(noiseTime)));
}

/**
 * The ODE over `h = lambda_to - lambda_from` with a prediction of the data: `y' = (sigma'/sigma) y + phi D`, `phi = a' (1 - e^{-h})`,
 * `D = x0 + (x0 - x0_before) ratio / 2` (arXiv 2211.01095, Algorithm 2), `x0 = (y + sigma^2 s) / a`. With a ratio of 0 it is DDIM
 * with eta 0 (arXiv 2010.02502), `y' = a' x0 + sigma' eps`.
 * @param ratio length of the step in `lambda` by that of the step before
 */
function dataStep(from: number, to: number, ratio: number): CoarseStep {
  const variance = noiseVariance(from);
  const a = signal(from);
  const phi = -signal(to) * Math.expm1(halfLogRatio(from) - halfLogRatio(to));
  const ofPrediction = phi * (1 + ratio / 2);
  return {
    stateFactor: Math.sqrt(noiseVariance(to) / variance) + ofPrediction / a,
    scoreWeight: (ofPrediction * variance) / a,
    predictionWeight: (-phi * ratio) / 2,
  };
}
