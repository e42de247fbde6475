// The errors that curves and readouts of a trace show, one a record: those of the segment after it, where a record covers only
// some of its segment's nodes. Kept for each trace until it grows.

import { errorsAfter, type SegmentErrors } from '../core/segment-errors';
import type { RoundRecord, Trace } from '../core/trace';
import { type SegmentRange, segmentRanges } from './trace-lookup';

const kept = new WeakMap<Trace, { readonly rounds: number; readonly errors: SegmentErrors }>();

/** Errors after each record, `[record]`. */
export function curveErrors(trace: Trace): SegmentErrors {
  const before = kept.get(trace);
  if (before?.rounds === trace.rounds.length) return before.errors;
  const parts = segmentRanges(trace).map(({ first, end }) => errorsAfter(trace, trace.rounds.slice(first, end)));
  const errors = {
    error: parts.flatMap((part) => part.error),
    error99: parts.flatMap((part) => part.error99),
    errorMedian: parts.flatMap((part) => part.errorMedian),
  };
  kept.set(trace, { rounds: trace.rounds.length, errors });
  return errors;
}

/** Errors after one record of a trace. */
export function errorsOf(trace: Trace, record: RoundRecord): { readonly error: number; readonly errorMedian: number } {
  const errors = curveErrors(trace);
  const index = trace.rounds.indexOf(record);
  return { error: errors.error[index] ?? Number.NaN, errorMedian: errors.errorMedian[index] ?? Number.NaN };
}

/** The records of a segment's curve: a start in its middle, where nodes join it, is no point of its own. */
export function curveOf({ rounds }: Trace, { first, end }: SegmentRange): number[] {
  const indices = Array.from({ length: end - first }, (_, i) => first + i);
  return indices.filter((index) => index === first || !rounds[index]?.isStart);
}

/** All records that are rounds. */
export function roundsOf({ rounds }: Trace): number[] {
  return rounds.flatMap((record, index) => (record.isStart ? [] : [index]));
}
