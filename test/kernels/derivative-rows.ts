// Runs score kernels with derivatives on all rows of a small plan, and their float64 twins, for the tests beside it.

import { linearPartOf } from '../../src/core/eigen-clip';
import type { Plan } from '../../src/core/plan';
import { normal, probeSign } from '../../src/core/random';
import { createScore, type DerivativeShape, derivativeEntries, needsProbes } from '../../src/core/scores/evaluate';
import { derivativeShaders, networkLayout } from '../../src/engine/webgpu/derivative-shaders';
import type { OpenDevice } from '../../src/engine/webgpu/device';
import { encodeNodes, encodeState, floatBits } from '../../src/engine/webgpu/layout';
import { type ScoreProgram, scoreProgram } from '../../src/engine/webgpu/score-pass';
import { clipRounding, type DerivativeBound, U } from './bounds';
import { modelOf, runKernel } from './harness';
import { planOf, specOf } from './plans';

export const NODES = 7;
/** 7 x 13 rows: no multiple of 4, 8 or 64. */
export const PARTICLES = 13;
/** Of a second batch, where the kernel must draw the probes of the particles that follow. */
const FIRST_PARTICLE = 64;
const SEED = 11;
export const CAP = 1.05;

/** A plan that asks for a derivative. */
export function derivativePlan(target: Plan['target'], derivative: DerivativeShape): Plan {
  const spec = specOf({ blocks: 1, nodes: NODES, particles: PARTICLES, horizon: 4, cutoff: 0.01 });
  return { ...planOf(target, spec), derivative };
}

/** States near the diffused data, `[node][coordinate][particle]`, exact in float32. */
export function states({ dimension }: Plan): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: (NODES + 1) * dimension * PARTICLES }, (_, i) => 1.2 * normal(5, 1, i, 0));
}

/** State of one row. */
export function stateOf({ dimension }: Plan, path: Float32Array, node: number, particle: number): number[] {
  return Array.from({ length: dimension }, (_, c) => path[(node * dimension + c) * PARTICLES + particle] as number);
}

/** Signs of the probe of a row, `[coordinate]`. */
export function probeOf({ dimension }: Plan, node: number, particle: number): number[] {
  return Array.from({ length: dimension }, (_, c) => probeSign(SEED, FIRST_PARTICLE + particle, node * dimension + c));
}

/** What a kernel or its twin gives, `[row][coordinate or entry][particle]`. */
export interface Rows<Numbers> {
  readonly scores: Numbers;
  readonly linearParts: Numbers;
}

export interface Options {
  readonly cap?: number;
  readonly range?: { readonly first: number; readonly count: number; readonly stride: number };
  /** Tiles of a network's workgroup; by default as on a software adapter. */
  readonly tiles?: number;
  readonly seed?: number;
}

const WHOLE = { first: 0, count: NODES, stride: 1 };

function entriesOf(plan: Plan): number {
  return plan.derivative === null ? 0 : derivativeEntries(plan.derivative, plan.dimension);
}

/** The program of a network with tiles side by side. */
function withTiles(plan: Plan, tiles: number): ScoreProgram {
  const { model } = plan.target;
  if (model.kind !== 'network' || plan.derivative === null)
    throw new Error('Only dual numbers of networks have tiles.');
  return {
    ...scoreProgram(plan, true),
    shaders: [derivativeShaders.network(model, plan.derivative, tiles)],
    itemsPerGroup: tiles * networkLayout(model, plan.derivative).rows,
  };
}

/** All rows by the kernel, or by the plain one where the plan asks for no derivative. */
export async function onGpu(
  open: OpenDevice,
  plan: Plan,
  path: Float32Array<ArrayBuffer>,
  { cap = CAP, range = WHOLE, tiles, seed = SEED }: Options = {},
): Promise<Rows<Float32Array>> {
  const program = tiles === undefined ? scoreProgram(plan, true) : withTiles(plan, tiles);
  const place = { segmentLength: range.count, kept: 0, reach: 1, front: 0, ...range };
  const linearParts = new Float32Array(range.count * program.entries * PARTICLES);
  const results = await runKernel(
    open,
    program.shaders,
    [
      { type: 'uniform', data: Uint32Array.of(FIRST_PARTICLE, PARTICLES, floatBits(cap), seed) },
      { type: 'read-only-storage', data: encodeState({ phase: 1, clock: 0, iteration: 0, segment: 0, ...place }) },
      { type: 'read-only-storage', data: encodeNodes(plan) },
      { type: 'read-only-storage', data: path },
      { type: 'storage', data: new Float32Array(range.count * plan.dimension * PARTICLES) },
      ...(program.entries > 0 ? [{ type: 'storage' as const, data: linearParts }] : []),
      ...modelOf(program),
    ],
    Math.ceil((range.count * PARTICLES * program.items) / program.itemsPerGroup),
  );
  const [scores, parts] = results.slice(4, 6) as [ArrayBuffer, ArrayBuffer];
  return { scores: new Float32Array(scores), linearParts: program.entries > 0 ? new Float32Array(parts) : linearParts };
}

/** Scores, linear parts and derivatives of all rows in float64. */
export function onCpu(plan: Plan, path: Float32Array, cap = CAP): Rows<Float64Array> & { derivatives: Float64Array } {
  const { dimension, derivative: shape, target, noiseTimes, coefficients } = plan;
  if (shape === null) throw new Error('The plan asks for no derivative.');
  const words = dimension * PARTICLES;
  const length = entriesOf(plan) * PARTICLES;
  const scores = new Float64Array(NODES * words);
  const derivatives = new Float64Array(NODES * length);
  const evaluator = createScore(target.model);
  const exact = Float64Array.from(path);
  for (let node = 0; node < NODES; node++) {
    const signs = Array.from({ length: PARTICLES }, (_, particle) => probeOf(plan, node, particle));
    const sign = (_: unknown, at: number) => signs[at % PARTICLES]?.[Math.floor(at / PARTICLES)] ?? Number.NaN;
    const probes = needsProbes(target.model, shape) ? Float64Array.from({ length: words }, sign) : null;
    const [r, at, to] = [noiseTimes[node] as number, node * words, node * length];
    evaluator.differentiate(shape, r, exact, at, scores, at, derivatives, to, PARTICLES, probes);
  }
  const linearParts = derivatives.slice();
  for (let node = 0; node < NODES; node++) {
    const [a, b] = [coefficients.stateFactor[node] as number, coefficients.scoreWeight[node] as number];
    const row = linearParts.subarray(node * length, (node + 1) * length);
    linearPartOf(shape, dimension, a, b, cap, row, PARTICLES);
  }
  return { scores, linearParts, derivatives };
}

/** The kernel's derivatives themselves: with `A = 0` and `B = 1` and `-1`, clipped to what is positive, their difference. */
export async function derivativesOnGpu(
  open: OpenDevice,
  plan: Plan,
  path: Float32Array<ArrayBuffer>,
  options: Options = {},
): Promise<Float32Array> {
  const withWeight = (weight: number): Plan => ({
    ...plan,
    coefficients: {
      ...plan.coefficients,
      stateFactor: new Float64Array(plan.totalNodes),
      scoreWeight: new Float64Array(plan.totalNodes).fill(weight),
    },
  });
  const cap = 3e38;
  const positive = await onGpu(open, withWeight(1), path, { ...options, cap });
  const negative = await onGpu(open, withWeight(-1), path, { ...options, cap });
  return positive.linearParts.map((value, at) => value - (negative.linearParts[at] as number));
}

/** Error of entries, or of a matrix the norm of all of them: the unit in which bounds are. */
function errorsOf(shape: DerivativeShape, differences: readonly number[]): number[] {
  return shape === 'matrix' ? [Math.hypot(...differences)] : differences.map(Math.abs);
}

/**
 * Compares rows entry by entry.
 * @returns the largest ratio of error to bound, and the largest error relative to the size that bounds give
 */
export function compareRows(
  plan: Plan,
  path: Float32Array,
  actual: Float32Array,
  expected: Float64Array,
  bound: (node: number, x: number[], particle: number) => DerivativeBound,
): { ratio: number; relative: number } {
  const { dimension, derivative: shape } = plan;
  if (shape === null) throw new Error('The plan asks for no derivative.');
  const entries = entriesOf(plan);
  let [ratio, relative] = [0, 0];
  for (let node = 0; node < NODES; node++) {
    for (let particle = 0; particle < PARTICLES; particle++) {
      const column = (values: ArrayLike<number>, count: number) =>
        Array.from({ length: count }, (_, c) => values[(node * count + c) * PARTICLES + particle] as number);
      const wanted = column(expected, entries);
      const differences = column(actual, entries).map((value, entry) => value - (wanted[entry] as number));
      const { error, size } = bound(node, column(path, dimension), particle);
      errorsOf(shape, differences).forEach((value, entry) => {
        if (!Number.isFinite(value)) [ratio, relative] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
        ratio = Math.max(ratio, value / error(entry));
        relative = Math.max(relative, value / size);
      });
    }
  }
  return { ratio, relative };
}

/** The bound of `clip(A + B D)` from that of `D`: two roundings of the sum, and those of the clip. */
export function linearPartBound(
  plan: Plan,
  bound: (node: number, x: number[], particle: number) => DerivativeBound,
): (node: number, x: number[], particle: number) => DerivativeBound {
  const { derivative: shape, dimension, coefficients } = plan;
  if (shape === null) throw new Error('The plan asks for no derivative.');
  return (node, x, particle) => {
    const { error, size } = bound(node, x, particle);
    const [a, b] = [coefficients.stateFactor[node] as number, coefficients.scoreWeight[node] as number];
    const whole = (shape === 'matrix' ? Math.sqrt(dimension) : 1) * a + b * size;
    return { error: (entry) => b * error(entry) + (4 * U + clipRounding(shape, dimension)) * whole, size: whole };
  };
}

/** The bound of a derivative that was put together from two clipped ones. */
export function splitBound(
  plan: Plan,
  bound: (node: number, x: number[], particle: number) => DerivativeBound,
): (node: number, x: number[], particle: number) => DerivativeBound {
  const { derivative: shape, dimension } = plan;
  if (shape === null) throw new Error('The plan asks for no derivative.');
  return (node, x, particle) => {
    const { error, size } = bound(node, x, particle);
    return { error: (entry) => 2 * error(entry) + 2 * clipRounding(shape, dimension) * size, size };
  };
}
