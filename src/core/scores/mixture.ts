// Exact score of a mixture of isotropic Gaussians: also that of points drawn by hand, whose mixture has their bandwidth.

import { noiseVariance, signal } from '../process';
import { type DerivativeShape, derivativeEntries } from './derivative';
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

/** Fills `noised`, of the same shape. */
function noise(model: MixtureModel, noiseTime: number, { means, precisions, logScales }: NoisedMixture): void {
  const a = signal(noiseTime);
  // As `noisedVariance` has them.
  const kept = Math.exp(-noiseTime);
  const added = noiseVariance(noiseTime);
  for (let i = 0; i < means.length; i++) means[i] = a * (model.means[i] as number);
  for (let k = 0; k < model.components; k++) {
    const variance = kept * (model.variances[k] as number) + added;
    precisions[k] = 1 / variance;
    logScales[k] = (model.logWeights[k] as number) - (model.dimension / 2) * Math.log(variance);
  }
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
 * `s = sum_k rho_k m_k`, `m_k = (a mu_k - x) / V_k`, with responsibilities `rho_k` by log-sum-exp: finite for every finite
 * state whose score is. Its derivative is `sum_k rho_k (m_k - s)(m_k - s)^T - (sum_k rho_k / V_k) I`: centred, since far
 * from the data the two terms of `sum_k rho_k m_k m_k^T - s s^T` cancel.
 */
export function mixtureScore(model: MixtureModel): ScoreEvaluator {
  const { dimension, components } = model;
  const logits = new Float64Array(components);
  const state = new Float64Array(dimension);
  const score = new Float64Array(dimension);
  // The components that weigh anything at the state, and their shares, which sum to `total`.
  const kept = new Int32Array(components);
  const shares = new Float64Array(components);
  let keptCount = 0;
  let total = 1;
  const noised: NoisedMixture = {
    means: new Float64Array(components * dimension),
    precisions: new Float64Array(components),
    logScales: new Float64Array(components),
  };
  let noisedAt = Number.NaN;

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

  /** Fills `kept` and `shares`. */
  function shareOut(): void {
    const largest = fillLogits();
    if (largest === Number.NEGATIVE_INFINITY) {
      kept[0] = nearestFromAfar(state, noised);
      shares[0] = 1;
      keptCount = 1;
      total = 1;
      return;
    }
    let count = 0;
    let sum = 0;
    for (let k = 0; k < components; k++) {
      const relative = (logits[k] as number) - largest;
      // Written so that a NaN is not left out.
      if (relative < NEGLIGIBLE) continue;
      const share = Math.exp(relative);
      sum += share;
      kept[count] = k;
      shares[count] = share;
      count++;
    }
    keptCount = count;
    total = sum;
  }

  /** Fills `score`. */
  function scoreOfState(): void {
    const { means, precisions } = noised;
    score.fill(0);
    for (let n = 0; n < keptCount; n++) {
      const k = kept[n] as number;
      const weight = (shares[n] as number) * (precisions[k] as number);
      const at = k * dimension;
      for (let c = 0; c < dimension; c++) {
        score[c] = (score[c] as number) + weight * ((means[at + c] as number) - (state[c] as number));
      }
    }
    for (let c = 0; c < dimension; c++) score[c] = (score[c] as number) / total;
  }

  const pull = new Float64Array(dimension);

  /** Fills `pull` with `m_k - s`. */
  function centredPull(k: number): void {
    const precision = noised.precisions[k] as number;
    const at = k * dimension;
    for (let c = 0; c < dimension; c++) {
      pull[c] = precision * ((noised.means[at + c] as number) - (state[c] as number)) - (score[c] as number);
    }
  }

  /** Adds `share` times what `shape` has of `(m_k - s)(m_k - s)^T` to `derivative`; of a matrix the upper triangle. */
  function addSquares(shape: DerivativeShape, share: number, derivative: Float64Array): void {
    switch (shape) {
      case 'trace': {
        let square = 0;
        for (let c = 0; c < dimension; c++) square += (pull[c] as number) * (pull[c] as number);
        derivative[0] = (derivative[0] as number) + (share * square) / dimension;
        return;
      }
      case 'diagonal':
        for (let c = 0; c < dimension; c++) {
          derivative[c] = (derivative[c] as number) + share * (pull[c] as number) * (pull[c] as number);
        }
        return;
      case 'matrix':
        for (let row = 0; row < dimension; row++) {
          const weighted = share * (pull[row] as number);
          for (let column = row, at = row * (dimension + 1); column < dimension; column++, at++) {
            derivative[at] = (derivative[at] as number) + weighted * (pull[column] as number);
          }
        }
    }
  }

  /** Fills `derivative`, of `derivativeEntries` entries. */
  function derivativeOfState(shape: DerivativeShape, derivative: Float64Array): void {
    derivative.fill(0);
    let precision = 0;
    for (let n = 0; n < keptCount; n++) {
      const k = kept[n] as number;
      const share = (shares[n] as number) / total;
      precision += share * (noised.precisions[k] as number);
      centredPull(k);
      addSquares(shape, share, derivative);
    }
    const step = shape === 'matrix' ? dimension + 1 : 1;
    for (let entry = 0; entry < derivative.length; entry += step) {
      derivative[entry] = (derivative[entry] as number) - precision;
    }
    if (shape !== 'matrix') return;
    for (let row = 1; row < dimension; row++) {
      for (let column = 0; column < row; column++) {
        derivative[row * dimension + column] = derivative[column * dimension + row] as number;
      }
    }
  }

  /** Sets the noise time of the calls that follow. */
  function setNoiseTime(noiseTime: number): void {
    if (noiseTime === noisedAt) return;
    noise(model, noiseTime, noised);
    noisedAt = noiseTime;
  }

  return {
    dimension,
    evaluate(noiseTime, states, stateOffset, out, outOffset, particles) {
      setNoiseTime(noiseTime);
      for (let particle = 0; particle < particles; particle++) {
        for (let c = 0; c < dimension; c++) state[c] = states[stateOffset + c * particles + particle] as number;
        shareOut();
        scoreOfState();
        for (let c = 0; c < dimension; c++) out[outOffset + c * particles + particle] = score[c] as number;
      }
    },
    differentiate(
      shape,
      noiseTime,
      states,
      stateOffset,
      out,
      outOffset,
      derivatives,
      derivativeOffset,
      particles,
      _probes,
    ) {
      setNoiseTime(noiseTime);
      const entries = derivativeEntries(shape, dimension);
      const derivative = new Float64Array(entries);
      for (let particle = 0; particle < particles; particle++) {
        for (let c = 0; c < dimension; c++) state[c] = states[stateOffset + c * particles + particle] as number;
        shareOut();
        scoreOfState();
        derivativeOfState(shape, derivative);
        for (let c = 0; c < dimension; c++) out[outOffset + c * particles + particle] = score[c] as number;
        for (let entry = 0; entry < entries; entry++) {
          derivatives[derivativeOffset + entry * particles + particle] = derivative[entry] as number;
        }
      }
    },
  };
}
