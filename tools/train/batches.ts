// Draws for training and checking: data of a mixture, noise times and noise, each a pure function of the seed and of
// counters. Noise times are spread evenly over stretched time, which weighs errors as the divergence between the
// reverse processes does: there `|error of eps|^2 du` is `|error of the score|^2 dr` up to a factor near one.

import { stretch, unstretch } from '../../src/core/grid';
import { noiseVariance, signal } from '../../src/core/process';
import { normal, threefry2x32, uniformOf } from '../../src/core/random';
import type { MixtureModel } from '../../src/core/scores';
import { logNoiseToSignal } from '../../src/core/scores/network';
import { sampleData } from '../../src/core/targets/sample-data';

/** Streams of the counter-based generator that belong to training; those below 32 are of runs and of exact data. */
export const TRAINING_STREAM = { weights: 32, noise: 33 } as const;

/** Rows of noised data. Float32 `[row][coordinate]`, features `[row][2 F]`. */
export interface Batch {
  readonly states: Float32Array;
  readonly features: Float32Array;
  readonly noise: Float32Array;
  /** `[row]` */
  readonly noiseTimes: Float64Array;
}

/** Time features: `cos(w_f l)` for all frequencies, then `sin(w_f l)`, `l = log(sigma/a)`. */
export function writeFeatures(out: Float32Array, offset: number, noiseTime: number, frequencies: ArrayLike<number>) {
  const logRatio = logNoiseToSignal(noiseTime);
  const count = frequencies.length;
  for (let f = 0; f < count; f++) {
    const angle = (frequencies[f] ?? 0) * logRatio;
    out[offset + f] = Math.cos(angle);
    out[offset + count + f] = Math.sin(angle);
  }
}

/** Makes batches of noised data `a x_0 + sigma noise` at stratified noise times: row `i` of a batch has its stretched time
 * in the `i`-th of as many equal parts of the range as the batch has rows. */
export function createBatches(
  data: MixtureModel,
  frequencies: ArrayLike<number>,
  range: { readonly smallest: number; readonly largest: number },
  rows: number,
  seed: number,
): (index: number) => Batch {
  const d = data.dimension;
  const width = 2 * frequencies.length;
  const lowest = stretch(range.smallest);
  const span = stretch(range.largest) - lowest;
  return (index) => {
    const first = index * rows;
    const clean = sampleData(data, { noiseTime: 0, count: rows, seed, first });
    const states = new Float32Array(rows * d);
    const noise = new Float32Array(rows * d);
    const features = new Float32Array(rows * width);
    const noiseTimes = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const stretched =
        lowest + (span * (row + uniformOf(threefry2x32(seed, TRAINING_STREAM.noise, first + row, 0)[0]))) / rows;
      const noiseTime = unstretch(stretched);
      const a = signal(noiseTime);
      const sigma = Math.sqrt(noiseVariance(noiseTime));
      noiseTimes[row] = noiseTime;
      writeFeatures(features, row * width, noiseTime, frequencies);
      for (let c = 0; c < d; c++) {
        const xi = normal(seed, TRAINING_STREAM.noise, first + row, 1 + c);
        noise[row * d + c] = xi;
        states[row * d + c] = a * (clean[row * d + c] ?? 0) + sigma * xi;
      }
    }
    return { states, features, noise, noiseTimes };
  };
}
