// Runs to begin with. Each makes one claim that a reader can check on the page, and that a test checks by running it.

import { DEFAULT_SPEC, type MethodSpec, type RunSpec } from '../core/spec';
import type { RunSummary } from '../core/summary';

export interface Preset {
  readonly name: string;
  readonly spec: RunSpec;
  /** One sentence about the run's numbers. */
  readonly claim: string;
  /** Whether a result bears the claim out. */
  readonly check: (summary: RunSummary) => boolean;
}

const piadm = (settings: Partial<Extract<MethodSpec, { kind: 'piadm' }>>): MethodSpec => ({
  kind: 'piadm',
  linearPart: 'picard',
  jacobianCap: 1.05,
  clip: 'none',
  surrogateComponents: 16,
  start: 'constant',
  tolerance: 0.001,
  iterations: 64,
  corrector: null,
  ...settings,
});

/** The worst particle's error at the end of the last segment. */
function finalError({ segments }: RunSummary): number {
  return segments.at(-1)?.error.at(-1) ?? Number.NaN;
}

/** Modes of the ring: radius 2, angles `pi i / 4`. */
const MODES = 8;

/** Smallest share of particles, over the ring's modes, that end within 0.7 (three standard deviations) of one. */
function smallestShare(samples: RunSummary['samples']): number {
  const counts = new Array<number>(MODES).fill(0);
  for (const [x = Number.NaN, y = Number.NaN] of samples) {
    const mode = (Math.round((Math.atan2(y, x) * MODES) / (2 * Math.PI)) + MODES) % MODES;
    const angle = (2 * Math.PI * mode) / MODES;
    if (Math.hypot(x - 2 * Math.cos(angle), y - 2 * Math.sin(angle)) < 0.7) counts[mode] = (counts[mode] ?? 0) + 1;
  }
  return Math.min(...counts) / samples.length;
}

export const presets: readonly Preset[] = [
  {
    name: 'Two moons, trained network',
    spec: DEFAULT_SPEC,
    claim: '512 sequential steps are made in fewer than 100 rounds.',
    check: ({ sequentialSteps, rounds }) => sequentialSteps === 512 && rounds < 100,
  },
  {
    name: 'Gaussian linear part',
    spec: { ...DEFAULT_SPEC, method: piadm({ linearPart: 'gaussian-data' }) },
    claim: 'The same 512 steps need fewer than 70 rounds, with as many nodes in flight.',
    check: ({ sequentialSteps, rounds, nodesInFlight }) =>
      sequentialSteps === 512 && rounds < 70 && nodesInFlight === 64,
  },
  {
    name: 'One block',
    spec: { ...DEFAULT_SPEC, blocks: 1, nodes: 512 },
    claim: 'Fewer than 50 rounds, but a hump above 1,000 and more than 20 times the sequential work.',
    check: ({ rounds, hump, evaluations, sequentialSteps }) =>
      rounds < 50 && hump > 1000 && evaluations > 20 * sequentialSteps,
  },
  {
    name: 'Probability-flow ODE',
    spec: { ...DEFAULT_SPEC, dynamics: 'ode' },
    claim: 'Without noise, fewer than 60 rounds and a hump below 1.',
    check: ({ rounds, hump }) => rounds < 60 && hump < 1,
  },
  {
    name: 'Three rounds a block',
    spec: {
      ...DEFAULT_SPEC,
      target: { kind: 'mixture', name: 'ring' },
      method: piadm({ tolerance: null, iterations: 3 }),
    },
    claim: 'After 24 rounds the paths are still wrong by more than 0.1, yet the particles fill all eight modes.',
    check: (summary) => summary.rounds === 24 && finalError(summary) > 0.1 && smallestShare(summary.samples) > 0.03,
  },
  {
    name: 'As many rounds as nodes',
    spec: {
      ...DEFAULT_SPEC,
      target: { kind: 'mixture', name: 'ring' },
      blocks: 4,
      nodes: 16,
      method: piadm({ tolerance: null, iterations: 16 }),
    },
    claim: 'After 16 rounds a block of 16 nodes is exact to rounding, at 64 rounds for 64 steps: nothing is gained.',
    check: (summary) => summary.rounds === 64 && summary.sequentialSteps === 64 && finalError(summary) < 1e-5,
  },
  {
    name: 'Gaussian in 32 dimensions',
    spec: {
      ...DEFAULT_SPEC,
      target: { kind: 'gaussian', dimension: 32, mean: 0.5, std: 0.5 },
      method: piadm({ linearPart: 'gaussian-data' }),
    },
    claim: 'The linear part fits these data exactly: two rounds a block, one to solve and one to see it, 16 in all.',
    check: ({ rounds }) => rounds === 16,
  },
  {
    name: 'Checkerboard, trained network',
    spec: { ...DEFAULT_SPEC, target: { kind: 'network', name: 'checkerboard' } },
    claim: 'Eight cells instead of two moons: still fewer than 110 rounds for 512 steps.',
    check: ({ sequentialSteps, rounds }) => sequentialSteps === 512 && rounds < 110,
  },
];
