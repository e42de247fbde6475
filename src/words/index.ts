// The languages of the page and their words. A language is one file of the shape of `en.ts` and one line here. This folder
// is a leaf: it imports nothing from outside, and the core does not know it.

import { english } from './en';
import type { Words } from './shape';
import { chinese } from './zh';

export type { Words } from './shape';

/** In the order in which languages are offered; keys are tags of BCP 47. */
const dictionaries = { en: english, zh: chinese } as const satisfies Record<string, Words>;

/** A language of the page. */
export type Language = keyof typeof dictionaries;

export const LANGUAGES = Object.keys(dictionaries) as readonly Language[];

/** The words of a language. */
export function wordsOf(language: Language): Words {
  return dictionaries[language];
}
