// Scans with predictors and with the clip on random data: every state that the device produces follows from its own new state before it,
// by the update in float64, within the rounding of that one step. Predictors by a surrogate and by regression, all kinds of linear parts
// with the clip, segments that follow each other, and a wrong number that is noticed.

import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/core/plan';
import { PLAIN_PARAMETERS } from '../../src/core/schedules';
import { encodeNodes, encodeParameters, encodeState, floatBits } from '../../src/engine/webgpu/layout';
import { scanProgram } from '../../src/engine/webgpu/scan-pass';
import { openTestDevice, runKernel } from './harness';
import { ITEMS } from './plans';
import { BATCH, type Data, NODES, randomData, STEPS, statesOf, step } from './scan-step';

const holder = openTestDevice();

async function onDevice({ plan, state, path, scores, linearParts }: Data) {
  const { shader, items, table } = scanProgram(plan, false);
  const work = { ...ITEMS, scan: items };
  const parameters = { ...PLAIN_PARAMETERS, total: NODES, blockLength: NODES, iterations: 1, tolerance: 0 };
  const cap = floatBits(plan.jacobianCap);
  const results = await runKernel(
    holder.open,
    shader,
    [
      { type: 'uniform', data: encodeParameters(plan, parameters, work, true) },
      { type: 'uniform', data: Uint32Array.of(BATCH.firstParticle, BATCH.particles, cap, plan.spec.seed) },
      { type: 'read-only-storage', data: encodeState(state) },
      { type: 'read-only-storage', data: encodeNodes(plan) },
      { type: 'storage', data: path },
      { type: 'storage', data: scores },
      { type: 'read-only-storage', data: linearParts.length > 0 ? linearParts : new Float32Array(4) },
      { type: 'read-only-storage', data: table },
    ],
    1,
  );
  return { path: new Float32Array(results[4] as ArrayBuffer), changes: new Float32Array(results[5] as ArrayBuffer) };
}

const { particles } = BATCH;

/** Compares every row; returns how many states the clip has changed, and the largest error allowed. */
function compare(
  data: Data,
  device: { path: Float32Array; changes: Float32Array },
): { clipped: number; wrong: number; most: number } {
  const { plan, state, path } = data;
  const { dimension } = plan;
  const seen = { clipped: 0, wrong: 0, most: 0 };
  const free: Data = { ...data, plan: { ...plan, box: null } };
  for (let i = 0; i < state.count; i++) {
    const node = state.first + i;
    for (let p = 0; p < particles; p++) {
      const y = statesOf(path, node, p, dimension);
      const now = i % state.segmentLength === 0 ? y : statesOf(device.path, node, p, dimension);
      const unclipped = step(free, i, p, now, y);
      step(data, i, p, now, y).forEach(({ value, error }, c) => {
        const at = ((node + 1) * dimension + c) * particles + p;
        const actual = device.path[at] as number;
        if (Math.abs(actual - value) > error) seen.wrong++;
        seen.most = Math.max(seen.most, error);
        if (Math.abs(value - (unclipped[c]?.value ?? 0)) > error) seen.clipped++;
        const change = device.changes[(i * dimension + c) * particles + p] as number;
        expect(change).toBe(Math.fround(actual - (path[at] as number)));
      });
    }
  }
  return seen;
}

const parts = [
  ['path-regression', 2],
  ['surrogate', 1],
  ['surrogate', 2],
  ['surrogate', 16],
  ['surrogate', 64],
  ['surrogate-regression', 2],
  ['picard', 3],
  ['gaussian-data', 1],
  ['scaled-identity', 3],
  ['diagonal', 3],
  ['jacobian', 2],
  ['jacobian', 4],
] as const;

describe.each(['none', 'data'])('clip %s', (clip) => {
  // Without the clip, scans without predictors have tests of their own.
  const own = parts.filter(([part]) => clip === 'data' || /regression|surrogate/.test(part));
  test.each(own)('%s, d = %i', async (linearPart, dimension) => {
    for (const name of Object.keys(STEPS) as (keyof typeof STEPS)[]) {
      const data = randomData(linearPart, dimension, clip, name);
      const seen = compare(data, await onDevice(data));
      expect(seen.wrong, name).toBe(0);
      // Of states of size 2, whose changes are as large.
      expect(seen.most).toBeLessThan(5e-3);
      expect(seen.clipped > 10).toBe(clip === 'data');
    }
  });
});

describe('a wrong number is noticed', () => {
  test.each([
    ['the cap', 'path-regression', (plan: Plan) => ({ ...plan, jacobianCap: 1.02 })],
    [
      'the variance of the data',
      'path-regression',
      (plan: Plan) => ({ ...plan, target: { ...plan.target, dataVariance: 3 } }),
    ],
    [
      'a limit of the box',
      'surrogate',
      (plan: Plan) => ({ ...plan, box: (plan.box as Float64Array).map((x) => 1.01 * x) }),
    ],
    [
      'the surrogate',
      'surrogate-regression',
      (plan: Plan) => {
        const surrogate = plan.surrogate as NonNullable<Plan['surrogate']>;
        const variances = surrogate.model.variances.map((variance) => 1.02 * variance);
        return { ...plan, surrogate: { ...surrogate, model: { ...surrogate.model, variances } } };
      },
    ],
    [
      'no regression',
      'surrogate-regression',
      (plan: Plan) => ({ ...plan, predictor: { surrogate: true, regression: false, mostDimensions: 64 } }),
    ],
    [
      'no surrogate',
      'surrogate-regression',
      (plan: Plan) => ({ ...plan, predictor: { surrogate: false, regression: true, mostDimensions: 2 } }),
    ],
  ] as const)('%s', async (_, linearPart, change) => {
    const data = randomData(linearPart, 2, 'data', 'one segment');
    const device = await onDevice({ ...data, plan: change(data.plan) });
    expect(compare(data, device).wrong).toBeGreaterThan(3);
  });
});
