// The starts on offer. A new one is a file and a line here.

import { entryOf } from '../registry';
import { constant } from './constant';
import type { Start } from './start';

export type { Start, StartContext } from './start';

export const starts = { constant } satisfies Record<string, Start>;

/** @throws SpecError when there is no start of that name */
export const startOf = (name: string): Start => entryOf<Start>(starts, name, 'method.start');
