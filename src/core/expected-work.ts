// Rounds and score rows that a run is expected to take, before it is started. For estimates that people read, good to a factor of
// two: no result depends on them. The numbers were measured on two moons (2-D, 256 and 512 nodes, at 1e-3).

import { stretch } from './grid';
import type { RoundSettings, RunSpec, StoppingSettings } from './spec';
import { startOf } from './starts';
import { updateOf } from './updates';

/** Rounds of a segment at 1e-3: `least`, and so many more for every unit of stretched time. */
interface Pace {
  readonly least: number;
  readonly slope: number;
}

const PLAIN: Pace = { least: 5, slope: 2.5 };
const NEWTON: Pace = { least: 3, slope: 0.35 };

/** The pace of linear parts under the SDE; others move like the first. */
const PACES: Readonly<Record<string, Pace>> = {
  picard: PLAIN,
  paradigms: { least: 5, slope: 1.6 },
  'gaussian-data': { least: 4, slope: 1 },
  'scaled-identity': { least: 4, slope: 0.5 },
  diagonal: { least: 4, slope: 0.5 },
  'path-regression': { least: 4, slope: 0.5 },
  jacobian: NEWTON,
  surrogate: NEWTON,
  'surrogate-regression': NEWTON,
};

/** Anderson acceleration halves what the plain iteration takes in a long segment. */
const ACCELERATED_SLOPE = 1;

function paceOf({ dynamics, method }: RunSpec): Pace {
  const usual = ('linearPart' in method && PACES[method.linearPart]) || PLAIN;
  const slope = method.kind === 'anderson' ? Math.min(usual.slope, ACCELERATED_SLOPE) : usual.slope;
  // Smooth paths: the plainer the linear part, the more they help.
  return dynamics === 'sde' ? { ...usual, slope } : { least: 3, slope: 0.3 + 0.3 * slope };
}

/** A hump of about as many e-foldings overflows half precision; then the front leaves the infinities at two nodes a round. */
const OVERFLOWING = 35;
const NODES_AFTER_OVERFLOW = 2;

/** Rounds of a segment of `nodes` nodes that is `share` of the whole horizon: one more for every digit below 1e-3. */
function roundsOf(spec: RunSpec, share: number, nodes: number, { tolerance, iterations }: StoppingSettings): number {
  const most = Math.min(iterations, nodes);
  const isJacobi = 'linearPart' in spec.method && spec.method.linearPart === 'jacobi';
  if (tolerance === null || isJacobi) return most;
  const { least, slope } = paceOf(spec);
  const growth = slope * share * (stretch(spec.horizon) - stretch(spec.cutoff));
  const rounds = Math.ceil(least + growth + Math.max(0, Math.log10(1e-3 / tolerance)));
  const overflows = spec.precision === 'f16' && growth > OVERFLOWING;
  return Math.min(most, overflows ? Math.max(rounds, Math.ceil(nodes / NODES_AFTER_OVERFLOW)) : rounds);
}

/** Nodes of all correctors together, one network call of the reference each. */
export function correctorNodes({ method, blocks }: RunSpec): number {
  const corrector = method.kind === 'piadm' ? method.corrector : null;
  return corrector === null ? 0 : blocks * corrector.subBlocks * corrector.steps;
}

/** Network calls in a row, and score rows of one particle, without derivatives. */
export interface ExpectedWork {
  readonly rounds: number;
  readonly rows: number;
}

/** What the parallel run is expected to take, without its reference. */
export function expectedWork(spec: RunSpec): ExpectedWork {
  const { rounds, rows } = workOfRounds(spec);
  const calls = callsOfStarts(spec, rounds);
  return { rounds: rounds + calls, rows: rows + calls };
}

/** Network calls of the starts: one a block, or one whenever a window slides. */
function callsOfStarts({ method, blocks }: RunSpec, rounds: number): number {
  const calls = 'start' in method ? startOf(method.start).calls : 0;
  return calls * (method.kind === 'window' ? rounds : blocks);
}

function workOfRounds(spec: RunSpec): ExpectedWork {
  const { method, blocks, nodes } = spec;
  const total = blocks * nodes;
  switch (method.kind) {
    case 'sequential':
      return { rounds: total, rows: total };
    case 'few-step':
      return { rounds: method.steps, rows: method.steps };
    case 'piadm': {
      const rounds = roundsOf(spec, 1 / blocks, nodes, method);
      const corrections = correctorNodes(spec);
      const most = Math.min(method.corrector?.rounds ?? 0, method.corrector?.steps ?? 0);
      return {
        rounds: blocks * (rounds + (method.corrector?.subBlocks ?? 0) * most),
        rows: total * rounds + corrections * most,
      };
    }
    case 'anderson': {
      const rounds = roundsOf(spec, 1 / blocks, nodes, method);
      return { rounds: blocks * rounds, rows: total * rounds };
    }
    case 'wavefront':
      return workOfWavefront(spec, method);
    case 'window':
      return workOfWindow(spec, method.window);
    case 'parareal':
      return workOfParareal(spec, method);
  }
}

/** All blocks are solved together, and the last joins when half of them have: a node is evaluated in about half of the rounds. */
function workOfWavefront(spec: RunSpec, method: StoppingSettings & RoundSettings): ExpectedWork {
  const { blocks, nodes } = spec;
  const total = blocks * nodes;
  const together = roundsOf(spec, 1, total, { ...method, iterations: total });
  const rounds = method.tolerance === null ? blocks + method.iterations - 1 : Math.ceil(together + blocks / 2);
  const most = Math.min(rounds, blocks + method.iterations - 1);
  return { rounds: most, rows: method.tolerance === null ? total * method.iterations : Math.ceil((total * most) / 2) };
}

/** Of the rounds that a range as long as the window takes by itself, what every further one adds. */
const WINDOW_SHARE = 0.4;

function workOfWindow(spec: RunSpec, window: number): ExpectedWork {
  const total = spec.blocks * spec.nodes;
  const width = Math.min(window, total);
  const first = roundsOf(spec, width / total, width, { tolerance: 1e-3, iterations: width });
  const rounds = Math.min(total, Math.ceil(first * (1 + WINDOW_SHARE * (total / width - 1))));
  return { rounds, rows: rounds * width };
}

/** Iterations of Parareal, whatever the number of blocks. */
const PARAREAL_ITERATIONS = { sde: 8, ode: 5 } as const;

function workOfParareal(
  { dynamics, blocks, nodes }: RunSpec,
  method: StoppingSettings & { readonly pipelined: boolean },
) {
  const usual = method.tolerance === null ? method.iterations : PARAREAL_ITERATIONS[dynamics];
  const iterations = Math.min(usual, method.iterations, blocks);
  const sweep = method.pipelined ? 1 : blocks;
  // Blocks that are exact already are solved no more.
  const solved = iterations * blocks - (iterations * (iterations - 1)) / 2;
  return { rounds: blocks + iterations * (nodes + sweep), rows: blocks + solved * nodes + iterations * blocks };
}

/** How much dearer a row is with the derivative that a linear part asks for, in few dimensions: dual numbers in the same kernel. */
const WITH_DERIVATIVE = 2.5;

/** The cost of a row relative to one without derivatives. */
export function derivativeFactor({ method }: RunSpec): number {
  if (!('linearPart' in method)) return 1;
  return updateOf(method.linearPart).derivative === null ? 1 : WITH_DERIVATIVE;
}
