// One step of a scan in float64 from states of the device, and how far float32 may be from it: with a predictor by a surrogate or by
// regression, with the clip, and for every kind of linear part.

import { parseSpec } from '../../src/core/parse-spec';
import type { Plan } from '../../src/core/plan';
import { noisedVariance, noiseVariance, signal } from '../../src/core/process';
import { normal, STREAM, threefry2x32, uniformOf } from '../../src/core/random';
import { PHASE, type ScheduleState } from '../../src/core/schedules';
import { createScore, type DerivativeShape, derivativeEntries } from '../../src/core/scores/evaluate';
import { clippedPart, denseSlope } from '../dense-regression';
import { mixtureBound, U } from './bounds';
import { mixtureTarget, planOf } from './plans';

/** The second batch of a run: its noise is that of particles 64 to 68. */
export const BATCH = { firstParticle: 64, particles: 5 };

/** What a scan reads. */
export interface Data {
  readonly plan: Plan;
  readonly state: ScheduleState;
  readonly path: Float32Array<ArrayBuffer>;
  readonly scores: Float32Array<ArrayBuffer>;
  readonly linearParts: Float32Array<ArrayBuffer>;
}

const { particles } = BATCH;
export const NODES = 16;

/** Steps of a scan. */
export const STEPS = {
  'one segment': { first: 2, count: 13, stride: 1, segmentLength: 13 },
  'segments that follow each other': { first: 0, count: 14, stride: 1, segmentLength: 5 },
} as const;

/** Random states, scores and linear parts on a grid of real coefficients; the box cuts through the data. */
export function randomData(linearPart: string, dimension: number, clip: string, step: keyof typeof STEPS): Data {
  let drawn = 0;
  const draw = (length: number, size: number) =>
    Float32Array.from({ length }, () => size * (2 * uniformOf(threefry2x32(1, 98, drawn++, dimension)[0]) - 1));
  const method = { linearPart, clip, surrogateComponents: 3, jacobianCap: 1.05 };
  const particles = BATCH.firstParticle + BATCH.particles;
  const plan = planOf(
    mixtureTarget(dimension),
    parseSpec({ blocks: 1, nodes: NODES, particles, horizon: 3, cutoff: 0.02, method }),
  );
  const { derivative } = plan;
  const entries = derivative === null ? 0 : derivativeEntries(derivative, dimension);
  const states = dimension * BATCH.particles;
  const state = { phase: PHASE.round, clock: 0, iteration: 0, segment: 0, kept: 0, reach: 1, front: 0, ...STEPS[step] };
  return {
    plan: { ...plan, box: plan.box?.map((limit) => 0.3 * limit) ?? null },
    state,
    path: draw((NODES + 1) * states, 2),
    scores: draw(state.count * states, 3),
    linearParts: draw(state.count * entries * BATCH.particles, derivative === 'matrix' ? 0.5 : 1),
  };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

/** A number and how far float32 may be from it. */
export interface Bounded {
  readonly value: number;
  readonly error: number;
}

/** `J[coordinate][k]` of a row and a particle. */
function partOf(data: Data, i: number, p: number): (coordinate: number, k: number) => Bounded {
  const { plan, state, linearParts } = data;
  const { dimension, derivative, predictor } = plan;
  const node = state.first + i;
  if (predictor?.regression) {
    const matrix = regressionOf(data, i, p);
    return (coordinate, k) => matrix[coordinate + k] as Bounded;
  }
  const number = plan.coefficients.linearPart[node] as number;
  const entryOf: Record<DerivativeShape, (coordinate: number, k: number) => number> = {
    trace: (coordinate, k) => (coordinate === k ? i : -1),
    diagonal: (coordinate, k) => (coordinate === k ? i * dimension + k : -1),
    matrix: (coordinate, k) => (i * dimension + coordinate) * dimension + k,
  };
  return (coordinate, k) => {
    if (derivative === null) return { value: coordinate === k ? number : 0, error: U * Math.abs(number) };
    const entry = entryOf[derivative](coordinate, k);
    return { value: entry < 0 ? 0 : (linearParts[entry * particles + p] as number), error: 0 };
  };
}

/** The surrogate's score at a state. */
function surrogateAt(plan: Plan, node: number, y: readonly number[]): Bounded[] {
  const { surrogate } = plan;
  if (!plan.predictor?.surrogate || surrogate === null) return y.map(() => ({ value: 0, error: 0 }));
  const out = new Float64Array(y.length);
  createScore(surrogate.model).evaluate(plan.noiseTimes[node] as number, Float64Array.from(y), 0, out, 0, 1);
  const bound = mixtureBound(plan, surrogate.model)(node, [...y]);
  return y.map((_, c) => ({ value: out[c] as number, error: bound(c) }));
}

/** State of a particle at a place of `[place][coordinate][particle]`. */
export const statesOf = (values: ArrayLike<number>, place: number, p: number, dimension: number) =>
  Array.from({ length: dimension }, (_, c) => values[(place * dimension + c) * particles + p] as number);

/**
 * `J` of a row by regression in the plane, entries 00, 01 and 11. Rounding: increments by that of their two ends; sums by twelve
 * operations and those; the solution by its normal equations' inverse times what they are off, and twenty operations on them;
 * clipping brings two matrices no farther apart (by the square root of two from an entry to the whole), and takes some more.
 */
function regressionOf({ plan, state, path, scores }: Data, i: number, p: number): Bounded[] {
  const own = Float64Array.from(scores);
  const scoreErrors = new Map<number, number>();
  for (let row = 0; row < state.count; row++) {
    const node = state.first + row;
    const g = surrogateAt(plan, node, statesOf(path, node, p, 2));
    g.forEach(({ value }, c) => {
      own[(2 * row + c) * particles + p] = (scores[(2 * row + c) * particles + p] as number) - value;
    });
    scoreErrors.set(row, Math.max(...g.map(({ value, error }) => error + 2 * U * Math.abs(value))));
  }
  const node = state.first + i;
  const r = plan.noiseTimes[node] as number;
  const withoutSurrogate = !plan.predictor?.surrogate;
  const prior = withoutSurrogate ? -noiseVariance(r) / noisedVariance(plan.target.dataVariance, r) : 0;
  const dense = denseSlope({ plan, path, scores: own, particles, ...state }, i, p, prior);
  const begin = i - (i % state.segmentLength);
  // What squares and products are off by, in sum.
  let squares = 0;
  let products = 0;
  dense.increments.forEach(({ weight, left, right }, k) => {
    const size = (values: readonly number[]) => Math.hypot(...values);
    const difference = (a: readonly number[], b: readonly number[]) =>
      size(a.map((value, c) => value - (b[c] as number)));
    const [du, de] = [difference(right.u, left.u), difference(right.e, left.e)];
    const rowScale = (row: number) => {
      const time = plan.noiseTimes[state.first + row] as number;
      return (noiseVariance(time) / signal(time)) * (scoreErrors.get(row) as number);
    };
    const uError = 4 * U * (size(left.u) + size(right.u));
    const eError = 6 * U * (size(left.e) + size(right.e)) + 1.5 * (rowScale(begin + k) + rowScale(begin + k + 1));
    squares += weight * (2 * du * uError + 12 * U * du * du);
    products += weight * (du * eError + de * uError + 12 * U * du * de);
  });
  const [x, q, y] = dense.slope.map(Math.abs) as [number, number, number];
  const slopeError = dense.inverse.map((row) =>
    sum(
      row.map((entry, k) => {
        const terms = (dense.matrix[k] as readonly number[]).map((m, l) => Math.abs(m * (dense.slope[l] as number)));
        const off =
          2 * products + 2 * squares * (x + 2 * q + y) + 20 * U * (sum(terms) + Math.abs(dense.right[k] as number));
        return Math.abs(entry) * off;
      }),
    ),
  );
  const factor = plan.coefficients.stateFactor[node] as number;
  const weight = (plan.coefficients.scoreWeight[node] as number) / noiseVariance(r);
  const cap = withoutSurrogate ? plan.jacobianCap : Math.max(plan.jacobianCap, factor);
  const whole = weight * sum(slopeError) * Math.SQRT2 + 16 * U * (factor + weight * (x + 2 * q + y));
  return clippedPart(plan, node, dense.slope, cap).map((value) => ({ value, error: whole }));
}

/** What row `i` makes of the device's new state before it, in every coordinate. */
export function step(data: Data, i: number, p: number, now: readonly number[], y: readonly number[]): Bounded[] {
  const { plan, state, scores } = data;
  const { dimension, coefficients, box, spec } = plan;
  const node = state.first + i;
  const r = plan.noiseTimes[node] as number;
  const [a, n] = [signal(r), noiseVariance(r)];
  const [A, B, C] = [coefficients.stateFactor[node], coefficients.scoreWeight[node], coefficients.noiseStd[node]] as [
    number,
    number,
    number,
  ];
  const part = partOf(data, i, p);
  const [g, before] = [surrogateAt(plan, node, now), surrogateAt(plan, node, y)];
  return now.map((current, c) => {
    const s = scores[(i * dimension + c) * particles + p] as number;
    const terms = now.map((value, k) => ({ j: part(c, k), change: value - (y[k] as number) }));
    const [later, earlier] = [g[c] as Bounded, before[c] as Bounded];
    const carried = sum(terms.map(({ j, change }) => j.value * change)) + B * (later.value - earlier.value);
    const carriedError =
      sum(terms.map(({ j, change }) => ((dimension + 4) * U * Math.abs(j.value) + j.error) * Math.abs(change))) +
      B * (later.error + earlier.error + 4 * U * (Math.abs(later.value) + Math.abs(earlier.value)));
    const xi = normal(spec.seed, STREAM.path, BATCH.firstParticle + p, node * dimension + c);
    const old = y[c] as number;
    const plain = A * old + B * s + carried + C * xi;
    const sizes = sum([A * old, B * s, carried, C * xi].map(Math.abs));
    const error = 8 * U * sizes + carriedError + 2e-6 * C;
    if (box === null || current === old) return { value: plain, error };
    const evaluated = (old + n * s) / a;
    const prediction = (current + n * (s + (carried - A * (current - old)) / B)) / a;
    const [low, high] = [Math.min(box[2 * c] as number, evaluated), Math.max(box[2 * c + 1] as number, evaluated)];
    const kept = Math.min(Math.max(prediction, low), high);
    // Between the two forms nothing jumps: what decides may be off by its own rounding.
    const deciding = [current, old, n * s, a * low, a * high].map((value) => (B / n) * Math.abs(value));
    return {
      value: kept === prediction ? plain : A * current + (B * (a * kept - current)) / n + C * xi,
      error: error + 16 * U * (sum(deciding) + Math.abs(carried) + A * Math.abs(current - old) + A * Math.abs(current)),
    };
  });
}
