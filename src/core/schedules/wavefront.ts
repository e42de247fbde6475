// Wavefront over blocks (arXiv 2412.07435): block `n` begins one round after block `n - 1` and takes its newest end in every
// round, so that all blocks make their rounds at the same time. They finish in order, at most one a round: a block's residual
// says nothing before the block in front of it is final. All active blocks are rows of one round; a segment is what happens
// between two blocks' ends.

import {
  allBelow,
  PHASE,
  type ScheduleDefinition,
  type ScheduleParameters,
  type ScheduleState,
  startOfRun,
} from './schedule';

/** Rounds that the first active block has made. It began as many rounds after the run as there are blocks before it, and every
 * block that joined has cost the call of its start. */
function roundsOfFirst({ clock, first, count }: ScheduleState, parameters: ScheduleParameters): number {
  const { blockLength, startCalls } = parameters;
  const joined = Math.ceil((first + count) / blockLength);
  return clock - startCalls * joined - first / blockLength;
}

export const wavefront: ScheduleDefinition = {
  kind: 'wavefront',
  initial: (parameters) => startOfRun(Math.min(parameters.blockLength, parameters.total), parameters.blockLength),
  advance: (state, residuals, parameters) => {
    const { total, blockLength, iterations, tolerance } = parameters;
    const after = { ...state, clock: state.clock + 1, iteration: state.iteration + 1 };
    const head = Math.min(blockLength, state.count);
    const finishes = allBelow(residuals, head, tolerance) || roundsOfFirst(after, parameters) >= iterations;
    const end = state.first + state.count;
    const joins = end < total;
    if (!finishes && !joins) return after;
    if (finishes && state.first + head >= total) return { ...after, phase: PHASE.done, front: total };
    const first = finishes ? state.first + head : state.first;
    return {
      ...after,
      phase: PHASE.start,
      iteration: finishes ? 0 : after.iteration,
      segment: finishes ? state.segment + 1 : state.segment,
      first,
      count: Math.min(end + blockLength, total) - first,
      kept: end - first,
      front: first,
    };
  },
};
