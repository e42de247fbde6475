// The order of the points in the table of the lab on dimension, so that the file changes little when points are added.

import type { DimensionPlace, DimensionPoint } from '../../src/core/labs/dimension';

/** Whether two points are of the same run. */
export function samePlace(one: DimensionPlace, other: DimensionPlace): boolean {
  return keyOf(one) === keyOf(other);
}

function keyOf({ spacing, family, dimension, lane }: DimensionPlace): string {
  return `${spacing} ${family} ${String(dimension).padStart(5, '0')} ${lane}`;
}

/** By spacing, family, dimension and lane. */
export function sorted(points: readonly DimensionPoint[]): DimensionPoint[] {
  return [...points].sort((one, other) => (keyOf(one.place) < keyOf(other.place) ? -1 : 1));
}
