// The fewest rounds: 512 sequential SDE steps on two moons in one block. Each entry is one way of making them; all are run on the
// same eight seeds, from the exact score and from the trained network.

export const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8] as const;

export const TARGETS = {
  exact: { kind: 'mixture', name: 'two-moons' },
  network: { kind: 'network', name: 'two-moons' },
} as const;
export type TargetName = keyof typeof TARGETS;

export interface Entry {
  readonly name: string;
  readonly settings: object;
}

export const entries: readonly Entry[] = [
  { name: 'Jacobian, Gaussian start', settings: { linearPart: 'jacobian', start: 'gaussian' } },
  {
    name: 'Path regression, Gaussian start, clip',
    settings: { linearPart: 'path-regression', start: 'gaussian', clip: 'data' },
  },
  {
    name: 'Surrogate of 16 and path regression, clip',
    settings: { linearPart: 'surrogate-regression', start: 'surrogate', clip: 'data', surrogateComponents: 16 },
  },
  {
    name: 'Jacobian, start of a surrogate of 16, clip',
    settings: { linearPart: 'jacobian', start: 'surrogate', clip: 'data', surrogateComponents: 16 },
  },
  {
    name: 'Surrogate of 32, clip',
    settings: { linearPart: 'surrogate', start: 'surrogate', clip: 'data', surrogateComponents: 32 },
  },
];

/** Tolerance of the runs: tight enough that every looser one can be read off them. */
export const TOLERANCE = 1e-4;
const MOST_ROUNDS = 24;

/** The spec of a run, before it is checked. */
export function specOf(target: TargetName, entry: Entry, seed: number, particles: number, steps: number): object {
  return {
    target: TARGETS[target],
    dynamics: 'sde',
    horizon: 6,
    cutoff: 0.001,
    blocks: 1,
    nodes: steps,
    spacing: 'stretched',
    particles,
    seed,
    method: { kind: 'piadm', tolerance: TOLERANCE, iterations: MOST_ROUNDS, ...entry.settings },
  };
}
