// Chapter 4: up to where a path is exact, and up to where it agrees.

import { countsOf, type Trace } from '../../core/trace';
import { agreementOf } from '../../views/error-scale';
import { formatCount, formatError } from '../../views/numbers';
import { toleranceFrontSlope } from '../../views/trace-lookup';
import type { Chapter } from '../chapter';
import { count, times, UNKNOWN } from '../facts';
import { figureOf } from '../scenes';

const STEPS = 256;
const TOLERANCE = 1e-3;
/** Without noise: with it the error of one block rises far before it falls, which is the surprise of the next chapter. */
const scene = figureOf({ dynamics: 'ode', blocks: 1, nodes: STEPS, particles: 32, method: { tolerance: TOLERANCE } });

/** Answers by the fewest nodes a round that they stand for. */
const FROM = [1, 2, 5, 10] as const;

/** Nodes that agreement advances in a round. */
function speedOf(trace: Trace): number {
  return toleranceFrontSlope(trace, agreementOf(trace));
}

export const fronts: Chapter = {
  name: 'fronts',
  beats: [
    { at: 0, scene, rounds: [0, 0.3], say: ({ story }) => story.chapters.fronts.exact(formatCount(STEPS)) },
    {
      at: 0.35,
      scene,
      rounds: [0.3, 1],
      say: (words, { trace }) =>
        words.story.chapters.fronts.agree(
          trace ? formatError(agreementOf(trace), words) : UNKNOWN,
          times(trace && speedOf(trace)),
          count(trace && countsOf(trace).rounds),
        ),
    },
    { at: 0.75, scene, rounds: [1, 1], nodes: [1, 0], say: ({ story }) => story.chapters.fronts.stop },
  ],
  question: {
    kind: 'pick',
    after: 0,
    veils: ['numbers', 'plots'],
    ask: (words) => words.story.chapters.fronts.ask(formatCount(STEPS), formatError(TOLERANCE, words)),
    options: FROM.map((from, index) => ({
      id: String(from),
      label: ({ story }) => {
        const { below, between, above } = story.ranges;
        const next = FROM[index + 1];
        if (next === undefined) return above(formatCount(from));
        return index === 0 ? below(formatCount(next)) : between(formatCount(from), formatCount(next));
      },
    })),
    answer: ({ trace }) => {
      const speed = trace ? speedOf(trace) : Number.NaN;
      return Number.isNaN(speed) ? null : String(FROM.findLast((from) => from <= speed) ?? FROM[0]);
    },
  },
};
