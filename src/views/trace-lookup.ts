// Questions that several views ask of a trace: what is finished when, which record holds a node's newest state, and how
// fast the fronts move. Knows traces; knows nothing of pictures.

import type { Front } from '../core/fronts';
import { producedNode, type RoundRecord, type Trace } from '../core/trace';

export {
  agreeingNodes,
  exactFront,
  exactNodes,
  type Front,
  type SegmentRange,
  segmentRanges,
  toleranceFront,
  toleranceFrontSlope,
} from '../core/fronts';

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

/** What a segment is to a reader. A window has one for each of its rounds, so they are no parts of a curve. */
export function segmentWord(trace: Trace): 'block' | 'window' {
  return trace.plan.schedule.kind === 'window' ? 'window' : 'block';
}

/** Up to where nodes are final. */
export function finalFront(trace: Trace): Front {
  return trace.rounds.map(({ clock, front }) => [clock, front]);
}
