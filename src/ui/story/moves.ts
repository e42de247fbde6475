// How a reader moves through the story. Before its answer, a question ends a chapter for every way of moving.

import { CHAPTERS, giveAnswer, goToChapter, moveTo, type StoryAnswer, useStory } from '../../state/story-reader';
import { chapterOf } from '../../story';
import type { Chapter } from '../../story/chapter';
import { endOfBeat, figureAt, lastPlace } from '../../story/position';

/** Whether the reader wants little motion: then nothing plays, and pictures jump. */
export function isCalm(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches;
}

/** The chapter that is open. */
export function openChapter(): Chapter {
  return chapterOf(useStory.getState().chapter);
}

/** What the reader has answered to the question of a chapter; null before. */
export function answerTo({ name }: Chapter): StoryAnswer | null {
  return useStory.getState().answers[name] ?? null;
}

/** Moves to a place, as far as the reader may see. */
export function scrubTo(place: number): void {
  const chapter = openChapter();
  moveTo(Math.min(place, lastPlace(chapter, answerTo(chapter) !== null)));
}

/** Goes to a beat and plays it; for readers who want little motion, to its end. */
function goToBeat(chapter: Chapter, index: number): void {
  const [begin, end] = [chapter.beats[index]?.at ?? 0, endOfBeat(chapter, index)];
  if (isCalm()) moveTo(end);
  else moveTo(begin, end);
}

/** Whether the question stands open at the place of the reader. */
export function isAsked(chapter: Chapter, place: number, answer: StoryAnswer | null): boolean {
  return answer === null && figureAt(chapter, place).beat >= chapter.question.after;
}

/** Goes on: to the next beat, past a question without an answer, or to the next chapter. */
export function goOn(): void {
  const { chapter: number, place } = useStory.getState();
  const chapter = openChapter();
  const { beat } = figureAt(chapter, place);
  if (isAsked(chapter, place, answerTo(chapter))) answer({ kind: 'skipped' });
  else if (beat + 1 < chapter.beats.length) goToBeat(chapter, beat + 1);
  else if (number < CHAPTERS) goToChapter(number + 1);
}

/** Goes back: to the beginning of the beat, to the beat before, or to the chapter before. */
export function goBack(): void {
  const { chapter: number, place } = useStory.getState();
  const chapter = openChapter();
  const { beat } = figureAt(chapter, place);
  const begin = chapter.beats[beat]?.at ?? 0;
  if (!isCalm() && place > begin) moveTo(begin);
  else if (beat > 0) goToBeat(chapter, beat - 1);
  else if (number > 1) goToChapter(number - 1);
}

/** The chapter whose question was answered just now: what it is compared with takes the focus of the button that is gone. */
let answeredNow: string | null = null;

/** Whether the question of a chapter was answered just now; true once. */
export function takeAnsweredNow(name: string): boolean {
  const isNow = answeredNow === name;
  if (isNow) answeredNow = null;
  return isNow;
}

/** Answers the question of the chapter, and goes to what the run says. */
export function answer(given: StoryAnswer): void {
  const chapter = openChapter();
  answeredNow = given.kind === 'skipped' ? null : chapter.name;
  giveAnswer(chapter.name, given);
  goToBeat(chapter, chapter.question.after + 1);
}

/** Plays the chapter from here, or from its beginning; stops when it plays. */
export function togglePlayStory(): void {
  const { playingTo, place } = useStory.getState();
  const chapter = openChapter();
  const end = lastPlace(chapter, answerTo(chapter) !== null);
  if (playingTo !== null) moveTo(place);
  else moveTo(place >= end ? 0 : place, end);
}
