// Chapter 7: the theorem is about large dimensions: steps grow with them, rounds far more slowly.

import {
  type DimensionPoint,
  type DimensionSettings,
  dimensionSpec,
  dimension as lab,
  roundsCurve,
} from '../../core/labs/dimension';
import { LARGEST_DIVERGENCE, stepsNeeded } from '../../core/labs/dimension-steps';
import { shippedDimension } from '../../core/labs/dimension-table';
import { parseLabSettings } from '../../core/labs/lab';
import { countsOf } from '../../core/trace';
import { formatCount } from '../../views/numbers';
import type { Chapter, Evidence, StoryScene } from '../chapter';
import { claimed, count, nearestOption, power, times } from '../facts';

const PLANE = 2;
/** Runs on this device stay small; the points that came with the page go on. */
const settings: DimensionSettings = parseLabSettings(lab, {
  family: 'gaussian',
  spacing: 'uniform',
  largest: 8,
  chains: 4,
});
const plane = {
  panel: 'figure',
  spec: dimensionSpec(
    { family: settings.family, spacing: settings.spacing, dimension: PLANE, lane: 'blocks' },
    { chains: 16, seed: settings.seed },
  ),
} as const satisfies StoryScene;
const scene: StoryScene = { panel: 'labs', lab: 'dimension', settings };

const known = roundsCurve(shippedDimension.points, settings, 'blocks').map(({ at }) => at);
const [SMALLEST, LARGEST] = [Math.min(...known), Math.max(...known)];

/** Factors by which rounds might grow. */
const FACTORS = [1, 3, 10, 100, 2000] as const;

/** By what steps and rounds grow from the smallest dimension to the largest; null while that is not known. */
function growth({ lab: evidence }: Evidence): { readonly steps: number; readonly rounds: number } | null {
  const points = (evidence?.points ?? []) as readonly DimensionPoint[];
  const curve = roundsCurve(points, settings, 'blocks');
  const [first, last] = [SMALLEST, LARGEST].map((dimension) => curve.find(({ at }) => at === dimension));
  if (!first || !last) return null;
  return {
    steps: stepsNeeded(last.at, settings.spacing) / stepsNeeded(first.at, settings.spacing),
    rounds: last.value / first.value,
  };
}

export const dimension: Chapter = {
  name: 'dimension',
  beats: [
    {
      at: 0,
      scene: plane,
      rounds: [0, 1],
      say: ({ story }, { trace }) => {
        const counts = trace && countsOf(trace);
        return story.chapters.dimension.plane(
          formatCount(PLANE),
          String(LARGEST_DIVERGENCE),
          count(counts?.sequentialSteps),
          count(counts?.rounds),
        );
      },
    },
    {
      at: 0.35,
      scene,
      rounds: [1, 1],
      say: ({ story }, evidence) => {
        const grown = growth(evidence);
        return story.chapters.dimension.slow(
          formatCount(SMALLEST),
          formatCount(LARGEST),
          times(grown?.steps),
          times(grown?.rounds),
        );
      },
    },
    {
      at: 0.7,
      scene,
      rounds: [1, 1],
      say: ({ story }, evidence) => {
        const slope = (name: string) => power(claimed(evidence, 'roundsGrowSlower', name));
        return story.chapters.dimension.powers(slope('steps'), slope('rounds'));
      },
    },
  ],
  question: {
    kind: 'pick',
    after: 0,
    veils: [],
    ask: ({ story }) =>
      story.chapters.dimension.ask(formatCount(SMALLEST), formatCount(LARGEST), String(LARGEST_DIVERGENCE)),
    options: FACTORS.map((factor) => ({
      id: String(factor),
      label: ({ story }) => story.ranges.about(formatCount(factor)),
    })),
    answer: (evidence) => nearestOption(FACTORS, growth(evidence)?.rounds),
  },
};
