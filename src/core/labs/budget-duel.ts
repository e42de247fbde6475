// Lab: a budget of `D = N K` rounds, spent on many blocks with few rounds each or on few blocks with many. For the SDE many blocks win
// while the budget is small and one block wins later; the crossing is computed, and so is that there is none for the ODE. The
// reader picks a number of blocks before the curves are shown.

import { FINISH_TOLERANCE } from '../race';
import { producedNode, type Trace } from '../trace';
import { choiceOf, type SettingsOf } from './controls';
import { type Crossing, type CurvePoint, crossingsOf, logValueAt } from './crossings';
import { type Claim, type Lab, type LabPoint, type LabRun, verdictOf } from './lab';
import { doublings, problemControls, problemSpec, reducedProblem, sizeControls } from './problem';
import { finiteOrNull, type RunNumbers, runNumbers, unbounded } from './run-numbers';

/** Budgets that readers are asked about. */
const BUDGETS = [16, 32, 48, 64, 96] as const;
/** Budgets at which curves are measured, where their blocks divide them. */
const PLACES = [4, 8, 16, 24, 32, 48, 64, 96] as const;
const LARGEST_BUDGET = 96;
const MOST_BLOCKS = 16;
/** The curve of one block is compared with that of so many. */
const MANY = 8;

/** An error below this cannot be seen in a picture of the samples. */
const SEEN = 0.01;

/** Fewer steps than this have no room for the largest budget. */
const LEAST_STEPS = 128;

const controls = {
  ...problemControls,
  /** `D` of the question. */
  budget: choiceOf(BUDGETS, 32),
  ...sizeControls,
} as const;

export type BudgetDuelSettings = SettingsOf<typeof controls>;
export type BudgetDuelPlace = { readonly blocks: number; readonly iterations: number };

/** Errors at all nodes after `rounds` rounds of each block; null where they are not finite. */
export type DuelErrors = {
  readonly iterations: number;
  /** Of the worst particle, and of the median particle of every node. */
  readonly error: number | null;
  readonly errorMedian: number | null;
};

/** With one block every round is a budget of its own; with more, only the last: a block starts from the end of the one before. */
export type BudgetDuelMeasured = RunNumbers & { readonly after: readonly DuelErrors[] };
export type BudgetDuelPoint = LabPoint<BudgetDuelPlace, BudgetDuelMeasured>;

/** Which particle a curve is of. */
export type DuelCurve = 'error' | 'errorMedian';

/** Numbers of blocks that compete. */
export function competitors({ steps }: Pick<BudgetDuelSettings, 'steps'>): number[] {
  return doublings(steps, MOST_BLOCKS);
}

function runs(settings: BudgetDuelSettings): LabRun<BudgetDuelPlace>[] {
  const { steps } = settings;
  const specOf = (blocks: number, iterations: number) =>
    problemSpec(settings, { blocks, nodes: steps / blocks, method: { tolerance: null, iterations } });
  const places = competitors(settings).flatMap((blocks): BudgetDuelPlace[] => {
    const most = Math.min(steps / blocks, LARGEST_BUDGET / blocks);
    if (blocks === 1) return [{ blocks, iterations: Math.floor(most) }];
    return PLACES.filter((budget) => budget % blocks === 0 && budget / blocks <= most).map((budget) => ({
      blocks,
      iterations: budget / blocks,
    }));
  });
  // The one run that gives a whole curve first, then the curve that it is compared with.
  const order = (blocks: number) => (blocks === 1 ? 0 : blocks === MANY ? 1 : 2);
  return places
    .sort((one, other) => order(one.blocks) - order(other.blocks))
    .map((place) => ({ place, spec: specOf(place.blocks, place.iterations) }));
}

function largest(values: Float32Array): number {
  // NaN is unbounded, and must not vanish in a comparison.
  return values.reduce(
    (most, value) => (value <= most ? most : Number.isNaN(value) ? Number.POSITIVE_INFINITY : value),
    0,
  );
}

function measure(trace: Trace): BudgetDuelMeasured {
  const { plan, nodeError, nodeErrorMedian } = trace;
  const numbers = runNumbers(trace);
  const errors = new Float32Array(plan.totalNodes + 1);
  const medians = new Float32Array(plan.totalNodes + 1);
  const after: DuelErrors[] = [];
  for (const record of trace.rounds) {
    for (let i = 0; i < record.count; i++) {
      const node = producedNode(record, i);
      errors[node] = nodeError[record.offset + i] ?? Number.NaN;
      medians[node] = nodeErrorMedian[record.offset + i] ?? Number.NaN;
    }
    if (record.isStart || record.count < plan.totalNodes) continue;
    after.push({
      iterations: record.iteration,
      error: finiteOrNull(largest(errors)),
      errorMedian: finiteOrNull(largest(medians)),
    });
  }
  if (after.length > 0) return { ...numbers, after };
  const iterations = trace.rounds.at(-1)?.iteration ?? 0;
  return { ...numbers, after: [{ iterations, error: numbers.error, errorMedian: numbers.errorMedian }] };
}

/** What stands for an error of 0 on a logarithmic axis. */
const LEAST_ERROR = 1e-12;

/** Error against budget of a number of blocks, small budgets first. */
export function duelCurve(points: readonly BudgetDuelPoint[], blocks: number, of: DuelCurve): CurvePoint[] {
  const byBudget = new Map<number, number>();
  for (const { place, measured } of points) {
    if (place.blocks !== blocks) continue;
    for (const entry of measured.after) byBudget.set(blocks * entry.iterations, unbounded(entry[of]));
  }
  return [...byBudget]
    .filter(([, value]) => Number.isFinite(value))
    .map(([at, value]) => ({ at, value: Math.max(LEAST_ERROR, value) }))
    .sort((one, other) => one.at - other.at);
}

/** The smallest budget that all competitors can spend: one round for each of the most blocks. */
export function sharedBudget(settings: Pick<BudgetDuelSettings, 'steps'>): number {
  return competitors(settings).at(-1) ?? 1;
}

/** Where the curve of one block crosses that of many. Below the tolerance of agreement both count as arrived. */
export interface DuelCrossing {
  /** Behind it one block stays ahead, and all competitors can spend its budget; null for none. */
  readonly shared: Crossing | null;
  /** The same at budgets that the most blocks cannot spend. */
  readonly earlier: Crossing | null;
}

/** The crossings of the curve of one block with that of `many` blocks behind which one block stays ahead. */
export function duelCrossing(
  points: readonly BudgetDuelPoint[],
  settings: Pick<BudgetDuelSettings, 'steps'>,
  many: number,
  of: DuelCurve,
): DuelCrossing {
  const last = crossingsOf(duelCurve(points, 1, of), duelCurve(points, many, of), FINISH_TOLERANCE).at(-1);
  if (last?.lower !== 'first') return { shared: null, earlier: null };
  const isShared = last.at >= sharedBudget(settings);
  return { shared: isShared ? last : null, earlier: isShared ? null : last };
}

/** The budget with which a curve arrives at the tolerance of agreement and stays there, by interpolation; null for none. */
export function arrival(curve: readonly CurvePoint[]): number | null {
  const level = [
    { at: curve[0]?.at ?? 1, value: FINISH_TOLERANCE },
    { at: curve.at(-1)?.at ?? 1, value: FINISH_TOLERANCE },
  ];
  const last = curve.at(-1);
  if (!last || !(last.value <= FINISH_TOLERANCE)) return null;
  return crossingsOf(curve, level, FINISH_TOLERANCE / 2).at(-1)?.at ?? curve[0]?.at ?? null;
}

/** What a budget is worth: every number of blocks with its error there, the best first. Those without a number are not in it. */
export function ranking(
  points: readonly BudgetDuelPoint[],
  settings: Pick<BudgetDuelSettings, 'steps'>,
  budget: number,
  of: DuelCurve,
): { readonly blocks: number; readonly error: number }[] {
  return competitors(settings)
    .map((blocks) => ({ blocks, error: Math.exp(logValueAt(duelCurve(points, blocks, of), budget)) }))
    .filter(({ error }) => Number.isFinite(error))
    .sort((one, other) => one.error - other.error);
}

/** A pick of the reader for the budget of the question. */
export interface DuelPick {
  readonly budget: number;
  readonly blocks: number;
}

/** How a pick came out. */
export interface DuelVerdict {
  readonly best: number;
  readonly bestError: number;
  readonly error: number;
  /** 1 for the best; errors below the tolerance of agreement are equal. */
  readonly place: number;
}

/** How a pick came out; null while not all numbers of blocks are measured at its budget. */
export function judgePick(
  points: readonly BudgetDuelPoint[],
  settings: Pick<BudgetDuelSettings, 'steps'>,
  { budget, blocks }: DuelPick,
  of: DuelCurve,
): DuelVerdict | null {
  const ranks = ranking(points, settings, budget, of);
  const [best] = ranks;
  const own = ranks.find((rank) => rank.blocks === blocks);
  if (ranks.length < competitors(settings).length || !best || !own) return null;
  const worth = (error: number) => Math.max(error, FINISH_TOLERANCE);
  const better = ranks.filter(({ error }) => worth(error) < worth(own.error)).length;
  return { best: best.blocks, bestError: best.error, error: own.error, place: better + 1 };
}

function sameCell(one: BudgetDuelPlace, other: BudgetDuelPlace): boolean {
  return one.blocks === other.blocks && one.iterations === other.iterations;
}

/** Whether all runs of some numbers of blocks are there. */
function isComplete(
  points: readonly BudgetDuelPoint[],
  settings: BudgetDuelSettings,
  competing: readonly number[],
): boolean {
  return runs(settings)
    .filter(({ place }) => competing.includes(place.blocks))
    .every(({ place }) => points.some((point) => sameCell(point.place, place)));
}

/** For the SDE many blocks are ahead at the smallest budget that all can spend, and one block later; for the ODE one block is ahead
 * from there on. */
function crossingClaim(points: readonly BudgetDuelPoint[], settings: BudgetDuelSettings): Claim {
  const { shared, earlier } = duelCrossing(points, settings, MANY, 'error');
  const smallest = sharedBudget(settings);
  const errorOf = (blocks: number) => finiteOrNull(Math.exp(logValueAt(duelCurve(points, blocks, 'error'), smallest)));
  const [one, many] = [errorOf(1), errorOf(MANY)];
  const known = isComplete(points, settings, [1, MANY]);
  return {
    name: settings.dynamics === 'sde' ? 'crossingExists' : 'noCrossing',
    verdict: verdictOf([known ? one : null, many], (first, second) =>
      settings.dynamics === 'sde' ? shared !== null && second < first : shared === null && first < second,
    ),
    numbers: {
      budget: shared?.at ?? null,
      error: shared?.value ?? null,
      // Where the curves cross far from the path, the smaller of two errors is of no use.
      beyond: shared && shared.value > SEEN ? SEEN : null,
      earlier: earlier?.at ?? null,
      smallest,
      one,
      manyError: many,
      many: MANY,
    },
  };
}

/** One block arrives at the sequential path with the smallest budget, and the more blocks, the later. */
function arrivalClaim(points: readonly BudgetDuelPoint[], settings: BudgetDuelSettings): Claim {
  const competing = competitors(settings);
  const arrivals = competing.map((blocks) => arrival(duelCurve(points, blocks, 'error')));
  const known = isComplete(points, settings, competing);
  const [first, ...others] = arrivals;
  const isFirst = first != null && others.every((other) => other === null || other > first);
  return {
    name: 'oneBlockArrivesFirst',
    verdict: known ? isFirst : null,
    numbers: {
      one: first ?? null,
      many: arrivals[competing.indexOf(MANY)] ?? null,
      blocks: MANY,
      tolerance: FINISH_TOLERANCE,
    },
  };
}

export const budgetDuel: Lab<BudgetDuelSettings, BudgetDuelPlace, BudgetDuelMeasured> = {
  name: 'budget-duel',
  controls,
  unused: () => [],
  runs,
  reduced: (settings) => reducedProblem(settings, runs, LEAST_STEPS),
  measure,
  claims: (points, settings) => [crossingClaim(points, settings), arrivalClaim(points, settings)],
  shipped: () => null,
};
