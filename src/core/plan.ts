// A plan: every number a run needs, computed in float64 before it starts. The same on every device and backend.

import type { ScheduleDefinition, ScheduleParameters } from './schedules';
import type { RunSpec } from './spec';
import type { Target } from './targets';

/** Coefficients of one exponential-integrator step per node, ALGORITHMS section 3; each array is `[node]`, length `L`. */
export interface NodeCoefficients {
  /** `A`: factor of the state. */
  readonly stateFactor: Float64Array;
  /** `B`: weight of the score. */
  readonly scoreWeight: Float64Array;
  /** `C`: standard deviation of the noise. */
  readonly noiseStd: Float64Array;
  /** `J`: linear part of the update, ALGORITHMS section 4. */
  readonly linearPart: Float64Array;
}

/** A range of particles computed with buffers of their own, so that one binding stays within default limits. */
export interface Batch {
  readonly firstParticle: number;
  readonly particles: number;
}

/** Everything a backend needs to run. Nodes are numbered 0..L; node `j` is evaluated to produce node `j + 1`. */
export interface Plan {
  readonly spec: RunSpec;
  readonly target: Target;
  readonly dimension: number;
  /** `L = N M`: steps of the whole grid, the sequential sampler's number of network calls. */
  readonly totalNodes: number;
  /** `r_0 = T .. r_L = delta`, length `L + 1`. */
  readonly noiseTimes: Float64Array;
  readonly coefficients: NodeCoefficients;
  readonly schedule: ScheduleDefinition;
  readonly scheduleParameters: ScheduleParameters;
  /** Most nodes evaluated in one round. */
  readonly nodesInFlight: number;
  /** More records (starts and rounds) than this cannot happen. */
  readonly maxRecords: number;
  readonly batches: readonly Batch[];
  /** How many particles (0 .. tracked - 1) have their whole path recorded in every round. */
  readonly tracked: number;
  /** Two rows of length `dimension`: the plane in which pictures are drawn. `[axis][coordinate]` */
  readonly projection: Float64Array;
  /** Bytes of all device buffers together. */
  readonly bytes: number;
}
