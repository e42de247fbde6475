// The one cursor that all views share, as people move it. It holds wishes ("the newest record"), which `resolveCursor`
// turns into numbers that exist in a given trace. It knows nothing of drawing.

import { create } from 'zustand';
import { producedNode, type Trace } from '../core/trace';

export interface CursorState {
  /** Index into the trace's records; null for the newest. */
  readonly record: number | null;
  /** 0..L; null for the last node of the record. */
  readonly node: number | null;
  readonly playing: boolean;
  /** What playing moves along. */
  readonly axis: PlayAxis;
  /** Records a second; `NODE_PACE` times as many nodes. */
  readonly speed: number;
}

/** The two axes of a run: rounds, and nodes, which are noise time. */
export const PLAY_AXES = ['rounds', 'nodes'] as const;
export type PlayAxis = (typeof PLAY_AXES)[number];

/** Speeds on offer, records a second. */
export const SPEEDS = [4, 12, 40] as const;
/** Nodes a second for each record a second: a run has more of them. */
export const NODE_PACE = 4;

export const useCursor = create<CursorState>(() => ({
  record: null,
  node: null,
  playing: false,
  axis: 'rounds',
  speed: 12,
}));

/** A cursor that exists in a trace. */
export interface ResolvedCursor {
  readonly record: number;
  readonly node: number;
}

/** The place in a trace that the cursor means. */
export function resolveCursor(trace: Trace, state: Pick<CursorState, 'record' | 'node'>): ResolvedCursor {
  const last = Math.max(0, trace.rounds.length - 1);
  const record = Math.min(state.record ?? last, last);
  const round = trace.rounds[record];
  const end = round ? producedNode(round, round.count - 1) : 0;
  return { record, node: Math.min(state.node ?? end, trace.plan.totalNodes) };
}

/** Moves to a record; the last one of a trace means the newest, so that a growing trace is followed again. */
export function moveToRecord(trace: Trace, record: number): void {
  const last = trace.rounds.length - 1;
  const next = Math.max(0, Math.min(record, last));
  useCursor.setState({ record: next >= last ? null : next, node: null });
}

/** Moves by a number of records, forwards or back. */
export function stepRecord(trace: Trace, by: number): void {
  moveToRecord(trace, resolveCursor(trace, useCursor.getState()).record + by);
}

/** Moves to the end of the next segment (`by` = 1), or of the one before (`by` = -1). */
export function stepSegment(trace: Trace, by: 1 | -1): void {
  const { record } = resolveCursor(trace, useCursor.getState());
  const ends = segmentEndRecords(trace);
  const next = by === 1 ? ends.find((end) => end > record) : ends.findLast((end) => end < record);
  moveToRecord(trace, next ?? (by === 1 ? trace.rounds.length - 1 : 0));
}

/** Moves into the middle of a block in the middle of the run, where rounds still differ from each other and from the sequential path. */
export function moveWithinBlock(trace: Trace): void {
  const ends = segmentEndRecords(trace);
  const middle = Math.floor((ends.length - 1) / 2);
  const first = (ends[middle - 1] ?? -1) + 1;
  moveToRecord(trace, Math.floor((first + (ends[middle] ?? first)) / 2));
}

export function moveToNode(trace: Trace, node: number): void {
  useCursor.setState({ node: Math.max(0, Math.min(Math.round(node), trace.plan.totalNodes)) });
}

/** Starts or stops playing along the chosen axis; playing from its end begins anew. */
export function togglePlay(trace: Trace): void {
  const state = useCursor.getState();
  if (state.playing) {
    useCursor.setState({ playing: false });
    return;
  }
  const { record, node } = resolveCursor(trace, state);
  if (state.axis === 'nodes') {
    useCursor.setState({ playing: trace.rounds.length > 0, node: node >= trace.plan.totalNodes ? 0 : node });
    return;
  }
  const atEnd = record >= trace.rounds.length - 1;
  useCursor.setState({ playing: trace.rounds.length > 1, record: atEnd ? 0 : record, node: null });
}

/** Index of the last record of every segment, in order; where nodes become final within one, of what made them so too. */
function segmentEndRecords({ rounds }: Trace): number[] {
  const ends: number[] = [];
  rounds.forEach(({ segment, front }, index) => {
    const isEnd = segment !== rounds[index + 1]?.segment;
    if (isEnd || front > (rounds[index - 1]?.front ?? 0)) ends.push(index);
  });
  return ends;
}
