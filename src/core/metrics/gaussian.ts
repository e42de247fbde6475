// Closed forms for Gaussian data: the discretised chain is then Gaussian itself, so its law and its distance to the target
// need no sampling. Per coordinate throughout: data and chain are isotropic.

import { integratorStep } from '../integrator';
import { noisedVariance, signal } from '../process';
import type { Dynamics } from '../spec';

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
}

/** The data law `N(mean, variance)` at noise time `r`: what a perfect sampler gives that stops there. */
export function noisedLaw({ mean, variance }: NormalLaw, noiseTime: number): NormalLaw {
  return { mean: signal(noiseTime) * mean, variance: noisedVariance(variance, noiseTime) };
}

/**
 * Law of the sequential chain after its last step, started from `N(0, 1)`: each step is
 * `y' = (A - B/V) y + B a mu / V + C xi`, affine in `y`.
 */
export function gaussianChain({ mean, variance, noiseTimes, dynamics }: GaussianChainParameters): NormalLaw {
  let chainMean = 0;
  let chainVariance = 1;
  for (let node = 0; node + 1 < noiseTimes.length; node++) {
    const from = noiseTimes[node] as number;
    const step = integratorStep(dynamics, from - (noiseTimes[node + 1] as number));
    const law = noisedLaw({ mean, variance }, from);
    const pull = step.scoreWeight / law.variance;
    const factor = step.stateFactor - pull;
    chainMean = factor * chainMean + pull * law.mean;
    chainVariance = factor * factor * chainVariance + step.noiseStd * step.noiseStd;
  }
  return { mean: chainMean, variance: chainVariance };
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
