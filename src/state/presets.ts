// Runs to begin with. Each makes one claim that a reader can check on the page, and that a test checks by running it. Names and
// claims are in the words of the page, under the preset's id.

import { parseSpec } from '../core/parse-spec';
import { DEFAULT_SPEC, type RunSpec } from '../core/spec';
import type { RunSummary } from '../core/summary';
import type { Words } from '../words';
import { finalError, medianAfter, shareOnMoons, smallestShare } from './preset-checks';

/** What presets are about, in the order in which they are offered. */
export const PRESET_GROUPS = ['blocks', 'methods', 'fewest-rounds', 'precision-and-dimension'] as const;

export interface Preset {
  readonly id: keyof Words['presets']['entries'];
  readonly group: (typeof PRESET_GROUPS)[number];
  readonly spec: RunSpec;
  /** Whether a result bears the claim out. */
  readonly check: (summary: RunSummary) => boolean;
}

/** The default run with some fields changed; a method's own fields that are left out have their defaults. */
const run = (changes: object): RunSpec => parseSpec({ ...DEFAULT_SPEC, ...changes });
const oneBlock = { blocks: 1, nodes: 512 } as const;
const ring = { kind: 'mixture', name: 'ring' } as const;

const blocksAndRounds: readonly Omit<Preset, 'group'>[] = [
  {
    id: 'two-moons-network',
    spec: DEFAULT_SPEC,
    check: ({ sequentialSteps, rounds }) => sequentialSteps === 512 && rounds < 100,
  },
  {
    id: 'gaussian-linear-part',
    spec: run({ method: { linearPart: 'gaussian-data' } }),
    check: ({ sequentialSteps, rounds, nodesInFlight }) =>
      sequentialSteps === 512 && rounds < 70 && nodesInFlight === 64,
  },
  {
    id: 'one-block',
    spec: run(oneBlock),
    check: ({ rounds, hump, evaluations, sequentialSteps }) =>
      rounds < 50 && hump > 1000 && evaluations > 20 * sequentialSteps,
  },
  {
    id: 'three-rounds',
    spec: run({ target: ring, method: { tolerance: null, iterations: 3 } }),
    check: (summary) => summary.rounds === 24 && finalError(summary) > 0.1 && smallestShare(summary.samples) > 0.03,
  },
  {
    id: 'rounds-as-nodes',
    spec: run({ target: ring, blocks: 4, nodes: 16, method: { tolerance: null, iterations: 16 } }),
    check: (summary) => summary.rounds === 64 && summary.sequentialSteps === 64 && finalError(summary) < 1e-5,
  },
  {
    id: 'ode',
    spec: run({ dynamics: 'ode' }),
    check: ({ rounds, hump }) => rounds < 60 && hump < 1,
  },
  {
    id: 'ode-corrector',
    spec: run({ dynamics: 'ode', method: { corrector: {} } }),
    check: ({ sequentialSteps, rounds }) => sequentialSteps === 704 && rounds < 110,
  },
  {
    id: 'checkerboard-network',
    spec: run({ target: { kind: 'network', name: 'checkerboard' } }),
    check: ({ sequentialSteps, rounds }) => sequentialSteps === 512 && rounds < 110,
  },
];

const otherMethods: readonly Omit<Preset, 'group'>[] = [
  {
    id: 'window',
    spec: run({ method: { kind: 'window', window: 64, tolerance: 0.1 } }),
    check: ({ nodesInFlight, rounds, evaluations, sequentialSteps }) =>
      nodesInFlight === 64 && rounds < 45 && evaluations < 5 * sequentialSteps,
  },
  {
    id: 'wavefront',
    spec: run({ method: { kind: 'wavefront' } }),
    check: ({ rounds, nodesInFlight, hump }) => rounds < 60 && nodesInFlight === 512 && hump > 1000,
  },
  {
    id: 'anderson',
    spec: run({ ...oneBlock, method: { kind: 'anderson', memory: 3 } }),
    check: ({ rounds, hump, evaluations }) => rounds < 30 && hump < 1000 && evaluations === 512 * rounds,
  },
  {
    id: 'parareal',
    spec: run({ blocks: 32, nodes: 16, method: { kind: 'parareal', pipelined: true } }),
    check: ({ rounds, sequentialSteps, nodesInFlight }) =>
      rounds > 100 && rounds < sequentialSteps && sequentialSteps === 512 && nodesInFlight === 32,
  },
  {
    id: 'few-steps',
    spec: run({ method: { kind: 'few-step', steps: 32 } }),
    check: ({ rounds, samples, hump }) => rounds === 32 && shareOnMoons(samples) > 0.95 && hump > 0.1,
  },
];

const fewestRounds: readonly Omit<Preset, 'group'>[] = [
  {
    id: 'scaled-identity',
    spec: run({ ...oneBlock, method: { linearPart: 'scaled-identity', start: 'gaussian' } }),
    check: ({ rounds, evaluations, derivatives, sequentialSteps }) =>
      rounds < 20 && evaluations > 20 * sequentialSteps && 3 * derivatives === 2 * evaluations,
  },
  {
    id: 'newton',
    spec: run({ ...oneBlock, method: { linearPart: 'jacobian', start: 'gaussian' } }),
    check: (summary) => medianAfter(summary, 3) < 0.001 && summary.sequentialSteps === 512 && summary.rounds > 5,
  },
  {
    id: 'path-regression',
    spec: run({ ...oneBlock, method: { linearPart: 'path-regression', start: 'gaussian', clip: 'data' } }),
    check: ({ rounds, derivatives }) => rounds < 15 && derivatives === 0,
  },
  {
    id: 'best-without-derivatives',
    spec: run({ ...oneBlock, method: { linearPart: 'surrogate-regression', start: 'surrogate', clip: 'data' } }),
    check: (summary) =>
      summary.rounds < 10 && summary.evaluations === 512 * summary.rounds && medianAfter(summary, 2) < 0.001,
  },
  {
    id: 'best-with-derivatives',
    spec: run({ ...oneBlock, method: { linearPart: 'jacobian', start: 'surrogate', clip: 'data' } }),
    check: (summary) =>
      summary.rounds < 12 && medianAfter(summary, 2) < 0.001 && summary.evaluations === 3 * 512 * summary.rounds,
  },
  {
    id: 'best-ode',
    spec: run({ ...oneBlock, dynamics: 'ode', method: { linearPart: 'jacobian', start: 'surrogate', clip: 'data' } }),
    check: (summary) => medianAfter(summary, 1) < 0.001 && summary.rounds < 7,
  },
];

const precisionAndDimension: readonly Omit<Preset, 'group'>[] = [
  {
    id: 'half-precision',
    spec: run({ ...oneBlock, target: ring, horizon: 12, precision: 'f16', method: { iterations: 512 } }),
    check: (summary) => !Number.isFinite(summary.hump) && summary.rounds > 150 && finalError(summary) < 0.01,
  },
  {
    id: 'gaussian-32',
    spec: run({
      target: { kind: 'gaussian', dimension: 32, mean: 0.5, std: 0.5 },
      method: { linearPart: 'gaussian-data' },
    }),
    check: ({ rounds }) => rounds === 16,
  },
];

const inGroup = (group: Preset['group'], members: readonly Omit<Preset, 'group'>[]): Preset[] =>
  members.map((preset) => ({ ...preset, group }));

export const presets: readonly Preset[] = [
  ...inGroup('blocks', blocksAndRounds),
  ...inGroup('methods', otherMethods),
  ...inGroup('fewest-rounds', fewestRounds),
  ...inGroup('precision-and-dimension', precisionAndDimension),
];
