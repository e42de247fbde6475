// The box of the data: where predictions of the data that a round implies are kept. It knows nothing of rounds.

import type { Target } from './targets';

/** Standard deviations of a component that the box reaches beyond its mean. */
const REACH = 3;

/**
 * Smallest and largest coordinate of the data, `[coordinate][2]`: from three standard deviations below the lowest component of the
 * density to three above the highest. A network has the box of the density it was trained on, or, where that is not known, of a
 * Gaussian with the moments of its data.
 */
export function dataBox({ dimension, density, dataMean, dataVariance }: Target): Float64Array {
  const box = new Float64Array(2 * dimension);
  const means = density?.means ?? dataMean;
  const reaches = (density?.variances ?? Float64Array.of(dataVariance)).map((variance) => REACH * Math.sqrt(variance));
  for (let c = 0; c < dimension; c++) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    reaches.forEach((reach, k) => {
      const mean = means[k * dimension + c] as number;
      low = Math.min(low, mean - reach);
      high = Math.max(high, mean + reach);
    });
    box[2 * c] = low;
    box[2 * c + 1] = high;
  }
  return box;
}
