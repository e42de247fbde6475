// Test plan: (1) a place gives the same picture every time; (2) within a beat the cursor moves evenly and without leaps, and from beat
// to beat where the same run goes on; (3) what follows a question cannot be reached before its answer; (4) the chapters are well formed:
// beats in order, runs small enough to be made as they are where a CPU does the sampling.

import { describe, expect, test } from 'vitest';
import { reduceForSoftware, softwareMilliseconds } from '../core/cost';
import { raceLanes } from '../core/labs/race';
import { laneSpec } from '../core/race';
import type { RunSpec } from '../core/spec';
import { labOf } from '../state/labs';
import { CHAPTERS } from '../state/story-reader';
import { chapterOf, chapters } from '.';
import { type Beat, CHAPTER_NAMES, type StoryScene } from './chapter';
import { endOfBeat, figureAt, isSameScene, lastPlace, stillAt } from './position';

/** Whether the cursor goes on from one beat to the next without a leap. */
function goesOn(one: Beat, next: Beat): boolean {
  return isSameScene(one.scene, next.scene) && one.rounds[1] === next.rounds[0] && one.nodes?.[1] === next.nodes?.[0];
}

const named = chapters.map((chapter) => [chapter.name, chapter] as const);

test('the registry has the chapters that links and words name, in their order', () => {
  expect(chapters.map(({ name }) => name)).toEqual(CHAPTER_NAMES);
  expect(chapters).toHaveLength(CHAPTERS);
  expect(() => chapterOf(0)).toThrow('The chapter is 0; allowed: 1 to 8.');
  expect(() => chapterOf(9)).toThrow('The chapter is 9; allowed: 1 to 8.');
});

/** Milliseconds that a scene may take where a CPU does the sampling. */
const MOST = { figure: 2000, others: 10_000 };

function runsOf(scene: StoryScene): RunSpec[] {
  switch (scene.panel) {
    case 'figure':
      return [scene.spec];
    case 'labs':
      return labOf(scene.lab)
        .runs(scene.settings)
        .map(({ spec }) => spec);
    case 'race':
      return raceLanes(scene.spec).map((lane) => laneSpec(scene.spec, lane));
  }
}

describe.each(named)('%s', (_, chapter) => {
  const places = Array.from({ length: 1001 }, (_place, index) => index / 1000);

  test('begins at 0, goes on in order, and asks before its last beat', () => {
    const at = chapter.beats.map((beat) => beat.at);
    expect(at[0]).toBe(0);
    expect(at).toEqual([...new Set(at)].sort((one, other) => one - other));
    expect(at.at(-1)).toBeLessThan(1);
    expect(chapter.question.after).toBeLessThan(chapter.beats.length - 1);
  });

  test('the same place gives the same picture, whatever was looked at before', () => {
    const forwards = places.map((place) => figureAt(chapter, place));
    const back = places.toReversed().map((place) => figureAt(chapter, place));
    expect(back.toReversed()).toEqual(forwards);
    expect(figureAt(chapter, -1)).toEqual(forwards[0]);
    expect(figureAt(chapter, 2)).toEqual(forwards.at(-1));
  });

  test('the cursor stays in the run and leaps only to another run', () => {
    let leaps = 0;
    places.slice(1).forEach((place, index) => {
      const [before, here] = [figureAt(chapter, places[index]!), figureAt(chapter, place)];
      expect(here.rounds).toBeGreaterThanOrEqual(0);
      expect(here.rounds).toBeLessThanOrEqual(1);
      const [one, next] = [chapter.beats[before.beat]!, chapter.beats[here.beat]!];
      const step = Math.max(Math.abs(here.rounds - before.rounds), Math.abs((here.nodes ?? 1) - (before.nodes ?? 1)));
      if (one === next || goesOn(one, next)) expect(step, `at ${place}`).toBeLessThan(0.02);
      else leaps++;
    });
    expect(leaps).toBe(chapter.beats.slice(1).filter((beat, index) => !goesOn(chapter.beats[index]!, beat)).length);
  });

  test('ends at the question until it is answered', () => {
    const last = figureAt(chapter, lastPlace(chapter, false));
    expect(last.beat).toBe(chapter.question.after);
    expect(lastPlace(chapter, true)).toBe(1);
  });

  test('readers who want little motion see the end of every beat', () => {
    for (const place of places) {
      const { beat } = figureAt(chapter, place);
      expect(stillAt(chapter, place)).toBe(endOfBeat(chapter, beat));
      expect(figureAt(chapter, stillAt(chapter, place)).beat).toBe(beat);
    }
    chapter.beats.forEach((beat, index) => {
      const still = figureAt(chapter, endOfBeat(chapter, index));
      expect(still.scene).toBe(beat.scene);
      expect(Math.abs(still.rounds - beat.rounds[1])).toBeLessThan(0.01);
    });
  });

  test('its runs are made as they are where a CPU does the sampling, and end soon', () => {
    for (const { scene } of chapter.beats) {
      const time = runsOf(scene).reduce((sum, spec) => sum + softwareMilliseconds(spec), 0);
      expect(time, scene.panel).toBeLessThan(scene.panel === 'figure' ? MOST.figure : MOST.others);
      if (scene.panel === 'figure') expect(reduceForSoftware(scene.spec)).toBe(scene.spec);
      if (scene.panel === 'labs') expect(labOf(scene.lab).reduced(scene.settings)).toEqual(scene.settings);
    }
  });
});
