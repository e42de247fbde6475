// The rows of quality at equal depth, and what goes out of the page of them as CSV and as JSON.

import { qualitySweep } from '../core/quality-sweep';
import type { Lane } from '../core/race';
import type { RunSpec } from '../core/spec';
import type { Words } from '../words';
import { sourceLabel } from './lane-label';
import type { QualityRuns } from './quality';
import type { QualityPoint, QualityScale } from './quality-runner';
import type { Outcome } from './sweep-runner';

/** A run of a curve and what it came to. */
export interface QualityRow {
  readonly curve: string;
  /** Rounds of a block, or steps of a baseline. */
  readonly amount: number;
  readonly spec: RunSpec;
  readonly point: QualityPoint | null;
  readonly failure: string | null;
}

/** One row for each run, curve by curve, under the curves' names. */
export function qualityRows(
  { curves }: QualityRuns,
  labels: readonly string[],
  outcomeOf: (spec: RunSpec) => Outcome<QualityPoint> | undefined,
): QualityRow[] {
  return curves.flatMap(({ points }, index) =>
    points.map(({ amount, spec }) => {
      const outcome = outcomeOf(spec);
      return {
        curve: labels[index] ?? '',
        amount,
        spec,
        point: outcome?.result ?? null,
        failure: outcome?.failure ?? null,
      };
    }),
  );
}

function field(value: string | number): string {
  const text = typeof value === 'number' && !Number.isFinite(value) ? '' : String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Rows that have a result as CSV (RFC 4180); a distance that is not finite is empty. */
export function qualityCsv(rows: readonly QualityRow[], scale: QualityScale): string {
  const floor = scale.floor.reduce((sum, value) => sum + value, 0) / scale.floor.length;
  const lines = [
    `method,rounds_or_steps,network_calls,evaluations,derivatives,${scale.kind.replace('-', '_')},over_floor`,
  ];
  for (const { curve, amount, point } of rows) {
    if (!point) continue;
    const { rounds, evaluations, derivatives, distance } = point;
    lines.push([curve, amount, rounds, evaluations, derivatives, distance, distance / floor].map(field).join(','));
  }
  return `${lines.join('\r\n')}\r\n`;
}

/** The comparison as a document: its sweep, the floor, and what its runs came to. Numbers that are not finite are null. */
export function qualityDocument(
  runs: QualityRuns,
  rows: readonly QualityRow[],
  scale: QualityScale | null,
  lanes: readonly Lane[],
  words: Words,
) {
  const { curves, leftOut, base } = runs;
  return {
    sweep: qualitySweep(base, { curves, leftOut }),
    leftOut: leftOut.map(({ problem, ...source }) => ({
      label: sourceLabel(source, lanes, words),
      reason: problem ?? words.quality.notFixed,
    })),
    scale,
    runs: rows.map(({ curve, amount, point, failure }) => ({ curve, amount, ...point, failure })),
  };
}
