// Chapter 2: a Picard round corrects the whole path at once, and the error falls faster and faster.

import { countsOf } from '../../core/trace';
import { agreementOf } from '../../views/error-scale';
import { formatCount, formatError } from '../../views/numbers';
import type { Chapter } from '../chapter';
import { count, UNKNOWN } from '../facts';
import { figureOf } from '../scenes';

const STEPS = 128;
const scene = figureOf({ dynamics: 'ode', blocks: 1, nodes: STEPS });

export const wholePath: Chapter = {
  name: 'wholePath',
  beats: [
    { at: 0, scene, rounds: [0, 0], say: ({ story }) => story.chapters.wholePath.guess(formatCount(STEPS)) },
    { at: 0.25, scene, rounds: [0, 0], say: ({ story }) => story.chapters.wholePath.round },
    {
      at: 0.5,
      scene,
      rounds: [0, 1],
      say: (words, { trace }) =>
        words.story.chapters.wholePath.falls(
          count(trace && countsOf(trace).rounds),
          formatCount(STEPS),
          trace ? formatError(agreementOf(trace), words) : UNKNOWN,
        ),
    },
  ],
  question: {
    kind: 'draw',
    after: 1,
    veils: ['numbers', 'plots'],
    ask: ({ story }) => story.chapters.wholePath.ask,
    places: [0, 2, 4, 6, 8, 10, 12, 14, 16],
  },
};
