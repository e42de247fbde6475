// Chapter 5: errors rise before they fall, and half precision cannot hold them.

import { LARGEST_HALF } from '../../core/half';
import { blockLength } from '../../core/labs/block-length';
import { parseLabSettings } from '../../core/labs/lab';
import { DEFAULT_SPEC } from '../../core/spec';
import { countsOf } from '../../core/trace';
import { formatCount } from '../../views/numbers';
import type { Chapter, StoryScene } from '../chapter';
import { claimed, count, error } from '../facts';
import { figureOf } from '../scenes';

/** With fewer steps a collapsed block heals before its rounds have doubled. */
const STEPS = 512;
const HORIZON = 12;
const scene = figureOf({ horizon: HORIZON, blocks: 1, nodes: STEPS, particles: 16 });
const half: StoryScene = {
  panel: 'labs',
  lab: 'block-length',
  settings: parseLabSettings(blockLength, { precision: 'f16', horizon: HORIZON, steps: STEPS, particles: 8 }),
};

export const hump: Chapter = {
  name: 'hump',
  beats: [
    {
      at: 0,
      scene,
      rounds: [0, 0],
      say: ({ story }) =>
        story.chapters.hump.long(formatCount(STEPS), formatCount(HORIZON), formatCount(DEFAULT_SPEC.horizon)),
    },
    {
      at: 0.3,
      scene,
      rounds: [0, 1],
      say: (words, { trace }) => {
        const counts = trace && countsOf(trace);
        return words.story.chapters.hump.rises(error(counts?.hump, words), count(counts?.rounds));
      },
    },
    {
      at: 0.7,
      scene: half,
      rounds: [1, 1],
      say: ({ story }, evidence) => {
        const number = (name: string) => count(claimed(evidence, 'halfCollapses', name));
        return story.chapters.hump.half(formatCount(LARGEST_HALF), number('one'), number('blocks'), number('short'));
      },
    },
  ],
  question: {
    kind: 'draw',
    after: 0,
    veils: ['numbers', 'plots'],
    ask: ({ story }) => story.chapters.hump.ask,
    places: [0, 8, 16, 24, 32, 40, 48, 56, 64],
  },
};
