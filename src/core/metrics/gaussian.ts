// Closed forms for Gaussian data: the discretised chain is then Gaussian itself, so its law and its distance to the target
// need no sampling. Per coordinate throughout: data and chain are isotropic.

import type { CorrectorStep } from '../corrector-step';
import { integratorStep } from '../integrator';
import { noisedVariance, signal } from '../process';
import { isCorrectorNode, periodOf, type ScheduleParameters } from '../schedules';
import type { Dynamics } from '../spec';
import { correctorLaw, type MotionLaw, thermalised } from './corrector-law';

/** Mean and variance of one coordinate. */
export interface NormalLaw {
  readonly mean: number;
  readonly variance: number;
}

export interface GaussianChainParameters {
  /** Mean of every coordinate of the data. */
  readonly mean: number;
  /** Variance of every coordinate of the data. */
  readonly variance: number;
  /** `r_0 > ... > r_L` */
  readonly noiseTimes: ArrayLike<number>;
  readonly dynamics: Dynamics;
  /** Where some nodes are those of a corrector: which ones, and its steps, `[block]`. */
  readonly corrector?: { readonly parameters: ScheduleParameters; readonly steps: readonly CorrectorStep[] };
}

/** The data law `N(mean, variance)` at noise time `r`: what a perfect sampler gives that stops there. */
export function noisedLaw({ mean, variance }: NormalLaw, noiseTime: number): NormalLaw {
  return { mean: signal(noiseTime) * mean, variance: noisedVariance(variance, noiseTime) };
}

/**
 * Law of the sequential chain after its last step, started from `N(0, 1)`: each step is
 * `y' = (A - B/V) y + B a mu / V + C xi`, affine in `y`; a step of a corrector is that of {@link correctorLaw}.
 */
export function gaussianChain({ mean, variance, noiseTimes, dynamics, corrector }: GaussianChainParameters): NormalLaw {
  let chain: NormalLaw = { mean: 0, variance: 1 };
  let motion: MotionLaw | null = null;
  for (let node = 0; node + 1 < noiseTimes.length; node++) {
    const from = noiseTimes[node] as number;
    const law = noisedLaw({ mean, variance }, from);
    if (corrector && isCorrectorNode(node, corrector.parameters)) {
      const step = corrector.steps[Math.floor(node / periodOf(corrector.parameters))] as CorrectorStep;
      motion = correctorLaw(motion ?? thermalised(chain), step, law);
      chain = motion.position;
      continue;
    }
    motion = null;
    const step = integratorStep(dynamics, from - (noiseTimes[node + 1] as number));
    const pull = step.scoreWeight / law.variance;
    const factor = step.stateFactor - pull;
    chain = {
      mean: factor * chain.mean + pull * law.mean,
      variance: factor * factor * chain.variance + step.noiseStd * step.noiseStd,
    };
  }
  return chain;
}

/**
 * Kullback-Leibler divergence `KL(p || q)` of two isotropic Gaussians, in nats.
 * @param dimension number of coordinates, all with the same law
 */
export function klGaussian(p: NormalLaw, q: NormalLaw, dimension: number): number {
  const excess = (p.variance - q.variance) / q.variance;
  const shift = (p.mean - q.mean) ** 2 / q.variance;
  // log1p keeps the digits that `ratio - 1 - log(ratio)` would lose where the variances are close.
  return 0.5 * dimension * (excess - Math.log1p(excess) + shift);
}
