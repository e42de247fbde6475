// The runs whose scripts are compared with the CPU backend: small ones across the whole family, so that each piece of a script
// is run at least once.

import type { NetworkModel } from '../../src/core/scores';
import { syntheticNetwork } from '../../test/synthetic-network';

/** Name of the network that is made for these runs. */
export const SYNTHETIC = 'synthetic';

/** A small network with made-up weights, of data that nothing tells of, in three dimensions: those of the repository have two, up to
 * which derivatives are exact. */
export function madeUpNetwork(): NetworkModel {
  const network = syntheticNetwork({ dimension: 3, width: 16, depth: 2, name: SYNTHETIC });
  return { ...network, trainedOn: 'nothing', narrowestVariance: 0.09 };
}

/** A run that may lack fields, by a name. */
export type Case = readonly [name: string, input: Readonly<Record<string, unknown>>];

const named = (name: string) => ({ kind: 'mixture', name });
const moons = named('two-moons');
const random = (dimension: number) => ({
  kind: 'mixture',
  name: 'random',
  dimension,
  components: 4,
  std: 0.5,
  seed: 3,
});
const gaussian = (dimension: number) => ({ kind: 'gaussian', dimension, mean: 0.5, std: 0.5 });
const weighed = {
  kind: 'mixture',
  weights: [1, 2, 0.5],
  means: [[0.5], [-1], [2]],
  stds: [0.2, 0.4, 0.1],
};
const points = {
  kind: 'points',
  points: [
    [0.1, 0.2],
    [1, -1],
    [-0.5, 0.75],
    [0, -1.25],
  ],
  bandwidth: 0.2,
};
const network = { kind: 'network', name: 'two-moons' };
const synthetic = { kind: 'network', name: SYNTHETIC };

/** Two blocks of sixteen nodes and eight particles, but for what a case gives. */
const run = (name: string, input: Readonly<Record<string, unknown>>): Case => [
  name,
  { blocks: 2, nodes: 16, particles: 8, seed: 7, ...input },
];

const method = (settings: object) => ({ method: settings });
const oneBlock = { blocks: 1, nodes: 32 };

export const CASES: readonly Case[] = [
  run('blocks, Picard, ring', { target: named('ring') }),
  run('blocks, Picard, ODE, checkerboard', { target: named('checkerboard'), dynamics: 'ode' }),
  run('blocks, fixed rounds, uniform grid, spiral', {
    target: named('spiral'),
    spacing: 'uniform',
    ...method({ tolerance: null, iterations: 5 }),
  }),
  run('blocks, ParaDiGMS form, single tail, pinwheel', {
    target: named('pinwheel'),
    spacing: 'single-tail',
    ...method({ linearPart: 'paradigms' }),
  }),
  run('blocks, Jacobi, Swiss roll, one particle', {
    target: named('swiss-roll'),
    particles: 1,
    ...method({ linearPart: 'jacobi' }),
  }),
  run('blocks, Gaussian data, Gaussian start, two moons', {
    target: moons,
    ...method({ linearPart: 'gaussian-data', start: 'gaussian' }),
  }),
  run('one block, Gaussian in 5 dimensions, Gaussian data', {
    target: gaussian(5),
    ...oneBlock,
    ...method({ linearPart: 'gaussian-data', tolerance: 1e-9 }),
  }),
  run('blocks, points', { target: points, seed: 4294967295 }),
  run('blocks, weighed mixture on a line', { target: weighed }),
  run('blocks, random mixture in 12 dimensions', { target: random(12), ...method({ start: 'gaussian' }) }),
  run('blocks, prediction start', { target: moons, ...method({ start: 'prediction' }) }),
  run('sequential', { target: moons, ...method({ kind: 'sequential' }) }),
  run('window', { target: moons, ...method({ kind: 'window', window: 8 }) }),
  run('window, ODE, prediction start, ring', {
    target: named('ring'),
    dynamics: 'ode',
    ...method({ kind: 'window', window: 8, tolerance: 0.03, start: 'prediction' }),
  }),
  run('wavefront', { target: moons, blocks: 4, nodes: 8, ...method({ kind: 'wavefront' }) }),
  run('wavefront, fixed rounds, prediction start, Jacobian', {
    target: moons,
    blocks: 4,
    nodes: 8,
    ...method({ kind: 'wavefront', tolerance: null, iterations: 3, start: 'prediction', linearPart: 'jacobian' }),
  }),
  run('wavefront, path regression, clip', {
    target: moons,
    blocks: 4,
    nodes: 8,
    ...method({ kind: 'wavefront', linearPart: 'path-regression', clip: 'data' }),
  }),
  run('Parareal', { target: moons, blocks: 8, nodes: 4, ...method({ kind: 'parareal' }) }),
  run('Parareal, pipelined, ODE, fixed', {
    target: named('ring'),
    blocks: 8,
    nodes: 4,
    dynamics: 'ode',
    ...method({ kind: 'parareal', pipelined: true, tolerance: null, iterations: 3 }),
  }),
  run('few steps, exponential', { target: moons, ...method({ kind: 'few-step', steps: 8 }) }),
  run('few steps, exponential, ODE, single tail', {
    target: moons,
    dynamics: 'ode',
    spacing: 'single-tail',
    ...method({ kind: 'few-step', steps: 8 }),
  }),
  run('few steps, DDIM', { target: moons, dynamics: 'ode', ...method({ kind: 'few-step', solver: 'ddim', steps: 8 }) }),
  run('few steps, DPM-Solver++(2M), 8 steps', {
    target: moons,
    dynamics: 'ode',
    ...method({ kind: 'few-step', solver: 'dpm-solver++', steps: 8 }),
  }),
  run('few steps, DPM-Solver++(2M), 32 steps, half', {
    target: moons,
    dynamics: 'ode',
    precision: 'f16',
    ...method({ kind: 'few-step', solver: 'dpm-solver++', steps: 32 }),
  }),
  ...['scaled-identity', 'diagonal', 'jacobian'].flatMap((linearPart): readonly Case[] => [
    run(`one block, ${linearPart}, two moons`, {
      target: moons,
      ...oneBlock,
      ...method({ linearPart, start: 'gaussian' }),
    }),
    run(`blocks, ${linearPart}, Gaussian in 3 dimensions`, { target: gaussian(3), ...method({ linearPart }) }),
    run(`blocks, ${linearPart}, random mixture in 4 dimensions`, { target: random(4), ...method({ linearPart }) }),
    run(`blocks, ${linearPart}, trained two moons`, { target: network, ...method({ linearPart }) }),
  ]),
  ...['scaled-identity', 'diagonal', 'jacobian'].map((linearPart) =>
    run(`blocks, ${linearPart}, made-up network in 3 dimensions`, { target: synthetic, ...method({ linearPart }) }),
  ),
  run('blocks, diagonal, made-up network in half precision', {
    target: { ...synthetic, weights: 'f16' },
    ...method({ linearPart: 'diagonal' }),
  }),
  run('clip, ODE, made-up network of unknown data', {
    target: synthetic,
    dynamics: 'ode',
    ...method({ clip: 'data', linearPart: 'gaussian-data' }),
  }),
  run('half precision, overflow spreads', {
    target: named('ring'),
    ...oneBlock,
    horizon: 14,
    precision: 'f16',
    ...method({ tolerance: null, iterations: 20 }),
  }),
  run('half precision, saturates', {
    target: named('ring'),
    ...oneBlock,
    horizon: 14,
    precision: 'f16-saturating',
    ...method({ start: 'gaussian' }),
  }),
  run('Anderson', { target: moons, ...method({ kind: 'anderson', memory: 3, tolerance: 1e-6 }) }),
  run('Anderson, fixed, half', {
    target: moons,
    precision: 'f16',
    ...method({ kind: 'anderson', memory: 2, tolerance: null, iterations: 6, linearPart: 'scaled-identity' }),
  }),
  run('clip, Picard', { target: named('ring'), ...oneBlock, ...method({ clip: 'data' }) }),
  run('clip, Gaussian', { target: gaussian(3), ...method({ clip: 'data', linearPart: 'paradigms' }) }),
  run('path regression, Gaussian start, clip', {
    target: moons,
    ...oneBlock,
    ...method({ linearPart: 'path-regression', start: 'gaussian', clip: 'data' }),
  }),
  run('path regression on a line', { target: weighed, ...method({ linearPart: 'path-regression' }) }),
  run('surrogate of 8', {
    target: moons,
    ...oneBlock,
    ...method({ linearPart: 'surrogate', start: 'surrogate', surrogateComponents: 8, clip: 'data' }),
  }),
  run('surrogate start, Gaussian in 3 dimensions', {
    target: gaussian(3),
    precision: 'f16',
    ...method({ linearPart: 'picard', start: 'surrogate' }),
  }),
  run('surrogate and path regression, trained two moons', {
    target: network,
    ...oneBlock,
    ...method({ linearPart: 'surrogate-regression', start: 'surrogate', clip: 'data' }),
  }),
  run('corrector', {
    target: moons,
    dynamics: 'ode',
    nodes: 8,
    ...method({ corrector: { subBlocks: 2, steps: 6, rounds: 4 } }),
  }),
  run('corrector, Gaussian, fixed, half', {
    target: gaussian(2),
    dynamics: 'ode',
    nodes: 8,
    precision: 'f16',
    ...method({ tolerance: null, iterations: 5, corrector: { steps: 12, rounds: 3, friction: 0.2 } }),
  }),
  run('corrector, trained two moons', {
    target: network,
    dynamics: 'ode',
    nodes: 8,
    ...method({ linearPart: 'diagonal', corrector: { steps: 8 } }),
  }),
  run('corrector, made-up network in 3 dimensions', {
    target: synthetic,
    dynamics: 'ode',
    nodes: 8,
    ...method({ corrector: { steps: 8 } }),
  }),
  run('the default run, smaller', { target: network, blocks: 8, nodes: 4, particles: 16, seed: 1 }),
  run('window, path regression, clip, trained two moons', {
    target: network,
    ...method({ kind: 'window', window: 8, linearPart: 'path-regression', clip: 'data', start: 'gaussian' }),
  }),
];
