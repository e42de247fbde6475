// How many steps the sequential sampler needs in a dimension: the least for which its law is near enough to the law that was asked
// for, by closed form for Gaussian data. In float64, exact to rounding, and cheap.

import { noiseTimes } from '../grid';
import { gaussianChain, klGaussian, noisedLaw } from '../metrics';

/** Standard deviation of the Gaussian data, and of the modes of the mixtures. */
export const DATA_STD = 0.5;
/** Where sampling stops. */
export const CUTOFF = 0.02;
/** What counts as near enough: Kullback-Leibler divergence of the sampler's law to the data's at the cutoff, nats. */
export const LARGEST_DIVERGENCE = 0.05;

/** `T = 6 + log d`, rounded as a setting would be: the start is then `N(0, I)` to a divergence that does not grow with `d`. */
export function horizonOf(dimension: number): number {
  return Number((6 + Math.log(dimension)).toFixed(4));
}

/** Spacings of the grid on offer. */
export type StepSpacing = 'uniform' | 'stretched';

/** Divergence of the sequential SDE sampler's law after so many steps from that of Gaussian data at the cutoff, nats. */
export function divergenceOf(dimension: number, steps: number, spacing: StepSpacing): number {
  const data = { mean: 0, variance: DATA_STD ** 2 };
  const grid = { horizon: horizonOf(dimension), cutoff: CUTOFF, blocks: 1, nodes: steps, spacing };
  const chain = gaussianChain({ ...data, noiseTimes: noiseTimes(grid), dynamics: 'sde' });
  return klGaussian(chain, noisedLaw(data, CUTOFF), dimension);
}

const kept = new Map<string, number>();

/** The fewest steps with which the divergence is at most {@link LARGEST_DIVERGENCE}; it falls as steps become more. */
export function stepsNeeded(dimension: number, spacing: StepSpacing): number {
  const key = `${dimension} ${spacing}`;
  const before = kept.get(key);
  if (before !== undefined) return before;
  const isEnough = (steps: number) => divergenceOf(dimension, steps, spacing) <= LARGEST_DIVERGENCE;
  let enough = 1;
  while (!isEnough(enough)) enough *= 2;
  let tooFew = enough / 2;
  while (enough - tooFew > 1) {
    const middle = Math.floor((enough + tooFew) / 2);
    if (isEnough(middle)) enough = middle;
    else tooFew = middle;
  }
  kept.set(key, enough);
  return enough;
}
