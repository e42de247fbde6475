// What a one-block run says about its rounds: a quantile over particles counts a particle when all its nodes agree.

import type { RunSummary } from '../../src/core/summary';
import { AGREEMENT, LADDER, roundsToStay } from '../compare/measurement';

export interface Reading {
  /** Rounds after which so many particles agree to 1e-3 at every node, and go on to do so; null for never. */
  readonly median: number | null;
  readonly percent99: number | null;
  readonly worst: number | null;
  /** What a rule needs that sees changes only: the loosest tolerance that ends in agreement, and its rounds. */
  readonly rule: { readonly tolerance: number; readonly rounds: number } | null;
  /** Rows per particle and round, and how many of them are Jacobian-vector products. */
  readonly rowsPerRound: number;
  readonly derivativesPerRound: number;
  readonly hump: number;
  readonly error: number;
}

/** Reads a run in one block. */
export function readingOf(summary: RunSummary): Reading {
  const [segment] = summary.segments;
  if (!segment || summary.segments.length !== 1) throw new Error('A headline run has one block.');
  const stopAt = (tolerance: number) => segment.residual.findIndex((residual) => residual < Math.fround(tolerance)) + 1;
  const rule = LADDER.map((tolerance) => ({ tolerance, rounds: stopAt(tolerance) })).find(
    ({ rounds }) => rounds > 0 && (segment.error[rounds] ?? Number.NaN) < AGREEMENT,
  );
  return {
    median: roundsToStay(segment.errorMedian),
    percent99: roundsToStay(segment.error99),
    worst: roundsToStay(segment.error),
    rule: rule ?? null,
    rowsPerRound: summary.evaluations / summary.rounds,
    derivativesPerRound: summary.derivatives / summary.rounds,
    hump: summary.hump,
    error: segment.error.at(-1) ?? Number.NaN,
  };
}
