// Lab: what the depth costs. Time on `P` parallel lanes by Brent's bound: a round of `rows` score rows takes `ceil(rows / P)` row times,
// so that with one lane the parallel sampler loses by its work and with many it wins by its depth. Runs on this device place its
// adapter on the curve, by their times or by what its launches and rows take by themselves; evaluations stand for energy.

import { type CostProfile, type LanesOfAdapter, lanesOf } from '../cost-profile';
import type { RunSpec } from '../spec';
import type { Trace } from '../trace';
import { numberOf, type SettingsOf } from './controls';
import { type Claim, type Lab, type LabPoint, type LabRun, verdictOf } from './lab';
import { problemControls, problemSpec, reducedProblem, sizeControls } from './problem';
import { type RunNumbers, runNumbers } from './run-numbers';

const controls = {
  ...problemControls,
  steps: sizeControls.steps,
  /** Rows of a round are so many times its nodes. */
  particles: numberOf({ whole: true, minimum: 1, maximum: 16384 }, 64),
  seed: sizeControls.seed,
} as const;

export type CostSettings = SettingsOf<typeof controls>;

/** PIADM in 8 blocks and in one, and the best linear part that knows nothing of the data but their moments. */
export const COST_LANES = ['blocks', 'whole', 'best'] as const;
export type CostLane = (typeof COST_LANES)[number];
export type CostPlace = { readonly lane: CostLane };

/** Rounds of so many rows for one particle. */
export type RoundGroup = { readonly rows: number; readonly rounds: number };
export type CostMeasured = RunNumbers & {
  readonly groups: readonly RoundGroup[];
  /** Of the device, where its launches and rows were measured by themselves. */
  readonly adapter?: LanesOfAdapter;
};
export type CostPoint = LabPoint<CostPlace, CostMeasured>;

/** Largest number of lanes on the axis. */
export const MOST_LANES_LOG2 = 20;

const BLOCKS = 8;
const LEAST_STEPS = 128;

/** The linear part of the best lane: regression needs the noise of the SDE. */
export function bestPart({ dynamics }: Pick<CostSettings, 'dynamics'>): 'path-regression' | 'scaled-identity' {
  return dynamics === 'sde' ? 'path-regression' : 'scaled-identity';
}

function specOf(settings: CostSettings, lane: CostLane): RunSpec {
  const { steps, dynamics } = settings;
  if (lane === 'blocks') return problemSpec(settings, { blocks: BLOCKS, nodes: steps / BLOCKS });
  const best = { linearPart: bestPart(settings), start: 'gaussian', clip: dynamics === 'sde' ? 'data' : 'none' };
  return problemSpec(settings, { method: lane === 'best' ? best : {} });
}

function runs(settings: CostSettings): LabRun<CostPlace>[] {
  return COST_LANES.map((lane) => ({ place: { lane }, spec: specOf(settings, lane) }));
}

/** Rows of all rounds, grouped; records with one clock are one round. */
function groupsOf(trace: Trace): RoundGroup[] {
  const rowsAt = new Map<number, number>();
  for (const { clock, evaluations } of trace.rounds) rowsAt.set(clock, (rowsAt.get(clock) ?? 0) + evaluations);
  const groups = new Map<number, number>();
  for (const rows of rowsAt.values()) if (rows > 0) groups.set(rows, (groups.get(rows) ?? 0) + 1);
  return [...groups].map(([rows, rounds]) => ({ rows, rounds })).sort((one, other) => one.rows - other.rows);
}

function measure(trace: Trace): CostMeasured {
  return { ...runNumbers(trace), groups: groupsOf(trace) };
}

/** Time of a run on `lanes` parallel lanes, in row times: the sum over its rounds of `ceil(rows / P)` (Brent). */
export function brentTime(groups: readonly RoundGroup[], particles: number, lanes: number): number {
  return groups.reduce((sum, { rows, rounds }) => sum + rounds * Math.ceil((rows * particles) / lanes), 0);
}

/** Time of the sequential sampler, in row times. */
export function sequentialTime(steps: number, particles: number, lanes: number): number {
  return steps * Math.ceil(particles / lanes);
}

/** The fewest lanes from which on a run is at least as fast as the sequential sampler, whatever their number; null for none up to
 * 2^20. */
export function crossover({
  groups,
  steps,
  particles,
}: Pick<CostMeasured, 'groups' | 'steps' | 'particles'>): number | null {
  const wins = (lanes: number) => brentTime(groups, particles, lanes) <= sequentialTime(steps, particles, lanes);
  const most = 2 ** MOST_LANES_LOG2;
  if (!wins(most)) return null;
  // With as many lanes as particles the sequential sampler is as fast as it gets: from there on only the run gains, and the
  // comparison can be halved. Below, both times are steps that may cross back and forth.
  const [few, enough] = [Math.min(particles, most), most];
  if (!wins(few)) return bisected(wins, few, enough);
  let lanes = few;
  while (lanes > 1 && wins(lanes - 1)) lanes--;
  return lanes;
}

/** The smallest number that wins, where `no` does not and `yes` does. */
function bisected(wins: (lanes: number) => boolean, no: number, yes: number): number {
  let [low, high] = [no, yes];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (wins(middle)) high = middle;
    else low = middle;
  }
  return high;
}

/** An adapter as this lab sees it. */
export interface Adapter {
  /** What a round takes at least, milliseconds. */
  readonly launchMilliseconds: number;
  readonly rowsPerSecond: number;
  /** `P`: rows done in the time of a launch. A round of fewer rows takes about one launch; of more, in proportion. */
  readonly lanes: number;
  /** Largest relative difference of a measured time to `rounds launch + rows / rate`. */
  readonly misfit: number;
}

/** One timed piece of work. */
export interface Timing {
  readonly rounds: number;
  /** Of all particles. */
  readonly rows: number;
  readonly milliseconds: number;
}

/** What was timed: the runs of PIADM, whose rounds are score rows and little else, and the fastest of the sequential samplers, which
 * did the same work several times. */
export function timingsOf(points: readonly CostPoint[]): Timing[] {
  const parallel = points
    .filter(({ place }) => place.lane !== 'best')
    .map(({ measured: { rounds, evaluations, particles, milliseconds } }) => ({
      rounds,
      rows: evaluations * particles,
      milliseconds,
    }));
  const [first] = points;
  if (!first) return [];
  const { steps, particles } = first.measured;
  const fastest = Math.min(...points.map(({ measured }) => measured.sequentialMilliseconds));
  const sequential = { rounds: steps, rows: steps * particles, milliseconds: fastest };
  return [...parallel, sequential].filter(({ milliseconds }) => milliseconds > 0);
}

/**
 * The adapter that explains timings best: `time = rounds launch + rows / rate`, by least squares of the relative differences. Where
 * launches take no time that could be seen, rows are done one after another: one lane. Null where timings do not tell both apart,
 * or rows take no time that could be seen.
 */
export function adapterOf(timings: readonly Timing[]): Adapter | null {
  // Rows of the least squares: (rounds, rows) / time, which should give 1.
  const rows = timings.map(
    ({ rounds, rows: count, milliseconds }) => [rounds / milliseconds, count / milliseconds] as const,
  );
  const sum = (of: (row: readonly [number, number]) => number) => rows.reduce((total, row) => total + of(row), 0);
  const [aa, ab, bb] = [sum(([a]) => a * a), sum(([a, b]) => a * b), sum(([, b]) => b * b)];
  const [a1, b1] = [sum(([a]) => a), sum(([, b]) => b)];
  const determinant = aa * bb - ab * ab;
  if (timings.length < 2 || !(determinant > 1e-9 * aa * bb)) return null;
  const launch = Math.max(0, (a1 * bb - b1 * ab) / determinant);
  const perRow = launch > 0 ? (b1 * aa - a1 * ab) / determinant : b1 / bb;
  if (!(perRow > 0)) return null;
  const misfit = Math.max(...rows.map(([a, b]) => Math.abs(a * launch + b * perRow - 1)));
  return {
    launchMilliseconds: launch,
    rowsPerSecond: 1000 / perRow,
    lanes: Math.max(1, launch / perRow),
    misfit,
  };
}

/** The points on a device whose launches and rows were measured by themselves. */
export function placedBy(points: readonly CostPoint[], profile: CostProfile): CostPoint[] {
  const adapter = lanesOf(profile);
  return points.map((point) => ({ ...point, measured: { ...point.measured, adapter } }));
}

/** What the device is placed by: its launches and rows where they were measured, else the times of the runs; null where these do not
 * tell. */
export function placeOf(
  points: readonly CostPoint[],
): { readonly lanes: number; readonly misfit: number | null } | null {
  const measured = points[0]?.measured.adapter;
  return measured ? { lanes: measured.lanes, misfit: null } : adapterOf(timingsOf(points));
}

function laneOf(points: readonly CostPoint[], lane: CostLane): CostMeasured | undefined {
  return points.find(({ place }) => place.lane === lane)?.measured;
}

/** With one lane the parallel sampler loses by its work; with enough lanes it wins. */
function crossoverClaim(points: readonly CostPoint[]): Claim {
  const blocks = laneOf(points, 'blocks');
  const at = blocks ? crossover(blocks) : null;
  const work = blocks ? blocks.evaluations / blocks.steps : null;
  const depth = blocks ? blocks.steps / blocks.rounds : null;
  return {
    name: 'lanesDecide',
    verdict: blocks
      ? at !== null &&
        at > 1 &&
        brentTime(blocks.groups, blocks.particles, 1) > sequentialTime(blocks.steps, blocks.particles, 1)
      : null,
    numbers: { lanes: at, work, depth, particles: blocks?.particles ?? null },
  };
}

/** Fewer rounds cost more energy: one block takes fewer rounds than eight, and more evaluations. */
function energyClaim(points: readonly CostPoint[]): Claim {
  const [blocks, whole] = [laneOf(points, 'blocks'), laneOf(points, 'whole')];
  const numbers = {
    blocksRounds: blocks?.rounds ?? null,
    wholeRounds: whole?.rounds ?? null,
    blocksWork: blocks ? blocks.evaluations / blocks.steps : null,
    wholeWork: whole ? whole.evaluations / whole.steps : null,
  };
  return {
    name: 'depthCostsEnergy',
    verdict: verdictOf(
      [numbers.blocksRounds, numbers.wholeRounds, numbers.blocksWork, numbers.wholeWork],
      (rounds, fewer, work, more) => fewer < rounds && more > work && work > 1,
    ),
    numbers,
  };
}

/** Whether the model's winner on this adapter is the one that the clock named. */
function adapterClaim(points: readonly CostPoint[]): Claim {
  const adapter = placeOf(points);
  const blocks = laneOf(points, 'blocks');
  const gain = blocks ? blocks.sequentialMilliseconds / blocks.milliseconds : null;
  const model =
    blocks && adapter
      ? sequentialTime(blocks.steps, blocks.particles, adapter.lanes) /
        brentTime(blocks.groups, blocks.particles, adapter.lanes)
      : null;
  return {
    name: 'modelNamesWinner',
    verdict: verdictOf([gain, model], (measured, expected) => measured > 1 === expected > 1),
    numbers: { lanes: adapter?.lanes ?? null, misfit: adapter?.misfit ?? null, measured: gain, model },
  };
}

export const cost: Lab<CostSettings, CostPlace, CostMeasured> = {
  name: 'cost',
  controls,
  unused: () => [],
  runs,
  reduced: (settings) => reducedProblem(settings, runs, LEAST_STEPS),
  measure,
  claims: (points) => [crossoverClaim(points), energyClaim(points), adapterClaim(points)],
  shipped: () => null,
};
