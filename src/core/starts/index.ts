// The starts on offer. A new one is a file and a line here.

import { entryOf } from '../registry';
import { constant } from './constant';
import { gaussian } from './gaussian';
import { prediction } from './prediction';
import type { Start } from './start';

export type { Start, StartContext } from './start';

export const starts = { constant, gaussian, prediction } satisfies Record<string, Start>;

/** @throws SpecError when there is no start of that name */
export const startOf = (name: string): Start => entryOf<Start>(starts, name, 'method.start');
