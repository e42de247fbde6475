// How a reader's answer compares with what a run says: computed from the run, one sentence.

import type { StoryAnswer } from '../state/story-reader';
import { formatAbout, formatCount, formatError } from '../views/numbers';
import type { Words } from '../words';
import type { DrawQuestion, Evidence, StoryQuestion } from './chapter';
import { errorsAt, errorsByRound } from './facts';

/** Smallest and largest exponent of ten that can be drawn. */
export const DRAWN = { low: -5, high: 9 } as const;

/** An answer beside the truth. */
export interface Comparison {
  /** Null for a curve, which is neither right nor wrong. */
  readonly isRight: boolean | null;
  readonly sentence: string;
}

/** Logarithms of the errors of the run at the places of a question, as curves are drawn; null while there is no run. */
export function trueCurve({ places }: DrawQuestion, { trace }: Evidence): readonly number[] | null {
  if (!trace?.outcome) return null;
  return errorsAt(trace, places).map(drawable);
}

/** An error as the height of a curve; what cannot be drawn is at the end that it is beyond. */
function drawable(error: number): number {
  if (Number.isNaN(error)) return DRAWN.high;
  return Math.min(DRAWN.high, Math.max(DRAWN.low, Math.log10(error)));
}

/** Mean distance of two curves, as a factor. */
export function meanFactor(one: readonly number[], other: readonly number[]): number {
  const sum = one.reduce((total, value, index) => total + Math.abs(value - (other[index] ?? value)), 0);
  return 10 ** (sum / one.length);
}

/** The answer as a class is shown it, with nobody's own beside it: of a curve, that the run shows it. */
export function answerSentence(question: StoryQuestion, evidence: Evidence, words: Words): string {
  if (question.kind === 'draw') return words.story.answerDrawn;
  const truth = question.answer(evidence);
  const right = question.options.find((option) => option.id === truth)?.label(words);
  return right === undefined ? words.story.waitingForRun : words.story.answerIs(right);
}

/** Compares an answer with the evidence of the beat after the question; null while that is not known, or nothing was answered. */
export function compare(
  question: StoryQuestion,
  answer: StoryAnswer,
  evidence: Evidence,
  words: Words,
): Comparison | null {
  if (question.kind === 'pick') {
    if (answer.kind !== 'pick') return null;
    const truth = question.answer(evidence);
    const labelOf = (id: string | null) => question.options.find((option) => option.id === id)?.label(words);
    const [given, right] = [labelOf(answer.choice), labelOf(truth)];
    if (given === undefined || right === undefined) return null;
    const isRight = answer.choice === truth;
    return { isRight, sentence: isRight ? words.story.right(right) : words.story.wrong(given, right) };
  }
  if (answer.kind !== 'draw') return null;
  const curve = trueCurve(question, evidence);
  if (!curve || !evidence.trace) return null;
  const errors = errorsByRound(evidence.trace);
  const peak = Math.max(...errors);
  const sentence = words.story.drawn(
    formatAbout(meanFactor(answer.values, curve)),
    formatError(peak, words),
    formatCount(errors.indexOf(peak)),
    formatError(10 ** Math.max(...answer.values), words),
  );
  return { isRight: null, sentence };
}
