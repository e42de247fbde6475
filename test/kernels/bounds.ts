// How far float32 kernels may be from float64: bounds made from the operations that lead to a number.

import type { Plan } from '../../src/core/plan';
import type { MixtureModel, NetworkModel } from '../../src/core/scores';
import { timeBranch } from '../../src/core/scores/network';

/** Unit roundoff of float32. */
export const U = 2 ** -24;

/** Bound of the mixture score. A log responsibility is off by its terms' rounding: d + 6 operations on the squared distance,
 * the rounding of a mu (which enters the distance with its slope), and the logarithms; shares then by twice the largest
 * such error, and the sum by its own operations. */
export function mixtureBound(plan: Plan, model: MixtureModel) {
  const d = model.dimension;
  return (node: number, x: number[]) => {
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
    // Components that carry no share may be as wrong as they like.
    const error = Math.max(...terms.filter((t) => t.logarithm > maximum - 30).map((term) => term.error));
    return (c: number) =>
      terms.reduce((sum, { k, variance, logarithm }) => {
        const share = Math.exp(logarithm - maximum) / total;
        const mean = a * (model.means[k * d + c] as number);
        const size = Math.abs(mean - (x[c] as number)) + 2 * U * Math.abs(mean);
        return sum + (share / variance) * (size * (2 * error + (model.components + 12) * U) + 3 * U * Math.abs(mean));
      }, 1e-30);
  };
}

/** Bound of the network score, carried through the layers: a sum of n products is off by (n + 2) U of the sum of their
 * magnitudes, plus what its inputs were off; SiLU multiplies errors by at most 1.1 and adds the rounding of exp (3 + 2|x|
 * units, by the WGSL specification) and of a division (2.5). */
export function networkBound(plan: Plan, model: NetworkModel) {
  return (node: number, x: number[]) => {
    const r = plan.noiseTimes[node] as number;
    let values = x;
    let errors = x.map(() => 0);
    model.layers.forEach((layer, index) => {
      const bias = index === 0 ? timeBranch(model, r) : layer.bias;
      const next: number[] = [];
      const nextErrors: number[] = [];
      for (let o = 0; o < layer.outputs; o++) {
        let sum = bias[o] as number;
        let magnitude = Math.abs(sum);
        let error = 0;
        for (let i = 0; i < layer.inputs; i++) {
          const weight = layer.weights[i * layer.outputs + o] as number;
          sum += weight * (values[i] as number);
          magnitude += Math.abs(weight * (values[i] as number));
          error += Math.abs(weight) * (errors[i] as number);
        }
        error += (layer.inputs + 2) * U * magnitude;
        if (index < model.layers.length - 1) {
          const silu = sum / (1 + Math.exp(-sum));
          error = 1.1 * error + (12 + 4 * Math.abs(sum)) * U * Math.abs(silu);
          sum = silu;
        }
        next.push(sum);
        nextErrors.push(error);
      }
      values = next;
      errors = nextErrors;
    });
    const inverseSigma = 1 / Math.sqrt(-Math.expm1(-r));
    return (c: number) => inverseSigma * ((errors[c] as number) + 4 * U * Math.abs(values[c] as number)) + 1e-30;
  };
}
