// What a run costs, part by part: the passes, each timed by itself, and below them the run as it is made, with what its arithmetic and its
// launches alone would take. The rows of the drawing, of its table and of its sentence.

import {
  arithmeticMilliseconds,
  type CostProfile,
  launchesMilliseconds,
  leastTold,
  PASS_NAMES,
  type PassName,
  type PassTimes,
  type SamplerCost,
  sumOfPasses,
} from '../core/cost-profile';
import type { Words } from '../words';
import { formatPart, formatTime } from './cost-numbers';
import { formatCount } from './numbers';
import type { Table } from './view';

export const SAMPLERS = ['parallel', 'sequential'] as const;
export type Sampler = (typeof SAMPLERS)[number];

/** Sums of all passes, and of the run as it is. */
export type CostPart = PassName | 'surplus' | 'sum' | 'run' | 'arithmetic' | 'launches';

export interface CostValue {
  readonly sampler: Sampler;
  readonly milliseconds: number;
  /** Null where none were counted. */
  readonly dispatches: number | null;
  /** Less than this cannot be told from nothing, milliseconds. */
  readonly least: number;
}

export interface CostRow {
  readonly part: CostPart;
  /** Those that there are. */
  readonly values: readonly CostValue[];
}

export interface CostRows {
  /** Empty where passes are not timed. */
  readonly passes: readonly CostRow[];
  readonly run: readonly CostRow[];
}

const isSome = (row: CostRow) => row.values.length > 0;

/** The rows of a profile; passes that were never dispatched are left out. */
export function costRows(profile: CostProfile): CostRows {
  const clockStep = profile.clockStep ?? 0;
  const ofPasses = (
    part: CostPart,
    of: (times: PassTimes) => { dispatches: number; milliseconds: number },
  ): CostRow => ({
    part,
    values: SAMPLERS.flatMap((sampler): CostValue[] => {
      const { times } = profile[sampler];
      if (!times) return [];
      const { dispatches, milliseconds } = of(times);
      return dispatches === 0 ? [] : [{ sampler, milliseconds, dispatches, least: leastTold(dispatches, clockStep) }];
    }),
  });
  const counted = ({ passes, surplus }: PassTimes) =>
    PASS_NAMES.reduce((sum, name) => sum + passes[name].dispatches, surplus.dispatches);
  const passes = [
    ...PASS_NAMES.map((name) => ofPasses(name, (times) => times.passes[name])),
    ofPasses('surplus', (times) => times.surplus),
    ofPasses('sum', (times) => ({ dispatches: counted(times), milliseconds: sumOfPasses(times) })),
  ].filter(isSome);
  const ofRun = (part: CostPart, of: (cost: SamplerCost) => number): CostRow => ({
    part,
    values: SAMPLERS.map((sampler) => ({ sampler, milliseconds: of(profile[sampler]), dispatches: null, least: 0 })),
  });
  const run = [
    ofRun('run', ({ milliseconds }) => milliseconds),
    ofRun('arithmetic', (cost) => arithmeticMilliseconds(cost, profile)),
    ...(profile.launchMilliseconds === null ? [] : [ofRun('launches', (cost) => launchesMilliseconds(cost, profile))]),
  ];
  return { passes, run };
}

/** A time as it is told: below what the clock can tell, as less than that. */
export function toldTime({ milliseconds, least }: Pick<CostValue, 'milliseconds' | 'least'>): string {
  return milliseconds < least ? `<\u00a0${formatTime(least)}` : formatTime(milliseconds);
}

/** The rows as a table. */
export function costTable(profile: CostProfile, words: Words): Table {
  const { columns, parts, samplers } = words.cost;
  const { passes, run } = costRows(profile);
  return {
    columns: Object.values(columns),
    rows: [...passes, ...run].flatMap(({ part, values }) =>
      values.map((value) => [
        parts[part],
        samplers[value.sampler],
        value.dispatches ?? Number.NaN,
        value.milliseconds,
        toldTime(value),
      ]),
    ),
  };
}

/** What the bars say: the two times, where the time of the parallel sampler goes, and how much of it is arithmetic. */
export function costSentence(profile: CostProfile, words: Words): string {
  const { said, parts } = words.cost;
  const { parallel, sequential } = profile;
  const both = said.both(
    formatTime(parallel.milliseconds),
    formatCount(parallel.rounds),
    formatTime(sequential.milliseconds),
    formatCount(sequential.rounds),
  );
  const sentences = [both];
  if (parallel.times) {
    const { passes } = parallel.times;
    const largest = PASS_NAMES.reduce((one, other) =>
      passes[other].milliseconds > passes[one].milliseconds ? other : one,
    );
    const share = passes[largest].milliseconds / sumOfPasses(parallel.times);
    if (share > 0) sentences.push(said.largest(parts[largest], formatPart(share)));
  }
  sentences.push(said.arithmetic(formatPart(arithmeticMilliseconds(parallel, profile) / parallel.milliseconds)));
  return sentences.join(words.sentenceSpace);
}
