// Anderson acceleration on the device: k rounds make k nodes exact; rounds and final states agree with float64; fewer rounds
// than the plain iteration; a tight ring stays finite; batches change no number.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/core/parse-spec';
import type { Plan } from '../../src/core/plan';
import { simulate } from '../../src/core/sampler';
import { resolveTarget, type Target } from '../../src/core/targets';
import { segmentsOf, TraceRecorder } from '../../src/core/trace';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { openTestDevice } from './harness';
import { mixtureTarget, networkTarget, planOf } from './plans';

const holder = openTestDevice();

const accelerated = (target: Target, memory: number, over: object, method: object = {}): Plan =>
  planOf(target, parseSpec({ ...over, method: { kind: 'anderson', memory, iterations: 128, ...method } }));

/** The trace of the float64 simulation. */
function simulated(plan: Plan): TraceRecorder {
  const trace = new TraceRecorder(plan, 'cpu', 'float64');
  const simulation = simulate(plan);
  for (;;) {
    const { done, value } = simulation.next();
    if (done) {
      trace.finish(value);
      return trace;
    }
    if (value.kind === 'record') trace.append(value.record);
    if (value.kind === 'reference') trace.setReferencePaths(value.paths);
  }
}

async function onDevice(plan: Plan) {
  const run = await WebGpuRun.create(holder.open, plan);
  const trace = await run.run();
  run.destroy();
  return trace;
}

test.each([
  ['mixture, sde', mixtureTarget(2), 'sde', 1, 'picard'],
  ['mixture, ode', mixtureTarget(16), 'ode', 3, 'gaussian-data'],
  ['network, sde', networkTarget(5), 'sde', 5, 'picard'],
  ['mixture, jacobian', mixtureTarget(2), 'sde', 2, 'jacobian'],
] as const)('%s: k rounds make k nodes exact', async (_, target, dynamics, memory, linearPart) => {
  const nodes = 6;
  // Few long steps, so that the start is far from the solution at every node.
  const grid = { dynamics, blocks: 1, nodes, particles: 5, horizon: 1.5, cutoff: 0.001 };
  const plan = accelerated(target, memory, grid, { linearPart, tolerance: null });
  const trace = await onDevice(plan);
  expect(trace.rounds.length).toBe(nodes + 1);
  // States are below 8, where four units in the last place are this.
  const allowed = 4 * 2 ** -21;
  expect(trace.outcome?.reference.every((y) => Math.abs(y) < 8)).toBe(true);
  for (const { iteration, offset } of trace.rounds) {
    const errors = trace.nodeError.slice(offset, offset + nodes);
    errors.forEach((error, row) => {
      if (row < iteration) expect(error, `round ${iteration}, row ${row}`).toBeLessThanOrEqual(allowed);
      else if (iteration === 0) expect(error, `start, row ${row}`).toBeGreaterThan(0.1);
    });
  }
});

const ring = resolveTarget({ kind: 'mixture', name: 'ring' }, null);

describe.each(['sde', 'ode'] as const)('%s', (dynamics) => {
  test.each([
    [1, 2, 'picard'],
    [1, 5, 'picard'],
    [1, 3, 'gaussian-data'],
    [4, 3, 'picard'],
  ] as const)(
    '%i blocks, memory %i, %s: rounds and errors are those of float64',
    async (blocks, memory, linearPart) => {
      const grid = { dynamics, blocks, nodes: 64 / blocks, particles: 16 };
      const plan = accelerated(ring, memory, grid, { linearPart });
      const [gpu, cpu] = [await onDevice(plan), simulated(plan)];
      const [segments, twins] = [segmentsOf(gpu), segmentsOf(cpu)];
      expect(segments.length).toBe(blocks);
      const { tolerance } = plan.parameters;
      segments.forEach((segment, n) => {
        const twin = twins[n] as typeof segment;
        // Humps are below 100: float32 moves a residual by some 1e-5, so that only one close to the tolerance crosses it.
        expect(Math.abs(segment.rounds - twin.rounds), `block ${n}`).toBeLessThanOrEqual(1);
        // Both errors are to their own reference, and what a residual misses is alike.
        const [error, of64] = [segment.error.at(-1) as number, twin.error.at(-1) as number];
        expect(Math.max(error, of64)).toBeLessThan(tolerance);
      });
      if (linearPart !== 'picard') return;
      const plain = await onDevice({ ...plan, memory: 0 });
      expect(gpu.rounds.length).toBeLessThan(plain.rounds.length);
    },
  );
});

test.each(['picard', 'gaussian-data'])(
  'a tight ring, %s: finite in every round, and it converges',
  async (linearPart) => {
    const angles = Array.from({ length: 8 }, (_, i) => (Math.PI * i) / 4);
    const means = angles.map((angle) => [2 * Math.cos(angle), 2 * Math.sin(angle)]);
    const spec = { kind: 'mixture' as const, weights: means.map(() => 1), means, stds: means.map(() => 0.0316) };
    const target = resolveTarget(spec, null);
    const trace = await onDevice(accelerated(target, 3, { blocks: 1, nodes: 64, particles: 16 }, { linearPart }));
    for (const { error, iteration } of trace.rounds) expect(error, `round ${iteration}`).toSatisfy(Number.isFinite);
    expect(trace.rounds.length - 1).toBeLessThan(64);
    expect(trace.rounds.at(-1)?.error).toBeLessThan(10 * trace.plan.parameters.tolerance);
  },
);

test('cutting particles into batches changes no number', async () => {
  const plan = accelerated(mixtureTarget(3), 3, { blocks: 2, nodes: 6, particles: 200 }, { iterations: 4 });
  const firsts = [0, 64, 128, 192];
  const cut: Plan = {
    ...plan,
    batches: firsts.map((firstParticle) => ({ firstParticle, particles: Math.min(64, 200 - firstParticle) })),
  };
  const [whole, pieces] = [await onDevice(plan), await onDevice(cut)];
  expect(pieces.rounds).toEqual(whole.rounds);
  expect(pieces.outcome?.samples).toEqual(whole.outcome?.samples);
});
