// Questions that several views ask of a trace: what is finished when, which record holds a node's newest state, and how
// fast the fronts move. Knows traces; knows nothing of pictures.

import { producedNode, type RoundRecord, type Trace } from '../core/trace';

/** Nodes that are final once `record` is done, 0..L. */
export function finishedNodes(trace: Trace, record: number): number {
  return trace.rounds[record]?.front ?? 0;
}

/** Index of the record of a number of network calls: the round that made the last of them, or the start before the first
 * one; -1 for an empty trace. */
export function recordAtClock(trace: Trace, clock: number): number {
  let low = 0;
  let high = trace.rounds.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((trace.rounds[middle]?.clock ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  let index = low - 1;
  for (let current = trace.rounds[index]; current && index > 0 && current.isStart; current = trace.rounds[index]) {
    if (trace.rounds[index - 1]?.clock !== current.clock) break;
    index--;
  }
  return trace.rounds.length > 0 ? Math.max(0, index) : -1;
}

/** The cursor's record, kept inside the trace; undefined for an empty trace. */
export function recordOf(trace: Trace, record: number): RoundRecord | undefined {
  return trace.rounds[Math.min(Math.max(0, record), trace.rounds.length - 1)];
}

/** Entry of the per-node arrays that holds each node's newest state at record `at`, `[node]`, length `L + 1`; -1 for nodes not
 * reached yet and for node 0, which never changes. */
export function entriesAt(trace: Trace, at: number): Int32Array {
  const entries = new Int32Array(trace.plan.totalNodes + 1).fill(-1);
  let missing = trace.plan.totalNodes;
  for (let index = Math.min(at, trace.rounds.length - 1); index >= 0 && missing > 0; index--) {
    const record = trace.rounds[index] as RoundRecord;
    for (let i = 0; i < record.count; i++) {
      const node = producedNode(record, i);
      if (entries[node] !== -1) continue;
      entries[node] = record.offset + i;
      missing--;
    }
  }
  return entries;
}

/** The last node up to `node` that has a state; node 0 always has one. */
export function lastReachedNode(entries: Int32Array, node = entries.length - 1): number {
  let reached = Math.min(node, entries.length - 1);
  while (reached > 0 && entries[reached] === -1) reached--;
  return reached;
}

/** Worst error over all nodes at a record; infinite when one is not finite; 0 when nothing was reached. */
export function largestError(trace: Trace, record: number): number {
  let largest = 0;
  for (const entry of entriesAt(trace, record)) {
    if (entry < 0) continue;
    const error = trace.nodeError[entry] ?? 0;
    if (!(error <= largest)) largest = Number.isFinite(error) ? error : Number.POSITIVE_INFINITY;
  }
  return largest;
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

/** What a segment is to a reader. A window has one for each of its rounds, so they are no parts of a curve. */
export function segmentWord(trace: Trace): 'block' | 'window' {
  return trace.plan.schedule.kind === 'window' ? 'window' : 'block';
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

/** Up to where nodes are final. */
export function finalFront(trace: Trace): Front {
  return trace.rounds.map(({ clock, front }) => [clock, front]);
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
