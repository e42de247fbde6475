// Closed form of the corrector on Gaussian data: with the frozen score of a Gaussian each of its steps is affine in position
// and velocity, so their joint law stays Gaussian. Per coordinate, as all laws here.

import type { CorrectorStep } from '../corrector-step';
import type { NormalLaw } from './gaussian';

/** Joint Gaussian law of position `u` and velocity `v`. */
export interface MotionLaw {
  readonly position: NormalLaw;
  readonly velocity: NormalLaw;
  readonly covariance: number;
}

/** The law where a corrector begins: a position, and a velocity from `N(0, 1)` of its own. */
export function thermalised(position: NormalLaw): MotionLaw {
  return { position, velocity: { mean: 0, variance: 1 }, covariance: 0 };
}

/**
 * Law after one step `v' = x v + a s + n_v`, `u' = u + b1 v + b2 s + n_u` with the score `s = (m - u)/V` of `N(m, V)`.
 * @param data `N(m, V)`: the law of noised data at the corrector's noise time
 */
export function correctorLaw(
  { position, velocity, covariance }: MotionLaw,
  step: CorrectorStep,
  data: NormalLaw,
): MotionLaw {
  const pull = step.positionScoreWeight / data.variance;
  const push = step.velocityScoreWeight / data.variance;
  const { velocityFactor: x, positionVelocityWeight: b1 } = step;
  const [keep, p, v, c] = [1 - pull, position.variance, velocity.variance, covariance];
  return {
    position: {
      mean: keep * position.mean + b1 * velocity.mean + pull * data.mean,
      variance: keep * keep * p + 2 * keep * b1 * c + b1 * b1 * v + step.positionNoiseVariance,
    },
    velocity: {
      mean: x * velocity.mean + push * (data.mean - position.mean),
      variance: push * push * p - 2 * push * x * c + x * x * v + step.velocityNoiseVariance,
    },
    covariance: -keep * push * p + (keep * x - b1 * push) * c + b1 * x * v + step.noiseCovariance,
  };
}
