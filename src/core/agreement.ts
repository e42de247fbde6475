// When a path agrees with the sequential one: what "finished" means in races and tables. Read off a trace, so it is the same
// for both backends and for every method.

import { producedNode, type Trace } from './trace';

/** Which error of a node over particles is asked about. */
export type AgreementOf = 'worst' | 'median';

/**
 * Network calls in a row after which the error of every node is at most `tolerance`, and stays so: a node that is not reached
 * yet does not agree. Null when that never happens.
 *
 * `worst` is of the worst particle at every node; `median` of the median particle at every node, which may be another one at
 * the next node.
 */
export function callsToAgreement(trace: Trace, tolerance: number, of: AgreementOf): number | null {
  const { totalNodes } = trace.plan;
  const errors = of === 'worst' ? trace.nodeError : trace.nodeErrorMedian;
  /** Clock since which a node has agreed; NaN while it does not. */
  const since = new Float64Array(totalNodes + 1).fill(Number.NaN);
  for (const record of trace.rounds) {
    for (let i = 0; i < record.count; i++) {
      const node = producedNode(record, i);
      const agrees = (errors[record.offset + i] ?? Number.NaN) <= tolerance;
      if (!agrees) since[node] = Number.NaN;
      else if (Number.isNaN(since[node])) since[node] = record.clock;
    }
  }
  const calls = largestOf(since.subarray(1));
  return Number.isNaN(calls) ? null : calls;
}

/** Largest error of any node in its newest state: of the worst particle, or of the median particle at every node. NaN where one
 * is not finite. */
export function finalError(trace: Trace, of: AgreementOf): number {
  const errors = of === 'worst' ? trace.nodeError : trace.nodeErrorMedian;
  const newest = new Float64Array(trace.plan.totalNodes + 1);
  for (const record of trace.rounds) {
    for (let i = 0; i < record.count; i++) newest[producedNode(record, i)] = errors[record.offset + i] ?? Number.NaN;
  }
  return largestOf(newest);
}

/** The largest of non-negative numbers; NaN where one is. */
function largestOf(values: Float64Array): number {
  let largest = 0;
  for (const value of values) {
    if (Number.isNaN(value)) return Number.NaN;
    largest = Math.max(largest, value);
  }
  return largest;
}
