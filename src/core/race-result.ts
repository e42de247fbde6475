// What a lane of a race comes to: the part of its trace that a race needs, and the numbers of its row in the table.

import { callsToAgreement, finalError } from './agreement';
import { countsOf, type Trace } from './trace';

/** The numbers of a finished lane. Errors are of all nodes, RMS over coordinates, to the sequential solution. */
export interface LaneResult {
  /** Network calls in a row until the lane's own rule stopped it. */
  readonly rounds: number;
  /** Network calls in a row after which every node of every particle is within the tolerance and stays so; null for never. */
  readonly finish: number | null;
  /** The same for the median particle of every node, which may be another one at the next node: no more calls than half of
   * the particles need. Null for never. */
  readonly finishMedian: number | null;
  /** Rows evaluated per particle, and how many of them are Jacobian-vector products. */
  readonly evaluations: number;
  readonly derivatives: number;
  readonly nodesInFlight: number;
  readonly hump: number;
  /** Largest error of any node in the end: of the worst particle, and of the median particle of every node. */
  readonly error: number;
  readonly errorMedian: number;
  /** {@link laneMilliseconds} */
  readonly milliseconds: number;
}

/** Time that a lane took where it was computed, milliseconds. Of the sequential sampler that of the plain one, which measures
 * nothing between its steps; the others measure their errors after every round. NaN before the end. */
export function laneMilliseconds({ plan, outcome }: Trace): number {
  if (!outcome) return Number.NaN;
  const { parallel, sequential } = outcome.milliseconds;
  return plan.spec.method.kind === 'sequential' ? sequential : parallel;
}

/**
 * A trace without the paths, samples and residuals of which a race shows nothing.
 * @throws Error when the run is not finished
 */
export function slimTrace(trace: Trace): Trace {
  const { plan, backend, adapter, rounds, entries, outcome } = trace;
  if (!outcome) throw new Error('The run is not finished, so it has no result yet.');
  const none = new Float32Array(0);
  const kept = (array: Float32Array) => array.slice(0, entries);
  return {
    plan,
    backend,
    adapter,
    rounds: [...rounds],
    entries,
    nodeResidual: none,
    nodeError: kept(trace.nodeError),
    nodeError99: none,
    nodeErrorMedian: kept(trace.nodeErrorMedian),
    paths: none,
    referencePaths: none,
    outcome: { milliseconds: outcome.milliseconds, samples: none, reference: none, segmentEnds: [] },
  };
}

/** Results of finished traces, which do not change any more; the latest tolerance of each. */
const kept = new WeakMap<Trace, { readonly tolerance: number; readonly result: LaneResult }>();

/**
 * The numbers of a finished lane; computed once for a trace and a tolerance.
 * @param tolerance largest error with which a node agrees with the sequential solution
 */
export function laneResult(trace: Trace, tolerance: number): LaneResult {
  const before = kept.get(trace);
  if (before?.tolerance === tolerance) return before.result;
  const { rounds, evaluations, derivatives, nodesInFlight, hump } = countsOf(trace);
  const result: LaneResult = {
    rounds,
    finish: callsToAgreement(trace, tolerance, 'worst'),
    finishMedian: callsToAgreement(trace, tolerance, 'median'),
    evaluations,
    derivatives,
    nodesInFlight,
    hump,
    error: finalError(trace, 'worst'),
    errorMedian: finalError(trace, 'median'),
    milliseconds: laneMilliseconds(trace),
  };
  if (trace.outcome) kept.set(trace, { tolerance, result });
  return result;
}
