// Lab: what the length of a block decides. The same steps in 1, 2, 4, ... blocks: rounds, evaluations, nodes in flight and hump, which
// only tell the truth together. Blocks bound the hump, the work and the memory, and they let a fixed number of rounds do; in exact
// arithmetic fewer blocks need fewer rounds; in half precision the hump of a long block overflows.

import type { Precision } from '../spec';
import { expandSweep, type Sweep } from '../sweep';
import { choiceOf, numberOf, type SettingsOf } from './controls';
import { type Claim, type Lab, type LabPoint, type LabRun, verdictOf } from './lab';
import { coarseFirst, doublings, problemControls, problemSpec, reducedProblem, sizeControls } from './problem';
import { type RunNumbers, runNumbers, unbounded } from './run-numbers';

const controls = {
  ...problemControls,
  /** The collapse of half precision needs the long horizon. */
  horizon: choiceOf([6, 12], 12),
  /** `all` puts the three side by side. */
  precision: choiceOf(['f32', 'f16', 'f16-saturating', 'all'], 'f32'),
  /** Whether a block ends by its tolerance or after a fixed number of rounds. */
  stopping: choiceOf(['tolerance', 'fixed'], 'tolerance'),
  /** `K` */
  iterations: numberOf({ whole: true, minimum: 1, maximum: 64 }, 8),
  ...sizeControls,
} as const;

export type BlockLengthSettings = SettingsOf<typeof controls>;
export type BlockLengthPlace = { readonly blocks: number; readonly precision: Precision };
export type BlockLengthPoint = LabPoint<BlockLengthPlace, RunNumbers>;

/** Most blocks that the steps are cut into. */
const MOST_BLOCKS = 64;
/** Blocks that one block is compared with: of about the length that the theory speaks of. */
const SHORT = 8;
/** With fewer, a front that heals at two nodes a round is through before the rounds have doubled. */
const LEAST_STEPS = 512;
const PRECISIONS = ['f32', 'f16', 'f16-saturating'] as const satisfies readonly Precision[];

/** The precisions that the settings ask for. */
export function precisionsOf({ precision }: Pick<BlockLengthSettings, 'precision'>): readonly Precision[] {
  return precision === 'all' ? PRECISIONS : [precision];
}

/** Numbers of blocks on the axis. */
export function blocksOf({ steps }: Pick<BlockLengthSettings, 'steps'>): number[] {
  return doublings(steps, MOST_BLOCKS);
}

function sweepOf(settings: BlockLengthSettings): Sweep {
  const { steps, stopping, iterations, horizon } = settings;
  // A block is exact after as many rounds as it has nodes: that many end it in any case.
  const method = stopping === 'fixed' ? { tolerance: null, iterations } : { tolerance: 1e-3, iterations: steps };
  const cuts = coarseFirst(blocksOf(settings)).map((blocks) => ({ blocks, nodes: steps / blocks }));
  return {
    base: problemSpec(settings, { horizon, method }),
    vary: [
      { path: '', values: cuts },
      { path: 'precision', values: precisionsOf(settings) },
    ],
  };
}

function runs(settings: BlockLengthSettings): LabRun<BlockLengthPlace>[] {
  return expandSweep(sweepOf(settings)).map((spec) => ({
    place: { blocks: spec.blocks, precision: spec.precision },
    spec,
  }));
}

/** Points of one precision, few blocks first. */
export function series(points: readonly BlockLengthPoint[], precision: Precision): BlockLengthPoint[] {
  return points
    .filter(({ place }) => place.precision === precision)
    .sort((one, other) => one.place.blocks - other.place.blocks);
}

function measuredAt(points: readonly BlockLengthPoint[], precision: Precision, blocks: number): RunNumbers | undefined {
  return points.find(({ place }) => place.precision === precision && place.blocks === blocks)?.measured;
}

/** Whether values never fall from each to the next. */
function neverFall(values: readonly number[]): boolean {
  return values.every((value, index) => index === 0 || value >= (values[index - 1] ?? value));
}

/** The hump grows with the length of a block. With a fixed number of rounds it is no hump: rounds may end on its way up. */
function humpClaim(points: readonly BlockLengthPoint[], blocks: readonly number[]): Claim {
  const known = series(points, 'f32');
  const humps = known.map(({ measured }) => unbounded(measured.hump));
  const [one, short] = [1, SHORT].map((count) => measuredAt(points, 'f32', count)?.hump);
  return {
    name: 'humpGrows',
    verdict: known.length < blocks.length ? null : neverFall(humps.toReversed()),
    numbers: {
      one: one ?? null,
      short: short ?? null,
      blocks: SHORT,
      many: measuredAt(points, 'f32', blocks.at(-1) ?? 1)?.hump ?? null,
    },
  };
}

/** One block needs fewer rounds than short blocks, and those fewer than the shortest. Between neighbours single precision, whose hump
 * costs one long block some rounds, may turn the order. */
function roundsClaim(points: readonly BlockLengthPoint[], blocks: readonly number[]): Claim {
  const most = blocks.at(-1) ?? 1;
  const [one, short, many] = [1, SHORT, most].map((count) => measuredAt(points, 'f32', count)?.rounds);
  return {
    name: 'fewerBlocksFewerRounds',
    verdict: verdictOf([one, short, many], (first, second, third) => first < second && second < third),
    numbers: { one: one ?? null, short: short ?? null, many: many ?? null, blocks: most },
  };
}

/** What blocks buy: work and memory of one block as multiples of those of short blocks. */
function priceClaim(points: readonly BlockLengthPoint[]): Claim {
  const [one, short] = [1, SHORT].map((count) => measuredAt(points, 'f32', count));
  const work = one && short ? one.evaluations / short.evaluations : null;
  const memory = one && short ? one.nodesInFlight / short.nodesInFlight : null;
  return {
    name: 'blocksSaveWork',
    verdict: verdictOf([work, memory], (w, m) => w > 1 && m > 1),
    numbers: { work, memory, blocks: SHORT },
  };
}

/** With half-precision states whose overflow spreads, one block collapses and heals node by node. */
function collapseClaim(points: readonly BlockLengthPoint[]): Claim {
  const one = measuredAt(points, 'f16', 1)?.rounds ?? null;
  const short = measuredAt(points, 'f16', SHORT)?.rounds ?? null;
  return {
    name: 'halfCollapses',
    verdict: verdictOf([one, short], (first, second) => first >= 2 * second),
    numbers: { one, short, blocks: SHORT },
  };
}

/** Saturation hides it. */
function hidingClaim(points: readonly BlockLengthPoint[]): Claim {
  const spreading = measuredAt(points, 'f16', 1)?.rounds ?? null;
  const saturating = measuredAt(points, 'f16-saturating', 1)?.rounds ?? null;
  return {
    name: 'saturationHides',
    verdict: verdictOf([spreading, saturating], (first, second) => first >= 2 * second),
    numbers: { spreading, saturating },
  };
}

/** After a fixed number of rounds a block, short blocks are nearer to the sequential path than one. */
function fixedClaim(points: readonly BlockLengthPoint[], iterations: number): Claim {
  const [one, short] = [1, SHORT].map((count) => measuredAt(points, 'f32', count));
  return {
    name: 'fixedRoundsNeedBlocks',
    verdict: verdictOf([one?.errorMedian, short?.errorMedian], (first, second) => first > 10 * second),
    numbers: {
      one: one?.errorMedian ?? null,
      short: short?.errorMedian ?? null,
      shortWorst: short?.error ?? null,
      rounds: short?.rounds ?? null,
      blocks: SHORT,
      iterations,
    },
  };
}

export const blockLength: Lab<BlockLengthSettings, BlockLengthPlace, RunNumbers> = {
  name: 'block-length',
  controls,
  unused: ({ stopping }) => (stopping === 'fixed' ? [] : ['iterations']),
  runs,
  reduced: (settings) => reducedProblem(settings, runs, LEAST_STEPS),
  measure: runNumbers,
  claims: (points, settings) => {
    const blocks = blocksOf(settings);
    const precisions = precisionsOf(settings);
    if (settings.stopping === 'fixed')
      return precisions.includes('f32') ? [fixedClaim(points, settings.iterations)] : [];
    const claims: Claim[] = [];
    if (precisions.includes('f32'))
      claims.push(humpClaim(points, blocks), roundsClaim(points, blocks), priceClaim(points));
    if (precisions.includes('f16')) claims.push(collapseClaim(points));
    if (precisions.length > 1) claims.push(hidingClaim(points));
    return claims;
  },
  shipped: () => null,
};
