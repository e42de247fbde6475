// The face of a pass: what a round does with the scores of its rows. It knows no pass.

import type { RoundStates } from '../half';
import type { NodeCoefficients, Plan } from '../plan';
import type { ScheduleState } from '../schedules';

/** Told of every node that a pass has produced: `i` counts the rows of the step, `squares[particle]` is the sum over
 * coordinates of the squared change that the round made. */
export type OnProduced = (i: number, node: number, squares: Float64Array) => void;

/** What passes work on; arrays are shared, never replaced. */
export interface PassContext {
  readonly plan: Plan;
  readonly coefficients: NodeCoefficients;
  readonly dimension: number;
  readonly particles: number;
  /** Coordinates times particles. */
  readonly stateLength: number;
  /** `[node][coordinate][particle]` */
  readonly path: Float64Array;
  /** `[row][coordinate][particle]` */
  readonly scores: Float64Array;
  /** `J_j` of every row, clipped: `[row][entry][particle]`; empty where it is known before the run. */
  readonly linearParts: Float64Array;
  /** `xi_j` of a node, `[coordinate][particle]`; not asked for where `C_j` is 0. */
  readonly noise: (node: number) => Float64Array;
  /** `[particle]` */
  readonly squares: Float64Array;
  readonly roundStates: RoundStates;
}

export interface Pass {
  /** Makes the nodes that the step produces of the scores of its rows. */
  run(step: ScheduleState, onProduced: OnProduced | undefined): void;
}
