// Runs with predictors of scores, the surrogate start and the clip on the device: k rounds make k nodes exact; starts, rounds and
// errors are those of float64; a tight ring stays finite; an exact surrogate is the solution; batches change no number.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/core/parse-spec';
import type { Plan } from '../../src/core/plan';
import { simulated } from '../../src/core/simulated';
import { resolveTarget, type Target } from '../../src/core/targets';
import { segmentsOf } from '../../src/core/trace';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { openTestDevice } from './harness';
import { mixtureTarget, networkTarget, planOf } from './plans';

const holder = openTestDevice();

async function onDevice(plan: Plan) {
  const run = await WebGpuRun.create(holder.open, plan);
  const trace = await run.run();
  run.destroy();
  return trace;
}

const planWith = (target: Target, over: object, method: object): Plan =>
  planOf(target, parseSpec({ ...over, method: { clip: 'data', surrogateComponents: 3, ...method } }));

/** A network with random weights and a density to fit a surrogate to. */
const network = (dimension: number) => ({ ...networkTarget(dimension), density: mixtureTarget(dimension).density });

describe.each(['none', 'data'])('k rounds make k nodes exact, clip %s', (clip) => {
  test.each([
    ['sde', 'path-regression', 'surrogate', mixtureTarget(2)],
    ['sde', 'path-regression', 'gaussian', mixtureTarget(1)],
    ['sde', 'surrogate-regression', 'constant', network(2)],
    ['sde', 'surrogate', 'constant', mixtureTarget(8)],
    ['ode', 'surrogate', 'surrogate', network(4)],
    ['ode', 'jacobian', 'surrogate', mixtureTarget(2)],
    ['sde', 'scaled-identity', 'surrogate', mixtureTarget(3)],
    ['ode', 'picard', 'constant', mixtureTarget(3)],
  ] as const)('%s, %s, start %s', async (dynamics, linearPart, start, target) => {
    const nodes = 6;
    // Few long steps, so that the start is far from the solution.
    const grid = { dynamics, blocks: 1, nodes, particles: 5, horizon: 1.5, cutoff: 0.001 };
    const trace = await onDevice(planWith(target, grid, { linearPart, start, clip, tolerance: null }));
    expect(trace.rounds.length).toBe(nodes + 1);
    // Four units in the last place of the largest state, of those that are shown.
    const largest = trace.referencePaths.reduce((most, y) => Math.max(most, Math.abs(y)), 0);
    const allowed = 4 * 2 ** (Math.ceil(Math.log2(largest)) - 24);
    for (const { iteration, offset } of trace.rounds) {
      const errors = trace.nodeError.slice(offset, offset + nodes);
      errors.forEach((error, row) => {
        if (row < iteration) expect(error, `round ${iteration}, row ${row}`).toBeLessThanOrEqual(allowed);
      });
      if (iteration === 0) expect(Math.max(...errors)).toBeGreaterThan(0.03);
    }
  });
});

const moons = resolveTarget({ kind: 'mixture', name: 'two-moons' }, null);

describe('rounds are those of float64', () => {
  const grid = { blocks: 2, nodes: 24, particles: 24, horizon: 4, cutoff: 0.01 };
  test.each([
    ['piadm', 'path-regression', 'gaussian'],
    ['piadm', 'surrogate', 'surrogate'],
    ['piadm', 'surrogate-regression', 'surrogate'],
    ['piadm', 'jacobian', 'surrogate'],
    ['piadm', 'picard', 'constant'],
    ['wavefront', 'surrogate-regression', 'surrogate'],
    ['window', 'surrogate-regression', 'constant'],
    ['anderson', 'surrogate', 'surrogate'],
  ])('%s, %s, start %s', async (kind, linearPart, start) => {
    const method = kind === 'window' ? { kind, window: 16, tolerance: 0.01 } : { kind, tolerance: 1e-3 };
    const plan = planWith(moons, grid, { ...method, linearPart, start });
    const [gpu, cpu] = [await onDevice(plan), simulated(plan)];
    // Rounding of 48 steps of states below 4, each passed on without growth to speak of.
    const rounding = 48 * 4 * 8 * 2 ** -24;
    const [first, twin] = [gpu.rounds[0], cpu.rounds[0]];
    expect(Math.abs((first?.error ?? 0) - (twin?.error ?? 0))).toBeLessThan(4 * rounding);
    const [segments, twins] = [segmentsOf(gpu), segmentsOf(cpu)];
    expect(segments.length).toBe(twins.length);
    segments.forEach((segment, n) => {
      expect(Math.abs(segment.rounds - (twins[n]?.rounds ?? 0)), `segment ${n}`).toBeLessThanOrEqual(1);
    });
    expect(gpu.rounds.at(-1)?.error).toBeLessThan(1e-2);
  });
});

describe('a tight ring', () => {
  const angles = Array.from({ length: 8 }, (_, i) => (Math.PI * i) / 4);
  const means = angles.map((angle) => [2 * Math.cos(angle), 2 * Math.sin(angle)]);
  const ring = resolveTarget(
    { kind: 'mixture', weights: angles.map(() => 1), means, stds: angles.map(() => 0.0316) },
    null,
  );
  test.each(
    ['path-regression', 'surrogate-regression', 'surrogate', 'jacobian'].flatMap((part) =>
      ['none', 'data'].map((clip) => [part, clip] as const),
    ),
  )('%s, clip %s: finite in every round, and as many as in float64 or one more or less', async (linearPart, clip) => {
    const plan = planWith(
      ring,
      { blocks: 1, nodes: 64, particles: 16, horizon: 6, cutoff: 0.001 },
      { linearPart, clip, start: linearPart.startsWith('surrogate') ? 'surrogate' : 'constant' },
    );
    const [gpu, cpu] = [await onDevice(plan), simulated(plan)];
    for (const { error, iteration } of gpu.rounds) expect(error, `round ${iteration}`).toSatisfy(Number.isFinite);
    expect(Math.abs(gpu.rounds.length - cpu.rounds.length)).toBeLessThanOrEqual(1);
    expect(gpu.rounds.at(-1)?.error).toBeLessThan(10 * plan.parameters.tolerance);
  });
});

test('an exact surrogate is the solution', async () => {
  const grid = { blocks: 2, nodes: 12, particles: 70 };
  const plan = planWith(mixtureTarget(3), grid, {
    linearPart: 'surrogate',
    start: 'surrogate',
    surrogateComponents: 9,
  });
  expect(plan.surrogate?.exact).toBe(true);
  const trace = await onDevice(plan);
  for (const { error } of trace.rounds) expect(error).toBeLessThan(24 * 4 * 8 * 2 ** -24);
});

test.each(['f16', 'f16-saturating'])('in precision %s states are rounded as the reference is', async (precision) => {
  const grid = { blocks: 1, nodes: 12, particles: 9, precision, horizon: 3, cutoff: 0.01 };
  for (const linearPart of ['surrogate-regression', 'path-regression']) {
    const plan = planWith(mixtureTarget(2), grid, { linearPart, start: 'surrogate', tolerance: null, iterations: 12 });
    const trace = await onDevice(plan);
    // Twelve rounds make twelve nodes equal, or one half-precision step apart where float32 rounds to either side.
    expect(trace.rounds.at(-1)?.error).toBeLessThan(8 * 2 ** -11);
    const { samples } = trace.outcome as NonNullable<typeof trace.outcome>;
    samples.forEach((y) => {
      // Multiples of the last place of a half, at least 2^-24.
      const place = Math.max(2 ** (Math.floor(Math.log2(Math.abs(y))) - 10), 2 ** -24);
      expect(y / place).toBe(Math.round(y / place));
    });
  }
});

test('cutting particles into batches changes no number', async () => {
  const method = { linearPart: 'surrogate-regression', start: 'surrogate', tolerance: null, iterations: 3 };
  const plan = planWith(mixtureTarget(2), { blocks: 2, nodes: 12, particles: 200 }, method);
  const firsts = [0, 64, 128, 192];
  const cut: Plan = {
    ...plan,
    batches: firsts.map((firstParticle) => ({ firstParticle, particles: Math.min(64, 200 - firstParticle) })),
  };
  const [whole, pieces] = [await onDevice(plan), await onDevice(cut)];
  expect(pieces.rounds).toEqual(whole.rounds);
  expect(pieces.outcome?.samples).toEqual(whole.outcome?.samples);
});
