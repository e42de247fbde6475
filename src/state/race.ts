// The race as people set it up and look at it: lanes, tolerance, clock, order of the table. What its lanes came to lies in the
// runner (`race-runner.ts`), and `version` tells readers that it has changed. It knows nothing of how lanes are run.

import { create } from 'zustand';
import { parseSpec } from '../core/parse-spec';
import { defaultLanes, FINISH_TOLERANCE, hasBlocks, type Lane, laneSpec, MOST_LANES, raceSweep } from '../core/race';
import { DEFAULT_SPEC, type RunSpec, SpecError } from '../core/spec';
import type { Sweep } from '../core/sweep';
import { reduceTogether } from '../core/sweep-cost';
import { sameJson } from './json';
import type { Clock } from './link';
import { useSettings } from './settings';
import type { SweepEnd, SweepWork } from './sweep-runner';

/** A lane of the page; its number is its own as long as it is there. */
export interface RaceLane extends Lane {
  readonly id: number;
}

/** Columns of the table by which lanes can be ordered. */
export const RACE_COLUMNS = [
  'label',
  'rounds',
  'finish',
  'finishMedian',
  'evaluations',
  'derivatives',
  'nodesInFlight',
  'hump',
  'error',
  'errorMedian',
  'milliseconds',
] as const;
export type RaceColumn = (typeof RACE_COLUMNS)[number];

export interface RaceOrder {
  readonly column: RaceColumn;
  readonly descending: boolean;
}

export interface RaceState {
  readonly lanes: readonly RaceLane[];
  /** Largest error with which a node agrees with the sequential solution. */
  readonly tolerance: number;
  /** Run as the settings say, also where that takes long. */
  readonly inFull: boolean;
  /** Null when nothing is being run. */
  readonly work: SweepWork | null;
  /** How the last run of the race ended. */
  readonly end: SweepEnd;
  readonly clock: Clock;
  /** Network calls or milliseconds; null for when the first lane finishes. */
  readonly position: number | null;
  readonly playing: boolean;
  /** Network calls a second. */
  readonly speed: number;
  /** Null for the order in which lanes were added. */
  readonly order: RaceOrder | null;
  /** Grows when results have come. */
  readonly version: number;
}

/** Numbers of these methods, where they are free: a number is a colour, and it is the same wherever they race. */
const OWN_NUMBERS: Readonly<Record<string, number>> = { window: 2, wavefront: 3 };

/** Numbers lanes from 0, which is the first lane's. */
function numbered(lanes: readonly Lane[]): RaceLane[] {
  const taken = new Set<number>();
  const take = (id: number) => {
    taken.add(id);
    return id;
  };
  const kept = lanes.map(({ method }, index) => {
    const own = OWN_NUMBERS[method.kind];
    return index > 0 && own !== undefined && own < lanes.length && !taken.has(own) ? take(own) : null;
  });
  let next = 0;
  return lanes.map((lane, index) => {
    const own = kept[index];
    if (own != null) return { ...lane, id: own };
    while (taken.has(next)) next++;
    return { ...lane, id: take(next) };
  });
}

export const INITIAL_RACE: RaceState = {
  lanes: numbered(defaultLanes(DEFAULT_SPEC)),
  tolerance: FINISH_TOLERANCE,
  inFull: false,
  work: null,
  end: 'none',
  clock: 'rounds',
  position: null,
  playing: false,
  speed: 12,
  order: null,
  version: 0,
};

export const useRace = create<RaceState>(() => INITIAL_RACE);

/** Replaces all lanes, as a link does. */
export function setLanes(lanes: readonly Lane[]): void {
  useRace.setState({ lanes: numbered(lanes), position: null, playing: false });
}

/** Puts the lanes back that a race on this problem begins with. */
export function resetLanes(base: RunSpec): void {
  setLanes(defaultLanes(base));
}

/** Adds a lane at the end, unless there are too many. */
export function addLane(lane: Lane): void {
  useRace.setState(({ lanes }) => {
    if (lanes.length >= MOST_LANES) return {};
    const taken = new Set(lanes.map(({ id }) => id));
    // Number 0 is the first lane's, which is drawn in grey and leaves its colour free.
    let id = 1;
    while (taken.has(id)) id++;
    return { lanes: [...lanes, { ...lane, id }] };
  });
}

export function changeLane(id: number, lane: Lane): void {
  useRace.setState(({ lanes }) => ({ lanes: lanes.map((old) => (old.id === id ? { ...lane, id } : old)) }));
}

export function removeLane(id: number): void {
  useRace.setState(({ lanes }) => ({ lanes: lanes.filter((lane) => lane.id !== id) }));
}

/** Orders the table by a column: best first, then the other way round, then as lanes were added. */
export function orderBy(column: RaceColumn): void {
  useRace.setState(({ order }) => {
    if (order?.column !== column) return { order: { column, descending: false } };
    return { order: order.descending ? null : { column, descending: true } };
  });
}

/** Chooses a clock; it begins where the first lane finishes. */
export function chooseClock(clock: Clock): void {
  useRace.setState({ clock, position: null, playing: false });
}

/** The lane that the settings describe. */
export function settingsLane({ method, blocks }: RunSpec): Lane {
  return { method, blocks };
}

/** Whether a lane is the method that the settings choose: it is drawn in their blue. */
export function isChosen(lane: Lane, base: RunSpec): boolean {
  return sameJson(lane.method, base.method) && (!hasBlocks(lane.method) || lane.blocks === base.blocks);
}

/** A lane with its run, or the reason why there is none. */
export interface LaneRun {
  readonly lane: RaceLane;
  readonly spec: RunSpec | null;
  readonly problem: string | null;
}

/** The problem that is raced on, and the runs of its lanes. */
export interface RacePlan {
  /** As the settings say. */
  readonly full: RunSpec;
  /** As it is run: smaller where a CPU does the sampling. */
  readonly base: RunSpec;
  readonly runs: readonly LaneRun[];
}

/** Expected milliseconds of a whole race where a CPU does the sampling; below 16 particles there is no worst one to speak of. */
const BUDGET = { milliseconds: 12_000, leastParticles: 16, leastSteps: 64, keepsRuns: true } as const;

/** The run of a lane, or a sentence. */
function runOf(base: RunSpec, lane: RaceLane): LaneRun {
  try {
    return { lane, spec: parseSpec(laneSpec(base, lane)), problem: null };
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return { lane, spec: null, problem: error.message };
  }
}

let latest: { readonly key: readonly unknown[]; readonly plan: RacePlan } | null = null;

/**
 * What a race on a problem would run; the same object as long as nothing of it changes.
 * @param slow whether a CPU does the sampling
 */
export function planRace(
  full: RunSpec,
  { lanes, inFull }: Pick<RaceState, 'lanes' | 'inFull'>,
  slow: boolean,
): RacePlan {
  const key = [full, lanes, inFull, slow];
  if (latest?.key.every((entry, index) => entry === key[index])) return latest.plan;
  const runsOf = (base: RunSpec) => lanes.map((lane) => runOf(base, lane));
  const possible = (base: RunSpec) => runsOf(base).flatMap(({ spec }) => (spec ? [spec] : []));
  const base = slow && !inFull ? reduceTogether(full, possible, BUDGET) : full;
  const plan = { full, base, runs: runsOf(base) };
  latest = { key, plan };
  return plan;
}

/** The lanes that are possible as a sweep, on the problem as it is run or as the settings say. */
export function sweepOf({ runs }: RacePlan, base: RunSpec): Sweep {
  const lanes = runs.filter(({ spec }) => spec !== null).map(({ lane: { method, blocks } }) => ({ method, blocks }));
  return raceSweep(base, lanes);
}

/** The lanes of a race on a problem for a link: absent where they are those that it begins with. */
export function linkedSweep(base: RunSpec): Sweep | undefined {
  const lanes = useRace
    .getState()
    .lanes.filter((lane) => runOf(base, lane).spec !== null)
    .map(({ method, blocks }) => ({ method, blocks }));
  return sameJson(lanes, defaultLanes(base)) ? undefined : raceSweep(base, lanes);
}

/** The problem of the settings; while they hold a mistake, the one before. */
let lastBase: RunSpec = DEFAULT_SPEC;
export function raceBase(): RunSpec {
  lastBase = useSettings.getState().spec ?? lastBase;
  return lastBase;
}

/** Calls back when the problem or the lanes change; returns what ends that. */
export function followLanes(look: () => void): () => void {
  const ends = [
    useSettings.subscribe(({ spec }, before) => spec !== before.spec && look()),
    useRace.subscribe(({ lanes, inFull }, before) => (lanes !== before.lanes || inFull !== before.inFull) && look()),
  ];
  return () => {
    for (const end of ends) end();
  };
}
