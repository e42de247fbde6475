// What is compared: five targets, each with SDE and ODE, and the methods that solve them. All solve the same equations on the
// same noise; a method that cannot be used for a problem says so here.

import type { MethodSpec, RunSpec } from '../../src/core/spec';

/** Sizes of the comparison: `full` is the one whose results are committed, `small` is run by the tests. */
export const SIZES = {
  full: { steps: 512, blocks: 8, window: 64, particles: 64 },
  small: { steps: 64, blocks: 4, window: 16, particles: 4 },
} as const;
export type Size = keyof typeof SIZES;

export interface Problem {
  readonly name: string;
  readonly dimension: number;
  /** Components of the data; a surrogate with as many is the target itself. */
  readonly components: number;
  readonly fields: Pick<RunSpec, 'target' | 'dynamics' | 'horizon' | 'cutoff' | 'spacing' | 'seed'>;
}

const plane = { horizon: 6, cutoff: 0.001, spacing: 'stretched', seed: 1 } as const;
/** The horizon grows with the dimension, as the theory asks. */
const D = 32;
const high = { horizon: Number((Math.log(D) + 4).toFixed(3)), cutoff: 0.01, spacing: 'stretched', seed: 1 } as const;

const TARGETS = [
  { name: 'ring', dimension: 2, components: 8, fields: { ...plane, target: { kind: 'mixture', name: 'ring' } } },
  {
    name: 'two moons',
    dimension: 2,
    components: 200,
    fields: { ...plane, target: { kind: 'mixture', name: 'two-moons' } },
  },
  {
    name: 'checkerboard',
    dimension: 2,
    components: 200,
    fields: { ...plane, target: { kind: 'mixture', name: 'checkerboard' } },
  },
  {
    name: `random mixture, d = ${D}`,
    dimension: D,
    components: 8,
    fields: {
      ...high,
      target: { kind: 'mixture', name: 'random', dimension: D, components: 8, std: 0.5, seed: 1 },
    },
  },
  {
    name: 'two moons, network',
    dimension: 2,
    components: 200,
    fields: { ...plane, target: { kind: 'network', name: 'two-moons' } },
  },
] as const;

/** Targets times dynamics. */
export const problems: readonly Problem[] = TARGETS.flatMap(({ name, dimension, components, fields }) =>
  (['sde', 'ode'] as const).map((dynamics) => ({
    name: `${name}, ${dynamics.toUpperCase()}`,
    dimension,
    components,
    fields: { ...fields, dynamics },
  })),
);

/** A method as a lane of the comparison. */
export interface Lane {
  readonly name: string;
  /** Cut of the grid: one block, the blocks of the size, or so many. */
  readonly blocks: 'one' | 'blocks' | number;
  /** Its settings but for the tolerance. */
  readonly method: (size: (typeof SIZES)[Size]) => Partial<MethodSpec> & Pick<MethodSpec, 'kind'>;
  readonly suits: (problem: Problem) => boolean;
}

const always = () => true;
const plain = ({ dimension }: Problem) => dimension <= 4;
/** Path regression is of the SDE in the plane. */
const regressed = ({ dimension, fields }: Problem) => dimension <= 2 && fields.dynamics === 'sde';
const SURROGATE = 16;
const fitted = ({ components }: Problem) => components > SURROGATE;

function piadm(name: string, blocks: Lane['blocks'], settings: object, suits = always as Lane['suits']): Lane {
  // As many rounds as it takes: the tolerance ends them.
  return { name, blocks, method: () => ({ kind: 'piadm', iterations: 512, ...settings }), suits };
}

function other(name: string, blocks: Lane['blocks'], method: Lane['method'], suits = always as Lane['suits']): Lane {
  return { name, blocks, method, suits };
}

export const lanes: readonly Lane[] = [
  piadm('blocks, Jacobi', 'blocks', { linearPart: 'jacobi' }),
  piadm('blocks, Picard (PIADM)', 'blocks', { linearPart: 'picard' }),
  piadm('blocks, ParaDiGMS form', 'blocks', { linearPart: 'paradigms' }),
  piadm('blocks, Gaussian data', 'blocks', { linearPart: 'gaussian-data' }),
  piadm('blocks, scaled identity', 'blocks', { linearPart: 'scaled-identity' }),
  piadm('blocks, Jacobian', 'blocks', { linearPart: 'jacobian' }, plain),
  piadm('blocks, Picard, prediction start', 'blocks', { linearPart: 'picard', start: 'prediction' }),
  piadm('one block, Picard', 'one', { linearPart: 'picard' }),
  piadm('one block, Picard, Gaussian start', 'one', { linearPart: 'picard', start: 'gaussian' }),
  piadm('one block, ParaDiGMS form', 'one', { linearPart: 'paradigms' }),
  piadm('one block, Gaussian data', 'one', { linearPart: 'gaussian-data' }),
  piadm('one block, scaled identity', 'one', { linearPart: 'scaled-identity' }),
  piadm('one block, scaled identity, Gaussian start', 'one', { linearPart: 'scaled-identity', start: 'gaussian' }),
  piadm('one block, diagonal', 'one', { linearPart: 'diagonal' }),
  piadm('one block, Jacobian', 'one', { linearPart: 'jacobian' }, plain),
  piadm('one block, Jacobian, Gaussian start', 'one', { linearPart: 'jacobian', start: 'gaussian' }, plain),
  piadm(
    'one block, Jacobian, Gaussian start, clip',
    'one',
    { linearPart: 'jacobian', start: 'gaussian', clip: 'data' },
    plain,
  ),
  piadm(
    'one block, path regression, Gaussian start, clip',
    'one',
    { linearPart: 'path-regression', start: 'gaussian', clip: 'data' },
    regressed,
  ),
  piadm(
    `one block, Jacobian, start of a surrogate of ${SURROGATE}, clip`,
    'one',
    { linearPart: 'jacobian', start: 'surrogate', clip: 'data', surrogateComponents: SURROGATE },
    (problem) => plain(problem) && fitted(problem),
  ),
  piadm(
    `one block, surrogate of ${SURROGATE}, clip`,
    'one',
    { linearPart: 'surrogate', start: 'surrogate', clip: 'data', surrogateComponents: SURROGATE },
    fitted,
  ),
  piadm(
    `one block, surrogate of ${SURROGATE} and path regression, clip`,
    'one',
    { linearPart: 'surrogate-regression', start: 'surrogate', clip: 'data', surrogateComponents: SURROGATE },
    (problem) => regressed(problem) && fitted(problem),
  ),
  piadm(
    'blocks, Picard, with corrector',
    'blocks',
    { linearPart: 'picard', corrector: { rounds: 24 } },
    ({ fields }) => fields.dynamics === 'ode',
  ),
  other('window, ParaDiGMS', 'blocks', ({ window }) => ({ kind: 'window', window, linearPart: 'paradigms' })),
  other('window, Picard', 'blocks', ({ window }) => ({ kind: 'window', window, linearPart: 'picard' })),
  other('window, scaled identity', 'blocks', ({ window }) => ({
    kind: 'window',
    window,
    linearPart: 'scaled-identity',
  })),
  other('wavefront, Picard', 'blocks', () => ({ kind: 'wavefront', iterations: 512, linearPart: 'picard' })),
  other('wavefront, scaled identity', 'blocks', () => ({
    kind: 'wavefront',
    iterations: 512,
    linearPart: 'scaled-identity',
  })),
  other('blocks, Anderson 2', 'blocks', () => ({ kind: 'anderson', memory: 2, iterations: 512 })),
  other('one block, Anderson 2', 'one', () => ({ kind: 'anderson', memory: 2, iterations: 512 })),
  other('Parareal, 16 blocks', 16, () => ({ kind: 'parareal', iterations: 16 })),
];

/** The spec of a cell, before it is checked. */
export function specOf(problem: Problem, lane: Lane, size: Size, tolerance: number): object {
  const { steps, blocks, particles } = SIZES[size];
  const cut = lane.blocks === 'one' ? 1 : lane.blocks === 'blocks' ? blocks : lane.blocks;
  return {
    ...problem.fields,
    blocks: cut,
    nodes: steps / cut,
    particles,
    method: { ...lane.method(SIZES[size]), tolerance },
  };
}

/** Names of a cell, and the spec that its result belongs to: without the tolerance, which is part of the result. */
export function cellOf(problem: Problem, lane: Lane, size: Size) {
  return { problem: problem.name, lane: lane.name, spec: specOf(problem, lane, size, 0) };
}
