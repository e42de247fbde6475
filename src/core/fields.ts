// Ranges and defaults of every numeric field of a spec, in one table: the parser checks against it, and the page's controls
// take their limits from it.

import type { FieldRange } from './read-value';
import { DEFAULT_SPEC, LIMITS } from './spec';

/** A range with the value that stands when the field is absent. */
export interface FieldInfo extends FieldRange {
  readonly default: number | null;
}

const whole = (minimum: number, maximum: number, value: number): FieldInfo => ({
  whole: true,
  minimum,
  maximum,
  default: value,
});
const real = (minimum: number, maximum: number, value: number | null): FieldInfo => ({
  whole: false,
  minimum,
  maximum,
  default: value,
});

/** Seeds are words of 32 bits. */
const LARGEST_SEED = 2 ** 32 - 1;
/** Squares of coordinates, summed over all dimensions, stay far from the largest float32. */
const LARGEST_COORDINATE = 1e6;
const { method } = DEFAULT_SPEC;
const piadm = method.kind === 'piadm' ? method : null;

/** Ranges by the path of the field in the spec. Some are narrowed by other fields: `cutoff` lies below `horizon`, and
 * `blocks` times `nodes` is at most `LIMITS.totalNodes`. */
export const FIELD_RANGES = {
  horizon: real(0.1, 50, DEFAULT_SPEC.horizon),
  cutoff: real(1e-6, 50, DEFAULT_SPEC.cutoff),
  blocks: whole(1, LIMITS.totalNodes, DEFAULT_SPEC.blocks),
  nodes: whole(1, LIMITS.totalNodes, DEFAULT_SPEC.nodes),
  particles: whole(1, LIMITS.particles, DEFAULT_SPEC.particles),
  seed: whole(0, LARGEST_SEED, DEFAULT_SPEC.seed),
  /** Or null. */
  'method.tolerance': real(1e-9, 1000, piadm?.tolerance ?? null),
  'method.iterations': whole(1, LIMITS.totalNodes, piadm?.iterations ?? 1),
  'method.jacobianCap': { ...real(0, 10, piadm?.jacobianCap ?? 1), above: true },
  'method.surrogateComponents': whole(1, 64, piadm?.surrogateComponents ?? 16),
  'method.window': whole(1, LIMITS.totalNodes, 64),
  /** In units of the standard deviation of a step's noise. */
  'method.window.tolerance': real(1e-9, 1000, 0.1),
  'method.memory': whole(1, 5, 2),
  'method.steps': whole(1, LIMITS.totalNodes, 16),
  'method.corrector.friction': real(0.01, 100, 2),
  'method.corrector.time': real(0.001, 100, 3),
  'method.corrector.subBlocks': whole(1, 64, 1),
  'method.corrector.steps': whole(1, 1024, 24),
  'method.corrector.rounds': whole(1, 1024, 5),
  /** Of a random mixture; a Gaussian goes up to `LIMITS.gaussianDimension`. */
  'target.dimension': whole(1, LIMITS.mixtureDimension, 32),
  'target.components': whole(1, LIMITS.components, 8),
  'target.mean': real(-100, 100, 0.5),
  /** Of a Gaussian, or of the components of a mixture. */
  'target.std': real(0.001, 100, 0.5),
  'target.seed': whole(0, LARGEST_SEED, 1),
  'target.bandwidth': real(0.001, 100, 0.08),
  /** Coordinates of points and of means. */
  coordinate: real(-LARGEST_COORDINATE, LARGEST_COORDINATE, 0),
  /** Weights of a mixture; they are divided by their sum. */
  'target.weights': { ...real(0, 1e6, 1), above: true },
} as const satisfies Record<string, FieldInfo>;
