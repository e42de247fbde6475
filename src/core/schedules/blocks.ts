// PIADM's schedule: a block of nodes is repeated until it has converged or its rounds are used up, and its last node
// starts the next block (arXiv 2405.15986, Algorithms 1 and 2). Where there is a corrector (Algorithm 3), its sub-blocks
// follow each block as segments of their own.

import {
  allBelow,
  isCorrectorNode,
  PHASE,
  type ScheduleDefinition,
  type ScheduleParameters,
  startOfRun,
} from './schedule';

/** Nodes of the segment that begins at a node: a block, or a sub-block of the corrector. */
function segmentLengthAt(first: number, parameters: ScheduleParameters): number {
  if (isCorrectorNode(first, parameters)) return parameters.correctorSteps;
  return Math.min(parameters.blockLength, parameters.total - first);
}

export const blocks: ScheduleDefinition = {
  kind: 'blocks',
  initial: (parameters) => startOfRun(segmentLengthAt(0, parameters)),
  advance: (state, residuals, parameters) => {
    const clock = state.clock + 1;
    const iteration = state.iteration + 1;
    const converged = allBelow(residuals, state.count, parameters.tolerance);
    const most = isCorrectorNode(state.first, parameters) ? parameters.correctorRounds : parameters.iterations;
    if (!converged && iteration < most) return { ...state, clock, iteration };
    const first = state.first + state.count;
    if (first >= parameters.total) return { ...state, phase: PHASE.done, clock, iteration, front: parameters.total };
    const count = segmentLengthAt(first, parameters);
    return {
      ...state,
      phase: PHASE.start,
      clock,
      iteration: 0,
      segment: state.segment + 1,
      first,
      count,
      segmentLength: count,
      front: first,
    };
  },
};
