// What the bench measures, in two sizes: `full` for the table, `small` to see that it runs.

export const SIZES = {
  full: {
    sampling: { samples: 5, leastSeconds: 0.1 },
    /** Rows with which every tile is tried. */
    tileRows: 4096,
    rows: [256, 1024, 4096, 16_384, 65_536, 262_144],
    networks: [
      { dimension: 2, width: 64, depth: 3 },
      { dimension: 2, width: 128, depth: 3 },
      { dimension: 16, width: 256, depth: 3 },
    ],
    particles: [1, 16, 256, 1024],
    blocks: [1, 8, 32],
    steps: 256,
  },
  small: {
    sampling: { samples: 1, leastSeconds: 0.001 },
    tileRows: 64,
    rows: [64],
    networks: [{ dimension: 2, width: 32, depth: 2 }],
    particles: [1, 16],
    blocks: [1, 2],
    steps: 16,
  },
} as const;

export type Size = keyof typeof SIZES;

/** Run of the parts on overhead and on sequential against parallel: the trained network of the default run. */
export const runOf = (steps: number, blocks: number, particles: number) => ({
  target: { kind: 'network', name: 'two-moons' },
  dynamics: 'sde',
  blocks,
  nodes: steps / blocks,
  particles,
  seed: 1,
  method: { kind: 'piadm', linearPart: 'gaussian-data', tolerance: 0.001, iterations: 64 },
});
