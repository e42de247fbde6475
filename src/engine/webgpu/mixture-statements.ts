// The statements of `score-mixture.wgsl` that go over the coordinates. Of few coordinates each has statements of its own, whose values stay in
// registers; of many they are loops over arrays.

import { fillIn } from './fill-in';

/** Coordinates that are written out, at most: a row of more has too many values for registers. */
const MOST_WRITTEN = 8;

/** Writes them into the kernel of a dimension; the same operations in the same order either way. */
export function writeCoordinates(code: string, dimension: number): string {
  return fillIn(code, dimension <= MOST_WRITTEN ? writtenOut(dimension) : loops);
}

function writtenOut(dimension: number): Record<string, string[]> {
  const each = (statement: (c: number) => string) => Array.from({ length: dimension }, (_, c) => statement(c));
  return {
    'states and sums': each((c) => `let x${c} = path[state0 + ${c}u * batch.particles]; var sum${c} = 0.0;`),
    'squared distance': [
      ...each((c) => `let difference${c} = a * model[component + ${2 + c}u] - x${c};`),
      `let squared = ${each((c) => `difference${c} * difference${c}`).join(' + ')};`,
    ],
    'smaller sums': each((c) => `sum${c} *= factor;`),
    'larger sums': each((c) => `sum${c} += weight * difference${c};`),
    scores: each((c) => `scores[score0 + ${c}u * batch.particles] = sum${c} / total;`),
  };
}

const loop = (statement: string) => `for (var c = 0u; c < DIMENSION; c++) { ${statement} }`;

const loops: Record<string, string[]> = {
  'states and sums': [
    'var x: array<f32, DIMENSION>;',
    'var sum: array<f32, DIMENSION>;',
    loop('x[c] = path[state0 + c * batch.particles]; sum[c] = 0.0;'),
  ],
  'squared distance': [
    'var squared = 0.0;',
    loop('let difference = a * model[component + 2u + c] - x[c]; squared += difference * difference;'),
  ],
  'smaller sums': [loop('sum[c] *= factor;')],
  'larger sums': [loop('sum[c] += weight * (a * model[component + 2u + c] - x[c]);')],
  scores: [loop('scores[score0 + c * batch.particles] = sum[c] / total;')],
};
