// After k rounds the first k nodes equal the sequential path, whatever the target, the dynamics and the linear part; with
// as many rounds as nodes the whole path does. Also: particles cut into batches give the same numbers.

import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/core/plan';
import { readStates } from '../../src/engine/webgpu/read-back';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { openTestDevice } from './harness';
import { mixtureTarget, networkTarget, planOf, specOf } from './plans';

const holder = openTestDevice();
const NODES = 6;
const PARTICLES = 5;

/** Units in the last place of a float32 of this size. */
function ulp(value: number): number {
  return 2 ** (Math.floor(Math.log2(Math.abs(value))) - 23);
}

async function finished(plan: Plan) {
  const run = await WebGpuRun.create(holder.open, plan);
  const trace = await run.run();
  return { run, trace };
}

describe.each(['sde', 'ode'] as const)('exactness, %s', (dynamics) => {
  describe.each([2, 16, 64])('d = %i', (dimension) => {
    describe.each(['mixture', 'network'] as const)('%s', (kind) => {
      test.each(['picard', 'paradigms', 'gaussian-data'])('%s', async (linearPart) => {
        const target = kind === 'mixture' ? mixtureTarget(dimension) : networkTarget(dimension);
        for (let k = 1; k <= NODES; k++) {
          // Few long steps, so that the start is far from the solution at every node.
          const spec = specOf(
            { dynamics, blocks: 1, nodes: NODES, particles: PARTICLES, horizon: 1.5, cutoff: 0.001 },
            { linearPart, tolerance: null, iterations: k },
          );
          const { run, trace } = await finished(planOf(target, spec));
          for (let node = 0; node < NODES; node++) expect(trace.nodeError[node]).toBeGreaterThan(0.1);
          for (let node = 0; node <= k; node++) {
            const path = await readStates(holder.open, run.plan, run.buffers, 'path', node);
            const reference = await readStates(holder.open, run.plan, run.buffers, 'reference', node);
            const allowed = 4 * ulp(reference.reduce((most, y) => Math.max(most, Math.abs(y)), 0));
            const apart = path.map((y, i) => Math.abs(y - (reference[i] as number)));
            expect(Math.max(...apart), `k ${k}, node ${node}`).toBeLessThanOrEqual(allowed);
          }
          run.destroy();
        }
      });
    });
  });
});

test('cutting particles into batches changes no number', async () => {
  const spec = specOf({ blocks: 3, nodes: 8, particles: 200 }, { iterations: 6, tolerance: 0.01 });
  const plan = planOf(mixtureTarget(3), spec);
  const cut: Plan = {
    ...plan,
    batches: [
      { firstParticle: 0, particles: 64 },
      { firstParticle: 64, particles: 64 },
      { firstParticle: 128, particles: 64 },
      { firstParticle: 192, particles: 8 },
    ],
  };
  const whole = await finished(plan);
  const pieces = await finished(cut);
  expect(pieces.trace.rounds).toEqual(whole.trace.rounds);
  expect(pieces.trace.outcome?.samples).toEqual(whole.trace.outcome?.samples);
  expect(pieces.trace.outcome?.reference).toEqual(whole.trace.outcome?.reference);
  expect(pieces.trace.outcome?.segmentEnds).toEqual(whole.trace.outcome?.segmentEnds);
  whole.run.destroy();
  pieces.run.destroy();
});
