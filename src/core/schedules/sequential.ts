// One node after the other: the sequential sampler as a schedule, exact after a single round per node.

import { PHASE, type ScheduleDefinition } from './schedule';

export const sequential: ScheduleDefinition = {
  kind: 'sequential',
  initial: () => ({
    phase: PHASE.round,
    clock: 0,
    iteration: 0,
    segment: 0,
    first: 0,
    count: 1,
    stride: 1,
    segmentLength: 1,
    kept: 0,
    reach: 1,
    front: 0,
  }),
  advance: (state, _residuals, parameters) => {
    const first = state.first + 1;
    return {
      ...state,
      phase: first >= parameters.total ? PHASE.done : PHASE.round,
      clock: state.clock + 1,
      segment: state.segment + 1,
      first,
      front: first,
    };
  },
};
