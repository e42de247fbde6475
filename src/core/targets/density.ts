// Density of a noised mixture in the plane of a picture. Components are isotropic, so the marginal in any plane is a
// two-dimensional mixture in closed form.

import { noisedVariance, signal } from '../process';
import type { MixtureModel } from '../scores';

/**
 * The density in a plane as a function of the two picture coordinates; made once, it can be called for every pixel.
 * @param projection two orthonormal rows `[axis][coordinate]`. A second row of zeros (one-dimensional data) gives the
 *   density of the first axis alone, the same for every `y`.
 */
export function planeDensity(
  model: MixtureModel,
  noiseTime: number,
  projection: ArrayLike<number>,
): (x: number, y: number) => number {
  const { dimension, components } = model;
  const a = signal(noiseTime);
  const centres = new Float64Array(2 * components);
  const precisions = new Float64Array(components);
  const peaks = new Float64Array(components);
  let flat = true;
  for (let c = 0; c < dimension; c++) if (projection[dimension + c] !== 0) flat = false;
  for (let k = 0; k < components; k++) {
    for (let axis = 0; axis < 2; axis++) {
      let centre = 0;
      for (let c = 0; c < dimension; c++) {
        centre += (projection[axis * dimension + c] as number) * (model.means[k * dimension + c] as number);
      }
      centres[2 * k + axis] = a * centre;
    }
    const variance = noisedVariance(model.variances[k] as number, noiseTime);
    const normalisation = flat ? Math.sqrt(2 * Math.PI * variance) : 2 * Math.PI * variance;
    precisions[k] = 1 / variance;
    peaks[k] = Math.exp(model.logWeights[k] as number) / normalisation;
  }
  return (x, y) => {
    let density = 0;
    for (let k = 0; k < components; k++) {
      const dx = x - (centres[2 * k] as number);
      const dy = flat ? 0 : y - (centres[2 * k + 1] as number);
      density += (peaks[k] as number) * Math.exp(-0.5 * (precisions[k] as number) * (dx * dx + dy * dy));
    }
    return density;
  };
}

/** {@link planeDensity} at one point `(x, y)` of the plane. */
export function mixtureDensity(
  model: MixtureModel,
  noiseTime: number,
  projection: ArrayLike<number>,
  x: number,
  y: number,
): number {
  return planeDensity(model, noiseTime, projection)(x, y);
}
