// Eight squares of a 4 x 4 board, 25 points in each.

import type { NamedTarget } from './mixtures';

/** Points along one side of a square. */
const SIDE = 5;
/** Brings the board to about unit variance. */
const SCALE = 1.15;

const place = (square: number, i: number) => (square - 2 + (i + 0.5) / SIDE) / SCALE;

export const checkerboard: NamedTarget = {
  label: 'checkerboard',
  means: Array.from({ length: 8 * SIDE * SIDE }, (_, i) => {
    const cell = Math.floor(i / (SIDE * SIDE));
    const row = Math.floor(cell / 2);
    const column = 2 * (cell % 2) + (row % 2);
    return [place(column, Math.floor(i / SIDE) % SIDE), place(row, i % SIDE)];
  }),
  std: 0.08,
};
