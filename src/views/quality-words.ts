// Quality at equal depth in numbers and words: what its plot is drawn from, the points as a table, and who reaches the target first.

import type { Words } from '../words';
import type { LaneRole } from './lane-colours';
import { formatCount } from './numbers';
import { networkCalls } from './sentences';
import type { Table } from './view';

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
  /** Distance of the sequential sampler on the whole grid and the same noise, where every parallel method ends; null before the first
   * run. */
  readonly reference: number | null;
  /** Steps of the whole grid. */
  readonly steps: number;
  readonly curves: readonly QualityPictureCurve[];
}

export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The points as a table. */
export function qualityTable({ curves, measure, floor }: QualityPicture, words: Words): Table {
  const { overFloor, ...columns } = words.views.quality.columns;
  return {
    columns: [...Object.values(columns), measure, overFloor],
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

/** The point of fewest calls from which a curve stays at or below a distance; null for never. */
function pointAt({ points }: QualityPictureCurve, distance: number): QualityPicturePoint | null {
  let first: QualityPicturePoint | null = null;
  for (const point of [...points].sort((a, b) => a.rounds - b.rounds)) {
    if (!(point.distance <= distance)) first = null;
    else first ??= point;
  }
  return first;
}

/** Of some curves, the first to stay at or below a distance. */
function firstTo(curves: readonly QualityPictureCurve[], distance: number) {
  return curves
    .flatMap((curve) => {
      const point = pointAt(curve, distance);
      return point === null ? [] : [{ curve, point }];
    })
    .sort((a, b) => a.point.rounds - b.point.rounds)[0];
}

/** What counts as the samples of the sequential sampler, where these are no exact samples. */
const NEAR_REFERENCE = 1.1;

/** Who comes into the band of exact samples in the fewest calls, and when the sequential sampler on fewer steps does. Where the whole
 * sequential sampler is outside of it, who comes near that. */
export function qualitySentence({ curves, floor, steps, reference }: QualityPicture, words: Words): string {
  const { sentenceSpace } = words;
  const { quality: said } = words.views;
  const known = curves.filter(({ points }) => points.length > 0);
  if (known.length === 0 || floor.length === 0) return said.none;
  const band = Math.max(...floor);
  const parallelCurves = known.filter(({ isBaseline }) => !isBaseline);
  const parallel = firstTo(parallelCurves, band);
  const baseline = firstTo(
    known.filter(({ isBaseline }) => isBaseline),
    band,
  );
  const steppers = baseline
    ? said.fewerSteps(formatCount(baseline.point.rounds), formatCount(steps))
    : said.fewerStepsNever;
  if (parallel) {
    const { curve, point } = parallel;
    return said.inBand(curve.label, networkCalls(point.rounds, words), formatCount(point.evaluations), steppers);
  }
  if (reference !== null && reference > band) {
    const near = firstTo(parallelCurves, NEAR_REFERENCE * reference);
    const first = near ? [said.nearReference(near.curve.label, networkCalls(near.point.rounds, words))] : [];
    return [said.referenceOutside(formatCount(steps)), ...first].join(sentenceSpace);
  }
  return baseline ? said.noneInBand(steppers) : said.nothingInBand;
}
