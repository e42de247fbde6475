// The worst errors of a trace on rounds x nodes, cut down to a picture: each cell is the largest error of the nodes and rounds
// that it covers, so that nothing large is lost. A step over several nodes stands for those that have no state of their own.
// Kept for each trace until it grows. Knows no pixels and no colours.

import { producedNode, type Trace } from '../core/trace';

/** More cells than this in a direction are merged: about what a plot can show. */
export const MOST_CELLS = { columns: 400, rows: 200 } as const;

export interface ErrorGrid {
  readonly columns: number;
  readonly rows: number;
  /** Network calls of a column, nodes of a row; the last one may be only partly used. */
  readonly callsPerColumn: number;
  readonly nodesPerRow: number;
  /** `[row][column]`, row 0 holds node 1: largest error; infinite when one is not finite; -1 where nothing is reached. */
  readonly values: Float64Array;
  /** Whether any error is not finite. */
  readonly notFinite: boolean;
}

const kept = new WeakMap<Trace, { readonly entries: number; readonly grid: ErrorGrid }>();

/** The grid of a trace: columns are network calls 0, 1, ..; nodes keep their newest error until the last column. */
export function errorGrid(trace: Trace): ErrorGrid {
  const before = kept.get(trace);
  if (before?.entries === trace.entries) return before.grid;
  const grid = computeGrid(trace);
  kept.set(trace, { entries: trace.entries, grid });
  return grid;
}

function computeGrid(trace: Trace): ErrorGrid {
  const nodes = trace.plan.totalNodes;
  const calls = (trace.rounds.at(-1)?.clock ?? -1) + 1;
  const nodesPerRow = Math.ceil(nodes / MOST_CELLS.rows);
  const callsPerColumn = Math.max(1, Math.ceil(calls / MOST_CELLS.columns));
  const rows = Math.ceil(nodes / nodesPerRow);
  const columns = Math.ceil(calls / callsPerColumn);
  const values = new Float64Array(rows * columns).fill(-1);
  const newest = new NewestErrors(nodes);
  const newestOfRow = new Float64Array(rows).fill(-1);
  let notFinite = false;
  let index = 0;
  for (let clock = 0; clock < calls; clock++) {
    for (let record = trace.rounds[index]; record && record.clock <= clock; record = trace.rounds[++index]) {
      for (let i = 0; i < record.count; i++) {
        const error = trace.nodeError[record.offset + i] ?? 0;
        if (!Number.isFinite(error)) notFinite = true;
        newest.set(producedNode(record, i), record.reach, Number.isFinite(error) ? error : Number.POSITIVE_INFINITY);
      }
      const lastRow = Math.floor((producedNode(record, record.count - 1) - 1) / nodesPerRow);
      for (let row = Math.floor(record.firstNode / nodesPerRow); row <= lastRow; row++)
        newestOfRow[row] = newest.largest(row * nodesPerRow, (row + 1) * nodesPerRow);
    }
    const column = Math.floor(clock / callsPerColumn);
    for (let row = 0; row < rows; row++) {
      const cell = row * columns + column;
      values[cell] = Math.max(values[cell] ?? -1, newestOfRow[row] ?? -1);
    }
  }
  return { columns, rows, callsPerColumn, nodesPerRow, values, notFinite };
}

/** The newest error of every node, `[node - 1]`; -1 where there is none. */
class NewestErrors {
  private readonly values: Float64Array;
  /** 1 where the node has a state, 0 where its value is that of a step over it. */
  private readonly own: Uint8Array;

  constructor(nodes: number) {
    this.values = new Float64Array(nodes).fill(-1);
    this.own = new Uint8Array(nodes);
  }

  /** A step over `reach` nodes that produced `node`. */
  set(node: number, reach: number, error: number): void {
    this.values[node - 1] = error;
    this.own[node - 1] = 1;
    for (let skipped = node - reach + 1; skipped < node; skipped++)
      if (this.own[skipped - 1] === 0) this.values[skipped - 1] = error;
  }

  largest(from: number, to: number): number {
    return this.values.subarray(from, to).reduce((a, b) => Math.max(a, b), -1);
  }
}
