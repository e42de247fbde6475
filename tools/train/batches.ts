// Draws for training and checking: data of a mixture, noise times and noise, each a pure function of the seed and of
// counters. Noise times are spread evenly over stretched time, which weighs errors as the divergence between the
// reverse processes does: there `|error of eps|^2 du` is `|error of the score|^2 dr` up to a factor near one.

import { noiseVariance, signal } from '../../src/core/process';
import { normalQuantile, threefry2x32, uniformOf } from '../../src/core/random';
import type { MixtureModel } from '../../src/core/scores';

/** Streams of the counter-based generator that belong to training; those below 32 are of runs. */
export const TRAINING_STREAM = { weights: 32, batch: 33, evaluation: 34 } as const;

/** Rows of noised data. Float32 `[row][coordinate]`, features `[row][2 F]`. */
export interface Batch {
  readonly states: Float32Array;
  readonly features: Float32Array;
  readonly noise: Float32Array;
  /** `[row]` */
  readonly noiseTimes: Float64Array;
}

/** Uniform in (0, 1) and standard normal draws at a counter. */
export function createDraws(seed: number, stream: number) {
  const uniform = (index: number, slot: number) => uniformOf(threefry2x32(seed, stream, index, slot)[0]);
  return { uniform, normal: (index: number, slot: number) => normalQuantile(uniform(index, slot)) };
}

/** Noise time at stretched time `u`: the inverse of `u(r) = r - 1` above 1, `log r` below. */
export function noiseTimeOf(stretched: number): number {
  return stretched >= 0 ? stretched + 1 : Math.exp(stretched);
}

/** Stretched time of a noise time. */
export function stretchedTimeOf(noiseTime: number): number {
  return noiseTime >= 1 ? noiseTime - 1 : Math.log(noiseTime);
}

/** Time features: `cos(w_f l)` for all frequencies, then `sin(w_f l)`, `l = log(sigma/a) = log(expm1(r))/2`. */
export function writeFeatures(out: Float32Array, offset: number, noiseTime: number, frequencies: ArrayLike<number>) {
  const logRatio = 0.5 * Math.log(Math.expm1(noiseTime));
  const count = frequencies.length;
  for (let f = 0; f < count; f++) {
    const angle = (frequencies[f] ?? 0) * logRatio;
    out[offset + f] = Math.cos(angle);
    out[offset + count + f] = Math.sin(angle);
  }
}

/** Draws from a mixture: row `i` uses counter `first + i`. Float64 `[row][coordinate]`. */
export function drawData(data: MixtureModel, seed: number, stream: number, first: number, rows: number): Float64Array {
  const draws = createDraws(seed, stream);
  const cumulative = cumulativeWeights(data);
  const d = data.dimension;
  const out = new Float64Array(rows * d);
  for (let row = 0; row < rows; row++) {
    const component = componentAt(cumulative, draws.uniform(first + row, 0));
    const std = Math.sqrt(data.variances[component] ?? 0);
    for (let c = 0; c < d; c++) {
      out[row * d + c] = (data.means[component * d + c] ?? 0) + std * draws.normal(first + row, 1 + c);
    }
  }
  return out;
}

/** Makes batches of noised data `a x_0 + sigma noise` at stratified noise times: row `i` of a batch has its stretched time
 * in the `i`-th of as many equal parts of the range as the batch has rows. */
export function createBatches(
  data: MixtureModel,
  frequencies: ArrayLike<number>,
  range: { readonly smallest: number; readonly largest: number },
  rows: number,
  seed: number,
  stream: number,
): (index: number) => Batch {
  const draws = createDraws(seed, stream);
  const d = data.dimension;
  const width = 2 * frequencies.length;
  const lowest = stretchedTimeOf(range.smallest);
  const span = stretchedTimeOf(range.largest) - lowest;
  return (index) => {
    const first = index * rows;
    const clean = drawData(data, seed, stream, first, rows);
    const states = new Float32Array(rows * d);
    const noise = new Float32Array(rows * d);
    const features = new Float32Array(rows * width);
    const noiseTimes = new Float64Array(rows);
    for (let row = 0; row < rows; row++) {
      const stretched = lowest + (span * (row + draws.uniform(first + row, 1 + d))) / rows;
      const noiseTime = noiseTimeOf(stretched);
      const a = signal(noiseTime);
      const sigma = Math.sqrt(noiseVariance(noiseTime));
      noiseTimes[row] = noiseTime;
      writeFeatures(features, row * width, noiseTime, frequencies);
      for (let c = 0; c < d; c++) {
        const xi = draws.normal(first + row, 2 + d + c);
        noise[row * d + c] = xi;
        states[row * d + c] = a * (clean[row * d + c] ?? 0) + sigma * xi;
      }
    }
    return { states, features, noise, noiseTimes };
  };
}

function cumulativeWeights(data: MixtureModel): Float64Array {
  let sum = 0;
  return data.logWeights.map((logWeight) => {
    sum += Math.exp(logWeight);
    return sum;
  });
}

function componentAt(cumulative: Float64Array, uniform: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((cumulative[middle] ?? 1) > uniform) high = middle;
    else low = middle + 1;
  }
  return low;
}
