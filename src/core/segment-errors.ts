// Errors of a segment whose rounds each produce only some of its nodes, as Parareal's do: after every round the largest over
// all nodes that the segment has produced, each in its newest state.

import { producedNode, type RoundRecord } from './record';
import type { Trace } from './trace';

/** One entry a record. */
export interface SegmentErrors {
  readonly error: readonly number[];
  readonly error99: readonly number[];
  readonly errorMedian: readonly number[];
}

/** Whether each record of a segment produces all nodes that those before it have produced. */
export function coverEachOther(records: readonly RoundRecord[]): boolean {
  return records.every(({ firstNode, count, stride, reach }, index) => {
    const before = records[index - 1];
    if (stride !== 1 || reach !== 1) return false;
    return before === undefined || (firstNode === before.firstNode && count >= before.count);
  });
}

/**
 * Errors after each record of a segment. Where records do not cover each other, the quantiles are those of single nodes, the
 * largest over nodes: a trace does not hold more.
 */
export function errorsAfter(trace: Trace, records: readonly RoundRecord[]): SegmentErrors {
  if (coverEachOther(records)) {
    return {
      error: records.map((record) => record.error),
      error99: records.map((record) => record.error99),
      errorMedian: records.map((record) => record.errorMedian),
    };
  }
  const largestOf = (values: Float32Array): number[] => {
    const newest = new Maxima(trace.plan.totalNodes + 1);
    return records.map((record) => {
      for (let i = 0; i < record.count; i++)
        newest.set(producedNode(record, i), values[record.offset + i] ?? Number.NaN);
      return newest.largest;
    });
  };
  return {
    error: largestOf(trace.nodeError),
    error99: largestOf(trace.nodeError99),
    errorMedian: largestOf(trace.nodeErrorMedian),
  };
}

/** Errors of the states that the first round of a segment is evaluated at, for segments that begin without a start: what earlier
 * records left there, and 0 at node 0, where all methods begin. */
export function inheritedErrors(trace: Trace, first: number): { error: number; error99: number; errorMedian: number } {
  const record = trace.rounds[first];
  const wanted = new Set(
    Array.from({ length: record?.count ?? 0 }, (_, i) => (record?.firstNode ?? 0) + i * (record?.stride ?? 1)),
  );
  wanted.delete(0);
  const errors = { error: 0, error99: 0, errorMedian: 0 };
  for (let index = first - 1; index >= 0 && wanted.size > 0; index--) {
    const before = trace.rounds[index] as RoundRecord;
    for (let i = 0; i < before.count; i++) {
      if (!wanted.delete(producedNode(before, i))) continue;
      const at = before.offset + i;
      errors.error = larger(errors.error, trace.nodeError[at]);
      errors.error99 = larger(errors.error99, trace.nodeError99[at]);
      errors.errorMedian = larger(errors.errorMedian, trace.nodeErrorMedian[at]);
    }
  }
  return errors;
}

/** The larger of two; one that is not finite is the largest. */
export function larger(a: number, b = Number.NaN): number {
  return b <= a ? a : Number.isFinite(b) ? b : Number.POSITIVE_INFINITY;
}

/** The largest of many numbers of which some are replaced now and then: a tree whose every node is the larger of two. */
class Maxima {
  private readonly tree: Float64Array;
  private readonly leaves: number;

  constructor(length: number) {
    this.leaves = 2 ** Math.ceil(Math.log2(Math.max(2, length)));
    this.tree = new Float64Array(2 * this.leaves);
  }

  /** Replaces number `index`; all are 0 at first. */
  set(index: number, value: number): void {
    const { tree } = this;
    let at = this.leaves + index;
    tree[at] = Number.isFinite(value) ? value : Number.POSITIVE_INFINITY;
    for (at >>= 1; at > 0; at >>= 1) tree[at] = Math.max(tree[2 * at] as number, tree[2 * at + 1] as number);
  }

  get largest(): number {
    return this.tree[1] as number;
  }
}
