// The languages of the page and their words. A language is one file of the shape of `en.ts` and one line here. This folder
// is a leaf: it imports nothing from outside, and the core does not know it.

import { english } from './en';
import type { Words } from './shape';
import { chinese } from './zh';

export type { Words } from './shape';

const dictionaries = { en: english, zh: chinese } as const;

/** A language of the page, by its tag of BCP 47. */
export type Language = keyof typeof dictionaries;

/** Languages in the order in which they are offered. */
export const LANGUAGES: readonly Language[] = ['en', 'zh'];

/** The words of a language. */
export function wordsOf(language: Language): Words {
  return dictionaries[language];
}
