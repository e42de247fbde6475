// A race: methods in lanes on one problem, one grid and one noise, so that the error to the sequential solution means the same in
// each. A lane is a method and the blocks that the grid is cut into. It knows nothing of how lanes are run or drawn.

import { parseSpec } from './parse-spec';
import { dimensionOf } from './parse-target';
import { FieldError, formatNumber } from './read-value';
import { type MethodSpec, type RunSpec, SpecError } from './spec';
import { expandSweep, type Sweep } from './sweep';
import { updateError } from './updates';

/** What a lane has of its own; the rest is the race's. */
export interface Lane {
  readonly method: MethodSpec;
  /** Blocks that the nodes of the grid are cut into. */
  readonly blocks: number;
}

/** Most lanes: more cannot be told apart by colour. */
export const MOST_LANES = 12;

/** Largest error, RMS over coordinates, with which a node agrees with the sequential solution when nothing else is said. */
export const FINISH_TOLERANCE = 1e-3;

/** Steps of the grid of a race: the network calls of its sequential sampler. */
export function stepsOf({ blocks, nodes }: Pick<RunSpec, 'blocks' | 'nodes'>): number {
  return blocks * nodes;
}

/** Whether a method cuts the grid into blocks: for the others their number changes nothing. */
export function hasBlocks({ kind }: Pick<MethodSpec, 'kind'>): boolean {
  return kind === 'piadm' || kind === 'wavefront' || kind === 'anderson' || kind === 'parareal';
}

/**
 * The run of a lane, not checked otherwise.
 * @throws SpecError when the lane is none of this race: its blocks do not cut the grid, or its equations are others
 */
export function laneSpec(base: RunSpec, { method, blocks }: Lane): RunSpec {
  const steps = stepsOf(base);
  if (method.kind === 'few-step') {
    throw new FieldError(
      'method.kind is "few-step"; allowed in a race are methods that solve the equations of the whole grid.',
      'method.kind',
    );
  }
  if (method.kind === 'piadm' && method.corrector !== null) {
    throw new FieldError(
      'method.corrector is an object; allowed in a race is null, since a corrector adds equations that the other lanes do not solve.',
      'method.corrector',
    );
  }
  // The cut is of no consequence: the method runs on the cut of the base.
  if (!hasBlocks(method)) return { ...base, method };
  if (steps % blocks !== 0) {
    throw new FieldError(
      `blocks is ${formatNumber(blocks)}; allowed in this race are divisors of its ${formatNumber(steps)} steps.`,
      'blocks',
    );
  }
  if (base.spacing === 'single-tail' && blocks !== base.blocks) {
    throw new FieldError(
      `blocks is ${formatNumber(blocks)} with spacing "single-tail"; allowed in this race is ${formatNumber(base.blocks)}, since other blocks have other noise times.`,
      'blocks',
    );
  }
  return { ...base, method, blocks, nodes: steps / blocks };
}

/** A race as a sweep: every lane is one value. Lanes that are not possible are in it as they are. */
export function raceSweep(base: RunSpec, lanes: readonly Lane[]): Sweep {
  const values = lanes.map(({ method, blocks }) =>
    hasBlocks(method) && stepsOf(base) % blocks === 0
      ? { method, blocks, nodes: stepsOf(base) / blocks }
      : { method, blocks: base.blocks, nodes: base.nodes },
  );
  return { base, vary: values.length === 0 ? [] : [{ path: '', values }] };
}

const sameJson = (a: unknown, b: unknown) => JSON.stringify(a) === JSON.stringify(b);

/**
 * The lanes of a sweep whose runs make a race.
 * @throws SpecError naming the run that is none of the race, and why
 */
export function lanesOfSweep(sweep: Sweep): Lane[] {
  const runs = sweep.vary.length === 0 ? [] : expandSweep(sweep);
  if (runs.length > MOST_LANES) {
    throw new SpecError(
      `The race has ${formatNumber(runs.length)} lanes; allowed are ${formatNumber(MOST_LANES)} at most.`,
    );
  }
  return runs.map((run, index) => {
    const lane = { method: run.method, blocks: run.blocks };
    const name = `Lane ${formatNumber(index + 1)} of the race`;
    try {
      const expected = laneSpec(sweep.base, lane);
      const fields = ['target', 'dynamics', 'horizon', 'cutoff', 'spacing', 'particles', 'seed', 'precision'] as const;
      const other = fields.find((field) => !sameJson(run[field], expected[field]));
      if (other !== undefined) throw new FieldError(`${other} differs from that of the race; it must not.`, other);
      if (stepsOf(run) !== stepsOf(expected)) {
        throw new FieldError(
          `blocks times nodes is ${formatNumber(stepsOf(run))}; allowed is ${formatNumber(stepsOf(expected))}, as in the race.`,
          'nodes',
        );
      }
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      throw new SpecError(`${name} is not possible: ${error.message}`, { cause: error });
    }
    return lane;
  });
}

/** The largest number of equal blocks, `most` at most, that a number of steps can be cut into. */
export function blocksUpTo(steps: number, most: number): number {
  let blocks = Math.max(1, Math.floor(Math.min(most, steps)));
  while (steps % blocks !== 0) blocks--;
  return blocks;
}

/** A method with the usual settings where none are given. */
const methodOf = (input: object): MethodSpec => parseSpec({ method: input }).method;

/**
 * The lanes that a race on a problem begins with: the sequential sampler and one lane for each idea. The tolerances are such that
 * the lanes end near an error of 1e-3; the window's is relative to the noise of each step.
 */
export function defaultLanes(base: RunSpec): Lane[] {
  const steps = stepsOf(base);
  const isTied = base.spacing === 'single-tail';
  const blocks = isTied ? base.blocks : blocksUpTo(steps, 8);
  const whole = isTied ? base.blocks : 1;
  const newton = updateError('jacobian', dimensionOf(base.target) ?? 2) === null ? 'jacobian' : 'scaled-identity';
  return [
    { method: methodOf({ kind: 'sequential' }), blocks },
    { method: methodOf({ kind: 'piadm' }), blocks },
    { method: methodOf({ kind: 'wavefront' }), blocks },
    { method: methodOf({ kind: 'window', window: Math.min(64, steps), tolerance: 0.03 }), blocks },
    { method: methodOf({ kind: 'anderson' }), blocks: whole },
    {
      // Sweep and fine steps together are least near the square root of the number of steps.
      method: methodOf({ kind: 'parareal', pipelined: true }),
      blocks: isTied ? base.blocks : blocksUpTo(steps, Math.sqrt(steps)),
    },
    { method: methodOf({ kind: 'piadm', linearPart: newton, start: 'gaussian' }), blocks: whole },
  ];
}
