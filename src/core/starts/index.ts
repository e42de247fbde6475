// The starts on offer. A new one is a file and a line here.

import { FieldError, formatNumber } from '../read-value';
import { entryOf } from '../registry';
import { constant } from './constant';
import { gaussian } from './gaussian';
import { prediction } from './prediction';
import type { Start } from './start';
import { surrogate } from './surrogate';

export type { Start, StartContext } from './start';

export const starts = { constant, gaussian, prediction, surrogate } satisfies Record<string, Start>;

/** @throws SpecError when there is no start of that name */
export const startOf = (name: string): Start => entryOf<Start>(starts, name, 'method.start');

/** Why a start cannot be used in so many dimensions; null when it can. */
export function startError(name: string, dimension: number): FieldError | null {
  const start: Start | undefined = Object.hasOwn(starts, name) ? startOf(name) : undefined;
  const most = start?.surrogate?.mostDimensions;
  if (most === undefined || dimension <= most) return null;
  return new FieldError(
    `method.start is "${name}" in ${formatNumber(dimension)} dimensions; allowed are at most ${formatNumber(most)}.`,
    'method.start',
  );
}
