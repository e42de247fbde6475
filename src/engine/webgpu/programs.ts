// What the passes of a loop are made of, as plain data: the parallel run has its programs, the sequential reference others,
// without derivatives and accelerations.

import { type Plan, referencePlan } from '../../core/plan';
import { finishesAtOnce } from './layout';
import { type OwnProgram, ownProgram } from './own-pass';
import { type ScanProgram, scanProgram } from './scan-pass';
import { type ScoreProgram, scoreProgram } from './score-pass';
import { type StartProgram, startProgram } from './start-pass';
import type { LoopTiles } from './tune';

export interface Programs {
  readonly score: ScoreProgram;
  readonly scan: ScanProgram;
  readonly own: OwnProgram | null;
  readonly start: StartProgram;
}

/** The programs of both loops of a plan, on a GPU or on a software adapter; a network in the given tiles, where there are any. */
export function programsOf(
  plan: Plan,
  software: boolean,
  tiles: LoopTiles | null = null,
): { parallel: Programs; sequential: Programs } {
  const reference = referencePlan(plan);
  const start = startProgram(plan);
  const own = ownProgram(plan, 'parallel');
  return {
    parallel: {
      score: scoreProgram(plan, software, tiles?.parallel),
      // What a pass of the method's own makes is measured after it, and of few particles where the step is finished.
      scan: scanProgram(plan, own === null && !finishesAtOnce(plan)),
      own,
      start,
    },
    sequential: {
      score: scoreProgram(reference, software, tiles?.sequential),
      scan: scanProgram(reference, false),
      own: ownProgram(plan, 'sequential'),
      start,
    },
  };
}
