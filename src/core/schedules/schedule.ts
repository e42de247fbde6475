// The face of a schedule: its state between steps, its settings, and the function that moves on. It knows no schedule.

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
