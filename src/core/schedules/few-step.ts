// One large step after the other, from the first node of a block to its last: a sequential sampler with fewer network calls.
// The nodes inside of blocks never get a state; the whole run is one segment.

import { PHASE, type ScheduleDefinition } from './schedule';

export const fewStep: ScheduleDefinition = {
  kind: 'few-step',
  initial: ({ blockLength }) => ({
    phase: PHASE.round,
    clock: 0,
    iteration: 0,
    segment: 0,
    first: 0,
    count: 1,
    stride: blockLength,
    segmentLength: 0,
    kept: 0,
    reach: blockLength,
    front: 0,
  }),
  advance: (state, _residuals, { total, blockLength }) => {
    const first = state.first + blockLength;
    return {
      ...state,
      phase: first >= total ? PHASE.done : PHASE.round,
      clock: state.clock + 1,
      iteration: state.iteration + 1,
      first,
      front: first,
    };
  },
};
