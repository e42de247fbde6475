// Parareal (SRDS, arXiv 2412.08292): a sweep of coarse steps over all blocks, one after the other; then, again and again, the
// fine steps of all blocks at once and another sweep. After `k` iterations the first `k` blocks are exact and are solved no more.

import { allBelow, PHASE, type ScheduleDefinition, type ScheduleParameters, type ScheduleState } from './schedule';

/** The first coarse step of a sweep. `kept` counts the steps of the sweep whose change was below the tolerance. */
const sweep = ({ blockLength }: ScheduleParameters) => ({
  first: 0,
  count: 1,
  stride: blockLength,
  segmentLength: 0,
  kept: 0,
  reach: blockLength,
});

/** The first fine steps of all blocks behind the node `front`, which ends the last exact one. */
const fineSteps = ({ total, blockLength }: ScheduleParameters, front: number) => ({
  first: front,
  count: (total - front) / blockLength,
  stride: blockLength,
  segmentLength: 1,
  kept: 0,
  reach: 1,
});

/** The whole run is one segment. A sweep is one round where it is `pipelined`, but for the first, which has no fine steps to
 * hide behind: its steps wait for each other. The clock then moves with the first step, so that all have the same time. */
export const parareal: ScheduleDefinition = {
  kind: 'parareal',
  initial: (parameters) => ({
    phase: PHASE.round,
    clock: 0,
    iteration: 0,
    segment: 0,
    ...sweep(parameters),
    front: 0,
  }),
  advance: (state, residuals, parameters) => {
    const { total, blockLength, iterations, tolerance, pipelined } = parameters;
    const blocks = total / blockLength;
    const isCoarse = state.segmentLength === 0;
    const isFirstSweep = state.iteration < blocks;
    const counts = !isCoarse || isFirstSweep || pipelined === 0 || state.first === 0;
    const next: ScheduleState = {
      ...state,
      clock: state.clock + (counts ? 1 : 0),
      iteration: state.iteration + 1,
    };
    if (!isCoarse) {
      const first = state.first + 1;
      return first < state.front + blockLength ? { ...next, first } : { ...next, ...sweep(parameters) };
    }
    const kept = state.kept + (allBelow(residuals, 1, tolerance) ? 1 : 0);
    const first = state.first + blockLength;
    if (first < total) return { ...next, first, kept };
    if (isFirstSweep) return { ...next, ...fineSteps(parameters, 0) };
    const front = state.front + blockLength;
    const done = kept === blocks || front >= iterations * blockLength;
    return done ? { ...next, phase: PHASE.done, front: total } : { ...next, ...fineSteps(parameters, front), front };
  },
};
