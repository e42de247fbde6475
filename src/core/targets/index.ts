// Targets: what is sampled. Named two-dimensional mixtures are one file each and one line in the registry here.

import { normal, STREAM } from '../random';
import type { GaussianModel, MixtureModel, NetworkModel, ScoreModel } from '../scores';
import { withHalfWeights } from '../scores/half-weights';
import { SpecError, type TargetSpec } from '../spec';
import { checkerboard } from './checkerboard';
import { centred, equalMixture, mixtureMoments, mixtureOf, type NamedTarget } from './mixtures';
import { pinwheel } from './pinwheel';
import { ring } from './ring';
import { spiral } from './spiral';
import { swissRoll } from './swiss-roll';
import { twoMoons } from './two-moons';

/** A target made ready for sampling. */
export interface Target {
  /** A few words for people, for example `two moons (trained network)`. */
  readonly label: string;
  readonly dimension: number;
  readonly model: ScoreModel;
  /** Mean of the data, `[coordinate]`. */
  readonly dataMean: Float64Array;
  /** Trace of the data covariance / d. */
  readonly dataVariance: number;
  /** The density that pictures show; of a network, the one it was trained on. Null where there is none to show. */
  readonly density: MixtureModel | null;
}

const registry: ReadonlyMap<string, NamedTarget> = new Map([
  ['two-moons', twoMoons],
  ['checkerboard', checkerboard],
  ['spiral', spiral],
  ['ring', ring],
  ['pinwheel', pinwheel],
  ['swiss-roll', swissRoll],
]);

/** Names of the built-in two-dimensional mixtures. */
export const targetNames: readonly string[] = [...registry.keys()];

function namedTarget(name: string): NamedTarget {
  const target = registry.get(name);
  if (target === undefined) {
    throw new SpecError(`target.name is "${name}"; the built-in mixtures are ${targetNames.join(', ')} and random.`);
  }
  return target;
}

/**
 * The mixture of a built-in name, its means centred.
 * @throws SpecError for any other name
 */
export function namedMixture(name: string): MixtureModel {
  const { means, std } = namedTarget(name);
  const model = namedMixtures.get(name) ?? equalMixture(centred(means), std);
  namedMixtures.set(name, model);
  return model;
}

/** Built once each: a model never changes, and what is computed of one can be kept with it. */
const namedMixtures = new Map<string, MixtureModel>();

/** Equal components with standard normal means: coordinate `c` of component `k` is draw `c` of "particle" `k`. */
function randomMixture(dimension: number, components: number, std: number, seed: number): MixtureModel {
  const means = Array.from({ length: components }, (_, k) =>
    Array.from({ length: dimension }, (_, c) => normal(seed, STREAM.targets, k, c)),
  );
  return equalMixture(means, std);
}

/** Words for a count: `1 point`, `2 points`. */
function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

function mixtureTarget(label: string, model: MixtureModel): Target {
  const { mean, variance } = mixtureMoments(model);
  return { label, dimension: model.dimension, model, dataMean: mean, dataVariance: variance, density: model };
}

function gaussianTarget(dimension: number, mean: number, std: number): Target {
  const model: GaussianModel = {
    kind: 'gaussian',
    dimension,
    mean: new Float64Array(dimension).fill(mean),
    variance: std * std,
  };
  return {
    label: `Gaussian in ${counted(dimension, 'dimension')}`,
    dimension,
    model,
    dataMean: model.mean,
    dataVariance: model.variance,
    density: {
      kind: 'mixture',
      dimension,
      components: 1,
      logWeights: new Float64Array(1),
      means: model.mean,
      variances: Float64Array.of(model.variance),
    },
  };
}

function networkTarget(
  { name, weights }: Extract<TargetSpec, { kind: 'network' }>,
  network: NetworkModel | null,
): Target {
  if (network?.name !== name)
    throw new SpecError(`target.name is "${name}", but no trained network of that name was loaded.`);
  const trainedOn = registry.get(network.trainedOn);
  return {
    label: `${trainedOn?.label ?? name} (trained network${weights === 'f16' ? ', half-precision weights' : ''})`,
    dimension: network.dimension,
    model: weights === 'f16' ? withHalfWeights(network) : network,
    dataMean: network.dataMean,
    dataVariance: network.dataVariance,
    density: trainedOn === undefined ? null : namedMixture(network.trainedOn),
  };
}

/**
 * Makes a target ready for sampling. The numbers of the spec are taken to be in the ranges that `parseSpec` allows.
 * @param network the loaded model of a `network` target; ignored by all others
 * @throws SpecError for an unknown name or a mixture whose lists do not fit together
 */
export function resolveTarget(spec: TargetSpec, network: NetworkModel | null): Target {
  switch (spec.kind) {
    case 'mixture': {
      if ('means' in spec) {
        const model = mixtureOf(spec.weights, spec.means, spec.stds);
        const label = `mixture of ${counted(model.components, 'component')} in ${counted(model.dimension, 'dimension')}`;
        return mixtureTarget(label, model);
      }
      if ('components' in spec) {
        const { dimension, components, std, seed } = spec;
        const label = `random mixture of ${counted(components, 'component')} in ${counted(dimension, 'dimension')}`;
        return mixtureTarget(label, randomMixture(dimension, components, std, seed));
      }
      return mixtureTarget(namedTarget(spec.name).label, namedMixture(spec.name));
    }
    case 'gaussian':
      return gaussianTarget(spec.dimension, spec.mean, spec.std);
    case 'points':
      return mixtureTarget(counted(spec.points.length, 'point'), equalMixture(spec.points, spec.bandwidth));
    case 'network':
      return networkTarget(spec, network);
  }
}

/**
 * Variance of the narrowest component of the data: the largest curvature of the noised density is the inverse of what noise
 * makes of it. Of a network, what its file tells, or else that of the data it was trained on.
 * @throws SpecError for a network of unknown data
 */
export function narrowestVariance({ model, density, label }: Target): number {
  if (model.kind === 'gaussian') return model.variance;
  if (model.kind === 'network' && model.narrowestVariance !== undefined) return model.narrowestVariance;
  const data = model.kind === 'mixture' ? model : density;
  if (data === null) {
    throw new SpecError(
      `method.corrector is an object, but the narrowest scale of "${label}" is not known; allowed is null for it.`,
    );
  }
  return data.variances.reduce((least, variance) => Math.min(least, variance), Number.POSITIVE_INFINITY);
}
