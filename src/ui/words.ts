// The languages of the page. A component asks `useWords()` and holds no text of its own.

import type { Language } from '../state/link';
import { useView } from '../state/view';
import { english } from './words.en';

/** The shape of a dictionary: that of the English one, with any strings in it. */
type Shape<T> = T extends string
  ? string
  : T extends (...values: infer V) => string
    ? (...values: V) => string
    : { readonly [K in keyof T]: Shape<T[K]> };
export type Words = Shape<typeof english>;

const dictionaries: Record<Language, Words> = { en: english };

/** The words of a language. */
export function wordsOf(language: Language): Words {
  return dictionaries[language];
}

/** The words of the language that the page is shown in. */
export function useWords(): Words {
  return wordsOf(useView((state) => state.language));
}
