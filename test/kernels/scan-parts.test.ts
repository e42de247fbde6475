// Scans on random data, for every kind of linear part, against the float64 scan: whole segments, segments that restart
// where rows follow each other or are apart, and rows that are not all nodes. With noise in single precision within a bound
// carried along the nodes; without noise, on numbers so short that float32 computes without rounding, bit by bit.

import { describe, expect, test } from 'vitest';
import { roundingOf } from '../../src/core/half';
import { ScanPass } from '../../src/core/passes/scan';
import type { Plan } from '../../src/core/plan';
import { normal, STREAM, threefry2x32, uniformOf } from '../../src/core/random';
import { PHASE, PLAIN_PARAMETERS, type ScheduleState } from '../../src/core/schedules';
import { type DerivativeShape, derivativeEntries } from '../../src/core/scores/evaluate';
import type { Precision } from '../../src/core/spec';
import { encodeNodes, encodeParameters, encodeState, floatBits } from '../../src/engine/webgpu/layout';
import { scanProgram } from '../../src/engine/webgpu/scan-pass';
import { U } from './bounds';
import { openTestDevice, runKernel } from './harness';
import { ITEMS, mixtureTarget, planOf, specOf } from './plans';

const holder = openTestDevice();
const NODES = 16;
/** The second batch of a run: its noise is that of particles 64 to 69. */
const BATCH = { firstParticle: 64, particles: 6 };

const STEPS = {
  'one segment': { first: 3, count: 7, stride: 1, segmentLength: 7 },
  'segments that follow each other': { first: 0, count: 11, stride: 1, segmentLength: 4 },
  'rows that are apart': { first: 1, count: 4, stride: 4, segmentLength: 1 },
} as const;
const PARTS = [
  [null, 3],
  ['trace', 5],
  ['diagonal', 5],
  ['matrix', 1],
  ['matrix', 2],
  ['matrix', 4],
] as const satisfies [DerivativeShape | null, number][];

interface Data {
  readonly plan: Plan;
  readonly state: ScheduleState;
  readonly path: Float64Array;
  readonly scores: Float64Array;
  readonly linearParts: Float64Array;
}

function stateOf(step: keyof typeof STEPS): ScheduleState {
  return { phase: PHASE.round, clock: 0, iteration: 0, segment: 0, kept: 0, reach: 1, front: 0, ...STEPS[step] };
}

/** Everything a scan reads, of numbers in (-1, 1) that `shape` makes longer or shorter; all fit float32. */
function randomData(
  derivative: DerivativeShape | null,
  dimension: number,
  step: keyof typeof STEPS,
  precision: Precision,
  shape: (value: number) => number,
): Data {
  let drawn = 0;
  const draw = (length: number, factor: number) =>
    Float64Array.from({ length }, () => factor * shape(2 * uniformOf(threefry2x32(1, 99, drawn++, dimension)[0]) - 1));
  const state = stateOf(step);
  const spec = specOf({ blocks: 1, nodes: NODES, particles: BATCH.firstParticle + BATCH.particles, precision });
  const plan = planOf(mixtureTarget(dimension), spec);
  const states = dimension * BATCH.particles;
  const entries = derivative === null ? 0 : derivativeEntries(derivative, dimension);
  return {
    plan: {
      ...plan,
      derivative,
      coefficients: {
        stateFactor: draw(NODES, 2),
        scoreWeight: draw(NODES, 1),
        noiseStd: precision === 'f32' ? draw(NODES, 1) : new Float64Array(NODES),
        linearPart: draw(NODES, 1),
        noiseScale: new Float64Array(NODES),
      },
    },
    state,
    path: draw((NODES + 1) * states, 4),
    scores: draw(state.count * states, 8),
    linearParts: draw(state.count * entries * BATCH.particles, derivative === 'matrix' ? 0.5 : 1),
  };
}

/** Path and changes, `[row][coordinate][particle]`, of the float64 scan, and how far float32 may be from both. */
function scanned({ plan, state, path, scores, linearParts }: Data) {
  const { dimension, coefficients, derivative, spec } = plan;
  const { firstParticle, particles } = BATCH;
  const stateLength = dimension * particles;
  const before = path.slice();
  const changes = new Float64Array(state.count * stateLength);
  const noise = (node: number) =>
    Float64Array.from({ length: stateLength }, (_, at) => {
      const [coordinate, particle] = [Math.floor(at / particles), at % particles];
      return normal(spec.seed, STREAM.path, firstParticle + particle, node * dimension + coordinate);
    });
  const pass = new ScanPass({
    plan,
    coefficients,
    dimension,
    particles,
    stateLength,
    path,
    scores,
    linearParts,
    noise,
    squares: new Float64Array(particles),
    roundStates: roundingOf(spec.precision),
  });
  pass.run(state, (i, node, squares) => {
    for (let at = 0; at < stateLength; at++) {
      const produced = node * stateLength + at;
      changes[i * stateLength + at] = (path[produced] as number) - (before[produced] as number);
    }
    for (let p = 0; p < particles; p++) {
      const sum = changes.subarray(i * stateLength).reduce((s, c, at) => {
        return at < stateLength && at % particles === p ? s + c * c : s;
      }, 0);
      expect(squares[p]).toBe(sum);
    }
  });

  const bounds = new Float64Array(changes.length);
  for (let i = 0; i < state.count; i++) {
    const node = state.first + i * state.stride;
    const xi = noise(node);
    for (let at = 0; at < stateLength; at++) {
      const [coordinate, p] = [Math.floor(at / particles), at % particles];
      const c = coefficients.noiseStd[node] as number;
      const step =
        Math.abs((coefficients.stateFactor[node] as number) * (before[node * stateLength + at] as number)) +
        Math.abs((coefficients.scoreWeight[node] as number) * (scores[i * stateLength + at] as number)) +
        Math.abs(c * (xi[at] as number));
      let carried = 0;
      let inherited = 0;
      for (let k = 0; i % state.segmentLength > 0 && k < dimension; k++) {
        const entry = linearEntry(derivative, dimension, i, coordinate, k);
        const j =
          entry === null
            ? coordinate === k
              ? (coefficients.linearPart[node] as number)
              : 0
            : entry < 0
              ? 0
              : (linearParts[entry * particles + p] as number);
        const from = (i - 1) * stateLength + k * particles + p;
        carried += Math.abs(j * (changes[from] as number));
        inherited += Math.abs(j) * (bounds[from] as number);
      }
      // Products, their sums and that of the matrix row, each term rounded as often as it is long; normals are equal to 2e-6.
      const own = (dimension + 6) * U * (step + carried) + 2e-6 * Math.abs(c);
      const change = Math.abs(changes[i * stateLength + at] as number);
      bounds[i * stateLength + at] = own + inherited + U * change;
    }
  }
  return { path, changes, bounds };
}

/** Row of `linearParts` that has `J[coordinate][k]`; -1 where that is 0, null where it is no part of them. */
function linearEntry(shape: DerivativeShape | null, d: number, i: number, coordinate: number, k: number) {
  switch (shape) {
    case null:
      return null;
    case 'trace':
      return coordinate === k ? i : -1;
    case 'diagonal':
      return coordinate === k ? i * d + k : -1;
    case 'matrix':
      return (i * d + coordinate) * d + k;
  }
}

async function onDevice({ plan, state, path, scores, linearParts }: Data) {
  const program = scanProgram(plan, false);
  const items = { ...ITEMS, scan: program.items };
  const parameters = { ...PLAIN_PARAMETERS, total: NODES, blockLength: NODES, iterations: 1, tolerance: 0 };
  const floats = (values: Float64Array) => Float32Array.from(values.length > 0 ? values : [0]);
  const results = await runKernel(
    holder.open,
    program.shader,
    [
      { type: 'uniform', data: encodeParameters(plan, parameters, items, true) },
      { type: 'uniform', data: Uint32Array.of(BATCH.firstParticle, BATCH.particles, floatBits(1), plan.spec.seed) },
      { type: 'read-only-storage', data: encodeState(state) },
      { type: 'read-only-storage', data: encodeNodes(plan) },
      { type: 'storage', data: floats(path) },
      { type: 'storage', data: floats(scores) },
      { type: 'read-only-storage', data: floats(linearParts) },
    ],
    1,
  );
  return { path: new Float32Array(results[4] as ArrayBuffer), changes: new Float32Array(results[5] as ArrayBuffer) };
}

describe.each(PARTS)('linear part %s, d = %i', (derivative, dimension) => {
  test.each(Object.keys(STEPS) as (keyof typeof STEPS)[])('%s, single precision', async (step) => {
    const data = randomData(derivative, dimension, step, 'f32', Math.fround);
    const device = await onDevice(data);
    const before = Float32Array.from(data.path);
    const { state } = data;
    const stateLength = dimension * BATCH.particles;
    const produced = new Set<number>();
    const twin = scanned(data);
    twin.changes.forEach((change, at) => {
      const [i, rest] = [Math.floor(at / stateLength), at % stateLength];
      const place = (state.first + i * state.stride + 1) * stateLength + rest;
      produced.add(place);
      const allowed = twin.bounds[at] as number;
      expect(allowed).toBeLessThan(1e-3);
      expect(Math.abs((device.changes[at] as number) - change), `change ${at}`).toBeLessThanOrEqual(allowed);
      expect(
        Math.abs((device.path[place] as number) - (twin.path[place] as number)),
        `state ${at}`,
      ).toBeLessThanOrEqual(allowed);
    });
    // Nothing else is touched.
    device.path.forEach((value, at) => {
      if (!produced.has(at)) expect(value).toBe(before[at]);
    });
  });

  test.each(['f16', 'f16-saturating'] as const)('%s, bit by bit', async (precision) => {
    // Adding zero makes both zeros one: which of the two a sum of products has depends on its order.
    const values = (array: ArrayLike<number>) => Array.from(array, (value) => value + 0);
    for (const step of Object.keys(STEPS) as (keyof typeof STEPS)[]) {
      // Quarters: the products of a row are multiples of 2^-4 of those before, and stay within 24 bits.
      const data = randomData(derivative, dimension, step, precision, (value) => Math.round(4 * value) / 4);
      // The same with states of some ten thousand, where some overflow.
      const large = { ...data, path: data.path.map((y) => 16384 * y), scores: data.scores.map((s) => 16384 * s) };
      for (const run of [data, large]) {
        const device = await onDevice(run);
        const twin = scanned(run);
        expect(values(device.path)).toEqual(values(twin.path));
        expect(values(device.changes)).toEqual(values(twin.changes));
        const finite = twin.path.every(Number.isFinite);
        expect(finite).toBe(run === data || precision === 'f16-saturating');
      }
    }
  });
});
