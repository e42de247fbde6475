// Exact score of a mixture of isotropic Gaussians: also that of points drawn by hand, whose mixture has their bandwidth.

import { noisedVariance, signal } from '../process';
import type { ScoreEvaluator } from './evaluate';

/** Data `sum_k w_k N(mu_k, v_k I)`. */
export interface MixtureModel {
  readonly kind: 'mixture';
  readonly dimension: number;
  readonly components: number;
  /** `[component]`, logarithms of weights that sum to one. */
  readonly logWeights: Float64Array;
  /** `[component][coordinate]` */
  readonly means: Float64Array;
  /** `v_k`, `[component]` */
  readonly variances: Float64Array;
}

/** Components this far (in log density) below the best one weigh less than 1e-34: leaving them out changes no digit. */
const NEGLIGIBLE = -80;

/** Means and log densities of the components of the noised mixture. */
interface NoisedMixture {
  /** `a mu_k`, `[component][coordinate]` */
  readonly means: Float64Array;
  /** `1 / V_k`, `[component]` */
  readonly precisions: Float64Array;
  /** `log w_k - (d/2) log V_k`, `[component]` */
  readonly logScales: Float64Array;
}

function noisedMixture(model: MixtureModel, noiseTime: number): NoisedMixture {
  const a = signal(noiseTime);
  const variances = model.variances.map((variance) => noisedVariance(variance, noiseTime));
  return {
    means: model.means.map((mean) => a * mean),
    precisions: variances.map((variance) => 1 / variance),
    logScales: model.logWeights.map(
      (logWeight, k) => logWeight - (model.dimension / 2) * Math.log(variances[k] as number),
    ),
  };
}

/** The component that dominates at a state so far away that its squared distances overflow. */
function nearestFromAfar(state: Float64Array, noised: NoisedMixture): number {
  let scale = 0;
  for (const value of state) scale = Math.max(scale, Math.abs(value));
  let nearest = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < noised.precisions.length; k++) {
    let distance = 0;
    for (let c = 0; c < state.length; c++) {
      const difference = (state[c] as number) / scale - (noised.means[k * state.length + c] as number) / scale;
      distance += difference * difference * (noised.precisions[k] as number);
    }
    if (distance < smallest) {
      smallest = distance;
      nearest = k;
    }
  }
  return nearest;
}

/**
 * `s = sum_k rho_k (a mu_k - x) / V_k` with responsibilities `rho_k` by log-sum-exp: finite for every finite state whose
 * score is.
 */
export function mixtureScore(model: MixtureModel): ScoreEvaluator {
  const { dimension, components } = model;
  const logits = new Float64Array(components);
  const state = new Float64Array(dimension);
  const score = new Float64Array(dimension);
  let noised = noisedMixture(model, 0);
  let noisedAt = 0;

  /** Log of each component's share of the density at `state`, up to a constant; returns the largest. */
  function fillLogits(): number {
    const { means, precisions, logScales } = noised;
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0, at = 0; k < components; k++) {
      let distance = 0;
      for (let c = 0; c < dimension; c++, at++) {
        const difference = (state[c] as number) - (means[at] as number);
        distance += difference * difference;
      }
      const logit = (logScales[k] as number) - 0.5 * (precisions[k] as number) * distance;
      logits[k] = logit;
      // Written so that a NaN stays.
      if (!(logit <= largest)) largest = logit;
    }
    return largest;
  }

  /** Adds `share * (a mu_k - x) / V_k` to `score`. */
  function pull(k: number, share: number): void {
    const weight = share * (noised.precisions[k] as number);
    const at = k * dimension;
    for (let c = 0; c < dimension; c++) {
      score[c] = (score[c] as number) + weight * ((noised.means[at + c] as number) - (state[c] as number));
    }
  }

  function scoreOfState(): void {
    score.fill(0);
    const largest = fillLogits();
    if (largest === Number.NEGATIVE_INFINITY) {
      pull(nearestFromAfar(state, noised), 1);
      return;
    }
    let total = 0;
    for (let k = 0; k < components; k++) {
      const relative = (logits[k] as number) - largest;
      // Written so that a NaN is not left out.
      if (relative < NEGLIGIBLE) continue;
      const share = Math.exp(relative);
      total += share;
      pull(k, share);
    }
    for (let c = 0; c < dimension; c++) score[c] = (score[c] as number) / total;
  }

  return {
    dimension,
    evaluate(noiseTime, states, stateOffset, out, outOffset, particles) {
      if (noiseTime !== noisedAt) {
        noised = noisedMixture(model, noiseTime);
        noisedAt = noiseTime;
      }
      for (let particle = 0; particle < particles; particle++) {
        for (let c = 0; c < dimension; c++) state[c] = states[stateOffset + c * particles + particle] as number;
        scoreOfState();
        for (let c = 0; c < dimension; c++) out[outOffset + c * particles + particle] = score[c] as number;
      }
    },
  };
}
