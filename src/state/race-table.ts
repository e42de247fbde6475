// The table of a race: one row a lane, in the order that people chose, and what goes out of the page of it as CSV and as JSON.

import { type LaneResult, laneResult } from '../core/race-result';
import type { RunSpec } from '../core/spec';
import type { Trace } from '../core/trace';
import type { Words } from '../words';
import { laneLabels } from './lane-label';
import { isChosen, type RaceColumn, type RaceLane, type RaceOrder, type RacePlan, sweepOf } from './race';
import type { LaneOutcome } from './race-runner';

/** A lane and what is known of it. */
export interface RaceRow {
  readonly lane: RaceLane;
  readonly label: string;
  readonly role: 'sequential' | 'chosen' | 'other';
  readonly spec: RunSpec | null;
  /** Why the lane is not possible, or has failed. */
  readonly problem: string | null;
  readonly trace: Trace | null;
  readonly result: LaneResult | null;
}

/** One row for every lane, in the order in which they were added. */
export function raceRows(
  { base, runs }: RacePlan,
  outcomeOf: (spec: RunSpec) => LaneOutcome | undefined,
  tolerance: number,
  words: Words,
): RaceRow[] {
  const labels = laneLabels(
    runs.map(({ lane }) => lane),
    words,
  );
  return runs.map(({ lane, spec, problem }, index) => {
    const outcome = spec ? outcomeOf(spec) : undefined;
    const trace = outcome?.result ?? null;
    return {
      lane,
      label: labels[index] ?? '',
      role: lane.method.kind === 'sequential' ? 'sequential' : isChosen(lane, base) ? 'chosen' : 'other',
      spec,
      problem: problem ?? outcome?.failure ?? null,
      trace,
      result: trace && laneResult(trace, tolerance),
    };
  });
}

/** What a row is ordered by; null comes last either way, since nothing is known or nothing was reached. */
function orderValue({ label, result }: RaceRow, column: RaceColumn): string | number | null {
  if (column === 'label') return label;
  const value = result?.[column] ?? null;
  return Number.isNaN(value) ? null : value;
}

/** Rows in an order; equal ones stay as they were. */
export function orderedRows(rows: readonly RaceRow[], order: RaceOrder | null): RaceRow[] {
  if (!order) return [...rows];
  const { column, descending } = order;
  return [...rows].sort((first, second) => {
    const [a, b] = [orderValue(first, column), orderValue(second, column)];
    if (a === null || b === null) return Number(a === null) - Number(b === null);
    const difference = typeof a === 'string' || typeof b === 'string' ? String(a).localeCompare(String(b)) : a - b;
    return descending ? -difference : difference;
  });
}

const COLUMNS: readonly (readonly [string, (result: LaneResult) => number | null])[] = [
  ['rounds', ({ rounds }) => rounds],
  ['rounds_to_finish', ({ finish }) => finish],
  ['rounds_to_finish_median', ({ finishMedian }) => finishMedian],
  ['evaluations', ({ evaluations }) => evaluations],
  ['derivatives', ({ derivatives }) => derivatives],
  ['nodes_in_flight', ({ nodesInFlight }) => nodesInFlight],
  ['hump', ({ hump }) => hump],
  ['final_error', ({ error }) => error],
  ['final_error_median', ({ errorMedian }) => errorMedian],
  ['milliseconds', ({ milliseconds }) => milliseconds],
];

/** A field of a CSV file (RFC 4180); nothing for what is not known. */
function field(value: string | number | null): string {
  if (value === null || Number.isNaN(value)) return '';
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The table as CSV: names as in the table, numbers in full. A lane that never finishes has nothing in that column. */
export function raceCsv(rows: readonly RaceRow[]): string {
  const lines = [['lane', ...COLUMNS.map(([name]) => name), 'note'].join(',')];
  for (const { label, result, problem } of rows) {
    const numbers = COLUMNS.map(([, value]) => field(result ? value(result) : null));
    lines.push([field(label), ...numbers, field(problem)].join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** The race as a document: its sweep, which gives the lanes that are possible again, and what all came to. Numbers that are not
 * finite are null. */
export function raceDocument(plan: RacePlan, rows: readonly RaceRow[], tolerance: number) {
  return {
    sweep: sweepOf(plan, plan.base),
    tolerance,
    lanes: rows.map(({ label, spec, problem, trace, result }) => ({
      label,
      spec,
      problem,
      backend: trace?.backend ?? null,
      adapter: trace?.adapter ?? null,
      result,
    })),
  };
}
