// The corrector on the device. Test plan: (1) every step of the sequential run, recomputed in float64 from the device's own positions
// and velocities, agrees within the rounding of one step; (2) k rounds make the first k nodes of a sub-block the sequential ones;
// (3) on a Gaussian the whole path agrees with float64 within what rounding of single steps can grow to; (4) rounds of every
// segment agree with float64; (5) cutting particles into batches changes nothing.

import { describe, expect, test } from 'vitest';
import type { CorrectorStep } from '../../src/core/corrector-step';
import { type Plan, planRun } from '../../src/core/plan';
import { normal, STREAM } from '../../src/core/random';
import { simulate } from '../../src/core/sampler';
import { isCorrectorNode, periodOf } from '../../src/core/schedules';
import type { MixtureModel } from '../../src/core/scores';
import { createScore } from '../../src/core/scores/evaluate';
import { DEFAULT_SPEC, type RunSpec } from '../../src/core/spec';
import { resolveTarget, type Target } from '../../src/core/targets';
import { countsOf, segmentsOf, TraceRecorder } from '../../src/core/trace';
import { readStates } from '../../src/engine/webgpu/read-back';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { mixtureBound, U } from './bounds';
import { openTestDevice } from './harness';
import { mixtureTarget, networkTarget, specOf } from './plans';

const holder = openTestDevice();

/** How far a normal number on the device may be from float64. */
const NORMAL = 2e-6;

type Corrector = NonNullable<Extract<RunSpec['method'], { kind: 'piadm' }>['corrector']>;

function planOf(
  target: Target,
  over: Partial<Omit<RunSpec, 'method'>>,
  corrector: Partial<Corrector>,
  tolerance: number | null = null,
): Plan {
  const whole = { friction: 2, time: 3, subBlocks: 2, steps: 4, rounds: 4, ...corrector };
  const grid = { blocks: 2, nodes: 3, horizon: 3, cutoff: 0.02, particles: 5, dynamics: 'ode' as const };
  const iterations =
    tolerance === null ? (over.nodes ?? grid.nodes) : (DEFAULT_SPEC.method as { iterations: number }).iterations;
  return planRun(specOf({ ...grid, ...over }, { tolerance, iterations, corrector: whole }), target);
}

async function finished(plan: Plan) {
  const run = await WebGpuRun.create(holder.open, plan);
  const trace = await run.run();
  return { run, trace };
}

/** Velocities of the reference in the first batch, `[node][coordinate][particle]`. */
async function velocitiesOf(run: WebGpuRun): Promise<Float32Array> {
  const memory = run.buffers.sequential.memory[0] as GPUBuffer;
  const { device } = holder.open;
  const copy = device.createBuffer({ size: memory.size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const commands = device.createCommandEncoder();
  commands.copyBufferToBuffer(memory, 0, copy, 0, memory.size);
  device.queue.submit([commands.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  const values = new Float32Array(copy.getMappedRange().slice(0));
  copy.destroy();
  return values;
}

/** The two noises of a step. */
function noiseOf(plan: Plan, particle: number, index: number): [number, number] {
  const { seed } = plan.spec;
  return [normal(seed, STREAM.correctorNoiseV, particle, index), normal(seed, STREAM.correctorNoiseU, particle, index)];
}

const sumOf = (terms: readonly number[]) => terms.reduce((sum, term) => sum + term, 0);
const sizeOf = (terms: readonly number[]) => terms.reduce((sum, term) => sum + Math.abs(term), 0);

/** One coordinate of a step in float64, and how far float32 may be from it: ten operations and rounded coefficients, the score's own
 * bound, and the normal numbers. */
function stepOf(step: CorrectorStep, [u, v, s]: [number, number, number], scoreBound: number, noise: [number, number]) {
  const [zv, zu] = noise;
  const position = [
    u,
    step.positionVelocityWeight * v,
    step.positionScoreWeight * s,
    step.sharedNoise * zv,
    step.positionNoise * zu,
  ];
  const velocity = [step.velocityFactor * v, step.velocityScoreWeight * s, step.velocityNoise * zv];
  return {
    position: sumOf(position),
    positionBound:
      10 * U * sizeOf(position) +
      step.positionScoreWeight * scoreBound +
      (step.sharedNoise + step.positionNoise) * NORMAL,
    velocity: sumOf(velocity),
    velocityBound: 10 * U * sizeOf(velocity) + step.velocityScoreWeight * scoreBound + step.velocityNoise * NORMAL,
  };
}

test('sequential steps of the corrector', async () => {
  const plan = planOf(mixtureTarget(3), {}, {});
  const { dimension, totalNodes, parameters } = plan;
  const { particles, seed } = plan.spec;
  const { run } = await finished(plan);
  const velocities = await velocitiesOf(run);
  const velocityAt = (node: number, c: number, p: number) =>
    velocities[(node * dimension + c) * particles + p] as number;
  const score = createScore(plan.target.model);
  const bound = mixtureBound(plan, plan.target.model as MixtureModel);
  let steps = 0;
  for (let node = 0; node < totalNodes; node++) {
    if (!isCorrectorNode(node, parameters)) continue;
    steps++;
    const step = plan.corrector?.steps[Math.floor(node / periodOf(parameters))] as CorrectorStep;
    const before = await readStates(holder.open, plan, run.buffers, 'reference', node);
    const after = await readStates(holder.open, plan, run.buffers, 'reference', node + 1);
    for (let p = 0; p < particles; p++) {
      const y = [...before.subarray(p * dimension, (p + 1) * dimension)];
      const s = new Float64Array(dimension);
      score.evaluate(plan.noiseTimes[node] as number, Float64Array.from(y), 0, s, 0, 1);
      for (let c = 0; c < dimension; c++) {
        const index = node * dimension + c;
        const v = velocityAt(node, c, p);
        if (node % periodOf(parameters) === parameters.blockLength) {
          expect(Math.abs(v - normal(seed, STREAM.correctorVelocity, p, index))).toBeLessThanOrEqual(NORMAL);
        }
        const expected = stepOf(step, [y[c] as number, v, s[c] as number], bound(node, y)(c), noiseOf(plan, p, index));
        const u = after[p * dimension + c] as number;
        expect(Math.abs(u - expected.position), `u of node ${node + 1}`).toBeLessThanOrEqual(expected.positionBound);
        const moved = Math.abs(velocityAt(node + 1, c, p) - expected.velocity);
        expect(moved, `v of node ${node + 1}`).toBeLessThanOrEqual(expected.velocityBound);
      }
    }
  }
  expect(steps).toBe(16);
  run.destroy();
});

describe.each([
  ['mixture', mixtureTarget(3)],
  ['network', networkTarget(5)],
] as const)('%s', (_, target) => {
  test.each([1, 2, 3, 4])('%i rounds make as many nodes of the first sub-block exact', async (rounds) => {
    const plan = planOf(target, { blocks: 1 }, { subBlocks: 1, rounds });
    const { run } = await finished(plan);
    const first = plan.parameters.blockLength;
    for (let i = 0; i <= 4; i++) {
      const path = await readStates(holder.open, plan, run.buffers, 'path', first + i);
      const reference = await readStates(holder.open, plan, run.buffers, 'reference', first + i);
      if (i <= rounds) expect(path).toEqual(reference);
      else expect(path).not.toEqual(reference);
    }
    run.destroy();
  });
});

/** The float64 simulation: its trace and its final path, `[node][coordinate][particle]`. */
function simulated(plan: Plan) {
  const trace = new TraceRecorder(plan, 'cpu', 'float64');
  let path = new Float64Array(0);
  const simulation = simulate(plan, {
    onStep: (step) => {
      path = step.path as Float64Array<ArrayBuffer>;
    },
  });
  for (;;) {
    const { done, value } = simulation.next();
    if (done) return { trace, path };
    if (value.kind === 'record') trace.append(value.record);
  }
}

/** Bounds of position and velocity in float32 at every node, on Gaussian data: the linear map of a step carries errors on, each
 * step adds its own. `size` is the largest state, velocity and normal number of the run. */
function carriedBounds(plan: Plan, mean: number, variance: number, size: number): number[] {
  const { coefficients, parameters, noiseTimes, totalNodes } = plan;
  const bounds = [NORMAL];
  let [u, v] = [NORMAL, 0];
  for (let node = 0; node < totalNodes; node++) {
    const r = noiseTimes[node] as number;
    const noised = Math.exp(-r) * variance + 1 - Math.exp(-r);
    const score = (mean + size) / noised;
    // A difference, a division, and the rounding of the three numbers that go in.
    const scoreBound = (6 * U * (mean + size)) / noised;
    if (!isCorrectorNode(node, parameters)) {
      const [a, b] = [coefficients.stateFactor[node] as number, coefficients.scoreWeight[node] as number];
      u = Math.abs(a - b / noised) * u + 8 * U * (a * size + b * score) + b * scoreBound;
    } else {
      if (node % periodOf(parameters) === parameters.blockLength) v = NORMAL;
      const step = plan.corrector?.steps[Math.floor(node / periodOf(parameters))] as CorrectorStep;
      const own = stepOf(step, [size, size, score], scoreBound, [size, size]);
      const carried =
        Math.abs(1 - step.positionScoreWeight / noised) * u + step.positionVelocityWeight * v + own.positionBound;
      v = step.velocityFactor * v + (step.velocityScoreWeight / noised) * u + own.velocityBound;
      u = carried;
    }
    bounds.push(u);
  }
  return bounds;
}

test('the whole path on Gaussian data is that of float64', async () => {
  const [mean, std] = [0.5, 0.5];
  const target = resolveTarget({ kind: 'gaussian', dimension: 3, mean, std }, null);
  const plan = planOf(target, { nodes: 6 }, { steps: 12, rounds: 12 });
  const { run } = await finished(plan);
  const { path } = simulated(plan);
  // Positions stay below 5, and so do 2,000 normal numbers but for a chance of one in a thousand, which this seed did not take.
  const bounds = carriedBounds(plan, mean, std * std, 5);
  const { particles } = plan.spec;
  for (const which of ['path', 'reference'] as const) {
    for (let node = 0; node <= plan.totalNodes; node++) {
      const states = await readStates(holder.open, plan, run.buffers, which, node);
      for (let p = 0; p < particles; p++) {
        for (let c = 0; c < 3; c++) {
          const expected = path[(node * 3 + c) * particles + p] as number;
          expect(Math.abs((states[p * 3 + c] as number) - expected), `${which}, node ${node}`).toBeLessThanOrEqual(
            bounds[node] as number,
          );
        }
      }
    }
  }
  // A bound that says something: far below the steps it watches over.
  expect(Math.max(...bounds)).toBeLessThan(1e-3);
  run.destroy();
});

describe('rounds and counts are those of float64', () => {
  const moons = resolveTarget({ kind: 'mixture', name: 'two-moons' }, null);
  test.each([
    ['two moons', moons, { blocks: 4, nodes: 16 }, { subBlocks: 1, steps: 24, rounds: 24 }],
    ['two moons in sub-blocks', moons, { blocks: 4, nodes: 16 }, { subBlocks: 3, steps: 8, rounds: 8 }],
    ['a network, d = 5', networkTarget(5), { blocks: 2, nodes: 8 }, { subBlocks: 2, steps: 12, rounds: 12 }],
  ] as const)('%s', async (_, target, grid, corrector) => {
    const plan = planOf(target, { ...grid, particles: 16 }, corrector, 1e-3);
    const { run, trace } = await finished(plan);
    const twin = simulated(plan).trace;
    const [gpu, cpu] = [segmentsOf(trace), segmentsOf(twin)];
    const layout = (segments: typeof gpu) => segments.map(({ firstNode, nodes }) => [firstNode, nodes]);
    expect(layout(gpu)).toEqual(layout(cpu));
    // A residual near the tolerance may fall on either side of it.
    gpu.forEach((segment, n) => {
      expect(Math.abs(segment.rounds - (cpu[n] as typeof segment).rounds), `segment ${n}`).toBeLessThanOrEqual(1);
    });
    expect(countsOf(trace).sequentialSteps).toBe(plan.totalNodes);
    expect(countsOf(trace).rounds).toBe(gpu.reduce((sum, { rounds }) => sum + rounds, 0));
    run.destroy();
  });
});

test('cutting particles into batches changes no number', async () => {
  const plan = planOf(mixtureTarget(2), { particles: 130 }, {}, 0.01);
  const batches = [
    { firstParticle: 0, particles: 64 },
    { firstParticle: 64, particles: 64 },
    { firstParticle: 128, particles: 2 },
  ];
  const [whole, pieces] = [await finished(plan), await finished({ ...plan, batches })];
  expect(pieces.trace.rounds).toEqual(whole.trace.rounds);
  expect(pieces.trace.outcome?.samples).toEqual(whole.trace.outcome?.samples);
  expect(pieces.trace.outcome?.reference).toEqual(whole.trace.outcome?.reference);
  whole.run.destroy();
  pieces.run.destroy();
});

test('a run takes the memory that its plan states', async () => {
  const plan = planOf(mixtureTarget(3), { nodes: 16, particles: 700 }, { steps: 24 });
  const run = await WebGpuRun.create(holder.open, plan);
  // Two buffers to read records from exist only while the run goes on.
  const bytes = run.buffers.bytes + 2 * run.buffers.records.size;
  expect(Math.abs(bytes - plan.bytes) / plan.bytes).toBeLessThan(0.02);
  run.destroy();
});
