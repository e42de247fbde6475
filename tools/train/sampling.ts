// The sequential sampler for many particles, with only the present states in memory: what the figures on the model cards
// are measured with. The noise is that of every run of the same seed.

import { noiseTimes } from '../../src/core/grid';
import { integratorStep } from '../../src/core/integrator';
import { noiseVariance } from '../../src/core/process';
import { normal, STREAM } from '../../src/core/random';
import type { NetworkModel } from '../../src/core/scores';
import type { ScoreFunction } from '../../src/core/scores/evaluate';
import { timeBranch } from '../../src/core/scores/network';
import { createNoisePrediction } from './network-jax';

/** Grid on which the cards' samples are made: the page's default run, as one list of nodes. */
export const CHECK_GRID = { horizon: 6, cutoff: 0.001, blocks: 8, nodes: 64, spacing: 'stretched' } as const;

/** Samples of the reverse SDE by the exponential integrator (arXiv 2405.15986, Algorithm 1, node by node).
 * @returns `[particle][coordinate]` */
export function sampleSequential(score: ScoreFunction, particles: number, seed: number): Float64Array {
  const d = score.dimension;
  const times = noiseTimes(CHECK_GRID);
  const states = new Float64Array(d * particles);
  const scores = new Float64Array(d * particles);
  for (let c = 0; c < d; c++) {
    for (let p = 0; p < particles; p++) states[c * particles + p] = normal(seed, STREAM.start, p, c);
  }
  for (let node = 0; node + 1 < times.length; node++) {
    const noiseTime = times[node] as number;
    const step = integratorStep('sde', noiseTime - (times[node + 1] as number));
    score.evaluate(noiseTime, states, 0, scores, 0, particles);
    for (let c = 0; c < d; c++) {
      for (let p = 0; p < particles; p++) {
        const at = c * particles + p;
        states[at] =
          step.stateFactor * (states[at] as number) +
          step.scoreWeight * (scores[at] as number) +
          step.noiseStd * normal(seed, STREAM.path, p, node * d + c);
      }
    }
  }
  return Float64Array.from(
    { length: d * particles },
    (_, i) => states[(i % d) * particles + Math.floor(i / d)] as number,
  );
}

/** The score of a network through jax-js: float32, about three times as fast as the float64 evaluator of the core. */
export async function createFastScore(model: NetworkModel): Promise<ScoreFunction> {
  const predict = await createNoisePrediction(model);
  const d = model.dimension;
  return {
    dimension: d,
    evaluate(noiseTime, states, stateOffset, out, outOffset, particles) {
      const rows = new Float32Array(particles * d);
      for (let c = 0; c < d; c++) {
        for (let p = 0; p < particles; p++) rows[p * d + c] = states[stateOffset + c * particles + p] as number;
      }
      const noise = predict(rows, Float32Array.from(timeBranch(model, noiseTime)));
      const scale = -1 / Math.sqrt(noiseVariance(noiseTime));
      for (let c = 0; c < d; c++) {
        for (let p = 0; p < particles; p++) out[outOffset + c * particles + p] = scale * (noise[p * d + c] as number);
      }
    },
  };
}
