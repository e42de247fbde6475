// What most labs keep of a run: the four numbers, the error in the end, and the time. Plain JSON, so that it can be kept, exported
// and delivered.

import { finalError } from '../agreement';
import { countsOf, type Trace } from '../trace';

/** Numbers of a finished run; null where one is not finite. A type and no interface, so that it is one of plain JSON objects. */
export type RunNumbers = {
  /** Network calls in a row, and those of the sequential sampler. */
  readonly rounds: number;
  readonly steps: number;
  /** Per particle, Jacobian-vector products included, and how many of them are such. */
  readonly evaluations: number;
  readonly derivatives: number;
  readonly nodesInFlight: number;
  /** Largest error of any node in any round: RMS over coordinates, worst particle. */
  readonly hump: number | null;
  /** Largest error of any node in the end: of the worst particle, and of the median particle of every node. */
  readonly error: number | null;
  readonly errorMedian: number | null;
  readonly particles: number;
  /** Of the run, and of the sequential sampler. */
  readonly milliseconds: number;
  readonly sequentialMilliseconds: number;
  readonly backend: 'webgpu' | 'cpu';
};

/** A number that JSON can hold. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** The other way round: what was not finite is unbounded. */
export function unbounded(value: number | null): number {
  return value ?? Number.POSITIVE_INFINITY;
}

/**
 * The numbers of a run.
 * @throws Error when it is not finished
 */
export function runNumbers(trace: Trace): RunNumbers {
  const { outcome, plan, backend } = trace;
  if (!outcome) throw new Error('The run is not finished, so it has no numbers yet.');
  const { rounds, evaluations, derivatives, sequentialSteps, nodesInFlight, hump } = countsOf(trace);
  return {
    rounds,
    steps: sequentialSteps,
    evaluations,
    derivatives,
    nodesInFlight,
    hump: finiteOrNull(hump),
    error: finiteOrNull(finalError(trace, 'worst')),
    errorMedian: finiteOrNull(finalError(trace, 'median')),
    particles: plan.spec.particles,
    milliseconds: outcome.milliseconds.parallel,
    sequentialMilliseconds: outcome.milliseconds.sequential,
    backend,
  };
}
