// Window and wavefront on the device: after k rounds the first k nodes are the sequential ones; and rounds are those of
// float64.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/core/parse-spec';
import type { Plan } from '../../src/core/plan';
import { simulated } from '../../src/core/simulated';
import { resolveTarget } from '../../src/core/targets';
import { countsOf, producedNode, type TraceRecorder } from '../../src/core/trace';
import { readStates } from '../../src/engine/webgpu/read-back';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { U } from './bounds';
import { openTestDevice } from './harness';
import { mixtureTarget, networkTarget, planOf } from './plans';

const holder = openTestDevice();
/** Settings of a method: with a fixed number of iterations, or with a usual tolerance. */
function methodOf(kind: 'window' | 'wavefront', linearPart: string, iterations: number | null) {
  if (kind === 'window') return { kind, linearPart, window: iterations === null ? 32 : 4, tolerance: 0.03 };
  if (iterations === null) return { kind, linearPart, tolerance: 1e-3, iterations: 128 };
  return { kind, linearPart, tolerance: null, iterations };
}

async function onDevice(plan: Plan): Promise<{ trace: TraceRecorder; largest: number }> {
  const run = await WebGpuRun.create(holder.open, plan);
  const trace = await run.run();
  let largest = 0;
  for (let node = 0; node <= plan.totalNodes; node++) {
    const states = await readStates(holder.open, plan, run.buffers, 'reference', node);
    largest = states.reduce((most, y) => Math.max(most, Math.abs(y)), largest);
  }
  run.destroy();
  return { trace, largest };
}

describe.each(['sde', 'ode'] as const)('exactness, %s', (dynamics) => {
  describe.each(['mixture', 'network'] as const)('%s', (kind) => {
    const target = kind === 'mixture' ? mixtureTarget(3) : networkTarget(3);
    test.each(
      (['window', 'wavefront'] as const).flatMap((method) =>
        ['picard', 'paradigms', 'jacobi', 'gaussian-data'].map((linearPart) => [method, linearPart] as const),
      ),
    )('%s, %s', async (method, linearPart) => {
      // Few long steps, so that the start is far from the solution.
      const grid = { dynamics, blocks: 3, nodes: 3, particles: 5, horizon: 1.5, cutoff: 0.001 };
      const usual = planOf(target, parseSpec({ ...grid, method: methodOf(method, linearPart, 9) }));
      // A window with a tolerance of 0, which no spec has, passes a node when its last bit stays.
      const plan: Plan = { ...usual, parameters: { ...usual.parameters, tolerance: 0 } };
      const { trace, largest } = await onDevice(plan);
      // Four units in the last place, as for blocks.
      const allowed = 8 * U * largest;
      let [rounds, beyond] = [0, 0];
      for (const record of trace.rounds) {
        if (!record.isStart) rounds++;
        for (let i = 0; i < record.count; i++) {
          const error = trace.nodeError[record.offset + i] as number;
          const node = producedNode(record, i);
          if (node <= rounds || node <= record.front)
            expect(error, `node ${node}, ${rounds} rounds`).toBeLessThanOrEqual(allowed);
          else beyond = Math.max(beyond, error);
        }
      }
      expect(beyond).toBeGreaterThan(0.1);
      expect(rounds).toBeLessThanOrEqual(9);
      trace.outcome?.samples.forEach((value, at) => {
        expect(Math.abs(value - (trace.outcome?.reference[at] as number))).toBeLessThanOrEqual(allowed);
      });
    });
  });
});

const moons = resolveTarget({ kind: 'mixture', name: 'two-moons' }, null);

describe.each(['sde', 'ode'] as const)('rounds, %s', (dynamics) => {
  test.each([
    ['window, two moons, paradigms', moons, 'window', 'paradigms'],
    ['window, two moons, gaussian-data', moons, 'window', 'gaussian-data'],
    ['wavefront, two moons, picard', moons, 'wavefront', 'picard'],
    ['wavefront, network, d = 5, paradigms', networkTarget(5), 'wavefront', 'paradigms'],
    ['window, network, d = 5, picard', networkTarget(5), 'window', 'picard'],
  ] as const)('%s', async (label, target, kind, linearPart) => {
    const grid = { dynamics, blocks: 8, nodes: 16, particles: 16 };
    const plan = planOf(target, parseSpec({ ...grid, method: methodOf(kind, linearPart, null) }));
    const { trace: gpu } = await onDevice(plan);
    const cpu = simulated(plan);
    const [actual, expected] = [countsOf(gpu), countsOf(cpu)];
    console.info(`${label}, ${dynamics}: GPU ${actual.rounds}, float64 ${expected.rounds}, hump ${expected.hump}`);
    // Rounding decides where a residual is beside its tolerance: a slide or a block's end may come a round later.
    expect(Math.abs(actual.rounds - expected.rounds)).toBeLessThanOrEqual(1);
    expect(Math.abs(actual.evaluations / expected.evaluations - 1)).toBeLessThan(0.05);
  });
});
