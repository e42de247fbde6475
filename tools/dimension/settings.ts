// Rounds against dimension: random mixtures whose grid grows with the dimension as the theory of arXiv 2405.15986 asks.

import { stretch } from '../../src/core/grid';
import type { RunSpec } from '../../src/core/spec';

export interface Dimension {
  readonly dimension: number;
  /** Steps of one unit of stretched time. */
  readonly density: number;
  readonly chains: number;
}

export const SIZES = {
  full: [
    { dimension: 2, density: 8, chains: 64 },
    { dimension: 8, density: 16, chains: 64 },
    { dimension: 32, density: 64, chains: 64 },
    { dimension: 128, density: 128, chains: 16 },
    { dimension: 512, density: 512, chains: 16 },
  ],
  small: [
    { dimension: 2, density: 8, chains: 4 },
    { dimension: 8, density: 8, chains: 4 },
  ],
} as const satisfies Record<string, readonly Dimension[]>;
export type Size = keyof typeof SIZES;

/** Length of a block in stretched time. */
const BLOCK_LENGTH = 1.5;
const CUTOFF = 0.01;

export interface Method {
  readonly name: string;
  readonly blocks: 'one' | 'many';
  readonly settings: { readonly linearPart: string; readonly start?: string };
}

export const methods: readonly Method[] = [
  { name: 'PIADM, blocks of length 1.5', blocks: 'many', settings: { linearPart: 'picard' } },
  { name: 'PIADM, one block', blocks: 'one', settings: { linearPart: 'picard' } },
  { name: 'Gaussian data, one block', blocks: 'one', settings: { linearPart: 'gaussian-data' } },
  { name: 'scaled identity, one block', blocks: 'one', settings: { linearPart: 'scaled-identity' } },
  {
    name: 'scaled identity, Gaussian start',
    blocks: 'one',
    settings: { linearPart: 'scaled-identity', start: 'gaussian' },
  },
];

/** The spec of a method in a dimension, before it is checked. */
export function specOf({ dimension, density, chains }: Dimension, { blocks, settings }: Method): Partial<RunSpec> {
  const horizon = Number((Math.log(dimension) + 4).toFixed(4));
  const length = stretch(horizon) - stretch(CUTOFF);
  const steps = Math.round(length * density);
  const cut = blocks === 'one' ? 1 : Math.round(length / BLOCK_LENGTH);
  const nodes = Math.ceil(steps / cut);
  const method = { kind: 'piadm', ...settings, tolerance: 1e-4, iterations: Math.min(nodes, MOST_ROUNDS) };
  return {
    target: { kind: 'mixture', name: 'random', dimension, components: 8, std: 0.5, seed: 1 },
    dynamics: 'sde',
    horizon,
    cutoff: CUTOFF,
    blocks: cut,
    nodes,
    spacing: 'stretched',
    particles: chains,
    seed: 1,
    method: method as RunSpec['method'],
  };
}

/** Far more rounds than any of these methods takes. */
const MOST_ROUNDS = 200;
