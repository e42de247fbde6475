// Runs to begin with. Each makes one claim that a reader can check on the page, and that a test checks by running it.

import { parseSpec } from '../core/parse-spec';
import { DEFAULT_SPEC, type RunSpec } from '../core/spec';
import type { RunSummary } from '../core/summary';
import { finalError, medianAfter, shareOnMoons, smallestShare } from './preset-checks';

/** What presets are about, in the order in which they are offered. */
export const PRESET_GROUPS = [
  'Blocks and rounds',
  'Other methods',
  'Fewest rounds',
  'Precision and dimension',
] as const;

export interface Preset {
  readonly name: string;
  readonly group: (typeof PRESET_GROUPS)[number];
  readonly spec: RunSpec;
  /** One sentence about the run's numbers. */
  readonly claim: string;
  /** Whether a result bears the claim out. */
  readonly check: (summary: RunSummary) => boolean;
}

/** The default run with some fields changed; a method's own fields that are left out have their defaults. */
const run = (changes: object): RunSpec => parseSpec({ ...DEFAULT_SPEC, ...changes });
const oneBlock = { blocks: 1, nodes: 512 } as const;
const ring = { kind: 'mixture', name: 'ring' } as const;

const blocksAndRounds: readonly Omit<Preset, 'group'>[] = [
  {
    name: 'Two moons, trained network',
    spec: DEFAULT_SPEC,
    claim: '512 sequential steps are made in fewer than 100 rounds.',
    check: ({ sequentialSteps, rounds }) => sequentialSteps === 512 && rounds < 100,
  },
  {
    name: 'Gaussian linear part',
    spec: run({ method: { linearPart: 'gaussian-data' } }),
    claim: 'The same 512 steps need fewer than 70 rounds, with as many nodes in flight.',
    check: ({ sequentialSteps, rounds, nodesInFlight }) =>
      sequentialSteps === 512 && rounds < 70 && nodesInFlight === 64,
  },
  {
    name: 'One block',
    spec: run(oneBlock),
    claim: 'Fewer than 50 rounds, but a hump above 1,000 and more than 20 times the sequential work.',
    check: ({ rounds, hump, evaluations, sequentialSteps }) =>
      rounds < 50 && hump > 1000 && evaluations > 20 * sequentialSteps,
  },
  {
    name: 'Three rounds a block',
    spec: run({ target: ring, method: { tolerance: null, iterations: 3 } }),
    claim: 'After 24 rounds the paths are still wrong by more than 0.1, yet the particles fill all eight modes.',
    check: (summary) => summary.rounds === 24 && finalError(summary) > 0.1 && smallestShare(summary.samples) > 0.03,
  },
  {
    name: 'As many rounds as nodes',
    spec: run({ target: ring, blocks: 4, nodes: 16, method: { tolerance: null, iterations: 16 } }),
    claim: 'After 16 rounds a block of 16 nodes is exact to rounding, at 64 rounds for 64 steps: nothing is gained.',
    check: (summary) => summary.rounds === 64 && summary.sequentialSteps === 64 && finalError(summary) < 1e-5,
  },
  {
    name: 'Probability-flow ODE',
    spec: run({ dynamics: 'ode' }),
    claim: 'Without noise, fewer than 60 rounds and a hump below 1.',
    check: ({ rounds, hump }) => rounds < 60 && hump < 1,
  },
  {
    name: 'ODE with corrector',
    spec: run({ dynamics: 'ode', method: { corrector: {} } }),
    claim: 'Langevin steps at block ends make 704 sequential steps of 512; fewer than 110 rounds do them all.',
    check: ({ sequentialSteps, rounds }) => sequentialSteps === 704 && rounds < 110,
  },
  {
    name: 'Checkerboard, trained network',
    spec: run({ target: { kind: 'network', name: 'checkerboard' } }),
    claim: 'Eight cells instead of two moons: still fewer than 110 rounds for 512 steps.',
    check: ({ sequentialSteps, rounds }) => sequentialSteps === 512 && rounds < 110,
  },
];

const otherMethods: readonly Omit<Preset, 'group'>[] = [
  {
    name: 'Sliding window (ParaDiGMS)',
    spec: run({ method: { kind: 'window', window: 64, tolerance: 0.1 } }),
    claim: '64 nodes in flight, fewer than 45 rounds, less than 5 times the sequential work.',
    check: ({ nodesInFlight, rounds, evaluations, sequentialSteps }) =>
      nodesInFlight === 64 && rounds < 45 && evaluations < 5 * sequentialSteps,
  },
  {
    name: 'Wavefront',
    spec: run({ method: { kind: 'wavefront' } }),
    claim: 'Blocks that overlap need fewer than 60 rounds, but 512 nodes in flight, and a hump above 1,000.',
    check: ({ rounds, nodesInFlight, hump }) => rounds < 60 && nodesInFlight === 512 && hump > 1000,
  },
  {
    name: 'Triangular Anderson',
    spec: run({ ...oneBlock, method: { kind: 'anderson', memory: 3 } }),
    claim: 'One block in fewer than 30 rounds with a hump below 1,000, at one network call a node and round.',
    check: ({ rounds, hump, evaluations }) => rounds < 30 && hump < 1000 && evaluations === 512 * rounds,
  },
  {
    name: 'Parareal (SRDS)',
    spec: run({ blocks: 32, nodes: 16, method: { kind: 'parareal', pipelined: true } }),
    claim: 'Even pipelined, more than 100 of 512 calls in a row, but only 32 nodes in flight.',
    check: ({ rounds, sequentialSteps, nodesInFlight }) =>
      rounds > 100 && rounds < sequentialSteps && sequentialSteps === 512 && nodesInFlight === 32,
  },
  {
    name: 'Few steps',
    spec: run({ method: { kind: 'few-step', steps: 32 } }),
    claim: 'After 32 calls the particles lie on the moons, but their paths leave those of 512 steps by over 0.1.',
    check: ({ rounds, samples, hump }) => rounds === 32 && shareOnMoons(samples) > 0.95 && hump > 0.1,
  },
];

const fewestRounds: readonly Omit<Preset, 'group'>[] = [
  {
    name: 'Scaled identity',
    spec: run({ ...oneBlock, method: { linearPart: 'scaled-identity', start: 'gaussian' } }),
    claim: 'Fewer than 20 rounds, but over 20 times the sequential work, two thirds of it derivatives.',
    check: ({ rounds, evaluations, derivatives, sequentialSteps }) =>
      rounds < 20 && evaluations > 20 * sequentialSteps && 3 * derivatives === 2 * evaluations,
  },
  {
    name: 'Newton, Gaussian start',
    spec: run({ ...oneBlock, method: { linearPart: 'jacobian', start: 'gaussian' } }),
    claim: 'After 3 rounds the median particle is within 0.001 of all its 512 steps; the worst takes more than 5.',
    check: (summary) => medianAfter(summary, 3) < 0.001 && summary.sequentialSteps === 512 && summary.rounds > 5,
  },
  {
    name: 'Path regression',
    spec: run({ ...oneBlock, method: { linearPart: 'path-regression', start: 'gaussian', clip: 'data' } }),
    claim: 'Fewer than 15 rounds from the outputs of the network alone: no derivative is evaluated.',
    check: ({ rounds, derivatives }) => rounds < 15 && derivatives === 0,
  },
  {
    name: 'Best without derivatives',
    spec: run({ ...oneBlock, method: { linearPart: 'surrogate-regression', start: 'surrogate', clip: 'data' } }),
    claim: '512 steps in fewer than 10 rounds and less than 10 times the work; after 2 the median is within 0.001.',
    check: (summary) =>
      summary.rounds < 10 && summary.evaluations === 512 * summary.rounds && medianAfter(summary, 2) < 0.001,
  },
  {
    name: 'Best with derivatives',
    spec: run({ ...oneBlock, method: { linearPart: 'jacobian', start: 'surrogate', clip: 'data' } }),
    claim: '512 steps in fewer than 12 rounds, the median particle in 2; each is 3 times the sequential work.',
    check: (summary) =>
      summary.rounds < 12 && medianAfter(summary, 2) < 0.001 && summary.evaluations === 3 * 512 * summary.rounds,
  },
  {
    name: 'Best for the ODE',
    spec: run({ ...oneBlock, dynamics: 'ode', method: { linearPart: 'jacobian', start: 'surrogate', clip: 'data' } }),
    claim: 'The path without noise: the median particle after 1 round, all in fewer than 7.',
    check: (summary) => medianAfter(summary, 1) < 0.001 && summary.rounds < 7,
  },
];

const precisionAndDimension: readonly Omit<Preset, 'group'>[] = [
  {
    name: 'Half precision, one block',
    spec: run({ ...oneBlock, target: ring, horizon: 12, precision: 'f16', method: { iterations: 512 } }),
    claim: 'The hump overflows. Healing takes more than 150 rounds, and yet all nodes end within 0.01.',
    check: (summary) => !Number.isFinite(summary.hump) && summary.rounds > 150 && finalError(summary) < 0.01,
  },
  {
    name: 'Gaussian in 32 dimensions',
    spec: run({
      target: { kind: 'gaussian', dimension: 32, mean: 0.5, std: 0.5 },
      method: { linearPart: 'gaussian-data' },
    }),
    claim: 'The linear part fits these data exactly: two rounds a block, one to solve and one to see it, 16 in all.',
    check: ({ rounds }) => rounds === 16,
  },
];

const inGroup = (group: Preset['group'], members: readonly Omit<Preset, 'group'>[]): Preset[] =>
  members.map((preset) => ({ ...preset, group }));

export const presets: readonly Preset[] = [
  ...inGroup('Blocks and rounds', blocksAndRounds),
  ...inGroup('Other methods', otherMethods),
  ...inGroup('Fewest rounds', fewestRounds),
  ...inGroup('Precision and dimension', precisionAndDimension),
];
