// What the bench measures, in two sizes: `full` for the table, `small` to see that it runs. Where an adapter is software, `full` leaves out
// what takes minutes there alone, so that all parts together take at most twelve minutes on two cores.

import type { Size } from './command.mjs';
import type { NetworkSizes } from './network';
import type { Sampling } from './timing';

/** By kind of adapter. */
export interface ByAdapter<T> {
  readonly software: T;
  readonly hardware: T;
}

export const ofAdapter = <T>(choice: ByAdapter<T>, software: boolean): T =>
  software ? choice.software : choice.hardware;

const same = <T>(value: T): ByAdapter<T> => ({ software: value, hardware: value });

export interface Sizes {
  readonly sampling: Sampling;
  readonly throughput: {
    readonly networks: readonly NetworkSizes[];
    readonly rows: ByAdapter<readonly number[]>;
    /** More rows are left out where one evaluation has more operations. */
    readonly mostOperations: ByAdapter<number>;
    /** Rows with which every tile is tried. */
    readonly tileRows: number;
  };
  readonly peers: {
    readonly network: NetworkSizes;
    readonly rows: ByAdapter<readonly number[]>;
    readonly tileRows: number;
    readonly sampling: Sampling;
  };
  readonly overhead: {
    readonly blocks: number;
    readonly runs: ByAdapter<readonly { readonly particles: number; readonly steps: number }[]>;
  };
  readonly runs: {
    readonly steps: number;
    readonly pairs: ByAdapter<readonly { readonly particles: number; readonly blocks: readonly number[] }[]>;
  };
  readonly scaling: {
    readonly particles: number;
    readonly blocks: number;
    readonly steps: number;
    readonly gaussianDimensions: readonly number[];
    readonly mixtureDimensions: readonly number[];
    readonly stepsOfGrids: readonly number[];
  };
  /** Visits of the page, each by a new browser context. */
  readonly page: { readonly visits: number };
}

const BLOCKS = [1, 2, 4, 8, 16, 32] as const;

const full: Sizes = {
  sampling: { samples: 5, leastSeconds: 0.1, mostSeconds: 1 },
  throughput: {
    networks: [
      { dimension: 2, width: 64, depth: 3 },
      { dimension: 2, width: 128, depth: 3 },
      { dimension: 16, width: 256, depth: 3 },
      { dimension: 2, width: 512, depth: 3 },
    ],
    rows: {
      software: [256, 1024, 4096, 16_384, 65_536, 262_144],
      hardware: [256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576],
    },
    // A dozen seconds an evaluation, of which there are three.
    mostOperations: { software: 8e10, hardware: Number.POSITIVE_INFINITY },
    tileRows: 4096,
  },
  peers: {
    network: { dimension: 2, width: 128, depth: 3 },
    // The slowest peers reach a tenth of the kernel's rate on a software adapter: 65,536 rows take ten seconds an evaluation, of which there
    // are five, and 262,144 would take six minutes.
    rows: {
      software: [256, 1024, 4096, 16_384, 65_536],
      hardware: [256, 1024, 4096, 16_384, 65_536, 262_144],
    },
    tileRows: 4096,
    sampling: { samples: 3, leastSeconds: 0.2, mostSeconds: 4 },
  },
  overhead: {
    blocks: 8,
    // Each is run three times, once with every kernel by itself: 4,096 particles at 64 steps are 25 billion operations, five seconds.
    runs: {
      software: [
        { particles: 1, steps: 256 },
        { particles: 4096, steps: 64 },
      ],
      hardware: [
        { particles: 1, steps: 256 },
        { particles: 4096, steps: 256 },
      ],
    },
  },
  runs: {
    steps: 256,
    // A run evaluates three to sixteen times the rows of the sequential sampler. At 16,384 particles these are 70 billion operations, a quarter of
    // a minute, so that few blocks would take four minutes.
    pairs: {
      software: [
        { particles: 1, blocks: BLOCKS },
        { particles: 16, blocks: BLOCKS },
        { particles: 64, blocks: [1, 8, 32] },
        { particles: 256, blocks: [1, 8, 32] },
        { particles: 1024, blocks: [8, 32] },
        { particles: 4096, blocks: [32] },
        { particles: 16_384, blocks: [32] },
      ],
      hardware: [1, 16, 64, 256, 1024, 4096, 16_384].map((particles) => ({ particles, blocks: BLOCKS })),
    },
  },
  scaling: {
    particles: 16,
    blocks: 8,
    steps: 256,
    gaussianDimensions: [2, 8, 32, 128, 512, 1024],
    mixtureDimensions: [2, 8, 32, 128, 512],
    stepsOfGrids: [16, 64, 256, 1024, 4096],
  },
  page: { visits: 3 },
};

const small: Sizes = {
  sampling: { samples: 1, leastSeconds: 0.001, mostSeconds: 0.02 },
  throughput: {
    networks: [{ dimension: 2, width: 32, depth: 2 }],
    rows: same([64]),
    mostOperations: same(Number.POSITIVE_INFINITY),
    tileRows: 64,
  },
  peers: {
    network: { dimension: 2, width: 128, depth: 3 },
    rows: same([64]),
    tileRows: 64,
    sampling: { samples: 1, leastSeconds: 0.02, mostSeconds: 1 },
  },
  overhead: { blocks: 2, runs: same([{ particles: 1, steps: 16 }]) },
  runs: {
    steps: 16,
    pairs: same([
      { particles: 1, blocks: [1] },
      { particles: 16, blocks: [1, 2] },
    ]),
  },
  scaling: {
    particles: 4,
    blocks: 2,
    steps: 16,
    gaussianDimensions: [2],
    mixtureDimensions: [4],
    stepsOfGrids: [8, 16],
  },
  page: { visits: 1 },
};

export const SIZES: Readonly<Record<Size, Sizes>> = { full, small };

/** A run of the bench; the tolerance is that of the default run. */
function specOf(target: object, linearPart: string, steps: number, blocks: number, particles: number): object {
  return {
    target,
    dynamics: 'sde',
    blocks,
    nodes: steps / blocks,
    particles,
    seed: 1,
    method: { kind: 'piadm', linearPart, tolerance: 0.001, iterations: 64 },
  };
}

/** Run of the parts on overhead and on sequential against parallel: the trained network of the default run. */
export const runOf = (steps: number, blocks: number, particles: number) =>
  specOf({ kind: 'network', name: 'two-moons' }, 'gaussian-data', steps, blocks, particles);

/** Runs of the part on scaling: Picard iteration without a linear part of the data, which would solve a Gaussian at once. */
export const scalingRuns = {
  gaussian: (dimension: number, { steps, blocks, particles }: Sizes['scaling']) =>
    specOf({ kind: 'gaussian', dimension, mean: 0.5, std: 0.5 }, 'picard', steps, blocks, particles),
  mixture: (dimension: number, { steps, blocks, particles }: Sizes['scaling']) =>
    specOf(
      { kind: 'mixture', name: 'random', dimension, components: 8, std: 0.5, seed: 1 },
      'picard',
      steps,
      blocks,
      particles,
    ),
  steps: (steps: number, { blocks, particles }: Sizes['scaling']) =>
    specOf({ kind: 'mixture', name: 'ring' }, 'picard', steps, blocks, particles),
};
