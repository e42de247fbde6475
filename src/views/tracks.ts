// Positions of the tracked particles at a cursor: the path that is current at a record, put together from the newest state of
// each node, and the sequential path on the same noise. In the plane's coordinates; knows no pixels.

import type { SegmentEnd, Trace } from '../core/trace';
import type { Point } from './geometry';
import { entriesAt, finishedNodes, lastReachedNode } from './trace-lookup';

/** The newest state of node `node` of a tracked particle, given `entriesAt`; null where it has none yet. */
function statePoint(trace: Trace, entries: Int32Array, node: number, particle: number): Point | null {
  const { tracked } = trace.plan;
  if (node === 0) return referencePoint(trace, 0, particle);
  const entry = entries[node] ?? -1;
  if (entry < 0) return null;
  const x = trace.paths[entry * 2 * tracked + particle];
  const y = trace.paths[entry * 2 * tracked + tracked + particle];
  return x === undefined || y === undefined ? null : [x, y];
}

/** The sequential sampler's state of node `node` of a tracked particle; null before it is known. */
export function referencePoint(trace: Trace, node: number, particle: number): Point | null {
  const { tracked } = trace.plan;
  const x = trace.referencePaths[node * 2 * tracked + particle];
  const y = trace.referencePaths[node * 2 * tracked + tracked + particle];
  return x === undefined || y === undefined ? null : [x, y];
}

/** Nodes of a path: from `first` to `last`, every `step`-th and the last one. */
export interface NodeRange {
  readonly first: number;
  readonly last: number;
  readonly step: number;
}

/** A range with at most about `points` nodes. */
export function nodeRange(first: number, last: number, points = Number.POSITIVE_INFINITY): NodeRange {
  return { first, last, step: Math.max(1, Math.ceil((last - first) / points)) };
}

/** The nodes of a range. */
function nodesOf({ first, last, step }: NodeRange): number[] {
  const nodes: number[] = [];
  for (let node = first; node <= last; node = node < last ? Math.min(node + step, last) : last + 1) nodes.push(node);
  return nodes;
}

/** The nodes of a range that have a state, given `entriesAt`; where one has none, the last before it in the range that has. */
function reachedNodes(entries: Int32Array, range: NodeRange): number[] {
  const nodes: number[] = [];
  let reached = -1;
  let next = range.first;
  for (const node of nodesOf(range)) {
    for (; next <= node; next++) if (next === 0 || (entries[next] ?? -1) >= 0) reached = next;
    if (reached >= 0 && nodes.at(-1) !== reached) nodes.push(reached);
  }
  return nodes;
}

const isPoint = (point: Point | null): point is Point => point !== null;

/** The paths of the tracked particles `0 .. particles - 1` at `record`, up to the last node reached: node 0 is the start, which
 * all methods share; nodes of finished segments have their final states, the others their newest. */
export function trackedPaths(trace: Trace, record: number, particles: number, range: NodeRange): Point[][] {
  const entries = entriesAt(trace, record);
  const nodes = reachedNodes(entries, range);
  return Array.from({ length: particles }, (_, particle) =>
    nodes.map((node) => statePoint(trace, entries, node, particle)).filter(isPoint),
  );
}

/** The sequential paths of the tracked particles `0 .. particles - 1`. */
export function sequentialPaths(trace: Trace, particles: number, range: NodeRange): Point[][] {
  return Array.from({ length: particles }, (_, particle) =>
    nodesOf(range)
      .map((node) => referencePoint(trace, node, particle))
      .filter(isPoint),
  );
}

/** Nodes of the paths of one side that are drawn, in the order of their points. */
export function pathNodes(trace: Trace, side: StageSide, record: number, range: NodeRange): number[] {
  return side === 'parallel' ? reachedNodes(entriesAt(trace, record), range) : nodesOf(range);
}

/** Which sampler a stage shows. */
export type StageSide = 'parallel' | 'sequential';

/** The particles that a stage shows at a cursor. */
export interface ShownParticles {
  readonly points: readonly Point[];
  /** The cursor's node, or the last one reached before it. */
  readonly node: number;
  /** Whether these are all particles of the run, or the tracked ones only. */
  readonly all: boolean;
}

/** The node that stages show at a cursor: the cursor's own, or the last one that the parallel path has reached before it. */
export function shownNode(trace: Trace, record: number, node: number): number {
  return lastReachedNode(entriesAt(trace, record), node);
}

/** The segment end at a node, once the parallel path there is final. */
function endAt(trace: Trace, record: number, node: number): SegmentEnd | undefined {
  if (!trace.outcome || finishedNodes(trace, record) < node) return undefined;
  return trace.outcome.segmentEnds.find((end) => end.node === node);
}

/** The particles at a node: all of them at the end of a segment that is finished at `record`, else the tracked ones. Both sides
 * show the same node, so that they can be compared: the last one reached where the parallel path has no state yet. */
export function particlesAt(trace: Trace, side: StageSide, record: number, node: number): ShownParticles {
  const { tracked, spec } = trace.plan;
  const entries = entriesAt(trace, record);
  const shown = lastReachedNode(entries, node);
  const end = endAt(trace, record, shown);
  if (end) return { points: pairs(side === 'parallel' ? end.positions : end.sequential), node: shown, all: true };
  const points: Point[] = [];
  for (let particle = 0; particle < tracked; particle++) {
    const point =
      side === 'parallel' ? statePoint(trace, entries, shown, particle) : referencePoint(trace, shown, particle);
    if (point) points.push(point);
  }
  return { points, node: shown, all: tracked >= spec.particles };
}

/** `[axis][particle]` as points. */
function pairs(positions: Float32Array): Point[] {
  const particles = positions.length / 2;
  return Array.from({ length: particles }, (_, i) => [
    positions[i] ?? Number.NaN,
    positions[particles + i] ?? Number.NaN,
  ]);
}
