// PIADM's schedule: a block of nodes is repeated until it has converged or its rounds are used up, and its last node
// starts the next block (arXiv 2405.15986, Algorithms 1 and 2).

import { PHASE, type ScheduleDefinition } from './schedule';

export const blocks: ScheduleDefinition = {
  kind: 'blocks',
  initial: ({ total, blockLength }) => {
    const count = Math.min(blockLength, total);
    return { phase: PHASE.start, clock: 0, iteration: 0, segment: 0, first: 0, count, stride: 1, segmentLength: count };
  },
  advance: (state, residuals, parameters) => {
    if (state.phase === PHASE.start) return { ...state, phase: PHASE.round };
    const clock = state.clock + 1;
    const iteration = state.iteration + 1;
    let converged = parameters.tolerance > 0;
    for (let i = 0; converged && i < state.count; i++) converged = (residuals[i] ?? Number.NaN) < parameters.tolerance;
    if (!converged && iteration < parameters.iterations) return { ...state, clock, iteration };
    const first = state.first + state.count;
    if (first >= parameters.total) return { ...state, phase: PHASE.done, clock, iteration };
    const count = Math.min(parameters.blockLength, parameters.total - first);
    return {
      phase: PHASE.start,
      clock,
      iteration: 0,
      segment: state.segment + 1,
      first,
      count,
      stride: 1,
      segmentLength: count,
    };
  },
};
