// Sweeps made smaller together where a CPU does the sampling: all runs keep one problem, with fewer particles and then fewer nodes,
// so that they still can be compared. Estimates for people: no result depends on them.

import { softwareMilliseconds } from './cost';
import { type RunSpec, SpecError } from './spec';

export interface SweepBudget {
  /** Expected milliseconds that all runs together may take. */
  readonly milliseconds: number;
  /** Fewer particles are not worth looking at. */
  readonly leastParticles: number;
  /** Fewer steps are not worth comparing. */
  readonly leastSteps: number;
  /** Whether every run must stay possible on fewer nodes. */
  readonly keepsRuns: boolean;
}

/**
 * The base of a sweep made smaller until its runs fit the budget, or the least sizes are reached.
 * @param runsOf the runs of a base; may throw SpecError where there are none, which then cost nothing
 * @returns the very same object when it is small enough already
 */
export function reduceTogether(
  base: RunSpec,
  runsOf: (base: RunSpec) => readonly RunSpec[],
  { milliseconds, leastParticles, leastSteps, keepsRuns }: SweepBudget,
): RunSpec {
  const time = (of: RunSpec) => possible(of, runsOf).reduce((sum, run) => sum + softwareMilliseconds(run), 0);
  let reduced = base;
  while (reduced.particles > leastParticles && time(reduced) > milliseconds) {
    reduced = { ...reduced, particles: Math.max(leastParticles, Math.ceil(reduced.particles / 2)) };
  }
  // Halves of the grid are cut by the same numbers of blocks, as long as blocks have an even number of nodes.
  while (
    reduced.nodes % 2 === 0 &&
    (reduced.blocks * reduced.nodes) / 2 >= leastSteps &&
    time(reduced) > milliseconds
  ) {
    const half = { ...reduced, nodes: reduced.nodes / 2 };
    if (keepsRuns && possible(half, runsOf).length < possible(reduced, runsOf).length) break;
    reduced = half;
  }
  return reduced;
}

function possible(base: RunSpec, runsOf: (base: RunSpec) => readonly RunSpec[]): readonly RunSpec[] {
  try {
    return runsOf(base);
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return [];
  }
}
