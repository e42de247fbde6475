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
/** Products of atoms, components and dimensions that all steps of a fit may come to: some tenths of a second. */
const MOST_WORK = 2e8;
/** Up to this dimension every component of the data is cut into points. */
const CUT_DIMENSIONS = 2;
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

/** What a fit is made to: places with weights, and the variance around each of them. */
interface Atoms {
  readonly count: number;
  readonly dimension: number;
  /** `[atom]`, of sum 1 */
  readonly weights: Float64Array;
  /** `[atom][coordinate]` */
  readonly places: Float64Array;
  /** `[atom]` */
  readonly variances: Float64Array;
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
 * A mixture of `components` isotropic Gaussians close to `data`, by expectation maximisation. In the plane every component of the data
 * stands as points at its axes, `sqrt(d)` standard deviations out, which have its mean and covariance; above it, as a whole
 * (Vasconcelos and Lippman, NIPS 1998). With `l_ik` the expectation over atom `i` of `log w_k N(x; mu_k, v_k I)`, every step raises
 * `sum_i w_i log sum_k e^(l_ik)`: of points the log likelihood, else a lower bound of it. No variance falls below the least of the data.
 * @param onStep is told that number before every step
 * @returns `data` itself where it has no more components than that
 */
export function fitMixture(
  data: MixtureModel,
  components: number,
  onStep?: (likelihood: number) => void,
): MixtureModel {
  if (components >= data.components) return data;
  const atoms = atomsOf(data);
  const fit = farthestPoints(atoms, components);
  const least = data.variances.reduce((a, b) => Math.min(a, b));
  const steps = Math.max(
    1,
    Math.min(STEPS, Math.floor(MOST_WORK / (atoms.count * components * (data.dimension + 10)))),
  );
  let before = Number.NEGATIVE_INFINITY;
  for (let step = 0; step < steps; step++) {
    const likelihood = improve(atoms, fit, least);
    onStep?.(likelihood);
    if (likelihood - before < LEAST_GAIN) break;
    before = likelihood;
  }
  return mixtureOfFit(fit, data.dimension);
}

function atomsOf({ dimension, components, logWeights, means, variances }: MixtureModel): Atoms {
  const weights = logWeights.map(Math.exp);
  if (dimension > CUT_DIMENSIONS) return { count: components, dimension, weights, places: means, variances };
  const cut = 2 * dimension;
  const count = cut * components;
  const places = new Float64Array(count * dimension);
  for (let i = 0; i < count; i++) {
    const k = Math.floor(i / cut);
    places.set(means.subarray(k * dimension, (k + 1) * dimension), i * dimension);
    const at = i * dimension + ((i % cut) >> 1);
    const reach = Math.sqrt(dimension * (variances[k] as number));
    places[at] = (places[at] as number) + (i % 2 === 0 ? reach : -reach);
  }
  return {
    count,
    dimension,
    weights: Float64Array.from({ length: count }, (_, i) => (weights[Math.floor(i / cut)] as number) / cut),
    places,
    variances: new Float64Array(count),
  };
}

function squaredDistance(a: Float64Array, from: number, b: Float64Array, to: number, dimension: number): number {
  let sum = 0;
  for (let c = 0; c < dimension; c++) sum += ((a[from + c] as number) - (b[to + c] as number)) ** 2;
  return sum;
}

/** Means to begin with: the atom that is farthest from the mean of all, then again and again the one farthest from those chosen, the
 * first where several are (Gonzalez 1985). Weights and variances are equal. */
function farthestPoints({ count, dimension, weights, places, variances }: Atoms, most: number): Fit {
  const average = new Float64Array(dimension);
  weights.forEach((weight, i) => {
    for (let c = 0; c < dimension; c++) {
      average[c] = (average[c] as number) + weight * (places[i * dimension + c] as number);
    }
  });
  const distances = weights.map((_, i) => squaredDistance(places, i * dimension, average, 0, dimension));
  const chosen: number[] = [];
  while (chosen.length < most) {
    let farthest = 0;
    // Equal distances differ by rounding.
    for (let i = 1; i < count; i++) {
      if ((distances[i] as number) > (distances[farthest] as number) * (1 + 1e-12)) farthest = i;
    }
    // All that are left coincide with one chosen.
    if (chosen.length > 0 && distances[farthest] === 0) break;
    const first = chosen.length === 0;
    chosen.push(farthest);
    distances.forEach((distance, i) => {
      const own = squaredDistance(places, i * dimension, places, farthest * dimension, dimension);
      distances[i] = first ? own : Math.min(distance, own);
    });
  }
  const spread = weights.reduce(
    (sum, weight, i) => sum + weight * ((distances[i] as number) / dimension + (variances[i] as number)),
    0,
  );
  const components = chosen.length;
  const means = new Float64Array(components * dimension);
  chosen.forEach((i, k) => {
    means.set(places.subarray(i * dimension, (i + 1) * dimension), k * dimension);
  });
  return {
    components,
    weights: new Float64Array(components).fill(1 / components),
    means,
    variances: new Float64Array(components).fill(spread),
  };
}

/** One step, in place; returns the likelihood before it. */
function improve(atoms: Atoms, fit: Fit, leastVariance: number): number {
  const { count, dimension, places } = atoms;
  const { components } = fit;
  const shares = new Float64Array(components);
  const distances = new Float64Array(components);
  const scales = fit.weights.map((w, k) => Math.log(w) - (dimension / 2) * Math.log(fit.variances[k] as number));
  // Of each component: weight, weighted steps from its present mean and squared distances to it, which do not cancel there.
  const weights = new Float64Array(components);
  const steps = new Float64Array(fit.means.length);
  const squares = new Float64Array(components);
  let likelihood = -(dimension / 2) * Math.log(2 * Math.PI);
  for (let i = 0; i < count; i++) {
    const within = dimension * (atoms.variances[i] as number);
    let largest = Number.NEGATIVE_INFINITY;
    for (let k = 0; k < components; k++) {
      const distance = squaredDistance(places, i * dimension, fit.means, k * dimension, dimension) + within;
      const log = (scales[k] as number) - distance / (2 * (fit.variances[k] as number));
      distances[k] = distance;
      shares[k] = log;
      largest = Math.max(largest, log);
    }
    let total = 0;
    for (let k = 0; k < components; k++) {
      const share = Math.exp((shares[k] as number) - largest);
      shares[k] = share;
      total += share;
    }
    const weight = atoms.weights[i] as number;
    likelihood += weight * (largest + Math.log(total));
    for (let k = 0; k < components; k++) {
      const part = (weight * (shares[k] as number)) / total;
      if (part === 0) continue;
      weights[k] = (weights[k] as number) + part;
      squares[k] = (squares[k] as number) + part * (distances[k] as number);
      for (let c = 0, at = k * dimension; c < dimension; c++, at++) {
        steps[at] = (steps[at] as number) + part * ((places[i * dimension + c] as number) - (fit.means[at] as number));
      }
    }
  }
  move(fit, dimension, leastVariance, { weights, steps, squares });
  return likelihood;
}

/** Moves every component to the weight, mean and variance of its share of the atoms. */
function move(
  fit: Fit,
  dimension: number,
  leastVariance: number,
  { weights, steps, squares }: { weights: Float64Array; steps: Float64Array; squares: Float64Array },
): void {
  for (let k = 0; k < fit.components; k++) {
    const weight = weights[k] as number;
    fit.weights[k] = weight;
    if (weight < LEAST_WEIGHT) continue;
    let shift = 0;
    for (let at = k * dimension; at < (k + 1) * dimension; at++) {
      const step = (steps[at] as number) / weight;
      fit.means[at] = (fit.means[at] as number) + step;
      shift += step * step;
    }
    fit.variances[k] = Math.max(((squares[k] as number) / weight - shift) / dimension, leastVariance);
  }
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
