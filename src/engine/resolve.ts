// From a spec to a plan, the same for every backend: check, load the network if there is one, make the target, plan.

import { parseModel } from '../core/model-file';
import { parseSpec } from '../core/parse-spec';
import { type Plan, planRun } from '../core/plan';
import { type RunSpec, SpecError } from '../core/spec';
import { resolveTarget } from '../core/targets';
import type { LoadModel } from './engine';

/**
 * The plan of a spec.
 *
 * Rejects with SpecError when the spec, its network or its size is not right. A network that cannot be loaded is one
 * too: its name is part of the spec.
 */
export async function resolvePlan(spec: RunSpec, loadModel: LoadModel): Promise<Plan> {
  const checked = parseSpec(spec);
  const { target } = checked;
  if (target.kind !== 'network') return planRun(checked, resolveTarget(target, null));
  const bytes = await loadModel(target.name).catch((error: unknown) => {
    throw new SpecError(error instanceof Error ? error.message : String(error), { cause: error });
  });
  return planRun(checked, resolveTarget(target, parseModel(target.name, bytes)));
}
