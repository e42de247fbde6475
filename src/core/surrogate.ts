// A surrogate of the data: a mixture of few isotropic Gaussians, fitted in float64 when a run is planned. Its score is known in
// closed form at any state, so that starts and linear parts can be made of it without a network call. The fit draws nothing.

import type { MixtureModel } from './scores';
import { SpecError } from './spec';
import type { Target } from './targets';

export interface Surrogate {
  readonly model: MixtureModel;
  /** `K`, at most as many as were asked for. */
  readonly components: number;
  /** Whether its score is the target's own: there the surrogate knows all and rounds have nothing to do. */
  readonly exact: boolean;
}

/** Steps of a fit, at most. */
const STEPS = 300;
/** A fit ends when a step adds less than this to the mean log likelihood. */
const LEAST_GAIN = 1e-9;
/** Products of components and dimensions that all steps of a fit may come to: about a second. */
const MOST_WORK = 4e8;
/** Components of less weight than this are left out. */
const LEAST_WEIGHT = 1e-9;

const fits = new WeakMap<MixtureModel, Map<number, MixtureModel>>();

/**
 * The surrogate of a target's density; of a network, that of the density it was trained on.
 * @param components `K`; where the density has no more, it is its own surrogate
 * @throws SpecError for a network of unknown data
 */
export function surrogateOf({ density, model, label }: Target, components: number): Surrogate {
  if (density === null) {
    throw new SpecError(
      `A surrogate is fitted to the density of the data, and that of "${label}" is not known; allowed for it are other linear parts and starts.`,
    );
  }
  const known = fits.get(density) ?? new Map<number, MixtureModel>();
  fits.set(density, known);
  const fitted = known.get(components) ?? fitMixture(density, components);
  known.set(components, fitted);
  return { model: fitted, components: fitted.components, exact: fitted === density && model.kind !== 'network' };
}

/** A mixture in the making. */
interface Fit {
  readonly components: number;
  /** `[component]` */
  readonly weights: Float64Array;
  /** `[component][coordinate]` */
  readonly means: Float64Array;
  /** `[component]` */
  readonly variances: Float64Array;
}

/**
 * A mixture of `components` isotropic Gaussians close to `data`, by expectation maximisation on whole components instead of samples
 * (Vasconcelos and Lippman, NIPS 1998). With `l_ik` the expectation over component `i` of the data of
 * `log w_k N(x; mu_k, v_k I)`, which is in closed form, every step raises `sum_i w_i log sum_k e^(l_ik)`, a lower bound of the expected log
 * likelihood. No variance falls below the least of the data.
 * @param onStep is told that bound before every step
 * @returns `data` itself where it has no more components than that
 */
export function fitMixture(data: MixtureModel, components: number, onStep?: (bound: number) => void): MixtureModel {
  if (components >= data.components) return data;
  const fit = farthestPoints(data, components);
  const work = data.components * fit.components * (data.dimension + 10);
  const steps = Math.max(1, Math.min(STEPS, Math.floor(MOST_WORK / work)));
  let before = Number.NEGATIVE_INFINITY;
  for (let step = 0; step < steps; step++) {
    const bound = improve(data, fit);
    onStep?.(bound);
    if (bound - before < LEAST_GAIN) break;
    before = bound;
  }
  return mixtureOfFit(fit, data.dimension);
}

function squaredDistance(a: Float64Array, from: number, b: Float64Array, to: number, dimension: number): number {
  let sum = 0;
  for (let c = 0; c < dimension; c++) sum += ((a[from + c] as number) - (b[to + c] as number)) ** 2;
  return sum;
}

/** Means to begin with: that of the data's component that is farthest from the mean of all, then again and again the one farthest
 * from those chosen, the first where several are (Gonzalez 1985). Weights and variances are equal. */
function farthestPoints(data: MixtureModel, most: number): Fit {
  const { dimension, means } = data;
  const weights = data.logWeights.map(Math.exp);
  const average = new Float64Array(dimension);
  weights.forEach((weight, i) => {
    for (let c = 0; c < dimension; c++)
      average[c] = (average[c] as number) + weight * (means[i * dimension + c] as number);
  });
  const distances = weights.map((_, i) => squaredDistance(means, i * dimension, average, 0, dimension));
  const chosen: number[] = [];
  while (chosen.length < most) {
    let farthest = 0;
    // Equal distances differ by rounding.
    distances.forEach((distance, i) => {
      if (distance > (distances[farthest] as number) * (1 + 1e-12)) farthest = i;
    });
    // All that are left coincide with one chosen.
    if (chosen.length > 0 && distances[farthest] === 0) break;
    const first = chosen.length === 0;
    chosen.push(farthest);
    distances.forEach((distance, i) => {
      const own = squaredDistance(means, i * dimension, means, farthest * dimension, dimension);
      distances[i] = first ? own : Math.min(distance, own);
    });
  }
  const spread = weights.reduce(
    (sum, weight, i) => sum + weight * ((distances[i] as number) / dimension + (data.variances[i] as number)),
    0,
  );
  const components = chosen.length;
  const fitMeans = new Float64Array(components * dimension);
  chosen.forEach((i, k) => {
    fitMeans.set(means.subarray(i * dimension, (i + 1) * dimension), k * dimension);
  });
  return {
    components,
    weights: new Float64Array(components).fill(1 / components),
    means: fitMeans,
    variances: new Float64Array(components).fill(spread),
  };
}

/** One step, in place; returns the bound before it. */
function improve(data: MixtureModel, fit: Fit): number {
  const { dimension, means } = data;
  const shares = new Float64Array(fit.components);
  const scales = fit.weights.map((w, k) => Math.log(w) - (dimension / 2) * Math.log(fit.variances[k] as number));
  const weights = new Float64Array(fit.components);
  const sums = new Float64Array(fit.means.length);
  // Expected squared distances of the data to the present means: centred there, they do not cancel.
  const squares = new Float64Array(fit.components);
  const distances = new Float64Array(fit.components);
  let bound = 0;
  for (let i = 0; i < data.components; i++) {
    const weight = Math.exp(data.logWeights[i] as number);
    const within = dimension * (data.variances[i] as number);
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < fit.components; k++) {
      const distance = squaredDistance(means, i * dimension, fit.means, k * dimension, dimension) + within;
      const log = (scales[k] as number) - distance / (2 * (fit.variances[k] as number));
      distances[k] = distance;
      shares[k] = log;
      largest = Math.max(largest, log);
    }
    let total = 0;
    for (let k = 0; k < fit.components; k++) {
      const share = Math.exp((shares[k] as number) - largest);
      shares[k] = share;
      total += share;
    }
    bound += weight * (largest + Math.log(total) - (dimension / 2) * Math.log(2 * Math.PI));
    for (let k = 0; k < fit.components; k++) {
      const part = (weight * (shares[k] as number)) / total;
      if (part === 0) continue;
      weights[k] = (weights[k] as number) + part;
      squares[k] = (squares[k] as number) + part * (distances[k] as number);
      for (let c = 0; c < dimension; c++) {
        const at = k * dimension + c;
        sums[at] = (sums[at] as number) + part * ((means[i * dimension + c] as number) - (fit.means[at] as number));
      }
    }
  }
  for (let k = 0; k < fit.components; k++) moveComponent(fit, k, dimension, weights[k] as number, sums, squares);
  return bound;
}

/** Weight, mean and variance of component `k` from its share of the data. */
function moveComponent(
  fit: Fit,
  k: number,
  d: number,
  weight: number,
  sums: Float64Array,
  squares: Float64Array,
): void {
  fit.weights[k] = weight;
  if (weight < LEAST_WEIGHT) return;
  let shift = 0;
  for (let c = 0; c < d; c++) {
    const step = (sums[k * d + c] as number) / weight;
    fit.means[k * d + c] = (fit.means[k * d + c] as number) + step;
    shift += step * step;
  }
  fit.variances[k] = ((squares[k] as number) / weight - shift) / d;
}

function mixtureOfFit({ components, weights, means, variances }: Fit, dimension: number): MixtureModel {
  const kept = Array.from({ length: components }, (_, k) => k).filter((k) => (weights[k] as number) >= LEAST_WEIGHT);
  const total = kept.reduce((sum, k) => sum + (weights[k] as number), 0);
  return {
    kind: 'mixture',
    dimension,
    components: kept.length,
    logWeights: Float64Array.from(kept, (k) => Math.log((weights[k] as number) / total)),
    means: Float64Array.from(kept.flatMap((k) => Array.from(means.subarray(k * dimension, (k + 1) * dimension)))),
    variances: Float64Array.from(kept, (k) => variances[k] as number),
  };
}
