// How far a run has come: up to where its path is exact by construction, and up to where it agrees with the sequential one, round by
// round. Both count from the first node of the whole path, since what a node inherits is part of its error. Knows traces alone.

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

/** A front over a run: points (network calls, node). */
export type Front = readonly (readonly [number, number])[];

/** Last node up to which the path is exact by construction after every record, whatever the guess: a round makes one more node exact
 * where it evaluates the last exact one. A block that begins behind that node begins with what its predecessor left, and is as exact
 * as that. Of Parareal, a block more after each iteration; of few steps, which solve other equations, node 0 alone. */
export function exactNodes({ plan, rounds }: Trace): number[] {
  const isOther = plan.schedule.kind === 'few-step';
  let exact = 0;
  /** Rows of one call are evaluated at the same time: they make one node exact together. */
  let counted = -1;
  let before = 0;
  return rounds.map(({ isStart, clock, firstNode, count, stride, front }) => {
    if (isOther || isStart) return exact;
    if (stride !== 1) {
      // The last iteration makes all nodes final, but no more of them exact than the others.
      before = Math.min(front, before + (front > before ? plan.parameters.blockLength : 0));
      exact = Math.max(exact, before);
    } else if (clock !== counted && firstNode <= exact && exact < firstNode + count) {
      exact++;
      counted = clock;
    }
    return exact;
  });
}

/** Last node after every record up to which the whole path agrees with the sequential one: before the first node that has no state
 * yet or whose worst error is above `tolerance`. An error that is not finite is above it. A step over several nodes stands for those
 * that have no state of their own. */
export function agreeingNodes(trace: Trace, tolerance: number): number[] {
  /** Whether the newest state of a node agrees, and whether it is its own. `[node]` */
  const agrees = new Uint8Array(trace.plan.totalNodes + 1);
  const own = new Uint8Array(agrees.length);
  let node = 0;
  return trace.rounds.map((record) => {
    const set = (at: number, value: number) => {
      agrees[at] = value;
      if (value === 0) node = Math.min(node, at - 1);
    };
    for (let i = 0; i < record.count; i++) {
      const error = trace.nodeError[record.offset + i] ?? Number.NaN;
      const at = producedNode(record, i);
      own[at] = 1;
      set(at, error <= tolerance ? 1 : 0);
      for (let skipped = at - record.reach + 1; skipped < at; skipped++)
        if (own[skipped] === 0) set(skipped, agrees[at] ?? 0);
    }
    while (agrees[node + 1] === 1) node++;
    return node;
  });
}

const asFront = ({ rounds }: Trace, nodes: readonly number[]): Front =>
  rounds.map(({ clock }, index) => [clock, nodes[index] ?? 0]);

/** {@link exactNodes} as a front. */
export function exactFront(trace: Trace): Front {
  return asFront(trace, exactNodes(trace));
}

/** {@link agreeingNodes} as a front. */
export function toleranceFront(trace: Trace, tolerance: number): Front {
  return asFront(trace, agreeingNodes(trace, tolerance));
}

/** Mean advance of the tolerance front, nodes per round: up to where it was furthest, by the rounds of those segments in which it
 * stood. Rounds of segments that begin behind it cannot move it, and rounds of those that it has passed need not. NaN before the
 * first round. */
export function toleranceFrontSlope(trace: Trace, tolerance: number): number {
  const nodes = agreeingNodes(trace, tolerance);
  let rounds = 0;
  let counted = -1;
  for (const range of segmentRanges(trace)) {
    const { first, end } = nodesOf(trace.rounds.slice(range.first, range.end));
    for (let index = range.first; index < range.end; index++) {
      const { isStart, clock } = trace.rounds[index] as RoundRecord;
      const stood = nodes[index - 1] ?? 0;
      if (isStart || clock === counted || stood < first || stood >= end) continue;
      counted = clock;
      rounds++;
    }
  }
  return rounds > 0 ? nodes.reduce((most, node) => Math.max(most, node), 0) / rounds : Number.NaN;
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

/** Nodes up to which the path is exact by construction, and agrees by measurement, after a record. */
export interface FrontsAt {
  readonly exact: number;
  readonly agreeing: number;
}

/** The fronts after every record. */
export function frontsOf(trace: Trace): FrontsAt[] {
  const agreeing = agreeingNodes(trace, agreementOf(trace));
  return exactNodes(trace).map((exact, index) => ({ exact, agreeing: agreeing[index] ?? 0 }));
}
