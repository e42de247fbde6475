// Chapter 6: what blocks of constant length buy, and that it is not rounds.

import { type BlockLengthPoint, blockLength } from '../../core/labs/block-length';
import { parseLabSettings } from '../../core/labs/lab';
import { formatCount } from '../../views/numbers';
import type { Chapter, Evidence, StoryScene } from '../chapter';
import { claimed, count, error, times } from '../facts';
import { figureOf } from '../scenes';

const STEPS = 256;
const BLOCKS = 8;
const HORIZON = 12;
const scene = figureOf({ horizon: HORIZON, blocks: BLOCKS, nodes: STEPS / BLOCKS, particles: 16 });
const labOf = (input: object): StoryScene => ({
  panel: 'labs',
  lab: 'block-length',
  settings: parseLabSettings(blockLength, { horizon: HORIZON, steps: STEPS, particles: 16, ...input }),
});
const byTolerance = labOf({ stopping: 'tolerance' });
const fixed = labOf({ stopping: 'fixed', iterations: 8 });

/** Numbers of blocks to choose from. */
const OFFERED = [1, 4, 16, 64] as const;

/** The offered number of blocks with the fewest rounds; null while one of them has not been run. */
function fewestRounds({ lab }: Evidence): string | null {
  const points = (lab?.points ?? []) as readonly BlockLengthPoint[];
  const offered = OFFERED.flatMap((blocks) => points.find(({ place }) => place.blocks === blocks) ?? []);
  const [first] = offered;
  if (!first || offered.length < OFFERED.length) return null;
  const best = offered.reduce((least, point) => (point.measured.rounds < least.measured.rounds ? point : least), first);
  return String(best.place.blocks);
}

export const blocks: Chapter = {
  name: 'blocks',
  beats: [
    {
      at: 0,
      scene,
      rounds: [0, 1],
      say: ({ story }) => story.chapters.blocks.stairs(formatCount(STEPS), formatCount(BLOCKS)),
    },
    {
      at: 0.3,
      scene: byTolerance,
      rounds: [1, 1],
      say: ({ story }, evidence) => {
        const number = (name: string) => count(claimed(evidence, 'fewerBlocksFewerRounds', name));
        const few = formatCount(BLOCKS);
        return story.chapters.blocks.rounds(number('one'), few, number('short'), number('blocks'), number('many'));
      },
    },
    {
      at: 0.5,
      scene: byTolerance,
      rounds: [1, 1],
      say: (words, evidence) => {
        const price = (name: string) => times(claimed(evidence, 'blocksSaveWork', name));
        return words.story.chapters.blocks.price(
          error(claimed(evidence, 'humpGrows', 'one'), words),
          price('work'),
          price('memory'),
          formatCount(BLOCKS),
        );
      },
    },
    {
      at: 0.75,
      scene: fixed,
      rounds: [1, 1],
      say: (words, evidence) => {
        const number = (name: string) => claimed(evidence, 'fixedRoundsNeedBlocks', name);
        return words.story.chapters.blocks.fixed(
          count(number('iterations')),
          count(number('blocks')),
          count(number('rounds')),
          error(number('short'), words),
          error(number('shortWorst'), words),
          error(number('one'), words),
        );
      },
    },
  ],
  question: {
    kind: 'pick',
    after: 0,
    veils: ['numbers'],
    ask: ({ story }) => story.chapters.blocks.ask,
    options: OFFERED.map((offered) => ({
      id: String(offered),
      label: ({ labs }) => labs.blocks(formatCount(offered)),
    })),
    answer: fewestRounds,
  },
};
