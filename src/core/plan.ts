// A plan: every number a run needs, computed in float64 before it starts. The same on every device and backend.

import { noiseTimes } from './grid';
import { integratorStep } from './integrator';
import { resolveMethod } from './methods';
import { principalPlane } from './projection';
import type { ScheduleDefinition, ScheduleParameters } from './schedules';
import { modelBytes, planSizes } from './sizes';
import type { RunSpec } from './spec';
import type { Start } from './starts';
import type { Target } from './targets';
import type { Update } from './updates';

/** Coefficients of one exponential-integrator step per node; each array is `[node]`, length `L`. */
export interface NodeCoefficients {
  /** `A`: factor of the state. */
  readonly stateFactor: Float64Array;
  /** `B`: weight of the score. */
  readonly scoreWeight: Float64Array;
  /** `C`: standard deviation of the noise. */
  readonly noiseStd: Float64Array;
  /** `J`: linear part of the update `y'_{j+1} = f_j(y_j) + J_j (y'_j - y_j)`. */
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
  /** What the nodes of a segment hold before its first round. */
  readonly start: Start;
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

/**
 * Computes the plan of a checked spec.
 * @param target what `resolveTarget` made of `spec.target`
 * @throws SpecError when the run does not fit memory; the sentence says how much is needed, allowed, and what to reduce
 */
export function planRun(spec: RunSpec, target: Target): Plan {
  const { schedule, parameters, update, start } = resolveMethod(spec);
  const sizes = planSizes({
    dimension: target.dimension,
    totalNodes: parameters.total,
    nodesInFlight: Math.min(parameters.blockLength, parameters.total),
    iterations: parameters.iterations,
    particles: spec.particles,
    modelBytes: modelBytes(target.model, parameters.total),
  });
  const times = noiseTimes(spec);
  return {
    ...sizes,
    spec,
    target,
    noiseTimes: times,
    coefficients: coefficientsOf(spec, times, update, target.dataVariance),
    schedule,
    scheduleParameters: parameters,
    start,
    projection: principalPlane(target),
  };
}

/** Coefficients of every step of a grid. */
export function coefficientsOf(
  { dynamics }: Pick<RunSpec, 'dynamics'>,
  times: Float64Array,
  update: Update,
  dataVariance: number,
): NodeCoefficients {
  const total = times.length - 1;
  const stateFactor = new Float64Array(total);
  const scoreWeight = new Float64Array(total);
  const noiseStd = new Float64Array(total);
  for (let node = 0; node < total; node++) {
    const step = integratorStep(dynamics, (times[node] ?? Number.NaN) - (times[node + 1] ?? Number.NaN));
    stateFactor[node] = step.stateFactor;
    scoreWeight[node] = step.scoreWeight;
    noiseStd[node] = step.noiseStd;
  }
  const linearPart = update.linearPart({ noiseTimes: times, stateFactor, scoreWeight, dataVariance });
  return { stateFactor, scoreWeight, noiseStd, linearPart };
}
