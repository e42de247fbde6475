// What happened in a run: one record per start and per round, small enough to keep, scrub and export. Both backends
// append to the same recorder, and every view, export and test reads the result.

import type { Plan } from './plan';
import { producedNode, type RecordData, type RoundRecord } from './record';
import { isCorrectorNode } from './schedules';
import { coverEachOther, errorsAfter, inheritedErrors, larger } from './segment-errors';

export { producedNode, type RecordData, type RoundRecord } from './record';

/** Evaluations of a record, as {@link RoundRecord} counts them. `kept` of its rows a start leaves as they are; one that fills
 * none takes no call. */
export function evaluationsOf(
  plan: Plan,
  { isStart, firstNode, count, kept }: Pick<RoundRecord, 'isStart' | 'firstNode' | 'count'> & { readonly kept: number },
): number {
  const inCorrector = isCorrectorNode(firstNode, plan.parameters);
  if (isStart) return inCorrector || kept === count ? 0 : plan.start.calls;
  return count * (inCorrector ? 1 : 1 + plan.productsPerRow);
}

/** All particles at the node where a segment ended. */
export interface SegmentEnd {
  readonly node: number;
  /** `[axis][particle]` */
  readonly positions: Float32Array;
  /** The sequential sampler there, `[axis][particle]`. */
  readonly sequential: Float32Array;
}

/** What a backend hands over when the last round is done. */
export interface Outcome {
  readonly milliseconds: { readonly parallel: number; readonly sequential: number };
  /** `[particle][coordinate]`, final states. */
  readonly samples: Float32Array | Float64Array;
  readonly reference: Float32Array | Float64Array;
  readonly segmentEnds: readonly SegmentEnd[];
}

/** Read-only face of a run. While the run goes on, `rounds` and the arrays grow and `outcome` is null. */
export interface Trace {
  readonly plan: Plan;
  readonly backend: 'webgpu' | 'cpu';
  /** Name of the adapter, for people. */
  readonly adapter: string;
  readonly rounds: readonly RoundRecord[];
  /** Per-node arrays, `[entry]`; valid below `entries`. */
  readonly entries: number;
  readonly nodeResidual: Float32Array;
  readonly nodeError: Float32Array;
  readonly nodeError99: Float32Array;
  readonly nodeErrorMedian: Float32Array;
  /** `[entry][axis][tracked]` */
  readonly paths: Float32Array;
  /** Sequential paths of the tracked particles, node 0 included: `[node][axis][tracked]`, length `(L + 1) 2 tracked`. */
  readonly referencePaths: Float32Array;
  readonly outcome: Outcome | null;
}

/** Collects the records of a run. */
export class TraceRecorder implements Trace {
  readonly rounds: RoundRecord[] = [];
  entries = 0;
  nodeResidual = new Float32Array(0);
  nodeError = new Float32Array(0);
  nodeError99 = new Float32Array(0);
  nodeErrorMedian = new Float32Array(0);
  paths = new Float32Array(0);
  referencePaths: Float32Array = new Float32Array(0);
  outcome: Outcome | null = null;

  constructor(
    readonly plan: Plan,
    readonly backend: 'webgpu' | 'cpu',
    readonly adapter: string,
  ) {}

  /** Appends one record; its arrays are copied. */
  append(record: RecordData): void {
    const { nodeResidual, nodeError, nodeError99, nodeErrorMedian, paths, ...round } = record;
    const offset = this.entries;
    const stride = 2 * this.plan.tracked;
    this.reserve(offset + record.count);
    this.nodeResidual.set(nodeResidual, offset);
    this.nodeError.set(nodeError, offset);
    this.nodeError99.set(nodeError99, offset);
    this.nodeErrorMedian.set(nodeErrorMedian, offset);
    this.paths.set(paths, offset * stride);
    this.rounds.push({ ...round, offset });
    this.entries = offset + record.count;
  }

  /** The sequential paths of the tracked particles, known before the first record. */
  setReferencePaths(paths: Float32Array): void {
    this.referencePaths = paths;
  }

  finish(outcome: Outcome): void {
    this.outcome = outcome;
  }

  private reserve(entries: number): void {
    if (entries <= this.nodeError.length) return;
    const capacity = Math.max(entries, 2 * this.nodeError.length, 256);
    const grow = (array: Float32Array, length: number) => {
      const larger = new Float32Array(length);
      larger.set(array);
      return larger;
    };
    this.nodeResidual = grow(this.nodeResidual, capacity);
    this.nodeError = grow(this.nodeError, capacity);
    this.nodeError99 = grow(this.nodeError99, capacity);
    this.nodeErrorMedian = grow(this.nodeErrorMedian, capacity);
    this.paths = grow(this.paths, capacity * 2 * this.plan.tracked);
  }
}

/** One segment of the summary. */
export interface SegmentSummary {
  readonly firstNode: number;
  readonly nodes: number;
  readonly firstRound: number;
  readonly rounds: number;
  /** `rounds` entries. */
  readonly residual: number[];
  /** `rounds + 1` entries each, entry 0 the start. */
  readonly error: number[];
  readonly error99: number[];
  readonly errorMedian: number[];
}

/** Groups the records by segment, in the order of their first appearance. Records with the same clock are one round. */
export function segmentsOf(trace: Trace): SegmentSummary[] {
  const bySegment = new Map<number, number[]>();
  trace.rounds.forEach(({ segment }, index) => {
    const list = bySegment.get(segment);
    if (list) list.push(index);
    else bySegment.set(segment, [index]);
  });
  return [...bySegment.values()].map((indices) => summaryOf(trace, indices));
}

/** @param indices records of one segment, in order */
function summaryOf(trace: Trace, indices: readonly number[]): SegmentSummary {
  const records = indices.map((index) => trace.rounds[index] as RoundRecord);
  const first = records[0] as RoundRecord;
  const after = errorsAfter(trace, records);
  const start = first.isStart
    ? { error: first.error, error99: first.error99, errorMedian: first.errorMedian }
    : inheritedErrors(trace, indices[0] as number);
  const summary = {
    residual: [] as number[],
    error: [start.error],
    error99: [start.error99],
    errorMedian: [start.errorMedian],
  };
  let clock = Number.NaN;
  records.forEach((record, i) => {
    // A start in the middle of a segment, where nodes join it, is no entry of its own.
    if (record.isStart) return;
    const sameRound = record.clock === clock;
    clock = record.clock;
    const at = sameRound ? summary.residual.length - 1 : summary.residual.length;
    summary.residual[at] = sameRound ? larger(summary.residual[at] as number, record.residual) : record.residual;
    summary.error[at + 1] = after.error[i] as number;
    summary.error99[at + 1] = after.error99[i] as number;
    summary.errorMedian[at + 1] = after.errorMedian[i] as number;
  });
  return {
    firstNode: first.firstNode,
    nodes: nodesOf(records),
    firstRound: first.isStart ? first.clock - first.evaluations : first.clock - 1,
    rounds: summary.residual.length,
    ...summary,
  };
}

/** How many nodes the records of a segment produce. */
function nodesOf(records: readonly RoundRecord[]): number {
  if (coverEachOther(records)) return Math.max(...records.map((record) => record.count));
  const nodes = new Set<number>();
  for (const record of records) for (let i = 0; i < record.count; i++) nodes.add(producedNode(record, i));
  return nodes.size;
}

/** The four numbers of a run and what they are compared with. */
export interface Counts {
  readonly rounds: number;
  /** Rows evaluated per particle, each Jacobian-vector product counted as one more. */
  readonly evaluations: number;
  /** Jacobian-vector products per particle: that part of the evaluations. */
  readonly derivatives: number;
  readonly sequentialSteps: number;
  readonly nodesInFlight: number;
  /** Largest error of any node and particle after any round; starts do not count. */
  readonly hump: number;
}

/** Counts of the records so far. */
export function countsOf(trace: Trace): Counts {
  let rounds = 0;
  let evaluations = 0;
  let derivatives = 0;
  let nodesInFlight = 0;
  let hump = 0;
  for (const record of trace.rounds) {
    rounds = Math.max(rounds, record.clock);
    evaluations += record.evaluations;
    // A start is no round: its error is not the method's.
    if (record.isStart) continue;
    derivatives += record.evaluations - record.count;
    nodesInFlight = Math.max(nodesInFlight, record.count);
    // A NaN error is an unbounded hump, and must not vanish in a comparison.
    if (!(record.error <= hump)) hump = Number.isNaN(record.error) ? Number.POSITIVE_INFINITY : record.error;
  }
  return {
    rounds,
    evaluations,
    derivatives,
    sequentialSteps: trace.plan.totalNodes,
    nodesInFlight,
    hump,
  };
}
