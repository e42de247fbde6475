// Test plan: before its answer, a sheet ends with the question, and what gives the answer is kept for the last page; after it, the sheet is
// the chapter. No paragraph is lost or told twice.

import { expect, test } from 'vitest';
import { chapters } from '.';
import { sheetOf } from './sheet';

test.each(chapters.map((chapter) => [chapter.name, chapter] as const))('%s', (_, chapter) => {
  const open = sheetOf(chapter, false);
  expect(open.question).toBe(chapter.question);
  expect(open.told.at(-1)).toBe(chapter.beats[chapter.question.after]);
  expect([...open.told, ...open.kept]).toEqual(chapter.beats);
  expect(open.kept.length).toBeGreaterThan(0);
  expect(sheetOf(chapter, true)).toEqual({ told: chapter.beats, question: null, kept: [] });
});
