// Exact samples of Gaussian and mixture data at any noise time: training data, held-out data, and the sets that floors of
// distances are measured with. Draws come from the stream `data`, which no run touches.

import { noisedVariance, signal } from '../process';
import { normal, STREAM, threefry2x32, uniformOf } from '../random';
import type { GaussianModel, MixtureModel } from '../scores';

export interface SampleParameters {
  /** 0 for the data themselves. */
  readonly noiseTime: number;
  readonly count: number;
  /** Below 2^32. */
  readonly seed: number;
  /** Number of the first sample, to draw a long sequence in pieces; 0 by default. */
  readonly first?: number;
}

/** Index of the component that a uniform number falls on, `cumulative` being the sums of the weights. */
function pick(cumulative: Float64Array, uniform: number): number {
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (uniform < (cumulative[middle] as number)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/**
 * Draws samples: of sample `i`, index 0 of the stream picks the component and index `1 + c` is its normal number in
 * coordinate `c`.
 * @returns `[sample][coordinate]`
 */
export function sampleData(model: MixtureModel | GaussianModel, parameters: SampleParameters): Float64Array {
  const { noiseTime, count, seed, first = 0 } = parameters;
  const { dimension } = model;
  const a = signal(noiseTime);
  const means = model.kind === 'gaussian' ? model.mean : model.means;
  const variances = model.kind === 'gaussian' ? [model.variance] : model.variances;
  const stds = Float64Array.from(variances, (variance) => Math.sqrt(noisedVariance(variance, noiseTime)));
  const cumulative = new Float64Array(stds.length).fill(1);
  if (model.kind === 'mixture') {
    let sum = 0;
    model.logWeights.forEach((logWeight, k) => {
      sum += Math.exp(logWeight);
      cumulative[k] = sum;
    });
  }
  const samples = new Float64Array(count * dimension);
  for (let i = 0; i < count; i++) {
    const k = pick(cumulative, uniformOf(threefry2x32(seed, STREAM.data, first + i, 0)[0]));
    for (let c = 0; c < dimension; c++) {
      samples[i * dimension + c] =
        a * (means[k * dimension + c] as number) + (stds[k] as number) * normal(seed, STREAM.data, first + i, 1 + c);
    }
  }
  return samples;
}
