// How far a run has come: up to where its path is exact by construction, and up to where it agrees with the sequential one, round by
// round. Knows traces alone.

import { producedNode, type RoundRecord, type Trace } from './trace';

/** The tolerance of a trace's method, or null where it has none; that of a window is relative to the noise of each step. */
export function toleranceOf(trace: Trace): number | null {
  const { method } = trace.plan.spec;
  return 'tolerance' in method && method.kind !== 'window' ? method.tolerance : null;
}

/** The tolerance, or 1e-3 for methods without one: what counts as agreeing with the sequential path. */
export function agreementOf(trace: Trace): number {
  return toleranceOf(trace) ?? 1e-3;
}

/** Consecutive records of one segment: indices `first` up to, not including, `end`. */
export interface SegmentRange {
  readonly segment: number;
  readonly first: number;
  readonly end: number;
}

/** The segments of a trace in the order of their records. */
export function segmentRanges(trace: Trace): SegmentRange[] {
  const ranges: SegmentRange[] = [];
  let first = 0;
  for (let index = 1; index <= trace.rounds.length; index++) {
    const segment = trace.rounds[first]?.segment ?? 0;
    if (index < trace.rounds.length && trace.rounds[index]?.segment === segment) continue;
    ranges.push({ segment, first, end: index });
    first = index;
  }
  return ranges;
}

/** A front of one segment: points (network calls, node). */
export type Front = readonly (readonly [number, number])[];

/** Where the path is exact whatever the method: after `k` rounds of a segment, the `k` nodes behind its first one. Of Parareal, a
 * block more after each iteration; of few steps, which solve other equations, node 0 alone. */
export function exactFront(trace: Trace, range: SegmentRange): Front {
  const { schedule, parameters } = trace.plan;
  const isOther = schedule.kind === 'few-step';
  let before = 0;
  return trace.rounds.slice(range.first, range.end).map(({ clock, firstNode, iteration, count, stride, front }) => {
    if (isOther) return [clock, 0];
    if (stride === 1) return [clock, firstNode + Math.min(iteration, count)];
    // The last iteration makes all nodes final, but no more of them exact than the others.
    before = Math.min(front, before + (front > before ? parameters.blockLength : 0));
    return [clock, before];
  });
}

/** Where the path agrees with the sequential one: the last node, from the segment's first one, before a node that has no state
 * yet or whose worst error is above `tolerance`. An error that is not finite is above it. A step over several nodes stands for
 * those that have no state of their own. */
export function toleranceFront(trace: Trace, range: SegmentRange, tolerance: number): Front {
  const records = trace.rounds.slice(range.first, range.end);
  const { first, end } = nodesOf(records);
  /** Whether the newest state of node `first + 1 + i` agrees, and whether it is its own. */
  const agrees = new Uint8Array(Math.max(0, end - first));
  const own = new Uint8Array(agrees.length);
  return records.map((record) => {
    for (let i = 0; i < record.count; i++) {
      const error = trace.nodeError[record.offset + i] ?? Number.NaN;
      const at = producedNode(record, i) - first - 1;
      own[at] = 1;
      agrees[at] = error <= tolerance ? 1 : 0;
      for (let skipped = at - record.reach + 1; skipped < at; skipped++)
        if (own[skipped] === 0) agrees[skipped] = agrees[at];
    }
    let node = first;
    while (agrees[node - first] === 1) node++;
    return [record.clock, node];
  });
}

/** Mean advance of the tolerance front, nodes per round: over all segments, nodes gained from the start of a segment, or from
 * where the front stood if it was further, to the first round at which it is furthest, by the number of these rounds. A
 * segment whose nodes had all been passed before has no part in it. NaN before the first round. */
export function toleranceFrontSlope(trace: Trace, tolerance: number): number {
  let nodes = 0;
  let rounds = 0;
  let furthestBefore = 0;
  for (const range of segmentRanges(trace)) {
    const front = toleranceFront(trace, range, tolerance);
    const start = trace.rounds[range.first] as RoundRecord;
    const last = front.at(-1);
    if (!last || furthestBefore >= nodesOf(trace.rounds.slice(range.first, range.end)).end) continue;
    const callsBefore = start.isStart ? start.clock : start.clock - 1;
    const furthest = Math.max(...front.map(([, node]) => node));
    const gained = furthest - Math.max(start.firstNode, furthestBefore);
    const reached = front.find(([, node]) => node === furthest) ?? last;
    nodes += Math.max(0, gained);
    // A front that never moved used up all its rounds.
    rounds += (gained > 0 ? reached[0] : last[0]) - callsBefore;
    furthestBefore = Math.max(furthest, furthestBefore);
  }
  return rounds > 0 ? nodes / rounds : Number.NaN;
}

/** The first node that records evaluate and the last one that they produce. */
function nodesOf(records: readonly RoundRecord[]): { readonly first: number; readonly end: number } {
  let first = Number.POSITIVE_INFINITY;
  let end = 0;
  for (const record of records) {
    first = Math.min(first, record.firstNode);
    end = Math.max(end, producedNode(record, record.count - 1));
  }
  return { first, end };
}

/** Nodes up to which paths are exact by construction, and agree by measurement, after a record. */
export interface FrontsAt {
  readonly exact: number;
  readonly agreeing: number;
}

/** The fronts after every record. What a window has passed is final; how much of it is exact depends on its tolerance. */
export function frontsOf(trace: Trace): FrontsAt[] {
  const isWindow = trace.plan.schedule.kind === 'window';
  return segmentRanges(trace).flatMap((range) => {
    const agreeing = toleranceFront(trace, range, agreementOf(trace));
    return exactFront(trace, range).map(([, node], index) => ({
      exact: isWindow ? (trace.rounds[range.first + index]?.front ?? 0) : node,
      agreeing: agreeing[index]?.[1] ?? 0,
    }));
  });
}
