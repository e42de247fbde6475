// Regions where sampled values exceed a level, as rings: marching squares. Knows only grids.

import type { Point } from './geometry';

/** Values on a regular grid, `[row][column]`, in coordinates of columns and rows. */
export interface SampledField {
  readonly columns: number;
  readonly rows: number;
  readonly values: Float64Array;
}

/** Corners of a cell, anticlockwise from (0, 0); edge `e` joins corner `e` to the next. */
const CORNERS = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
] as const;

/** Edges on which the border enters and leaves a cell, with the larger values always on one side, by the corners that exceed
 * the level (a bit per corner). One piece for each run of such corners, so that saddles keep their two corners apart. */
const SEGMENTS: readonly (readonly (readonly [number, number])[])[] = Array.from({ length: 16 }, (_, corners) => {
  const above = (corner: number) => ((corners >> (corner % 4)) & 1) === 1;
  const pieces: [number, number][] = [];
  for (let edge = 0; edge < 4; edge++) {
    if (above(edge) || !above(edge + 1)) continue;
    let last = edge + 1;
    while (above(last + 1)) last++;
    pieces.push([edge, last % 4]);
  }
  return pieces;
});

/** Closed rings around all places where the field is at least `level`, to be filled by the even-odd rule. The field counts as
 * below the level outside of its grid, so that every ring closes. Points are [column, row]. */
export function contourRings(field: SampledField, level: number): Point[][] {
  const { columns, rows } = field;
  const { values, stride } = withBorder(field);
  const valueAt = (column: number, row: number) => values[(row + 1) * stride + column + 1] as number;
  const corner = (column: number, row: number, index: number): readonly [number, number] => {
    const [dx, dy] = CORNERS[index % 4] ?? CORNERS[0];
    return [column + dx, row + dy];
  };
  // Each border segment is kept under the edge on which it begins; edges have one name in both of their cells.
  const next = new Map<string, string>();
  const points = new Map<string, Point>();
  const crossing = (column: number, row: number, edge: number): string => {
    const a = corner(column, row, edge);
    const b = corner(column, row, edge + 1);
    const [from, to] = a[1] < b[1] || (a[1] === b[1] && a[0] < b[0]) ? [a, b] : [b, a];
    const key = `${from[0]},${from[1]},${to[0]},${to[1]}`;
    if (!points.has(key)) points.set(key, crossingPoint(from, valueAt(...from), to, valueAt(...to), level));
    return key;
  };
  for (let row = -1; row < rows; row++) {
    const before = (row + 1) * stride;
    const behind = before + stride;
    for (let column = -1; column < columns; column++) {
      // Nearly all cells lie on one side: no memory is taken before a border is met.
      const above =
        ((values[before + column + 1] as number) >= level ? 1 : 0) |
        ((values[before + column + 2] as number) >= level ? 2 : 0) |
        ((values[behind + column + 2] as number) >= level ? 4 : 0) |
        ((values[behind + column + 1] as number) >= level ? 8 : 0);
      if (above === 0 || above === 15) continue;
      for (const [from, to] of SEGMENTS[above] ?? []) next.set(crossing(column, row, from), crossing(column, row, to));
    }
  }
  const rings: Point[][] = [];
  for (const start of next.keys()) {
    const ring: Point[] = [];
    for (let key: string | undefined = start; key !== undefined; ) {
      const following: string | undefined = next.get(key);
      const point = points.get(key);
      if (following === undefined || !point) break;
      ring.push(point);
      next.delete(key);
      key = following;
    }
    if (ring.length > 2) rings.push(ring);
  }
  return rings;
}

/** The field with a border of cells below any level around it. */
function withBorder({ columns, rows, values }: SampledField): { values: Float64Array; stride: number } {
  const stride = columns + 2;
  const padded = new Float64Array(stride * (rows + 2)).fill(Number.NEGATIVE_INFINITY);
  for (let row = 0; row < rows; row++)
    padded.set(values.subarray(row * columns, (row + 1) * columns), (row + 1) * stride + 1);
  return { values: padded, stride };
}

function crossingPoint(from: Point, valueFrom: number, to: Point, valueTo: number, level: number): Point {
  // Towards the outside of the grid the border lies on the grid's own edge.
  const inside = Number.isFinite(valueFrom) ? from : to;
  if (!Number.isFinite(valueFrom) || !Number.isFinite(valueTo)) return inside;
  const share = valueFrom === valueTo ? 0.5 : (level - valueFrom) / (valueTo - valueFrom);
  return [from[0] + share * (to[0] - from[0]), from[1] + share * (to[1] - from[1])];
}
