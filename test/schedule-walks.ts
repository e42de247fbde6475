// Walks through the states of schedules: of given residuals; and random ones, of random settings and residuals.

import {
  firstState,
  nextState,
  PHASE,
  PLAIN_PARAMETERS,
  type ScheduleDefinition,
  type ScheduleParameters,
  type ScheduleState,
  schedules,
} from '../src/core/schedules';

/** All states of a run whose residuals are `residual(state, node)` at the evaluated nodes. */
export function walk(
  schedule: ScheduleDefinition,
  parameters: ScheduleParameters,
  residual: (state: ScheduleState, node: number) => number,
  noiseScale: ArrayLike<number> = new Float64Array(parameters.total).fill(1),
): ScheduleState[] {
  const states = [firstState(schedule, parameters)];
  for (;;) {
    const state = states.at(-1) as ScheduleState;
    if (state.phase === PHASE.done) return states;
    const residuals = Array.from({ length: state.count }, (_, i) => residual(state, state.first + i * state.stride));
    states.push(nextState(schedule, state, residuals, parameters, noiseScale));
    if (states.length > 1000) throw new Error('The walk does not end.');
  }
}

/** A reproducible source of integers from 0 to below a bound. */
export type Integers = (bound: number) => number;

export function integers(seed: number): Integers {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

/** 0 for none in one of three. */
const tolerance = (next: Integers) => (next(3) === 0 ? 0 : Math.fround(0.001));

/** Settings that a method may give to a schedule, for walks of some dozens of steps. A new schedule adds a line. */
export const randomParameters = {
  blocks: (next) => {
    const hasCorrector = next(2) === 0;
    const [blockLength, count] = [1 + next(9), 1 + next(4)];
    const [subBlocks, correctorSteps] = hasCorrector ? [1 + next(2), 1 + next(4)] : [0, 0];
    const period = blockLength + subBlocks * correctorSteps;
    return {
      ...PLAIN_PARAMETERS,
      // Blocks without corrector may end in a shorter one.
      total: hasCorrector ? count * period : count * period - next(period),
      blockLength,
      iterations: 1 + next(5),
      tolerance: tolerance(next),
      subBlocks,
      correctorSteps,
      correctorRounds: hasCorrector ? 1 + next(3) : 0,
      startCalls: next(2),
    };
  },
  window: (next) => {
    const total = 1 + next(30);
    const width = 1 + next(Math.min(total, 12));
    return {
      ...PLAIN_PARAMETERS,
      total,
      blockLength: total,
      iterations: total,
      tolerance: tolerance(next),
      window: width,
      startCalls: next(2),
    };
  },
  wavefront: (next) => {
    const [blockLength, count] = [1 + next(6), 1 + next(6)];
    return {
      ...PLAIN_PARAMETERS,
      total: blockLength * count,
      blockLength,
      iterations: 1 + next(8),
      tolerance: tolerance(next),
      startCalls: next(2),
    };
  },
  parareal: (next) => {
    const [blockLength, count] = [1 + next(4), 1 + next(5)];
    return {
      ...PLAIN_PARAMETERS,
      total: blockLength * count,
      blockLength,
      iterations: 1 + next(count),
      tolerance: tolerance(next),
      pipelined: next(2),
    };
  },
  'few-step': (next) => {
    const blockLength = 1 + next(4);
    return { ...PLAIN_PARAMETERS, total: blockLength * (1 + next(9)), blockLength, iterations: 1, tolerance: 0 };
  },
  sequential: (next) => ({
    ...PLAIN_PARAMETERS,
    total: 1 + next(30),
    blockLength: 1,
    iterations: 1,
    tolerance: 0,
  }),
} satisfies Partial<Record<keyof typeof schedules, (next: Integers) => ScheduleParameters>>;

/** A step of a walk: `after` is the state that follows `before`, when its rows have these residuals. */
export interface WalkStep {
  readonly before: ScheduleState;
  readonly after: ScheduleState;
  readonly residuals: readonly number[];
  readonly parameters: ScheduleParameters;
  /** `[node]` */
  readonly noiseScale: Float32Array<ArrayBuffer>;
}

/** Residuals of a round: falling towards its first rows, as of a path that converges from there; some are not finite, some
 * equal to what is allowed. */
function randomResiduals(
  next: Integers,
  { first, count, stride }: ScheduleState,
  allowed: number,
  noiseScale: Float32Array,
): number[] {
  const quiet = next(3) === 0 ? count : next(count + 1);
  const odd = next(8) === 0 ? next(count) : -1;
  return Array.from({ length: count }, (_, i) => {
    if (i === odd) return [Number.NaN, Number.POSITIVE_INFINITY, Math.fround(1e38)][next(3)] as number;
    const scaled = Math.fround(allowed * (noiseScale[first + i * stride] as number));
    if (i < quiet) return [scaled, Math.fround(scaled / 2), 0][next(3)] as number;
    return [allowed, Math.fround(allowed / 2), Math.fround(2 * allowed), Math.fround(2 * scaled)][next(4)] as number;
  });
}

/** `count` steps of walks from first to last states. */
export function randomWalks(kind: keyof typeof randomParameters, count: number): WalkStep[] {
  const next = integers(1 + Object.keys(randomParameters).indexOf(kind));
  const schedule = schedules[kind];
  const steps: WalkStep[] = [];
  while (steps.length < count) {
    const parameters = randomParameters[kind](next);
    const noiseScale = Float32Array.from({ length: parameters.total }, () => 0.1 + 0.1 * next(10));
    let before = firstState(schedule, parameters);
    while (before.phase !== PHASE.done && steps.length < count) {
      const residuals =
        before.phase === PHASE.round ? randomResiduals(next, before, parameters.tolerance || 0.001, noiseScale) : [];
      const after = nextState(schedule, before, residuals, parameters, noiseScale);
      steps.push({ before, after, residuals, parameters, noiseScale });
      before = after;
    }
  }
  return steps;
}
