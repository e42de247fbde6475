// The part of a share link that is about the story: `chapter=4&place=0.35`. The run beside the text follows from it.

import { CHAPTERS, isChapter, isPlace, type StoryPlace } from './story-reader';

/** Digits of a place: a chapter is walked in hundredths. */
const DIGITS = 1000;

/** The parts of a hash. */
export function encodeStory({ chapter, place }: StoryPlace): string[] {
  const rounded = Math.round(place * DIGITS) / DIGITS;
  return [`chapter=${chapter}`, ...(rounded > 0 ? [`place=${rounded}`] : [])];
}

/**
 * The place in the story that a link names; null where it names none.
 * @throws Error whose message is a sentence
 */
export function decodeStory(chapter: string | undefined, place: string | undefined): StoryPlace | null {
  if (chapter === undefined) {
    if (place === undefined) return null;
    throw new Error('The link has a place in a chapter and no chapter; allowed are both, or the chapter alone.');
  }
  const number = /^\d{1,2}$/.test(chapter) ? Number(chapter) : Number.NaN;
  if (!isChapter(number)) {
    throw new Error(
      `The link's chapter is ${JSON.stringify(chapter.slice(0, 24))}; allowed: whole numbers from 1 to ${CHAPTERS}.`,
    );
  }
  const within = place === undefined ? 0 : /^\d*\.?\d+$/.test(place) ? Number(place) : Number.NaN;
  if (!isPlace(within)) {
    throw new Error(`The link's place is ${JSON.stringify((place ?? '').slice(0, 24))}; allowed: numbers from 0 to 1.`);
  }
  return { chapter: number, place: within };
}
