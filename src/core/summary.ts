// The result of a finished run as one JSON object: what the command line prints and the console resolves to.

import type { RunSpec } from './spec';
import { countsOf, type SegmentSummary, segmentsOf, type Trace } from './trace';

/** Numbers that are not finite stand as null in JSON. */
export interface RunSummary {
  /** Complete: running it again gives the same result. */
  readonly spec: RunSpec;
  readonly backend: 'webgpu' | 'cpu';
  /** Name of the adapter, for people. */
  readonly adapter: string;
  /** Network calls in a row. */
  readonly rounds: number;
  /** Rows evaluated, per particle, each Jacobian-vector product counted as one more. */
  readonly evaluations: number;
  /** Jacobian-vector products, per particle: that part of the evaluations. */
  readonly derivatives: number;
  /** Network calls in a row of the sequential sampler. */
  readonly sequentialSteps: number;
  /** Most rows per particle in one call. */
  readonly nodesInFlight: number;
  /** Bytes of all device buffers together. */
  readonly bytes: number;
  /** The largest error of any node in any round. */
  readonly hump: number;
  readonly milliseconds: { readonly parallel: number; readonly sequential: number };
  readonly segments: readonly SegmentSummary[];
  /** `[particle][coordinate]` */
  readonly samples: readonly (readonly number[])[];
  /** The sequential sampler on the same noise, `[particle][coordinate]`. */
  readonly reference: readonly (readonly number[])[];
}

/** Rows of a flat `[particle][coordinate]` array. */
function rowsOf(values: ArrayLike<number>, dimension: number): number[][] {
  return Array.from({ length: values.length / dimension }, (_, particle) =>
    Array.from({ length: dimension }, (_unused, coordinate) => values[particle * dimension + coordinate] ?? Number.NaN),
  );
}

/**
 * Summary of a finished run.
 * @throws Error when the run is not finished
 */
export function summarise(trace: Trace): RunSummary {
  const { plan, outcome } = trace;
  if (!outcome) throw new Error('The run is not finished, so it has no summary yet.');
  const { rounds, evaluations, derivatives, sequentialSteps, nodesInFlight, hump } = countsOf(trace);
  return {
    spec: plan.spec,
    backend: trace.backend,
    adapter: trace.adapter,
    rounds,
    evaluations,
    derivatives,
    sequentialSteps,
    nodesInFlight,
    bytes: plan.bytes,
    hump,
    milliseconds: outcome.milliseconds,
    segments: segmentsOf(trace),
    samples: rowsOf(outcome.samples, plan.dimension),
    reference: rowsOf(outcome.reference, plan.dimension),
  };
}
