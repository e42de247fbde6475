// Chapter 3: noise belongs to a particle and a step, so that both samplers end at the same points; and pictures can look right long
// before paths are.

import { finalError } from '../../core/agreement';
import { segmentsOf } from '../../core/trace';
import { formatCount } from '../../views/numbers';
import type { Chapter, Evidence } from '../chapter';
import { count, distances, error } from '../facts';
import { figureOf } from '../scenes';

const BLOCKS = 8;
const scene = figureOf({ blocks: BLOCKS, nodes: 16 });
const few = figureOf({ blocks: BLOCKS, nodes: 16, method: { tolerance: null, iterations: 3 } });

/** Samples this near to their twins are the same point in a picture. */
const SAME = 0.01;

/** Which of the answers a finished run bears out. */
function comparison({ trace }: Evidence): string | null {
  if (!trace?.outcome) return null;
  const all = distances(trace);
  const same = all.filter((distance) => distance <= SAME).length;
  return same === all.length ? 'same' : same > all.length / 2 ? 'most' : 'shape';
}

export const sameNoise: Chapter = {
  name: 'sameNoise',
  beats: [
    { at: 0, scene, rounds: [0, 0.5], say: ({ story }) => story.chapters.sameNoise.noise },
    {
      at: 0.35,
      scene,
      rounds: [0.5, 1],
      say: (words, { trace }) =>
        words.story.chapters.sameNoise.same(
          count(trace?.plan.spec.particles),
          error(trace && Math.max(...distances(trace)), words),
        ),
    },
    {
      at: 0.7,
      scene: few,
      rounds: [0, 1],
      say: (words, { trace }) =>
        words.story.chapters.sameNoise.few(
          formatCount(BLOCKS),
          count(trace && segmentsOf(trace)[0]?.rounds),
          error(trace && finalError(trace, 'worst'), words),
        ),
    },
  ],
  question: {
    kind: 'pick',
    after: 0,
    veils: [],
    ask: ({ story }) => story.chapters.sameNoise.ask,
    options: (['shape', 'most', 'same'] as const).map((id) => ({
      id,
      label: ({ story }) => story.chapters.sameNoise.options[id],
    })),
    answer: comparison,
  },
};
