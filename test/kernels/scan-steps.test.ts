// Scans with predictors and with the clip on random data: every state that the device produces follows from its own new state before it,
// by the update in float64, within the rounding of that one step. Predictors by a surrogate and by regression, all kinds of linear parts
// with the clip, segments that follow each other, and a wrong number that is noticed.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../src/core/parse-spec';
import type { Plan } from '../../src/core/plan';
import { threefry2x32, uniformOf } from '../../src/core/random';
import { PHASE, PLAIN_PARAMETERS } from '../../src/core/schedules';
import { derivativeEntries } from '../../src/core/scores/evaluate';
import { encodeNodes, encodeParameters, encodeState, floatBits } from '../../src/engine/webgpu/layout';
import { scanProgram } from '../../src/engine/webgpu/scan-pass';
import { openTestDevice, runKernel } from './harness';
import { mixtureTarget, planOf } from './plans';
import { BATCH, type Data, statesOf, step } from './scan-step';

const holder = openTestDevice();
const NODES = 16;

const STEPS = {
  'one segment': { first: 2, count: 13, stride: 1, segmentLength: 13 },
  'segments that follow each other': { first: 0, count: 14, stride: 1, segmentLength: 5 },
} as const;

/** Random states, scores and linear parts on a grid of real coefficients; the box cuts through the data. */
function randomData(linearPart: string, dimension: number, clip: string, step: keyof typeof STEPS): Data {
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

async function onDevice({ plan, state, path, scores, linearParts }: Data) {
  const { shader, items, table } = scanProgram(plan);
  const work = {
    score: 1,
    scorePerGroup: 1,
    scoreSplit: 1,
    plain: 1,
    plainPerGroup: 1,
    plainSplit: 1,
    derived: false,
    start: 1,
    scan: items,
    own: 0,
    ownFollows: false,
  };
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
