// Chapter 8: what few rounds cost, and which methods do better on the same noise.

import { type CostPoint, type CostSettings, cost } from '../../core/labs/cost';
import { parseLabSettings } from '../../core/labs/lab';
import { parseSpec } from '../../core/parse-spec';
import { FINISH_TOLERANCE } from '../../core/race';
import { countsOf } from '../../core/trace';
import { formatCount, formatError } from '../../views/numbers';
import type { Chapter, Evidence, StoryScene } from '../chapter';
import { claimed, count, nearestOption, times } from '../facts';

const STEPS = 256;
const settings: CostSettings = parseLabSettings(cost, { target: 'ring', steps: STEPS, particles: 32 });
const lane = cost.runs(settings).find(({ place }) => place.lane === 'blocks');
if (!lane) throw new Error('The lab of the cost has no run in blocks.');
const figure: StoryScene = { panel: 'figure', spec: lane.spec };
const lab: StoryScene = { panel: 'labs', lab: 'cost', settings };
/** The ring has as few components as a surrogate: two moons have many more, so that the surrogate is none of the score itself. */
const race = {
  panel: 'race',
  spec: parseSpec({ target: { kind: 'mixture', name: 'two-moons' }, blocks: 8, nodes: STEPS / 8, particles: 16 }),
} as const satisfies StoryScene;

/** Lanes of the race by their index in `raceLanes`. */
const LANES = { blocks: 1, window: 2, wavefront: 3, best: 4 } as const;

/** How many times the sequential evaluations the answers stand for. */
const FACTORS = [1, 2, 7, 50] as const;

function workOf({ lab: evidence }: Evidence): number | null {
  const points = (evidence?.points ?? []) as readonly CostPoint[];
  const measured = points.find(({ place }) => place.lane === 'blocks')?.measured;
  return measured ? measured.evaluations / measured.steps : null;
}

export const price: Chapter = {
  name: 'price',
  beats: [
    {
      at: 0,
      scene: figure,
      rounds: [0, 1],
      say: ({ story }, { trace }) =>
        story.chapters.price.calls(count(trace && countsOf(trace).rounds), formatCount(STEPS)),
    },
    {
      at: 0.3,
      scene: lab,
      rounds: [1, 1],
      say: ({ story }, evidence) =>
        story.chapters.price.lanes(
          times(workOf(evidence)),
          count(claimed(evidence, 'lanesDecide', 'particles')),
          count(claimed(evidence, 'lanesDecide', 'lanes')),
        ),
    },
    {
      at: 0.65,
      scene: race,
      rounds: [1, 1],
      say: (words, { lanes }) => {
        const finish = (name: keyof typeof LANES) => count(lanes?.[LANES[name]]?.finish);
        const best = lanes?.[LANES.best];
        const said = words.story.chapters.price;
        const others = said.others(
          formatCount(race.spec.particles),
          formatError(FINISH_TOLERANCE, words),
          finish('blocks'),
          finish('window'),
          finish('wavefront'),
        );
        return others + words.sentenceSpace + said.led(finish('best'), times(best && best.evaluations / STEPS));
      },
    },
  ],
  question: {
    kind: 'pick',
    after: 0,
    veils: ['numbers'],
    ask: ({ story }) => story.chapters.price.ask,
    options: FACTORS.map((factor) => ({
      id: String(factor),
      label: ({ story }) => story.ranges.about(formatCount(factor)),
    })),
    answer: (evidence) => nearestOption(FACTORS, workOf(evidence)),
  },
};
