// Counts the rounds that PIADM needs with a network and with the exact score of the same data: a network that is rougher
// than the score it stands for would need more.

import { planRun } from '../../src/core/plan';
import { simulate } from '../../src/core/sampler';
import type { NetworkModel } from '../../src/core/scores';
import { DEFAULT_SPEC, type TargetSpec } from '../../src/core/spec';
import { resolveTarget } from '../../src/core/targets';

/** Few enough to take seconds in float64. */
const PARTICLES = 64;

/** Rounds until all blocks have converged, in the page's default run with 64 particles. */
export function roundsOf(target: TargetSpec, network: NetworkModel | null): number {
  const plan = planRun({ ...DEFAULT_SPEC, target, particles: PARTICLES }, resolveTarget(target, network));
  let rounds = 0;
  for (const event of simulate(plan)) {
    if (event.kind === 'record') rounds = event.record.clock;
  }
  return rounds;
}
