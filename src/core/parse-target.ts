// Reads the target of a spec: one table of fields for each kind, so that settings that do not go together are refused.

import { FIELD_RANGES } from './fields';
import {
  choice,
  type Field,
  FieldError,
  type FieldTable,
  isObject,
  list,
  number,
  only,
  type Reader,
  readObject,
  rows,
  wrong,
} from './read-value';
import { DEFAULT_SPEC, LIMITS, type TargetSpec, type WeightPrecision } from './spec';
import { targetNames } from './targets';

const KINDS = ['mixture', 'gaussian', 'points', 'network'] as const satisfies readonly TargetSpec['kind'][];

type Mixture = Extract<TargetSpec, { kind: 'mixture' }>;
type RandomMixture = Extract<Mixture, { components: number }>;
type ExplicitMixture = Extract<Mixture, { means: unknown }>;
type NamedMixture = { readonly kind: 'mixture'; readonly name: string };
type TargetOf<Kind extends TargetSpec['kind']> = Extract<TargetSpec, { kind: Kind }>;

const ranged = (name: keyof typeof FIELD_RANGES): Field<number> => {
  const range = FIELD_RANGES[name];
  return { read: number(range), default: range.default ?? undefined };
};

const named: FieldTable<NamedMixture> = {
  kind: { read: only('mixture') },
  name: { read: choice([...targetNames, 'random']) },
};

const random: FieldTable<RandomMixture> = {
  kind: { read: only('mixture') },
  name: { read: only('random') },
  dimension: ranged('target.dimension'),
  components: ranged('target.components'),
  std: ranged('target.std'),
  seed: ranged('target.seed'),
};

const explicit: FieldTable<ExplicitMixture> = {
  kind: { read: only('mixture') },
  weights: { read: list(number(FIELD_RANGES['target.weights']), 'weights', 1, LIMITS.components) },
  means: { read: rows(FIELD_RANGES.coordinate, 'means', LIMITS.components, LIMITS.mixtureDimension) },
  stds: { read: list(number(FIELD_RANGES['target.std']), 'standard deviations', 1, LIMITS.components) },
};

const gaussian: FieldTable<TargetOf<'gaussian'>> = {
  kind: { read: only('gaussian') },
  dimension: {
    read: number({ ...FIELD_RANGES['target.dimension'], maximum: LIMITS.gaussianDimension }),
    default: FIELD_RANGES['target.dimension'].default ?? undefined,
  },
  mean: ranged('target.mean'),
  std: ranged('target.std'),
};

const points: FieldTable<TargetOf<'points'>> = {
  kind: { read: only('points') },
  points: { read: rows(FIELD_RANGES.coordinate, 'points', LIMITS.points, LIMITS.mixtureDimension) },
  bandwidth: ranged('target.bandwidth'),
};

/** Names of networks are names of files beside the page: letters, digits and dashes, and nothing that leads elsewhere. */
const networkName: Reader<string> = (value, field) => {
  if (typeof value !== 'string' || !/^[a-z0-9][a-z0-9-]{0,63}$/i.test(value)) {
    throw wrong(field, value, 'are names of trained networks: up to 64 letters, digits and dashes');
  }
  return value;
};

const WEIGHTS = ['f32', 'f16'] as const satisfies readonly WeightPrecision[];

const network: FieldTable<Omit<TargetOf<'network'>, 'weights'> & { readonly weights: WeightPrecision }> = {
  kind: { read: only('network') },
  name: { read: networkName },
  weights: { read: choice(WEIGHTS), default: 'f32' },
};

/** A spec says nothing of single precision, so that there is one form of each. */
function trained(input: Readonly<Record<string, unknown>>): TargetOf<'network'> {
  const { weights, ...spec } = readObject(network, input, 'target.', 'a trained network');
  return weights === 'f32' ? spec : { ...spec, weights };
}

function mixture(input: Readonly<Record<string, unknown>>): Mixture {
  const given = (name: string) => input[name] !== undefined && Object.hasOwn(input, name);
  const lists = Object.keys(explicit).filter((name) => name !== 'kind' && given(name));
  if (lists.length > 0) {
    if (given('name')) {
      const message = `target.name does not go with target.${lists[0]}: a mixture has either a name, or weights, means and stds.`;
      throw new FieldError(message, 'target.name');
    }
    const spec = readObject(explicit, input, 'target.', 'a mixture given by its components');
    const components = spec.weights.length;
    for (const name of ['means', 'stds'] as const) {
      if (spec[name].length === components) continue;
      const message = `target.${name} has ${spec[name].length} entries, but target.weights has ${components}; they must have the same number.`;
      throw new FieldError(message, `target.${name}`);
    }
    return spec;
  }
  if (input.name === 'random') return readObject(random, input, 'target.', 'the mixture "random"');
  // The name first: a wrong name is the better news than a setting that a named mixture does not have.
  const name = named.name.read(input.name, 'target.name');
  return readObject(named, input, 'target.', `the mixture "${name}"`);
}

/** The target of a spec; absent, the default one. @throws SpecError */
export function parseTarget(input: unknown): TargetSpec {
  if (input === undefined) return DEFAULT_SPEC.target;
  if (!isObject(input)) throw wrong('target', input, 'are objects such as {"kind": "mixture", "name": "ring"}');
  const kind = choice(KINDS)(Object.hasOwn(input, 'kind') ? input.kind : undefined, 'target.kind');
  switch (kind) {
    case 'mixture':
      return mixture(input);
    case 'gaussian':
      return readObject(gaussian, input, 'target.', 'a Gaussian target');
    case 'points':
      return readObject(points, input, 'target.', 'a target of points');
    case 'network':
      return trained(input);
  }
}

/** Dimension of a target as far as its spec tells; null for a network, whose file has it. */
export function dimensionOf(target: TargetSpec): number | null {
  switch (target.kind) {
    case 'mixture':
      if ('means' in target) return target.means[0]?.length ?? null;
      return 'dimension' in target ? target.dimension : 2;
    case 'gaussian':
      return target.dimension;
    case 'points':
      return target.points[0]?.length ?? null;
    case 'network':
      return null;
  }
}
