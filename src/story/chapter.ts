// What a chapter of the story is: data and pure functions. A chapter is a few beats of text, each beside a figure, a lab or the
// race, and one question that is asked before its answer is seen. Nothing here runs, draws or remembers anything.

import type { LabName } from '../core/labs';
import type { LabSettings } from '../core/labs/controls';
import type { Claim, LabPoint } from '../core/labs/lab';
import type { LaneResult } from '../core/race-result';
import type { RunSpec } from '../core/spec';
import type { Trace } from '../core/trace';
import type { Words } from '../words';

/** What stands beside a text: the figure of a run, a lab with its settings, or the race of the lab on a run's problem. */
export type StoryScene =
  | { readonly panel: 'figure'; readonly spec: RunSpec }
  | { readonly panel: 'labs'; readonly lab: LabName; readonly settings: LabSettings }
  | { readonly panel: 'race'; readonly spec: RunSpec };

/** What is known of a scene at present. Of three parts the one of its panel is there, as soon as its runs are. */
export interface Evidence {
  /** The finished run of a figure. */
  readonly trace: Trace | null;
  /** Points of a lab, the settings that they were made with, and what they say. */
  readonly lab: LabEvidence | null;
  /** Lanes of the race, in the order of `raceLanes`; null for those that have not been run. */
  readonly lanes: readonly (LaneResult | null)[] | null;
}

export interface LabEvidence {
  readonly points: readonly LabPoint[];
  readonly settings: LabSettings;
  readonly claims: readonly Claim[];
}

export const NO_EVIDENCE: Evidence = { trace: null, lab: null, lanes: null };

/** One paragraph of a chapter. */
export interface Beat {
  /** Where it begins in the chapter, from 0 to 1; the first begins at 0, the last ends at 1. */
  readonly at: number;
  readonly scene: StoryScene;
  /** Shares of the rounds of the figure that the cursor goes through during the beat. */
  readonly rounds: readonly [number, number];
  /** Shares of the nodes; absent where the cursor stands at the last node of its round. */
  readonly nodes?: readonly [number, number];
  /** The paragraph; numbers that are not known yet are `…`. */
  say(words: Words, evidence: Evidence): string;
}

/** Parts of the figure that would give an answer away. */
export type Veil = 'numbers' | 'plots';

interface Question {
  /** Index of the beat with which the question is asked. What follows it is told after the answer. */
  readonly after: number;
  readonly veils: readonly Veil[];
  ask(words: Words): string;
}

export interface PickOption {
  readonly id: string;
  label(words: Words): string;
}

/** A question with a few answers. */
export interface PickQuestion extends Question {
  readonly kind: 'pick';
  readonly options: readonly PickOption[];
  /** The option that the evidence of the beat after the question makes right; null while that is not known. */
  answer(evidence: Evidence): string | null;
}

/** A question whose answer is a curve: an error after some numbers of rounds. */
export interface DrawQuestion extends Question {
  readonly kind: 'draw';
  /** Numbers of rounds, in rising order, from 0. */
  readonly places: readonly number[];
}

export type StoryQuestion = PickQuestion | DrawQuestion;

/** Names of the chapters; answers are kept under them. */
export const CHAPTER_NAMES = [
  'serial',
  'wholePath',
  'sameNoise',
  'fronts',
  'hump',
  'blocks',
  'dimension',
  'price',
] as const satisfies readonly (keyof Words['story']['chapters'])[];
export type ChapterName = (typeof CHAPTER_NAMES)[number];

export interface Chapter {
  readonly name: ChapterName;
  readonly beats: readonly Beat[];
  readonly question: StoryQuestion;
}
