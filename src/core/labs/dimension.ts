// Lab: what grows with the dimension. The steps of the sequential sampler for one closed-form accuracy, and at those steps the rounds
// of PIADM and of the best linear part, from runs. In two dimensions nothing of the theorem can be seen; it is the steps that
// grow with the dimension, and the rounds hardly do.

import { softwareMilliseconds } from '../cost';
import { stretch } from '../grid';
import { parseSpec } from '../parse-spec';
import { LIMITS, type RunSpec } from '../spec';
import { choiceOf, numberOf, type SettingsOf } from './controls';
import { CUTOFF, DATA_STD, horizonOf, type StepSpacing, stepsNeeded } from './dimension-steps';
import { shippedDimension } from './dimension-table';
import { fitPower, type Line } from './fit';
import { type Claim, LAB_BUDGET, type Lab, type LabPoint, type LabRun } from './lab';
import { type RunNumbers, runNumbers } from './run-numbers';

const controls = {
  /** `gaussian` has a closed form; `mixture` has 8 random modes of the same width. */
  family: choiceOf(['gaussian', 'mixture'], 'gaussian'),
  spacing: choiceOf(['uniform', 'stretched'], 'uniform'),
  /** Largest dimension of the runs on this device. */
  largest: choiceOf([8, 32, 128, 512, 1024, 2048, 4096], 128),
  chains: numberOf({ whole: true, minimum: 1, maximum: 64 }, 16, true),
  seed: numberOf({ whole: true, minimum: 0, maximum: 2 ** 32 - 1 }, 1, true),
} as const;

export type DimensionSettings = SettingsOf<typeof controls>;

/** PIADM in blocks of constant length and in one block, and the best linear part that works in all dimensions. */
export const DIMENSION_LANES = ['blocks', 'whole', 'best'] as const;
export type DimensionLane = (typeof DIMENSION_LANES)[number];

export type DimensionPlace = {
  readonly family: 'gaussian' | 'mixture';
  readonly spacing: StepSpacing;
  readonly dimension: number;
  readonly lane: DimensionLane;
};
export type DimensionPoint = LabPoint<DimensionPlace, RunNumbers>;

/** Dimensions on the axis. */
const DIMENSIONS = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096] as const;

/** Dimensions of a family up to a largest one. */
export function dimensionsOf(family: DimensionPlace['family'], largest = Number.POSITIVE_INFINITY): number[] {
  const most = family === 'mixture' ? LIMITS.mixtureDimension : LIMITS.gaussianDimension;
  return DIMENSIONS.filter((dimension) => dimension <= Math.min(most, largest));
}

/** Length of a block, in noise time or in stretched time as the grid is spaced. */
const BLOCK_LENGTH = 1.5;
/** Far more rounds than a segment takes. */
const MOST_ROUNDS = 200;
/** States of all chains at all nodes, at most: they fit one buffer of any device. */
const MOST_STATES = 2 ** 25;

/** Number of blocks of constant length that the horizon has. */
export function blocksIn(dimension: number, spacing: StepSpacing): number {
  const horizon = horizonOf(dimension);
  const length = spacing === 'uniform' ? horizon - CUTOFF : stretch(horizon) - stretch(CUTOFF);
  return Math.round(length / BLOCK_LENGTH);
}

/** The run of a place. Blocks have equal numbers of nodes, so that a grid in blocks may have a few steps more than are needed. */
export function dimensionSpec(place: DimensionPlace, { chains, seed }: { chains: number; seed: number }): RunSpec {
  const { family, spacing, dimension, lane } = place;
  const steps = stepsNeeded(dimension, spacing);
  const blocks = lane === 'blocks' ? blocksIn(dimension, spacing) : 1;
  const nodes = Math.ceil(steps / blocks);
  const settings = lane === 'best' ? { linearPart: 'scaled-identity', start: 'gaussian' } : { linearPart: 'picard' };
  const target =
    family === 'gaussian'
      ? { kind: 'gaussian', dimension, mean: 0, std: DATA_STD }
      : { kind: 'mixture', name: 'random', dimension, components: 8, std: DATA_STD, seed: 1 };
  return parseSpec({
    target,
    horizon: horizonOf(dimension),
    cutoff: CUTOFF,
    blocks,
    nodes,
    spacing,
    method: { kind: 'piadm', ...settings, tolerance: 1e-3, iterations: Math.min(nodes, MOST_ROUNDS) },
    particles: Math.max(1, Math.min(chains, Math.floor(MOST_STATES / (dimension * (blocks * nodes + 1))))),
    seed,
  });
}

/** The run behind a point that comes with the page. */
export function shippedSpec(place: DimensionPlace): RunSpec {
  return dimensionSpec(place, { chains: 16, seed: 1 });
}

function runs(settings: DimensionSettings): LabRun<DimensionPlace>[] {
  const { family, spacing, largest } = settings;
  return dimensionsOf(family, largest).flatMap((dimension) =>
    DIMENSION_LANES.map((lane) => {
      const place = { family, spacing, dimension, lane };
      return { place, spec: dimensionSpec(place, settings) };
    }),
  );
}

/** Fewer chains hide worst cases; below so many, the largest dimension goes first. */
const LEAST_CHAINS = 4;

function reduced(settings: DimensionSettings): DimensionSettings {
  const time = (of: DimensionSettings) => runs(of).reduce((sum, { spec }) => sum + softwareMilliseconds(spec), 0);
  let smaller = settings;
  while (time(smaller) > LAB_BUDGET) {
    const below = controls.largest.values.findLast((largest) => largest < smaller.largest);
    if (smaller.chains > LEAST_CHAINS) {
      smaller = { ...smaller, chains: Math.max(LEAST_CHAINS, Math.floor(smaller.chains / 2)) };
    } else if (below !== undefined) smaller = { ...smaller, largest: below };
    else break;
  }
  return smaller;
}

/** Something against dimension. */
export interface DimensionCurvePoint {
  readonly at: number;
  readonly value: number;
}

/** Sequential steps against dimension: known without runs. */
export function stepsCurve({ family, spacing }: Pick<DimensionSettings, 'family' | 'spacing'>): DimensionCurvePoint[] {
  return dimensionsOf(family).map((at) => ({ at, value: stepsNeeded(at, spacing) }));
}

/** Rounds against dimension of one lane. */
export function roundsCurve(
  points: readonly DimensionPoint[],
  { family, spacing }: Pick<DimensionSettings, 'family' | 'spacing'>,
  lane: DimensionLane,
): DimensionCurvePoint[] {
  return points
    .filter(({ place }) => place.family === family && place.spacing === spacing && place.lane === lane)
    .map(({ place, measured }) => ({ at: place.dimension, value: measured.rounds }))
    .sort((one, other) => one.at - other.at);
}

/** Fits of steps and of the rounds of each lane over the dimensions in which all are known. */
export function dimensionFits(points: readonly DimensionPoint[], settings: DimensionSettings) {
  const rounds = Object.fromEntries(
    DIMENSION_LANES.map((lane) => [lane, roundsCurve(points, settings, lane)]),
  ) as Record<DimensionLane, DimensionCurvePoint[]>;
  const shared = (curve: readonly DimensionCurvePoint[]) =>
    curve.filter(({ at }) => rounds.blocks.some((point) => point.at === at));
  const fitted = (curve: readonly DimensionCurvePoint[]): Line | null => fitPower(shared(curve));
  return {
    steps: fitted(stepsCurve(settings)),
    lanes: { blocks: fitted(rounds.blocks), whole: fitted(rounds.whole), best: fitted(rounds.best) } as const,
  };
}

/** Fewer dimensions give no slope worth an interval. */
const LEAST_DIMENSIONS = 4;

function slopeClaim(points: readonly DimensionPoint[], settings: DimensionSettings): Claim {
  const { steps, lanes } = dimensionFits(points, settings);
  const known = roundsCurve(points, settings, 'blocks').length;
  const [low, high] = [steps?.interval?.[0] ?? null, lanes.blocks?.interval?.[1] ?? null];
  return {
    name: 'roundsGrowSlower',
    // "Far below": the intervals are apart by a factor of two.
    verdict: known < LEAST_DIMENSIONS || low === null || high === null ? null : high < low / 2,
    numbers: {
      steps: steps?.slope ?? null,
      stepsLow: low,
      stepsHigh: steps?.interval?.[1] ?? null,
      rounds: lanes.blocks?.slope ?? null,
      roundsLow: lanes.blocks?.interval?.[0] ?? null,
      roundsHigh: high,
      best: lanes.best?.slope ?? null,
      dimensions: known,
    },
  };
}

/** The theory's number of steps is an upper bound, proportional to the dimension. */
function boundClaim(settings: DimensionSettings): Claim {
  const curve = stepsCurve(settings);
  const slope = fitPower(curve)?.slope ?? null;
  const [first, last] = [curve[0], curve.at(-1)];
  return {
    name: 'stepsBelowBound',
    verdict: slope === null ? null : slope <= 1,
    numbers: { slope, first: first?.value ?? null, last: last?.value ?? null, largest: last?.at ?? null },
  };
}

/** In how few dimensions PIADM gains nothing, and how much in the largest. */
function gainClaim(points: readonly DimensionPoint[], settings: DimensionSettings): Claim {
  const rounds = roundsCurve(points, settings, 'blocks');
  const gains = rounds.map(({ at, value }) => ({ at, gain: stepsNeeded(at, settings.spacing) / value }));
  const [first, last] = [gains[0], gains.at(-1)];
  return {
    name: 'gainGrows',
    verdict: first && last && gains.length >= LEAST_DIMENSIONS ? last.gain > 2 * first.gain : null,
    numbers: {
      smallest: first?.at ?? null,
      smallestGain: first?.gain ?? null,
      largest: last?.at ?? null,
      largestGain: last?.gain ?? null,
    },
  };
}

export const dimension: Lab<DimensionSettings, DimensionPlace, RunNumbers> = {
  name: 'dimension',
  controls,
  unused: () => [],
  runs,
  reduced,
  measure: runNumbers,
  claims: (points, settings) => [slopeClaim(points, settings), gainClaim(points, settings), boundClaim(settings)],
  shipped: ({ family, spacing }) => ({
    ...shippedDimension,
    points: shippedDimension.points.filter(({ place }) => place.family === family && place.spacing === spacing),
  }),
};
