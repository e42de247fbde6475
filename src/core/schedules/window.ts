// ParaDiGMS's schedule (arXiv 2305.16317, Algorithm 1): a window of nodes slides, after every round, past those of its leading
// nodes that no longer change. Every slide begins a segment of its own, so a segment has one round.

import { PHASE, type ScheduleDefinition, startOfRun } from './schedule';

/** The first row whose residual is above the tolerance times its node's noise scale, or not finite; `rows` if there is none.
 * Numbers and product are those of float32, so that both backends decide alike. */
export function firstViolation(
  residuals: ArrayLike<number>,
  rows: number,
  first: number,
  tolerance: number,
  noiseScale: ArrayLike<number>,
): number {
  for (let i = 0; i < rows; i++) {
    const allowed = Math.fround(Math.fround(tolerance) * Math.fround(noiseScale[first + i] ?? Number.NaN));
    const residual = Math.fround(residuals[i] ?? Number.NaN);
    if (!(Number.isFinite(residual) && residual <= allowed)) return i;
  }
  return rows;
}

export const window: ScheduleDefinition = {
  kind: 'window',
  initial: (parameters) => startOfRun(Math.min(parameters.window, parameters.total)),
  advance: (state, residuals, parameters, noiseScale) => {
    const clock = state.clock + 1;
    const violation = firstViolation(residuals, state.count, state.first, parameters.tolerance, noiseScale);
    // The first node that still changed was made from one that did not, so the window passes it too.
    const slide = Math.min(violation + 1, state.count);
    const first = state.first + slide;
    if (first >= parameters.total) {
      return { ...state, phase: PHASE.done, clock, iteration: state.iteration + 1, front: parameters.total };
    }
    const count = Math.min(parameters.window, parameters.total - first);
    return {
      ...state,
      phase: PHASE.start,
      clock,
      iteration: 0,
      segment: state.segment + 1,
      first,
      count,
      segmentLength: count,
      kept: state.count - slide,
      front: first,
    };
  },
};
