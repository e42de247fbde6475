// The steps of the parallel corrector in a plan: one set of coefficients a block, in the units of that block's noise time.

import { type CorrectorStep, correctorStep } from './corrector-step';
import { noisedVariance } from './process';
import { periodOf, type ScheduleParameters } from './schedules';
import type { CorrectorSpec } from './spec';
import { narrowestVariance, type Target } from './targets';

/** Exact underdamped-Langevin steps (arXiv 2405.15986, Algorithm 3) with the score frozen, one set a block. */
export interface CorrectorSteps {
  /** `[block]` */
  readonly steps: readonly CorrectorStep[];
}

/** Friction, and length of a step, of each block: `L = 1 / V_min(r)` is the largest curvature of the noised data there. */
export function correctorSteps(
  { friction, time, subBlocks, steps }: CorrectorSpec,
  noiseTimes: Float64Array,
  parameters: ScheduleParameters,
  target: Target,
): CorrectorSteps {
  const period = periodOf(parameters);
  const blocks = parameters.total / period;
  return {
    steps: Array.from({ length: blocks }, (_, block) => {
      const noiseTime = noiseTimes[block * period + parameters.blockLength] ?? Number.NaN;
      const root = 1 / Math.sqrt(noisedVariance(narrowestVariance(target), noiseTime));
      return correctorStep(friction * root, time / root / (subBlocks * steps));
    }),
  };
}
