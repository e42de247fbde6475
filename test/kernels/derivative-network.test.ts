// Linear parts of networks on the GPU against float64, row by row, within bounds carried through the layers as the kernel's
// dual numbers are.

import { describe, expect, test } from 'vitest';
import { MODEL_LIMITS } from '../../src/core/model-file';
import type { NetworkModel } from '../../src/core/scores';
import { scoreProgram } from '../../src/engine/webgpu/score-pass';
import { networkBound, networkDerivativeBound, U } from './bounds';
import {
  CAP,
  compareRows,
  derivativePlan,
  derivativesOnGpu,
  linearPartBound,
  NODES,
  onCpu,
  onGpu,
  PARTICLES,
  probeOf,
  splitBound,
  stateOf,
  states,
} from './derivative-rows';
import { openTestDevice } from './harness';
import { networkTarget, withModel } from './plans';

const holder = openTestDevice();

test.each([
  ['matrix', 1, 16, 2],
  ['trace', 2, 64, 3],
  ['diagonal', 2, 40, 1],
  ['matrix', 2, 32, 2],
  ['matrix', 3, 8, 2],
  ['matrix', 4, 16, 1],
  ['trace', 3, 32, 2],
  ['diagonal', 5, 24, 2],
  ['trace', 64, 16, 2],
  ['trace', 2, 512, 1],
  ['diagonal', 7, 400, 1],
] as const)('%s, d = %i, width %i, depth %i', async (shape, dimension, width, depth) => {
  const target = networkTarget(dimension, width, depth);
  const plan = derivativePlan(target, shape);
  const model = target.model as NetworkModel;
  const path = states(plan);
  const expected = onCpu(plan, path);
  const isEstimated = dimension > 2 && shape !== 'matrix';
  const probe = isEstimated ? (node: number, particle: number) => probeOf(plan, node, particle) : null;
  const bound = networkDerivativeBound(plan, model, shape, probe);
  const { scores, linearParts } = await onGpu(holder.open, plan, path);
  expect(compareRows(plan, path, linearParts, expected.linearParts, linearPartBound(plan, bound)).ratio).toBeLessThan(
    1,
  );
  const derivatives = await derivativesOnGpu(holder.open, plan, path);
  const raw = compareRows(plan, path, derivatives, expected.derivatives, splitBound(plan, bound));
  console.info(
    `${shape}, d = ${dimension}: ${raw.relative.toExponential(1)} of its size, ${raw.ratio.toFixed(3)} of the bound`,
  );
  expect(raw.ratio).toBeLessThan(1);
  expect(raw.relative).toBeLessThan(1e-5);
  const scoreBound = networkBound(plan, model);
  for (let node = 0; node < NODES; node++) {
    for (let particle = 0; particle < PARTICLES; particle++) {
      const allowed = scoreBound(node, stateOf(plan, path, node, particle));
      for (let c = 0; c < dimension; c++) {
        const at = (node * dimension + c) * PARTICLES + particle;
        expect(Math.abs(scores[at]! - expected.scores[at]!)).toBeLessThan(allowed(c));
      }
    }
  }
});

test.each([
  ['trace', 2, 64, 2],
  ['diagonal', 5, 24, 2],
  ['matrix', 3, 16, 2],
] as const)(
  '%s, d = %i, width %i, depth %i, weights in half precision: is that of the rounded network',
  async (...of) => {
    const [shape, dimension, width, depth] = of;
    const plan = derivativePlan(networkTarget(dimension, width, depth, 'f16'), shape);
    const given = derivativePlan(networkTarget(dimension, width, depth), shape);
    const path = states(plan);
    const isEstimated = dimension > 2 && shape !== 'matrix';
    const probe = isEstimated ? (node: number, particle: number) => probeOf(plan, node, particle) : null;
    const derivatives = await derivativesOnGpu(holder.open, plan, path);
    const compared = (to: typeof plan) => {
      const bound = splitBound(to, networkDerivativeBound(to, to.target.model as NetworkModel, shape, probe));
      return compareRows(to, path, derivatives, onCpu(to, path).derivatives, bound);
    };
    expect(compared(plan).ratio).toBeLessThan(1);
    expect(compared(plan).relative).toBeLessThan(1e-5);
    expect(compared(given).ratio).toBeGreaterThan(1);
    const plain = await onGpu(holder.open, { ...plan, derivative: null }, path);
    expect((await onGpu(holder.open, plan, path)).scores).toEqual(plain.scores);
  },
);

test('workgroup memory is within the guarantee for the narrowest and the widest networks, on a GPU too', () => {
  for (const width of [MODEL_LIMITS.minimumWidth, 40, MODEL_LIMITS.width]) {
    for (const dimension of [2, 4, MODEL_LIMITS.dimension]) {
      const target = networkTarget(dimension, width, 1);
      for (const derivative of [null, 'trace', 'diagonal', 'matrix'] as const) {
        if (derivative === 'matrix' && dimension > 4) continue;
        const code = scoreProgram({ ...derivativePlan(target, 'trace'), derivative }, false).shaders[0]?.code ?? '';
        const constant = (name: string) => Number(new RegExp(`const ${name} = (\\d+)u;`).exec(code)?.[1] ?? 0);
        // A float a unit and row, of derivatives also one each tangent.
        const rows = derivative === null ? 4 * constant('QUADS') : constant('ROWS');
        const floats = constant('UNITS') * (1 + constant('TANGENTS')) + constant('SLOTS');
        const bytes = 4 * constant('TILES') * rows * floats;
        expect(bytes, `${derivative}, d = ${dimension}, width ${width}`).toBeLessThanOrEqual(16384);
        expect(bytes).toBeGreaterThan(0);
      }
    }
  }
});

describe('network kernel', () => {
  test.each([
    ['trace', 2, 64, 3],
    ['trace', 3, 32, 2],
  ] as const)(
    '%s, d = %i, width %i, depth %i: the scores are those of the plain kernel to the bit',
    async (shape, dimension, width, depth) => {
      const plan = derivativePlan(networkTarget(dimension, width, depth), shape);
      for (const scale of [1, 100]) {
        const path = states(plan).map((y) => y * scale);
        const plain = await onGpu(holder.open, { ...plan, derivative: null }, path);
        expect((await onGpu(holder.open, plan, path)).scores).toEqual(plain.scores);
      }
    },
  );

  test('one wrong weight is noticed', async () => {
    const target = networkTarget(2, 64, 3);
    const model = target.model as NetworkModel;
    const layers = model.layers.map((layer) => ({ ...layer, weights: layer.weights.slice() }));
    layers[1]!.weights[1234]! += 1e-3;
    const plan = derivativePlan(target, 'trace');
    const wrong = derivativePlan(withModel(target, { ...model, layers }), 'trace');
    const path = states(plan);
    const bound = networkDerivativeBound(plan, model, 'trace', null);
    const derivatives = await derivativesOnGpu(holder.open, wrong, path);
    expect(compareRows(plan, path, derivatives, onCpu(plan, path).derivatives, bound).relative).toBeGreaterThan(1e-5);
  });

  test('probes of another seed are noticed', async () => {
    const plan = derivativePlan(networkTarget(3, 32, 2), 'trace');
    const path = states(plan);
    const { linearParts } = await onGpu(holder.open, plan, path, { seed: 12 });
    const probe = (node: number, particle: number) => probeOf(plan, node, particle);
    const bound = linearPartBound(
      plan,
      networkDerivativeBound(plan, plan.target.model as NetworkModel, 'trace', probe),
    );
    expect(compareRows(plan, path, linearParts, onCpu(plan, path).linearParts, bound).ratio).toBeGreaterThan(1);
  });

  test('tiles side by side, as on a GPU, give the same', async () => {
    const plan = derivativePlan(networkTarget(2, 32, 2), 'matrix');
    const path = states(plan);
    expect(await onGpu(holder.open, plan, path, { tiles: 2 })).toEqual(await onGpu(holder.open, plan, path));
  });

  test('a round may begin at any node and skip nodes, with the probes of its nodes', async () => {
    const plan = derivativePlan(networkTarget(3, 32, 2), 'trace');
    const path = states(plan);
    const all = await onGpu(holder.open, plan, path);
    const some = await onGpu(holder.open, plan, path, { range: { first: 1, count: 3, stride: 2 } });
    [1, 3, 5].forEach((node, i) => {
      const expected = all.linearParts.subarray(node * PARTICLES, (node + 1) * PARTICLES);
      expect(some.linearParts.subarray(i * PARTICLES, (i + 1) * PARTICLES)).toEqual(expected);
    });
  });

  test('saturated units are finite and their linear parts between 0 and the cap', async () => {
    const plan = derivativePlan(networkTarget(2, 64, 3), 'trace');
    for (const distance of [1e3, 1e6]) {
      const path = states(plan).map((y) => y * distance);
      const { scores, linearParts } = await onGpu(holder.open, plan, path);
      expect(scores.every(Number.isFinite)).toBe(true);
      expect(linearParts.every((value) => value >= 0 && value <= CAP * (1 + U))).toBe(true);
    }
  });
});
