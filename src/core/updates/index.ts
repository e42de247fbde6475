// The linear parts on offer. A new one is a file and a line here.

import { entryOf } from '../registry';
import { gaussianData } from './gaussian-data';
import { paradigms } from './paradigms';
import { picard } from './picard';
import type { Update } from './update';

export type { Update, UpdateContext } from './update';

export const updates = { picard, paradigms, 'gaussian-data': gaussianData } satisfies Record<string, Update>;

/** @throws SpecError when there is no linear part of that name */
export const updateOf = (name: string): Update => entryOf<Update>(updates, name, 'method.linearPart');
