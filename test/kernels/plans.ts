// Small plans for kernel tests.

import { type Plan, planRun } from '../../src/core/plan';
import type { ScoreModel } from '../../src/core/scores';
import { DEFAULT_SPEC, type MethodSpec, type RunSpec } from '../../src/core/spec';
import { resolveTarget, type Target } from '../../src/core/targets';
import type { WorkItems } from '../../src/engine/webgpu/layout';
import { syntheticNetwork } from '../synthetic-network';

type Piadm = Extract<MethodSpec, { kind: 'piadm' }>;

/** Work items of passes that are run by themselves. */
export const ITEMS: WorkItems = {
  score: 1,
  scorePerGroup: 1,
  scoreSplit: 1,
  plain: 1,
  plainPerGroup: 1,
  plainSplit: 1,
  derived: false,
  start: 1,
  scan: 1,
  scanMeasures: false,
  own: 0,
  ownFollows: false,
};

/** A spec that differs from the default in a few fields. */
export function specOf(over: Partial<Omit<RunSpec, 'method'>>, method: Partial<Piadm> = {}): RunSpec {
  return { ...DEFAULT_SPEC, ...over, method: { ...(DEFAULT_SPEC.method as Piadm), ...method } };
}

/** A mixture with means in general position. */
export function mixtureTarget(dimension: number): Target {
  return resolveTarget({ kind: 'mixture', name: 'random', dimension, components: 5, std: 0.4, seed: 3 }, null);
}

/** A network with random weights: what it samples means nothing, but all of its kernels are used. */
export function networkTarget(dimension: number, width = 32, depth = 2, weights?: 'f16'): Target {
  const model = syntheticNetwork({ dimension, width, depth });
  return resolveTarget({ kind: 'network', name: model.name, weights }, model);
}

/** A plan of a target that no spec names. */
export function planOf(target: Target, spec: RunSpec): Plan {
  return planRun(spec, target);
}

/** The same target with another model, to see a wrong one fail. */
export function withModel(target: Target, model: ScoreModel): Target {
  return { ...target, model };
}
