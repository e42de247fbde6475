// Starts on the device: each shader on random states against the float64 start, of all nodes, of those that join a window,
// and at the corrector's nodes; and whole runs: what is recorded of starts and their calls, and that the Gaussian start of
// Gaussian data is the solution.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/core/parse-spec';
import { type Plan, planRun } from '../../src/core/plan';
import { normal, STREAM, threefry2x32, uniformOf } from '../../src/core/random';
import { simulate } from '../../src/core/sampler';
import { PHASE } from '../../src/core/schedules';
import { starts } from '../../src/core/starts';
import { resolveTarget, type Target } from '../../src/core/targets';
import { type Outcome, segmentsOf, TraceRecorder } from '../../src/core/trace';
import { encodeNodes, encodeParameters, encodeState, floatBits } from '../../src/engine/webgpu/layout';
import { startProgram } from '../../src/engine/webgpu/start-pass';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { U } from './bounds';
import { openTestDevice, runKernel } from './harness';
import { ITEMS, mixtureTarget, planOf, specOf } from './plans';

const holder = openTestDevice();
const names = ['constant', 'gaussian', 'prediction'] as const;
/** The second batch of a run: its noise is that of particles 64 to 68. */
const BATCH = { firstParticle: 64, particles: 5 };
const DIMENSION = 3;
const STATE = DIMENSION * BATCH.particles;
const CORRECTOR = { friction: 2, time: 3, subBlocks: 2, steps: 4, rounds: 2 };

/** Numbers in (-size, size) that fit float32. */
function random(length: number, size: number, seed: number): Float64Array {
  return Float64Array.from({ length }, (_, i) =>
    Math.fround(size * (2 * uniformOf(threefry2x32(seed, 77, i, 0)[0]) - 1)),
  );
}

async function started(plan: Plan, place: { first: number; count: number; kept: number }) {
  const path = random((plan.totalNodes + 1) * STATE, 3, 1);
  const score = random(STATE, 2, 2);
  const program = startProgram(plan);
  const items = { ...ITEMS, start: program.items };
  const rest = { phase: PHASE.start, clock: 0, iteration: 0, segment: 0, stride: 1, reach: 1, front: 0 };
  const table = program.table.length > 0 ? program.table : new Float32Array(1);
  const results = await runKernel(
    holder.open,
    program.shader,
    [
      { type: 'uniform', data: encodeParameters(plan, plan.parameters, items, true) },
      { type: 'uniform', data: Uint32Array.of(BATCH.firstParticle, BATCH.particles, floatBits(1), plan.spec.seed) },
      { type: 'read-only-storage', data: encodeState({ ...rest, ...place, segmentLength: place.count }) },
      { type: 'read-only-storage', data: encodeNodes(plan) },
      { type: 'storage', data: Float32Array.from(path) },
      { type: 'read-only-storage', data: Float32Array.from(score) },
      { type: 'read-only-storage', data: table },
    ],
    1,
  );
  const noise = (node: number) =>
    Float64Array.from({ length: STATE }, (_, at) => {
      const [coordinate, particle] = [Math.floor(at / BATCH.particles), at % BATCH.particles];
      return normal(plan.spec.seed, STREAM.path, BATCH.firstParticle + particle, node * DIMENSION + coordinate);
    });
  return { device: new Float32Array(results[4] as ArrayBuffer), path, score, noise };
}

/** How far float32 may be from float64 at every node after `from`, `[node][coordinate][particle]`. */
function boundsOf(name: string, plan: Plan, from: number, path: Float64Array, score: Float64Array): Float64Array {
  const bounds = new Float64Array(path.length);
  const { coefficients, noiseTimes, target } = plan;
  const size = (node: number, at: number) => Math.abs(path[node * STATE + at] as number);
  for (let node = from + 1; name !== 'constant' && node <= plan.totalNodes; node++) {
    for (let at = 0; at < STATE; at++) {
      if (name === 'gaussian') {
        const r = noiseTimes[node - 1] as number;
        const variance = Math.exp(-r) * target.dataVariance - Math.expm1(-r);
        const mean = Math.exp(-r / 2) * Math.abs(target.dataMean[Math.floor(at / BATCH.particles)] as number);
        const [a, b, c] = [coefficients.stateFactor, coefficients.scoreWeight, coefficients.noiseStd].map(
          (values) => values[node - 1] as number,
        ) as [number, number, number];
        // Five operations on rounded constants make the score, five more the state; normals up to 6 are equal to 2e-6.
        const own = 10 * U * (a * size(node - 1, at) + (b * (mean + size(node - 1, at))) / variance + 6 * c) + 2e-6 * c;
        const inherited = Math.abs(a - b / variance) * (bounds[(node - 1) * STATE + at] as number);
        bounds[node * STATE + at] = own + inherited;
      } else {
        const [r0, r] = [noiseTimes[from] as number, noiseTimes[node] as number];
        const s = Math.abs(score[at] as number);
        const variance = -Math.expm1(-r0);
        const data = Math.exp((r0 - r) / 2) * (size(from, at) + variance * s);
        // Four operations on four rounded constants; a root may be off by three units more.
        bounds[node * STATE + at] = 12 * U * (data + Math.sqrt(-Math.expm1(-r) * variance) * s);
      }
    }
  }
  return bounds;
}

describe.each(names)('%s', (name) => {
  test.each(['sde', 'ode'] as const)('%s: fills a block, or the nodes that join', async (dynamics) => {
    const spec = specOf({ dynamics, blocks: 1, nodes: 14, particles: 69, horizon: 4, cutoff: 0.01 }, { start: name });
    const plan = planOf(mixtureTarget(DIMENSION), spec);
    for (const place of [
      { first: 0, count: 9, kept: 0 },
      { first: 3, count: 11, kept: 6 },
    ]) {
      const { device, path, score, noise } = await started(plan, place);
      const expected = path.slice();
      const from = place.first + place.kept;
      const count = place.count - place.kept;
      starts[name].fill({ plan, path: expected, particles: BATCH.particles, first: from, count, noise, score });
      const bounds = boundsOf(name, plan, from, expected, score);
      const [begin, end] = [(from + 1) * STATE, (from + count + 1) * STATE];
      device.forEach((value, at) => {
        const allowed = at >= begin && at < end ? (bounds[at] as number) : 0;
        expect(allowed).toBeLessThan(1e-3);
        expect(Math.abs(value - (expected[at] as number)), `value ${at}`).toBeLessThanOrEqual(allowed);
      });
    }
  });

  test('leaves the corrector to begin at its first state', async () => {
    const target = mixtureTarget(DIMENSION);
    const spec = specOf({ dynamics: 'ode', blocks: 2, nodes: 6, particles: 69 }, { start: name, corrector: CORRECTOR });
    const { device, path } = await started(planOf(target, spec), { first: 10, count: 4, kept: 0 });
    const expected = Float32Array.from(path);
    for (let node = 11; node <= 14; node++) expected.copyWithin(node * STATE, 10 * STATE, 11 * STATE);
    expect(Array.from(device)).toEqual(Array.from(expected));
  });
});

function simulated(plan: Plan): TraceRecorder {
  const trace = new TraceRecorder(plan, 'cpu', 'float64');
  const simulation = simulate(plan);
  for (;;) {
    const { done, value } = simulation.next();
    if (done) {
      trace.finish(value as Outcome);
      return trace;
    }
    if (value.kind === 'record') trace.append(value.record);
  }
}

async function onDevice(plan: Plan): Promise<TraceRecorder> {
  const run = await WebGpuRun.create(holder.open, plan);
  const trace = await run.run();
  run.destroy();
  return trace;
}

describe('whole runs', () => {
  const grid = { blocks: 3, nodes: 8, particles: 6 };
  const methods = ['gaussian', 'prediction'].flatMap((start) => [
    { kind: 'piadm', start, tolerance: null, iterations: 3 },
    { kind: 'window', linearPart: 'picard', start, window: 10, tolerance: 1 },
    { kind: 'wavefront', start, tolerance: null, iterations: 4 },
  ]);

  test.each(methods)('$kind, $start: starts and calls are recorded as in float64', async (method) => {
    const spec = parseSpec({ target: { kind: 'mixture', name: 'ring' }, ...grid, method });
    const plan = planRun(spec, resolveTarget(spec.target, null));
    const [gpu, cpu] = [await onDevice(plan), simulated(plan)];
    expect(gpu.rounds.length).toBe(cpu.rounds.length);
    gpu.rounds.forEach((round, index) => {
      const twin = cpu.rounds[index] as typeof round;
      const bare = (record: typeof round) => ({ ...record, residual: 0, error: 0, error99: 0, errorMedian: 0 });
      expect(bare(round)).toEqual(bare(twin));
      // Errors are of size one, here of states whose rounding is multiplied by at most some hundred.
      if (round.isStart) expect(Math.abs(round.error - twin.error)).toBeLessThan(1e-4 * Math.max(1, twin.error));
    });
    expect(segmentsOf(gpu).map(({ firstRound }) => firstRound)).toEqual(
      segmentsOf(cpu).map(({ firstRound }) => firstRound),
    );
  });

  test.each(['f32', 'f16'] as const)('the Gaussian start of Gaussian data is the solution, %s', async (precision) => {
    const target: Target = resolveTarget({ kind: 'gaussian', dimension: 3, mean: 0.7, std: 0.4 }, null);
    const plan = planOf(target, specOf({ ...grid, precision }, { start: 'gaussian' }));
    const trace = await onDevice(plan);
    const records = trace.rounds.filter((record) => record.isStart);
    expect(records).toHaveLength(3);
    // In half precision the rounding of float32 may choose the other of two neighbours, 2^-9 apart for states below 4.
    const allowed = precision === 'f32' ? 24 * 20 * U * 4 : 3 * 2 ** -9;
    for (const record of records) expect(record.error).toBeLessThan(allowed);
  });
});

test('cutting particles into batches changes no prediction', async () => {
  const spec = specOf({ blocks: 2, nodes: 6, particles: 150 }, { start: 'prediction', tolerance: null, iterations: 2 });
  const plan = planOf(mixtureTarget(3), spec);
  const batches = [0, 64, 128].map((firstParticle) => ({
    firstParticle,
    particles: Math.min(64, 150 - firstParticle),
  }));
  const [whole, pieces] = await Promise.all(
    [plan, { ...plan, batches }].map(async (cut) => {
      const run = await WebGpuRun.create(holder.open, cut);
      const trace = await run.run();
      run.destroy();
      return trace;
    }),
  );
  expect(pieces?.rounds).toEqual(whole?.rounds);
  expect(pieces?.nodeErrorMedian).toEqual(whole?.nodeErrorMedian);
  expect(pieces?.outcome?.samples).toEqual(whole?.outcome?.samples);
});
