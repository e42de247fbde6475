// The face of a schedule: its state between steps, its settings, and the function that moves on. It knows no schedule. What
// is the same for all of them stands here: a start is followed by its round, and a start that needs a network call by that.

/** What a step does: fill a segment from its start, evaluate a round, nothing any more, or call the network once for the
 * start that follows. */
export const PHASE = { start: 0, round: 1, done: 2, predict: 3 } as const;

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
  /** The scan starts afresh at every multiple of this many rows; 0 for a step over a whole block, which is no scan. */
  readonly segmentLength: number;
  /** A start fills the nodes produced by the rows from this one on; those before it keep their states. */
  readonly kept: number;
  /** Row `i` produces node `first + i stride + reach`. */
  readonly reach: number;
  /** Nodes `0 .. front` of the path are final. */
  readonly front: number;
}

/** Settings of a schedule; the order is that of the GPU buffer. Those that a schedule does not know are 0. */
export interface ScheduleParameters {
  /** Steps of the whole grid. */
  readonly total: number;
  readonly blockLength: number;
  /** Most rounds of one segment. */
  readonly iterations: number;
  /** A segment ends when all its residuals are below; 0 for never. */
  readonly tolerance: number;
  /** Nodes of a window. */
  readonly window: number;
  /** Corrector behind each block: sub-blocks, nodes of one, and its most rounds. */
  readonly subBlocks: number;
  readonly correctorSteps: number;
  readonly correctorRounds: number;
  /** 1: the coarse sweep of an iteration is one round, 0: one for every block. */
  readonly pipelined: number;
  /** Network calls of a start: 0 or 1. */
  readonly startCalls: number;
}

/** Parameters of a schedule that needs none of the special ones. */
export const PLAIN_PARAMETERS = {
  window: 0,
  subBlocks: 0,
  correctorSteps: 0,
  correctorRounds: 0,
  pipelined: 0,
  startCalls: 0,
} as const;

export interface ScheduleDefinition {
  readonly kind: string;
  /** The first step: of phase start or round. */
  readonly initial: (parameters: ScheduleParameters) => ScheduleState;
  /**
   * The step after the round that `state` describes: of phase start, round or done.
   * @param residuals worst residual of each row, `i < count`; one that is not finite never counts as below a tolerance
   * @param noiseScale `C_j` of the SDE at every node of the grid, `[node]`
   */
  readonly advance: (
    state: ScheduleState,
    residuals: ArrayLike<number>,
    parameters: ScheduleParameters,
    noiseScale: ArrayLike<number>,
  ) => ScheduleState;
}

/** The start of a run whose first segment has so many nodes that follow each other. */
export function startOfRun(count: number, segmentLength = count): ScheduleState {
  return {
    ...{ phase: PHASE.start, clock: 0, iteration: 0, segment: 0 },
    ...{ first: 0, count, stride: 1, segmentLength, kept: 0, reach: 1, front: 0 },
  };
}

/** Nodes of a block with the corrector behind it. */
export function periodOf({ blockLength, subBlocks, correctorSteps }: ScheduleParameters): number {
  return blockLength + subBlocks * correctorSteps;
}

/** Whether the step from a node is one of the corrector. */
export function isCorrectorNode(node: number, parameters: ScheduleParameters): boolean {
  return parameters.subBlocks > 0 && node % periodOf(parameters) >= parameters.blockLength;
}

/** A start that needs a network call is preceded by it; the corrector, and a start that fills nothing, go without. */
function withCall(state: ScheduleState, parameters: ScheduleParameters): ScheduleState {
  const fills = state.phase === PHASE.start && state.kept < state.count;
  const calls = fills && parameters.startCalls > 0 && !isCorrectorNode(state.first, parameters);
  return calls ? { ...state, phase: PHASE.predict } : state;
}

/** The first step of a run. */
export function firstState(schedule: ScheduleDefinition, parameters: ScheduleParameters): ScheduleState {
  return withCall(schedule.initial(parameters), parameters);
}

/** The step after `state`, whatever its phase; arguments as of {@link ScheduleDefinition.advance}. */
export function nextState(
  schedule: ScheduleDefinition,
  state: ScheduleState,
  residuals: ArrayLike<number>,
  parameters: ScheduleParameters,
  noiseScale: ArrayLike<number>,
): ScheduleState {
  switch (state.phase) {
    case PHASE.predict:
      return { ...state, phase: PHASE.start, clock: state.clock + 1 };
    case PHASE.start:
      return { ...state, phase: PHASE.round };
    default:
      return withCall(schedule.advance(state, residuals, parameters, noiseScale), parameters);
  }
}

/** Whether every residual of `rows` rows is below a tolerance; never for a tolerance of 0. */
export function allBelow(residuals: ArrayLike<number>, rows: number, tolerance: number): boolean {
  let below = tolerance > 0;
  for (let i = 0; below && i < rows; i++) below = (residuals[i] ?? Number.NaN) < tolerance;
  return below;
}
