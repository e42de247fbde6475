// What the print sheet of a chapter holds, and where: what the reader may see, and behind it a last page with the answers.

import type { Beat, Chapter, StoryQuestion } from './chapter';

export interface Sheet {
  /** Paragraphs that anyone may read. */
  readonly told: readonly Beat[];
  /** The question while it stands open: the text ends with it. */
  readonly question: StoryQuestion | null;
  /** Paragraphs that give its answer, for the page of the answers. */
  readonly kept: readonly Beat[];
}

/**
 * The sheet of a chapter for a reader.
 * @param answered whether its question was answered or skipped
 */
export function sheetOf({ beats, question }: Chapter, answered: boolean): Sheet {
  if (answered) return { told: beats, question: null, kept: [] };
  const end = question.after + 1;
  return { told: beats.slice(0, end), question, kept: beats.slice(end) };
}
