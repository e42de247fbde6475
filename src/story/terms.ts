// Finds terms of the glossary in a text, by the glossary's own names: longer names first, whole words only, each term once, where it
// occurs first.

import type { Language, Words } from '../words';

export type TermName = keyof Words['glossary']['terms'];

/** A piece of a text; one that is a term's first occurrence has its name. */
export interface TextPart {
  readonly text: string;
  readonly term: TermName | null;
}

/** Names that are everyday words of a language as well: in a text they seldom are the term. */
const EVERYDAY: Readonly<Record<Language, readonly TermName[]>> = { en: ['start'], zh: [] };

/** Chinese has no spaces: a name of one character is a word of its own after a number or one of these, and not before those. */
const BEFORE = '每一各几这那哪整逐前后同';
const NOT_AFTER = '数次长廓骤子伐';

/** A pattern of the name of a term in a text of a language. The letter of `Noise time r` is no part of the name. */
function patternOf(name: string, language: Language): string {
  const word = name.replace(/ [a-z]$/, '').replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (language === 'zh') return word.length > 1 ? word : `(?<=[\\d…${BEFORE}] ?)${word}(?![${NOT_AFTER}])`;
  // A noun at the end of a name may have its plural.
  const stem = word.replace(/s$/, '');
  return `(?<![\\p{L}\\p{N}-])${stem}s?(?![\\p{L}\\p{N}-])`;
}

/**
 * Cuts texts that are read one after another into pieces, so that the first occurrence of each term is a piece of its own.
 * @returns one list of pieces for each text; together they are the text
 */
export function markTerms(texts: readonly string[], { glossary }: Words, language: Language): TextPart[][] {
  const names = (Object.keys(glossary.terms) as TermName[])
    .filter((name) => !EVERYDAY[language].includes(name))
    // The pattern takes the first that fits.
    .sort((one, other) => glossary.terms[other].term.length - glossary.terms[one].term.length);
  const patterns = names.map((name) => `(${patternOf(glossary.terms[name].term, language)})`);
  const found = new RegExp(patterns.join('|'), 'giu');
  const seen = new Set<TermName>();
  return texts.map((text) => {
    const parts: TextPart[] = [];
    let end = 0;
    for (const match of text.matchAll(found)) {
      const name = names[match.slice(1).findIndex((group) => group !== undefined)];
      if (name === undefined || seen.has(name)) continue;
      seen.add(name);
      if (match.index > end) parts.push({ text: text.slice(end, match.index), term: null });
      parts.push({ text: match[0], term: name });
      end = match.index + match[0].length;
    }
    if (end < text.length) parts.push({ text: text.slice(end), term: null });
    return parts;
  });
}
