// How far float32 kernels may be from float64: bounds made from the operations that lead to a number.

import type { Plan } from '../../src/core/plan';
import type { DenseLayer, MixtureModel, NetworkModel } from '../../src/core/scores';
import type { DerivativeShape } from '../../src/core/scores/evaluate';
import { timeBranch } from '../../src/core/scores/network';

/** Unit roundoff of float32. */
export const U = 2 ** -24;

/** One component at a state, in float64. */
interface MixtureTerm {
  readonly k: number;
  /** `V_k` */
  readonly variance: number;
  /** Responsibility. */
  readonly share: number;
}

/** Components at a state, and by how much the logarithm of a share may be off: its terms' rounding, d + 6 operations on the
 * squared distance, the rounding of a mu (which enters the distance with its slope), and the logarithms. */
function mixtureTerms(plan: Plan, model: MixtureModel, node: number, x: readonly number[]) {
  const d = model.dimension;
  const r = plan.noiseTimes[node] as number;
  const a = Math.exp(-r / 2);
  const terms = Array.from({ length: model.components }, (_, k) => {
    const variance = a * a * (model.variances[k] as number) - Math.expm1(-r);
    let squared = 0;
    let slope = 0;
    for (let c = 0; c < d; c++) {
      const mean = a * (model.means[k * d + c] as number);
      squared += (mean - (x[c] as number)) ** 2;
      slope += Math.abs(mean - (x[c] as number)) * Math.abs(mean);
    }
    const logWeight = model.logWeights[k] as number;
    const logarithm = logWeight - 0.5 * (d * Math.log(variance) + squared / variance);
    const error =
      U *
      (((d + 6) * squared) / (2 * variance) +
        (2 * slope) / variance +
        (d / 2) * (3 * Math.abs(Math.log(variance)) + 8) +
        2 * Math.abs(logWeight));
    return { k, variance, logarithm, error };
  });
  const maximum = Math.max(...terms.map((term) => term.logarithm));
  const total = terms.reduce((sum, term) => sum + Math.exp(term.logarithm - maximum), 0);
  return {
    a,
    terms: terms.map(
      ({ k, variance, logarithm }): MixtureTerm => ({ k, variance, share: Math.exp(logarithm - maximum) / total }),
    ),
    // Components that carry no share may be as wrong as they like.
    error: Math.max(...terms.filter((t) => t.logarithm > maximum - 30).map((term) => term.error)),
  };
}

/** Bound of the mixture score: shares are off by twice the largest error of a logarithm, and the sum by its own operations. */
export function mixtureBound(plan: Plan, model: MixtureModel) {
  const d = model.dimension;
  return (node: number, x: number[]) => {
    const { a, terms, error } = mixtureTerms(plan, model, node, x);
    return (c: number) =>
      terms.reduce((sum, { k, variance, share }) => {
        const mean = a * (model.means[k * d + c] as number);
        const size = Math.abs(mean - (x[c] as number)) + 2 * U * Math.abs(mean);
        return sum + (share / variance) * (size * (2 * error + (model.components + 12) * U) + 3 * U * Math.abs(mean));
      }, 1e-30);
  };
}

/** Values of a layer, or slopes along a direction, and how far off they may be. */
interface Carried {
  readonly values: readonly number[];
  readonly errors: readonly number[];
}

/** A sum of n products is off by (n + 2) U of the sum of their magnitudes, plus what its inputs were off. */
function throughLayer(layer: DenseLayer, bias: ArrayLike<number> | null, input: Carried): Carried {
  const [values, errors]: [number[], number[]] = [[], []];
  for (let o = 0; o < layer.outputs; o++) {
    let sum = bias === null ? 0 : (bias[o] as number);
    let magnitude = Math.abs(sum);
    let error = 0;
    for (let i = 0; i < layer.inputs; i++) {
      const weight = layer.weights[i * layer.outputs + o] as number;
      sum += weight * (input.values[i] as number);
      magnitude += Math.abs(weight * (input.values[i] as number));
      error += Math.abs(weight) * (input.errors[i] as number);
    }
    values.push(sum);
    errors.push(error + (layer.inputs + 2) * U * magnitude);
  }
  return { values, errors };
}

/** SiLU multiplies errors by at most 1.1 and adds the rounding of exp (3 + 2|x| units, by the WGSL specification) and of a
 * division (2.5). */
function throughSilu({ values, errors }: Carried): Carried {
  const activated = values.map((z) => z / (1 + Math.exp(-z)));
  return {
    values: activated,
    errors: activated.map(
      (value, o) => 1.1 * (errors[o] as number) + (12 + 4 * Math.abs(values[o] as number)) * U * Math.abs(value),
    ),
  };
}

/** Its slope g (1 + z (1 - g)) on tangents: the second derivative is at most 1/2, and g, off by (8 + 2|z|) U of itself, comes
 * in three places. */
function throughSlope(z: Carried, tangent: Carried): Carried {
  const slopes = z.values.map((value, o) => {
    const gate = 1 / (1 + Math.exp(-value));
    const size = gate * (1 + Math.abs(value));
    return {
      slope: gate * (1 + value * (1 - gate)),
      error: 0.5 * (z.errors[o] as number) + (24 + 6 * Math.abs(value)) * U * size,
    };
  });
  return {
    values: slopes.map(({ slope }, o) => slope * (tangent.values[o] as number)),
    errors: slopes.map(
      ({ slope, error }, o) =>
        error * Math.abs(tangent.values[o] as number) +
        (Math.abs(slope) + error) * (tangent.errors[o] as number) +
        U * Math.abs(slope * (tangent.values[o] as number)),
    ),
  };
}

/** The network at a state, and its slopes along directions, carried through the layers. */
function throughNetwork(plan: Plan, model: NetworkModel, node: number, x: number[], directions: readonly number[][]) {
  const exact = (values: readonly number[]): Carried => ({ values, errors: values.map(() => 0) });
  let value = exact(x);
  let tangents = directions.map(exact);
  model.layers.forEach((layer, index) => {
    const bias = index === 0 ? timeBranch(model, plan.noiseTimes[node] as number) : layer.bias;
    const z = throughLayer(layer, bias, value);
    const moved = tangents.map((tangent) => throughLayer(layer, null, tangent));
    const isLast = index === model.layers.length - 1;
    value = isLast ? z : throughSilu(z);
    tangents = isLast ? moved : moved.map((tangent) => throughSlope(z, tangent));
  });
  return { value, tangents, inverseSigma: 1 / Math.sqrt(-Math.expm1(-(plan.noiseTimes[node] as number))) };
}

/** Bound of the network score, carried through the layers. */
export function networkBound(plan: Plan, model: NetworkModel) {
  return (node: number, x: number[]) => {
    const { value, inverseSigma } = throughNetwork(plan, model, node, x, []);
    return (c: number) =>
      inverseSigma * ((value.errors[c] as number) + 4 * U * Math.abs(value.values[c] as number)) + 1e-30;
  };
}

/** Bound of the network's derivative, of dual numbers carried through the layers; its size is that of the largest of the
 * products that it is made of.
 * @param probe signs of a row's probe, or null where there is a tangent for every direction */
export function networkDerivativeBound(
  plan: Plan,
  model: NetworkModel,
  shape: DerivativeShape,
  probe: ((node: number, particle: number) => number[]) | null,
) {
  const d = model.dimension;
  const units = Array.from({ length: d }, (_, t) => Array.from({ length: d }, (_, c) => (c === t ? 1 : 0)));
  return (node: number, x: number[], particle: number): DerivativeBound => {
    const directions = probe === null ? units : [probe(node, particle)];
    const { tangents, inverseSigma } = throughNetwork(plan, model, node, x, directions);
    const errorAt = (c: number, t: number) => {
      const { values, errors } = tangents[t] as Carried;
      return inverseSigma * ((errors[c] as number) + 6 * U * Math.abs(values[c] as number)) + 1e-30;
    };
    const size = inverseSigma * Math.max(...tangents.flatMap(({ values }) => values.map(Math.abs)));
    const diagonal = units.map((_, c) => errorAt(c, probe === null ? c : 0));
    switch (shape) {
      case 'trace': {
        const wrong = diagonal.reduce((sum, value) => sum + value, 0) / d + (d + 2) * U * size;
        return { error: () => wrong, size };
      }
      case 'diagonal':
        return { error: (c) => diagonal[c] as number, size };
      case 'matrix': {
        const all = units.flatMap((_, c) => units.map((__, t) => errorAt(c, t) + U * size));
        return { error: () => Math.hypot(...all), size };
      }
    }
  };
}

/** Rounding of a clip of eigenvalues, relative to the size of the matrix: a few operations of a number, twenty of the closed
 * form for two rows, and eight of each of the 30 rotations and products that three and four rows take. Clipping itself is a
 * projection and enlarges no error. */
export function clipRounding(shape: DerivativeShape, dimension: number): number {
  if (shape !== 'matrix' || dimension === 1) return 4 * U;
  return dimension === 2 ? 20 * U : 8 * 40 * U;
}

/** How far a derivative may be off, and its size: the entry's, or of a matrix the Frobenius norm. */
export interface DerivativeBound {
  readonly error: (entry: number) => number;
  readonly size: number;
}

/** Bound of the mixture's derivative C - P I, C the covariance of m_k = (a mu_k - x) / V_k and P the mean of 1 / V_k. Shares
 * are off as in {@link mixtureBound}, and by the rescaling of running moments; a running moment of K components rounds
 * K times a few units of what it holds; and where m_k - s is off by e, C_ij is by sqrt(C_ii) e_j + sqrt(C_jj) e_i. */
export function mixtureDerivativeBound(plan: Plan, model: MixtureModel, shape: DerivativeShape) {
  const { dimension: d, components } = model;
  const coordinates = Array.from({ length: d }, (_, c) => c);
  return (node: number, x: number[]): DerivativeBound => {
    const { a, terms, error } = mixtureTerms(plan, model, node, x);
    const shareError = 2 * error + (5 * components + 20) * U;
    const meanOf = (value: (term: MixtureTerm) => number) =>
      terms.reduce((sum, term) => sum + term.share * value(term), 0);
    const mean = (k: number, c: number) => a * (model.means[k * d + c] as number);
    const pull = ({ k, variance }: MixtureTerm, c: number) => (mean(k, c) - (x[c] as number)) / variance;
    const precision = meanOf((term) => 1 / term.variance);
    const carried = terms.filter((term) => term.share > 1e-13);
    const spread: number[] = [];
    const pullError: number[] = [];
    for (const c of coordinates) {
      const score = meanOf((term) => pull(term, c));
      spread.push(Math.sqrt(meanOf((term) => (pull(term, c) - score) ** 2)));
      const own = carried.map(
        (term) => (U * (3 * Math.abs(mean(term.k, c)))) / term.variance + 6 * U * Math.abs(pull(term, c)),
      );
      pullError.push(Math.max(...own) + 2 * (components + 6) * U * meanOf((term) => Math.abs(pull(term, c))));
    }
    const entryError = (i: number, j: number) => {
      const [si, sj, ei, ej] = [spread[i], spread[j], pullError[i], pullError[j]] as [number, number, number, number];
      const covariance = (shareError + (4 * components + 20) * U) * si * sj + si * ej + sj * ei + ei * ej;
      return covariance + (i === j ? (shareError + (components + 10) * U) * precision : 0) + 1e-30;
    };
    const squares = spread.map((value) => value * value);
    const whole = (numbers: readonly number[]) => Math.sqrt(numbers.reduce((sum, value) => sum + value * value, 0));
    switch (shape) {
      case 'trace': {
        const average = (numbers: readonly number[]) => numbers.reduce((sum, value) => sum + value, 0) / d;
        const wrong = average(coordinates.map((c) => entryError(c, c))) + (d + 4) * U * average(squares);
        return { error: () => wrong, size: average(squares) + precision };
      }
      case 'diagonal':
        return { error: (c) => entryError(c, c), size: Math.max(...squares) + precision };
      case 'matrix': {
        const wrong = whole(coordinates.flatMap((i) => coordinates.map((j) => entryError(i, j))));
        return { error: () => wrong, size: whole(squares) + Math.sqrt(d) * precision };
      }
    }
  };
}
