// The linear parts on offer. A new one is a file and a line here.

import { FieldError, formatNumber } from '../read-value';
import { entryOf } from '../registry';
import { diagonal } from './diagonal';
import { gaussianData } from './gaussian-data';
import { jacobi } from './jacobi';
import { jacobian } from './jacobian';
import { paradigms } from './paradigms';
import { picard } from './picard';
import { scaledIdentity } from './scaled-identity';
import type { Update } from './update';

export type { Update, UpdateContext } from './update';

export const updates = {
  picard,
  paradigms,
  jacobi,
  'gaussian-data': gaussianData,
  'scaled-identity': scaledIdentity,
  diagonal,
  jacobian,
} satisfies Record<string, Update>;

/** @throws SpecError when there is no linear part of that name */
export const updateOf = (name: string): Update => entryOf<Update>(updates, name, 'method.linearPart');

/** Why a linear part cannot be used in so many dimensions; null when it can. */
export function updateError(name: string, dimension: number): FieldError | null {
  const update: Update | undefined = Object.hasOwn(updates, name) ? updateOf(name) : undefined;
  if (!update || update.derivative === null || dimension <= update.mostDimensions) return null;
  return new FieldError(
    `method.linearPart is "${name}" in ${formatNumber(dimension)} dimensions; allowed are at most ${formatNumber(update.mostDimensions)}.`,
    'method.linearPart',
  );
}
