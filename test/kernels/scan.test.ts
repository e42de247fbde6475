// The equations of the path on the device: every step of the sequential run, recomputed in float64 from the device's own
// states, agrees within the rounding of one step; and so does one parallel round.

import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/core/plan';
import { normal, STREAM } from '../../src/core/random';
import type { MixtureModel } from '../../src/core/scores';
import { createScore } from '../../src/core/scores/evaluate';
import { readStates } from '../../src/engine/webgpu/read-back';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { mixtureBound, U } from './bounds';
import { openTestDevice } from './harness';
import { mixtureTarget, planOf, specOf } from './plans';

const holder = openTestDevice();
const NODES = 8;
const PARTICLES = 7;

/** One step in float64 from a float32 state, and how far float32 may be from it. */
function step(plan: Plan, node: number, particle: number, y: readonly number[]) {
  const { dimension, coefficients, spec } = plan;
  const score = new Float64Array(dimension);
  createScore(plan.target.model).evaluate(plan.noiseTimes[node] as number, Float64Array.from(y), 0, score, 0, 1);
  const scoreBound = mixtureBound(plan, plan.target.model as MixtureModel)(node, [...y]);
  const a = coefficients.stateFactor[node] as number;
  const b = coefficients.scoreWeight[node] as number;
  const c = coefficients.noiseStd[node] as number;
  return y.map((value, coordinate) => {
    const xi = normal(spec.seed, STREAM.path, particle, node * dimension + coordinate);
    const terms = [a * value, b * (score[coordinate] as number), c * xi];
    return {
      next: terms.reduce((sum, term) => sum + term, 0),
      // Five operations and three rounded coefficients; the score's own bound; normals are equal to 2e-6.
      allowed: 8 * U * terms.reduce((sum, term) => sum + Math.abs(term), 0) + b * scoreBound(coordinate) + c * 2e-6,
    };
  });
}

const slice = (states: Float32Array, particle: number, dimension: number) =>
  Array.from(states.subarray(particle * dimension, (particle + 1) * dimension));

describe.each(['sde', 'ode'] as const)('%s', (dynamics) => {
  test('sequential steps', async () => {
    const spec = specOf({ dynamics, blocks: 1, nodes: NODES, particles: PARTICLES, horizon: 4, cutoff: 0.01 });
    const plan = planOf(mixtureTarget(3), spec);
    const run = await WebGpuRun.create(holder.open, plan);
    await run.run();
    for (let node = 0; node < NODES; node++) {
      const before = await readStates(holder.open, plan, run.buffers, 'reference', node);
      const after = await readStates(holder.open, plan, run.buffers, 'reference', node + 1);
      for (let particle = 0; particle < PARTICLES; particle++) {
        step(plan, node, particle, slice(before, particle, 3)).forEach(({ next, allowed }, coordinate) => {
          const actual = slice(after, particle, 3)[coordinate] as number;
          expect(Math.abs(actual - next), `node ${node}`).toBeLessThanOrEqual(allowed);
        });
      }
    }
    run.destroy();
  });

  test.each(['picard', 'paradigms', 'gaussian-data'])('one round of %s from the constant start', async (linearPart) => {
    const spec = specOf(
      { dynamics, blocks: 1, nodes: NODES, particles: PARTICLES, horizon: 4, cutoff: 0.01 },
      { linearPart, tolerance: null, iterations: 1 },
    );
    const plan = planOf(mixtureTarget(3), spec);
    const run = await WebGpuRun.create(holder.open, plan);
    await run.run();
    const start = await readStates(holder.open, plan, run.buffers, 'path', 0);
    let carried = start;
    for (let node = 0; node < NODES; node++) {
      const after = await readStates(holder.open, plan, run.buffers, 'path', node + 1);
      const j = plan.coefficients.linearPart[node] as number;
      for (let particle = 0; particle < PARTICLES; particle++) {
        step(plan, node, particle, slice(start, particle, 3)).forEach(({ next, allowed }, coordinate) => {
          const old = slice(start, particle, 3)[coordinate] as number;
          const change = (slice(carried, particle, 3)[coordinate] as number) - old;
          const actual = slice(after, particle, 3)[coordinate] as number;
          const rounding = 4 * U * Math.abs(j) * (Math.abs(change) + Math.abs(old));
          expect(Math.abs(actual - (next + j * change)), `node ${node}`).toBeLessThanOrEqual(allowed + rounding);
        });
      }
      carried = after;
    }
    run.destroy();
  });
});
