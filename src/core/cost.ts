// What a run costs, before it is started: operations of a score row, time on a kind of device; and the
// smaller run for devices without a GPU. Estimates for people, good to a factor of two: no result depends on them.

import { correctorNodes, derivativeFactor, expectedWork } from './expected-work';
import { dimensionOf } from './parse-target';
import type { Plan } from './plan';
import type { ScoreModel } from './scores';
import type { RunSpec, TargetSpec } from './spec';

/** Operations that an exponential takes, about. */
const EXPONENTIAL = 20;
/** Operations of drawing one normal number and of the update that uses it. */
const NOISE_AND_SCAN = 150;
/** Operations of a row of a trained network whose file has not been read: three hidden layers of 64. */
const USUAL_NETWORK = 25_000;

const mixtureFlops = (components: number, dimension: number) => components * (5 * dimension + EXPONENTIAL);

/** Operations of one score row: one node of one particle. */
export function flopsPerRow(model: ScoreModel): number {
  switch (model.kind) {
    case 'gaussian':
      return 2 * model.dimension;
    case 'mixture':
      return mixtureFlops(model.components, model.dimension);
    case 'network':
      return model.layers.reduce((sum, { inputs, outputs }) => sum + outputs * (2 * inputs + EXPONENTIAL), 0);
  }
}

/** The same from the spec alone. */
function flopsPerRowOf(target: TargetSpec): number {
  const dimension = dimensionOf(target) ?? 2;
  switch (target.kind) {
    case 'gaussian':
      return 2 * dimension;
    case 'mixture': {
      // The largest built-in mixtures have 200 components.
      const components = 'means' in target ? target.means.length : 'components' in target ? target.components : 200;
      return mixtureFlops(components, dimension);
    }
    case 'points':
      return mixtureFlops(target.points.length, dimension);
    case 'network':
      return USUAL_NETWORK;
  }
}

/** What a run is computed on. */
export interface Device {
  readonly backend: 'webgpu' | 'cpu';
  /** A CPU pretending to be a GPU. */
  readonly software: boolean;
}

/** Operations a second that score rows reach, and milliseconds that a round takes at least. */
interface Speed {
  readonly flopsPerSecond: number;
  readonly millisecondsPerRound: number;
}

function speedOf({ backend, software }: Device): Speed {
  if (backend === 'cpu') return { flopsPerSecond: 1.5e9, millisecondsPerRound: 0 };
  if (software) return { flopsPerSecond: 2e9, millisecondsPerRound: 1 };
  return { flopsPerSecond: 3e11, millisecondsPerRound: 0.1 };
}

function milliseconds(spec: RunSpec, rowFlops: number, dimension: number, speed: Speed): number {
  const { rounds: parallelRounds, rows } = expectedWork(spec);
  const sequential = spec.blocks * spec.nodes + correctorNodes(spec);
  const rounds = sequential + parallelRounds;
  const scan = dimension * NOISE_AND_SCAN;
  const perParticle = sequential * (rowFlops + scan) + rows * (derivativeFactor(spec) * rowFlops + scan);
  const flops = perParticle * spec.particles;
  return (1000 * flops) / speed.flopsPerSecond + rounds * speed.millisecondsPerRound;
}

/**
 * Time that a run is expected to take, reference included, milliseconds.
 * @param measured operations a second of an earlier run on the device, instead of what is usual for its kind
 */
export function estimateRun(plan: Plan, device: Device, measured?: number): number {
  const usual = speedOf(device);
  const speed = measured === undefined ? usual : { ...usual, flopsPerSecond: measured };
  return milliseconds(plan.spec, flopsPerRow(plan.target.model), plan.dimension, speed);
}

/** Operations a second that a finished run reached, for the estimate of the next one. */
export function measuredSpeed(plan: Plan, evaluations: number, time: { parallel: number; sequential: number }): number {
  const rows = (evaluations + plan.totalNodes) * plan.spec.particles;
  const flops = rows * (flopsPerRow(plan.target.model) + plan.dimension * NOISE_AND_SCAN);
  return (1000 * flops) / (time.parallel + time.sequential);
}

/** Time that a run is expected to take where a CPU does the sampling, reference included, milliseconds. */
export function softwareMilliseconds(spec: RunSpec): number {
  return milliseconds(spec, flopsPerRowOf(spec.target), dimensionOf(spec.target) ?? 2, SOFTWARE);
}

const SOFTWARE: Speed = { flopsPerSecond: 2e9, millisecondsPerRound: 1 };

/** Expected milliseconds that a reduced run may take: of the ten seconds in which it must end, loading the page, compiling
 * the shaders and drawing take the rest on two slow cores. */
const BUDGET = 3000;
/** Particles are halved first, down to so many: the picture suffers least. Then nodes, down to so many of the whole grid. */
const FIRST_PARTICLES = 256;
const FIRST_NODES = 256;
/** Then particles take what the budget leaves, in groups. */
const PARTICLE_GROUP = 16;

/**
 * The run for a software adapter or the CPU backend: with fewer particles and nodes, so that it ends within ten seconds at
 * about 2 GFLOP/s.
 * @returns the very same object when it is small enough already
 */
export function reduceForSoftware(spec: RunSpec): RunSpec {
  const time = softwareMilliseconds;
  let reduced = spec;
  while (reduced.particles > FIRST_PARTICLES && time(reduced) > BUDGET) {
    reduced = { ...reduced, particles: Math.max(FIRST_PARTICLES, Math.ceil(reduced.particles / 2)) };
  }
  reduced = withFewerNodes(reduced, BUDGET, Math.ceil(FIRST_NODES / spec.blocks));
  if (reduced.particles > PARTICLE_GROUP && time(reduced) > BUDGET) {
    const fitting = (reduced.particles * BUDGET) / time(reduced);
    const particles = Math.max(1, Math.floor(fitting / PARTICLE_GROUP)) * PARTICLE_GROUP;
    reduced = { ...reduced, particles };
  }
  return withFewerNodes(reduced, 2 * BUDGET, 1);
}

/** Halves the nodes of a block until the run fits, as long as there are more than `least` and the run stays one: steps over
 * several nodes must divide the grid. */
function withFewerNodes(spec: RunSpec, budget: number, least: number): RunSpec {
  let reduced = spec;
  while (reduced.nodes > least && softwareMilliseconds(reduced) > budget) {
    const nodes = Math.max(least, Math.ceil(reduced.nodes / 2));
    const { blocks, method } = reduced;
    if (method.kind === 'few-step' && (blocks * nodes) % method.steps !== 0) break;
    reduced = { ...reduced, nodes };
  }
  return reduced;
}
