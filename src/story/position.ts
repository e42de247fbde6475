// A chapter as a function of a place in it: what stands beside the text, where the cursor is, which paragraph is stressed. The same
// place always gives the same picture, so that a chapter can be scrubbed, rewound and linked.

import { sameJson } from '../state/json';
import type { Chapter, StoryScene } from './chapter';

/** What a place in a chapter shows. */
export interface StoryFigure {
  /** Index of the paragraph that is stressed. */
  readonly beat: number;
  readonly scene: StoryScene;
  /** Share of the rounds at which the cursor stands, 0 to 1. */
  readonly rounds: number;
  /** Share of the nodes; null for the last node of the round. */
  readonly nodes: number | null;
}

/** Distance of the end of a beat to the beginning of the next one. */
const BEFORE = 0.001;

function beatIndexAt({ beats }: Chapter, place: number): number {
  return Math.max(
    0,
    beats.findLastIndex(({ at }) => at <= place),
  );
}

/**
 * What a place shows. Within a beat the cursor moves evenly.
 * @param place 0 to 1; what is outside is at the end
 * @throws Error for a chapter without beats
 */
export function figureAt(chapter: Chapter, place: number): StoryFigure {
  const within = Math.min(1, Math.max(0, place));
  const index = beatIndexAt(chapter, within);
  const beat = chapter.beats[index];
  if (!beat) throw new Error(`The chapter ${chapter.name} has no beats.`);
  const end = chapter.beats[index + 1]?.at ?? 1;
  const share = end > beat.at ? (within - beat.at) / (end - beat.at) : 1;
  const between = ([from, to]: readonly [number, number]) => from + share * (to - from);
  return {
    beat: index,
    scene: beat.scene,
    rounds: between(beat.rounds),
    nodes: beat.nodes ? between(beat.nodes) : null,
  };
}

/** Where a beat ends: the last place that still belongs to it. */
export function endOfBeat({ beats }: Chapter, index: number): number {
  const next = beats[index + 1];
  return next ? next.at - BEFORE : 1;
}

/** The last place that may be seen: before its answer, a question ends a chapter. */
export function lastPlace(chapter: Chapter, answered: boolean): number {
  return answered ? 1 : endOfBeat(chapter, chapter.question.after);
}

/** The end of the beat at a place: what readers see of it who want little motion. */
export function stillAt(chapter: Chapter, place: number): number {
  return endOfBeat(chapter, beatIndexAt(chapter, place));
}

/** Whether two beats show the same thing. */
export function isSameScene(one: StoryScene, other: StoryScene): boolean {
  return one === other || sameJson(one, other);
}
