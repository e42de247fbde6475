// The lab on cost and what was measured of its run of blocks: its launches and rows place the device on the lab's curve.

import { type CostPoint, placedBy } from '../core/labs/cost';
import type { RunSpec } from '../core/spec';
import type { CostRunner } from './cost-runner';
import type { LabPlan } from './labs';
import type { LabKnowledge } from './labs-runner';

/** The run of a lab whose costs are of interest: the blocks of the lab on cost. Null in the others. */
export function costedRun({ name, runs }: Pick<LabPlan, 'name' | 'runs'>): RunSpec | null {
  if (name !== 'cost') return null;
  return runs.find(({ place }) => place.lane === 'blocks')?.spec ?? null;
}

/** What is known of a lab, with the costs of its run where they were measured. */
export function withCosts(knowledge: LabKnowledge, runner: Pick<CostRunner, 'profile'>): LabKnowledge {
  const spec = costedRun(knowledge.plan);
  const profile = spec && runner.profile(spec);
  if (!profile) return knowledge;
  return { ...knowledge, points: placedBy(knowledge.points as unknown as readonly CostPoint[], profile) };
}
