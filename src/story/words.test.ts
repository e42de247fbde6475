// A chapter is a page: what it says with the numbers of a run in it, the question and the longest comparison included, has at most 150
// words in English and 260 characters in Chinese.

import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Words, wordsOf } from '../words';
import { chapters } from '.';
import { type Chapter, NO_EVIDENCE } from './chapter';

const MOST = { en: 150, zh: 260 } as const;

/** Everything that a reader reads of a chapter, answered wrongly. Numbers are marks of one character. */
function pageOf({ name, beats, question }: Chapter, words: Words): string {
  const { story } = words;
  const compared =
    question.kind === 'pick'
      ? story.wrong(question.options[0]?.label(words) ?? '', question.options[1]?.label(words) ?? '')
      : story.drawn('1', '1', '1', '1');
  return [
    story.chapters[name].title,
    ...beats.map((beat) => beat.say(words, NO_EVIDENCE)),
    question.ask(words),
    ...(question.kind === 'pick' ? question.options.map((option) => option.label(words)) : []),
    compared,
  ].join('\n');
}

const sizeIn = {
  en: (text: string) => text.split(/\s+/).length,
  zh: (text: string) => [...text.replaceAll(/\s/g, '')].length,
} as const;

describe.each(LANGUAGES)('%s', (language) => {
  test.each(chapters.map((chapter) => [chapter.name, chapter] as const))('%s is a page', (_, chapter) => {
    const page = pageOf(chapter, wordsOf(language));
    const size = sizeIn[language](page);
    expect(size, page).toBeLessThanOrEqual(MOST[language]);
    expect(size, page).toBeGreaterThan(MOST[language] / 4);
  });
});
