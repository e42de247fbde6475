// Half precision on a machine that computes in double: what a path state becomes after a round.

import type { Precision } from './spec';

/** Rounds values of an array in place, from `from` up to `to`; null where states are kept as they are. */
export type RoundStates = ((values: Float64Array, from: number, to: number) => void) | null;

/** How the states of a run are rounded after each round. */
export function roundingOf(precision: Precision): RoundStates {
  if (precision === 'f32') return null;
  throw new Error('not written yet');
}
