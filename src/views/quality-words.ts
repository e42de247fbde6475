// Quality at equal depth in numbers and words: what its plot is drawn from, the points as a table, and who reaches the target first.

import type { LaneRole } from './lane-colours';
import { formatCount } from './numbers';
import { networkCalls } from './sentences';
import type { Table } from './view';

export const QUALITY_TITLE = 'Distance to the target at equal depth';

export interface QualityPicturePoint {
  /** Rounds of a block, or steps of a baseline. */
  readonly amount: number;
  readonly rounds: number;
  readonly evaluations: number;
  readonly derivatives: number;
  readonly distance: number;
}

export interface QualityPictureCurve {
  readonly label: string;
  readonly role: LaneRole;
  /** The sequential sampler on fewer steps. */
  readonly isBaseline: boolean;
  /** Those that are known, few calls first. */
  readonly points: readonly QualityPicturePoint[];
}

export interface QualityPicture {
  /** What the distance is called. */
  readonly measure: string;
  /** Distances of exact sets of as many samples. */
  readonly floor: readonly number[];
  /** Steps of the whole grid. */
  readonly steps: number;
  readonly curves: readonly QualityPictureCurve[];
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The points as a table. */
export function qualityTable({ curves, measure, floor }: QualityPicture): Table {
  return {
    columns: [
      'method',
      'rounds or steps',
      'network calls',
      'evaluations',
      'of them derivatives',
      measure,
      'over the floor',
    ],
    rows: curves.flatMap(({ label, points }) =>
      points.map(({ amount, rounds, evaluations, derivatives, distance }) => [
        label,
        amount,
        rounds,
        evaluations,
        derivatives,
        distance,
        distance / meanOf(floor),
      ]),
    ),
  };
}

/** The fewest calls from which a curve stays within the band of exact samples; null for never. */
function callsToFloor({ points }: QualityPictureCurve, floor: readonly number[]): number | null {
  const largest = Math.max(...floor);
  let calls: number | null = null;
  for (const { rounds, distance } of [...points].sort((a, b) => a.rounds - b.rounds)) {
    if (!(distance <= largest)) calls = null;
    else calls ??= rounds;
  }
  return calls;
}

/** Who comes into the band of exact samples in the fewest calls, and when the sequential sampler on fewer steps does. */
export function qualitySentence({ curves, floor, steps }: QualityPicture): string {
  const known = curves.filter(({ points }) => points.length > 0);
  if (known.length === 0 || floor.length === 0) return 'Nothing has been measured yet.';
  const reached = known.flatMap((curve) => {
    const calls = callsToFloor(curve, floor);
    return calls === null ? [] : [{ curve, calls }];
  });
  const best = (isBaseline: boolean) =>
    reached.filter(({ curve }) => curve.isBaseline === isBaseline).sort((a, b) => a.calls - b.calls)[0];
  const [parallel, baseline] = [best(false), best(true)];
  if (!parallel && !baseline) return 'Nothing measured so far is in the band of exact samples.';
  const first = parallel
    ? `${parallel.curve.label} is in the band of exact samples after ${networkCalls(parallel.calls)}`
    : 'No parallel method measured so far is in the band of exact samples';
  const second = baseline
    ? `the sequential sampler on fewer steps needs ${formatCount(baseline.calls)} of the ${formatCount(steps)}`
    : 'the sequential sampler on fewer steps is not, as far as it is measured';
  return `${first}; ${second}.`;
}
