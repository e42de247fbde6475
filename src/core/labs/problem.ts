// The problem that labs on one grid share: a two-dimensional target with an exact score, a number of steps that are cut into blocks,
// and the reduction for devices without a GPU.

import { parseSpec } from '../parse-spec';
import { blocksUpTo, stepsOf } from '../race';
import type { RunSpec } from '../spec';
import { reduceTogether } from '../sweep-cost';
import { choiceOf, numberOf } from './controls';
import { LAB_BUDGET, type LabRun } from './lab';

/** Controls of the problem. Their cutoff is the playground's. */
export const problemControls = {
  target: choiceOf(['ring', 'two-moons', 'checkerboard'], 'ring'),
  dynamics: choiceOf(['sde', 'ode'], 'sde'),
} as const;

/** Controls of its size. Powers of two are cut into equal blocks in the most ways. */
export const sizeControls = {
  steps: choiceOf([128, 256, 512], 512, true),
  particles: numberOf({ whole: true, minimum: 1, maximum: 4096 }, 64, true),
  seed: numberOf({ whole: true, minimum: 0, maximum: 2 ** 32 - 1 }, 1, true),
} as const;

export interface ProblemSettings {
  readonly target: string;
  readonly dynamics: 'sde' | 'ode';
  readonly steps: number;
  readonly particles: number;
  readonly seed: number;
}

/** The problem as a run of one block, with the usual method. */
export function problemSpec({ target, dynamics, steps, particles, seed }: ProblemSettings, more: object = {}): RunSpec {
  return parseSpec({
    target: { kind: 'mixture', name: target },
    dynamics,
    blocks: 1,
    nodes: steps,
    particles,
    seed,
    ...more,
  });
}

/** Numbers of blocks 1, 2, 4, ... up to `most` that cut so many steps into equal blocks. */
export function doublings(steps: number, most: number): number[] {
  const numbers: number[] = [];
  for (let blocks = 1; blocks <= most && blocksUpTo(steps, blocks) === blocks; blocks *= 2) numbers.push(blocks);
  return numbers;
}

/** Both ends and the middle first, then what is between: so that a coarse picture stands early. */
export function coarseFirst<Item>(items: readonly Item[]): Item[] {
  const order: Item[] = [];
  const taken = new Set<number>();
  const take = (index: number) => {
    const item = items[index];
    if (taken.has(index) || item === undefined) return;
    taken.add(index);
    order.push(item);
  };
  for (let gap = items.length - 1; gap >= 1; gap = Math.floor(gap / 2)) {
    for (let index = 0; index < items.length; index += gap) take(index);
  }
  items.forEach((_, index) => {
    take(index);
  });
  return order;
}

/** Fewer particles have no worst one to speak of. */
const LEAST_PARTICLES = 16;

/**
 * The settings with fewer particles, then fewer steps, until all runs together fit where a CPU does the sampling, or the least sizes
 * are reached.
 * @param leastSteps with fewer, what the lab claims would not be seen
 */
export function reducedProblem<Settings extends ProblemSettings>(
  settings: Settings,
  runs: (settings: Settings) => readonly LabRun[],
  leastSteps: number,
): Settings {
  const resized = (base: RunSpec): Settings => ({ ...settings, particles: base.particles, steps: stepsOf(base) });
  const base = reduceTogether(problemSpec(settings), (of) => runs(resized(of)).map(({ spec }) => spec), {
    milliseconds: LAB_BUDGET,
    leastParticles: LEAST_PARTICLES,
    leastSteps,
    // Smaller grids have fewer cuts, and so fewer runs.
    keepsRuns: false,
  });
  return resized(base);
}
