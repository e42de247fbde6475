// The plane in which pictures are drawn: the coordinates themselves up to two dimensions, above that the first two
// principal axes of the data.

import { normal, STREAM } from './random';
import type { MixtureModel } from './scores';
import { symmetricEigen } from './symmetric-eigen';
import type { Target } from './targets';
import { mixtureMoments } from './targets/mixtures';

/** Axes iterated together: six more than are wanted, which the iteration needs to converge quickly. */
const SUBSPACE = 8;
/** Iterations at most: pictures need a plane to a pixel, and the gap to the ninth axis gives that far sooner. */
const MOST_ITERATIONS = 200;
/** Relative change of the two largest eigenvalues at which the iteration ends; the axes are then good to its root, a hundredth of a pixel. */
const CONVERGED = 1e-10;

/** Rows `[axis][coordinate]` that are the first two coordinates. */
function identityPlane(dimension: number): Float64Array {
  const plane = new Float64Array(2 * dimension);
  plane[0] = 1;
  if (dimension > 1) plane[dimension + 1] = 1;
  return plane;
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < x.length; i++) sum += (x[i] as number) * (y[i] as number);
  return sum;
}

/** `y += factor x` */
function addScaled(y: Float64Array, factor: number, x: Float64Array): void {
  for (let i = 0; i < y.length; i++) y[i] = (y[i] as number) + factor * (x[i] as number);
}

/** Makes vectors orthonormal in place, in their order; one that depends on those before becomes a coordinate axis. */
function orthonormalise(vectors: readonly Float64Array[]): void {
  let nextAxis = 0;
  vectors.forEach((vector, index) => {
    const before = vectors.slice(0, index);
    let length = Math.sqrt(dot(vector, vector));
    for (;;) {
      const scale = length;
      // Twice is enough for orthogonality to rounding (Kahan and Parlett).
      for (let pass = 0; pass < 2; pass++) for (const other of before) addScaled(vector, -dot(vector, other), other);
      length = Math.sqrt(dot(vector, vector));
      if (length > 1e-10 * scale || nextAxis >= vector.length) break;
      vector.fill(0);
      vector[nextAxis++] = 1;
      length = 1;
    }
    for (let i = 0; i < vector.length; i++) vector[i] = (vector[i] as number) / length;
  });
}

/** Centred means with the square roots of their weights as factors, `[component][coordinate]`: the covariance of the data
 * is their Gram matrix plus a multiple of the identity, which turns no axis. */
function weightedDeviations(model: MixtureModel): Float64Array[] {
  const { mean } = mixtureMoments(model);
  return Array.from(model.logWeights, (logWeight, k) => {
    const factor = Math.exp(0.5 * logWeight);
    return Float64Array.from(mean, (centre, c) => factor * ((model.means[k * model.dimension + c] as number) - centre));
  });
}

/** Leading axes of `sum_k z_k z_k^T` by subspace iteration with Rayleigh-Ritz steps, largest first. */
function leadingAxes(deviations: readonly Float64Array[], dimension: number): Float64Array[] {
  const size = Math.min(SUBSPACE, dimension);
  let basis = Array.from({ length: size }, (_, v) =>
    Float64Array.from({ length: dimension }, (_, c) => normal(0, STREAM.probes, v, c)),
  );
  orthonormalise(basis);
  let before = Number.POSITIVE_INFINITY;
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    const images = basis.map((vector) => {
      const image = new Float64Array(dimension);
      for (const deviation of deviations) addScaled(image, dot(deviation, vector), deviation);
      return image;
    });
    const small = Float64Array.from({ length: size * size }, (_, i) =>
      dot(basis[Math.floor(i / size)] as Float64Array, images[i % size] as Float64Array),
    );
    const { values, vectors } = symmetricEigen(small, size);
    basis = Array.from({ length: size }, (_, v) => {
      const axis = new Float64Array(dimension);
      for (let i = 0; i < size; i++) addScaled(axis, vectors[v * size + i] as number, images[i] as Float64Array);
      return axis;
    });
    orthonormalise(basis);
    const captured = (values[0] as number) + (values[1] as number);
    if (Math.abs(captured - before) <= CONVERGED * captured) break;
    before = captured;
  }
  return basis;
}

/** Turns an axis so that its largest coordinate is positive: pictures of the same data then agree. */
function oriented(axis: Float64Array): Float64Array {
  const largest = axis.reduce((best, value) => (Math.abs(value) > Math.abs(best) ? value : best), 0);
  return largest < 0 ? axis.map((value) => -value) : axis;
}

/**
 * The plane of the pictures of a target.
 * @returns two rows `[axis][coordinate]`: the identity up to two dimensions (the second row zero in one), the two leading
 *   principal axes of the data covariance above, and the first two coordinates where every axis is as good as any other
 *   or the data are unknown
 */
export function principalPlane(target: Target): Float64Array {
  const { dimension, density } = target;
  if (dimension <= 2 || density === null) return identityPlane(dimension);
  const known = planes.get(density) ?? leadingPlane(density);
  planes.set(density, known);
  return known;
}

/** Planes of data that were asked for before: every run of a target asks. */
const planes = new WeakMap<MixtureModel, Float64Array>();

function leadingPlane(density: MixtureModel): Float64Array {
  const { dimension } = density;
  const deviations = weightedDeviations(density);
  if (deviations.every((deviation) => deviation.every((value) => value === 0))) return identityPlane(dimension);
  const plane = new Float64Array(2 * dimension);
  leadingAxes(deviations, dimension)
    .slice(0, 2)
    .forEach((axis, row) => {
      plane.set(oriented(axis), row * dimension);
    });
  return plane;
}
