// The linear parts on offer. A new one is a file and a line here.

import { FieldError, formatNumber } from '../read-value';
import { entryOf } from '../registry';
import { diagonal } from './diagonal';
import { gaussianData } from './gaussian-data';
import { jacobi } from './jacobi';
import { jacobian } from './jacobian';
import { paradigms } from './paradigms';
import { pathRegression } from './path-regression';
import { picard } from './picard';
import { scaledIdentity } from './scaled-identity';
import { surrogate } from './surrogate';
import { surrogateRegression } from './surrogate-regression';
import type { ScorePredictor, Update } from './update';

export type { ScorePredictor, Update, UpdateContext } from './update';

export const updates = {
  picard,
  paradigms,
  jacobi,
  'gaussian-data': gaussianData,
  'scaled-identity': scaledIdentity,
  diagonal,
  jacobian,
  'path-regression': pathRegression,
  surrogate,
  'surrogate-regression': surrogateRegression,
} satisfies Record<string, Update>;

/** @throws SpecError when there is no linear part of that name */
export const updateOf = (name: string): Update => entryOf<Update>(updates, name, 'method.linearPart');

/** What a linear part predicts scores by; null where it does not. */
export function predictorOf(update: Update): ScorePredictor | null {
  return update.derivative === null ? (update.predictor ?? null) : null;
}

function mostDimensions(update: Update): number {
  if (update.derivative !== null) return update.mostDimensions;
  return update.predictor?.mostDimensions ?? Number.POSITIVE_INFINITY;
}

/** Why a linear part cannot be used in so many dimensions; null when it can. */
export function updateError(name: string, dimension: number): FieldError | null {
  const update: Update | undefined = Object.hasOwn(updates, name) ? updateOf(name) : undefined;
  if (!update || dimension <= mostDimensions(update)) return null;
  return new FieldError(
    `method.linearPart is "${name}" in ${formatNumber(dimension)} dimensions; allowed are at most ${formatNumber(mostDimensions(update))}.`,
    'method.linearPart',
  );
}
