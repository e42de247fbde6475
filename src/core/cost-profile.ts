// What a run costs on the device on which it was measured: time by pass, and the three numbers that explain it, which are what a
// multiply-add, an empty dispatch and a score row take. Plain JSON, and what follows from it.

import type { ScoreModel } from './scores';
import { countsOf, type Trace } from './trace';

/** Passes of a step, in their order; the last does the work of the three before it, and of most scans, where
 * particles and nodes are few. */
export const PASS_NAMES = ['start', 'score', 'scan', 'own', 'measure', 'observe', 'advance', 'finish'] as const;
export type PassName = (typeof PASS_NAMES)[number];

export interface PassTime {
  readonly dispatches: number;
  readonly milliseconds: number;
}

/** Time of all kernels of a sampler, each timed by itself. */
export interface PassTimes {
  readonly passes: Readonly<Record<PassName, PassTime>>;
  /** Dispatches that had no work: those that a step leaves out, and all of the steps behind the last. */
  readonly surplus: PassTime;
}

/** One of the two samplers of a run. */
export interface SamplerCost {
  /** Network calls in a row. */
  readonly rounds: number;
  /** Score rows of all particles, and their multiply-adds, counted as two operations each. */
  readonly rows: number;
  readonly operations: number;
  /** Dispatches that a round records, those without work included; 0 where there are none. */
  readonly dispatches: number;
  /** Of the run as it is always made. */
  readonly milliseconds: number;
  /** Of another run, slower, in which every kernel was timed by itself; null where there is no such clock. */
  readonly times: PassTimes | null;
}

/** What score rows take. */
export interface RowCost {
  /** Of a call with a single row, its dispatches included. */
  readonly firstMilliseconds: number;
  /** Of one more row where there are many. */
  readonly milliseconds: number;
  /** How many there were. */
  readonly rows: number;
  /** Multiply-adds of a row, counted as two operations each. */
  readonly operations: number;
  /** Dispatches of a call. */
  readonly dispatches: number;
}

/** A type and no interface, so that it is one of plain JSON objects. */
export type CostProfile = {
  readonly backend: 'webgpu' | 'cpu';
  readonly adapter: string;
  readonly software: boolean;
  readonly parallel: SamplerCost;
  readonly sequential: SamplerCost;
  /** The step of the clock of passes, milliseconds; null where there is no such clock. */
  readonly clockStep: number | null;
  /** Operations a second of multiply-adds that stay in registers, counted as two each. */
  readonly rate: number;
  /** Milliseconds of a dispatch without work; null where there are none. */
  readonly launchMilliseconds: number | null;
  readonly row: RowCost;
};

/** Multiply-adds of a score row without its derivative, counted as two operations each; exponentials are not counted, as their price is
 * the adapter's own. */
export function multiplyAddOperations(model: ScoreModel): number {
  switch (model.kind) {
    case 'gaussian':
      return 2 * model.dimension;
    case 'mixture':
      return 5 * model.components * model.dimension;
    case 'network':
      return model.layers.reduce((sum, { inputs, outputs }) => sum + 2 * inputs * outputs, 0);
  }
}

/** The two samplers of a finished run, without times by pass. */
export function samplersOf(trace: Trace): Record<'parallel' | 'sequential', SamplerCost> {
  const { plan, outcome } = trace;
  if (!outcome) throw new Error('The run is not finished, so it has no times yet.');
  const { rounds, evaluations, derivatives } = countsOf(trace);
  const { particles } = plan.spec;
  const each = particles * multiplyAddOperations(plan.target.model);
  const steps = plan.totalNodes;
  const none = { dispatches: 0, times: null };
  return {
    parallel: {
      ...none,
      rounds,
      rows: particles * (evaluations - derivatives),
      operations: each * evaluations,
      milliseconds: outcome.milliseconds.parallel,
    },
    sequential: {
      ...none,
      rounds: steps,
      rows: particles * steps,
      operations: each * steps,
      milliseconds: outcome.milliseconds.sequential,
    },
  };
}

/** Milliseconds that the multiply-adds of a sampler take at the adapter's rate. */
export function arithmeticMilliseconds({ operations }: SamplerCost, { rate }: CostProfile): number {
  return (1000 * operations) / rate;
}

/** Milliseconds that the dispatches of a sampler take by themselves, those of starts left out; 0 where there are none. */
export function launchesMilliseconds({ rounds, dispatches }: SamplerCost, { launchMilliseconds }: CostProfile): number {
  return rounds * dispatches * (launchMilliseconds ?? 0);
}

/** Share of the adapter's rate that a score reaches where there are many rows. */
export function shareOfRate({ row, rate }: CostProfile): number {
  return (1000 * row.operations) / row.milliseconds / rate;
}

/** Milliseconds of all passes of a sampler, each timed by itself. */
export function sumOfPasses({ passes, surplus }: PassTimes): number {
  return PASS_NAMES.reduce((sum, name) => sum + passes[name].milliseconds, surplus.milliseconds);
}

/**
 * The least time of some dispatches that can be told from nothing, milliseconds.
 *
 * Both stamps of a dispatch are rounded down to the clock's step `q`. Where they fall is as good as chance, so that their difference is
 * right in the mean, off by less than `q`, and by `q / 2` in the root mean square at most; over `n` dispatches `q sqrt(n) / 2`. Twice that
 * is the least that is told.
 */
export function leastTold(dispatches: number, clockStep: number): number {
  return clockStep * Math.sqrt(dispatches);
}

/** An adapter in the terms of Brent's bound. */
export interface LanesOfAdapter {
  /** `P`: rows done in the time of the shortest round. */
  readonly lanes: number;
  /** `tau`: what a round of one row takes, milliseconds. */
  readonly roundMilliseconds: number;
  /** `c`: what one more row takes, milliseconds. */
  readonly rowMilliseconds: number;
}

/**
 * The lanes that an adapter has, from what its launches and rows take.
 *
 * A round of `n` rows was found to take about `tau + c (n - 1)`: `tau` is a call of the score with a single row and the launches of the
 * other passes, `c` one more row where the adapter is full. Brent's machine of `P` lanes takes a time `tau` for every begun `P` rows:
 * `tau ceil(n / P)`. Both agree at one row; for many rows they agree where `tau / P = c`. So `P = tau / c`. In between both lie from
 * `max(tau, c n)` to `tau + c n`, and so within a factor of two of each other, most apart at about `P` rows.
 *
 * What scans and statistics do with a row is in neither: on a GPU they take the time of a launch, and where they take more, the times of
 * whole runs say so.
 */
export function lanesOf({ row, parallel, launchMilliseconds }: CostProfile): LanesOfAdapter {
  const others = Math.max(0, parallel.dispatches - row.dispatches);
  const roundMilliseconds = row.firstMilliseconds + others * (launchMilliseconds ?? 0);
  const rowMilliseconds = row.milliseconds;
  const lanes = Math.max(1, roundMilliseconds / rowMilliseconds);
  return { lanes, roundMilliseconds, rowMilliseconds };
}
