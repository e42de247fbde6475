// Makes mixtures, and their moments, from plain numbers. The named targets, the reader's points and mixtures given in a
// spec all pass through here.

import type { MixtureModel } from '../scores';
import { SpecError } from '../spec';

/** A built-in two-dimensional target: equal weights and one standard deviation. */
export interface NamedTarget {
  /** For people. */
  readonly label: string;
  /** `[component][coordinate]`, in any frame: they are centred when the mixture is made. */
  readonly means: readonly (readonly number[])[];
  readonly std: number;
}

/**
 * A mixture of isotropic Gaussians.
 * @param weights positive, of any sum
 * @param means `[component][coordinate]`
 * @param stds positive, one for each component
 * @throws SpecError where lengths differ or a number is not allowed
 */
export function mixtureOf(
  weights: readonly number[],
  means: readonly (readonly number[])[],
  stds: readonly number[],
): MixtureModel {
  const components = means.length;
  const dimension = means[0]?.length ?? 0;
  if (components === 0) throw new SpecError('A mixture needs at least one component.');
  if (dimension === 0) throw new SpecError('The mean of component 0 of the mixture has no coordinates.');
  if (weights.length !== components || stds.length !== components) {
    throw new SpecError(
      `The mixture has ${components} means, ${weights.length} weights and ${stds.length} stds; the three numbers must be equal.`,
    );
  }
  const flat = new Float64Array(components * dimension);
  means.forEach((mean, k) => {
    if (mean.length !== dimension) {
      throw new SpecError(
        `The mean of component ${k} of the mixture has ${mean.length} coordinates, but that of component 0 has ${dimension}.`,
      );
    }
    mean.forEach((value, c) => {
      if (!Number.isFinite(value)) {
        throw new SpecError(`Coordinate ${c} of the mean of component ${k} is ${value}; it must be a finite number.`);
      }
    });
    flat.set(mean, k * dimension);
  });
  requirePositive('weight', weights);
  requirePositive('std', stds);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return {
    kind: 'mixture',
    dimension,
    components,
    logWeights: Float64Array.from(weights, (weight) => Math.log(weight / total)),
    means: flat,
    variances: Float64Array.from(stds, (std) => std * std),
  };
}

function requirePositive(what: string, values: readonly number[]): void {
  values.forEach((value, k) => {
    if (!(value > 0 && Number.isFinite(value))) {
      throw new SpecError(
        `The ${what} of component ${k} of the mixture is ${value}; it must be a finite number above 0.`,
      );
    }
  });
}

/** A mixture of equal weights and one standard deviation; `means` is `[component][coordinate]`. */
export function equalMixture(means: readonly (readonly number[])[], std: number): MixtureModel {
  return mixtureOf(
    means.map(() => 1),
    means,
    means.map(() => std),
  );
}

/** Subtracts the average from points, `[point][coordinate]`. */
export function centred(points: readonly (readonly number[])[]): number[][] {
  const average = (points[0] ?? []).map(
    (_, c) => points.reduce((sum, point) => sum + (point[c] as number), 0) / points.length,
  );
  return points.map((point) => point.map((value, c) => value - (average[c] as number)));
}

/** Mean of a mixture, `[coordinate]`, and the trace of its covariance / d. */
export function mixtureMoments(model: MixtureModel): { mean: Float64Array; variance: number } {
  const { dimension, components } = model;
  const mean = new Float64Array(dimension);
  for (let k = 0; k < components; k++) {
    const weight = Math.exp(model.logWeights[k] as number);
    for (let c = 0; c < dimension; c++) {
      mean[c] = (mean[c] as number) + weight * (model.means[k * dimension + c] as number);
    }
  }
  let variance = 0;
  for (let k = 0; k < components; k++) {
    let spread = 0;
    for (let c = 0; c < dimension; c++) {
      spread += ((model.means[k * dimension + c] as number) - (mean[c] as number)) ** 2;
    }
    variance += Math.exp(model.logWeights[k] as number) * ((model.variances[k] as number) + spread / dimension);
  }
  return { mean, variance };
}
