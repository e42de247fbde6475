// Schedules decide which nodes the next round covers. `advance` is a pure function of small integers, written here and
// once more in WGSL (`shaders/schedules/`), where it runs on the GPU between rounds. A new schedule is one file in each
// place and one line in each registry.

import { blocks } from './blocks';
import { sequential } from './sequential';

/** What a step does: fill a segment from its start, evaluate a round, or nothing any more. */
export const PHASE = { start: 0, round: 1, done: 2 } as const;

/** State between steps; every field is a u32 and the order is that of the GPU buffer. */
export interface ScheduleState {
  readonly phase: number;
  /** Network calls so far. */
  readonly clock: number;
  /** Rounds of this segment so far. */
  readonly iteration: number;
  readonly segment: number;
  /** The next step evaluates the nodes `first + i stride`, `i < count`. */
  readonly first: number;
  readonly count: number;
  readonly stride: number;
  /** The scan starts afresh from the path's own state at every multiple of this many rows. */
  readonly segmentLength: number;
}

/** Settings of a schedule; the order is that of the GPU buffer. */
export interface ScheduleParameters {
  /** `L`, steps of the whole grid. */
  readonly total: number;
  readonly blockLength: number;
  /** Most rounds of one segment. */
  readonly iterations: number;
  /** A segment ends when all its residuals are below; 0 for never. */
  readonly tolerance: number;
}

export interface ScheduleDefinition {
  readonly kind: string;
  readonly initial: (parameters: ScheduleParameters) => ScheduleState;
  /** The state after the step that `state` describes, whose per-node worst residuals are `residuals[i]`, `i < count`.
   * A residual that is not finite never counts as below a tolerance. */
  readonly advance: (
    state: ScheduleState,
    residuals: ArrayLike<number>,
    parameters: ScheduleParameters,
  ) => ScheduleState;
}

export const schedules = { blocks, sequential } satisfies Record<string, ScheduleDefinition>;
