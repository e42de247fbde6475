// Linear parts of mixtures and Gaussians on the GPU against float64, row by row, within bounds made from the operations.

import { describe, expect, test } from 'vitest';
import type { MixtureModel } from '../../src/core/scores';
import { resolveTarget } from '../../src/core/targets';
import { mixtureBound, mixtureDerivativeBound, U } from './bounds';
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
  splitBound,
  stateOf,
  states,
} from './derivative-rows';
import { openTestDevice } from './harness';
import { mixtureTarget, withModel } from './plans';

const holder = openTestDevice();

const threeWidths = resolveTarget(
  {
    kind: 'mixture',
    weights: [5, 1, 3],
    means: [
      [0, 2],
      [1, -1],
      [-2, 0],
    ],
    stds: [0.1, 0.5, 1],
  },
  null,
);
const moons = resolveTarget({ kind: 'mixture', name: 'two-moons' }, null);
const tightRing = resolveTarget(
  {
    kind: 'mixture',
    weights: Array(8).fill(1),
    means: Array.from({ length: 8 }, (_, k) => [2 * Math.cos((Math.PI * k) / 4), 2 * Math.sin((Math.PI * k) / 4)]),
    stds: Array(8).fill(0.0316),
  },
  null,
);
const gaussian = (dimension: number) => resolveTarget({ kind: 'gaussian', dimension, mean: 0.5, std: 0.7 }, null);

describe('mixture kernel', () => {
  test.each([
    ['trace', 'd = 1', mixtureTarget(1)],
    ['diagonal', 'd = 1', mixtureTarget(1)],
    ['matrix', 'd = 1', mixtureTarget(1)],
    ['trace', 'two moons', moons],
    ['diagonal', 'two moons', moons],
    ['matrix', 'two moons', moons],
    ['trace', 'three widths', threeWidths],
    ['matrix', 'three widths', threeWidths],
    ['matrix', 'tight ring', tightRing],
    ['matrix', 'd = 3', mixtureTarget(3)],
    ['matrix', 'd = 4', mixtureTarget(4)],
    ['diagonal', 'd = 5', mixtureTarget(5)],
    ['trace', 'd = 64', mixtureTarget(64)],
  ] as const)('%s, %s', async (shape, label, target) => {
    const plan = derivativePlan(target, shape);
    const model = target.model as MixtureModel;
    const path = states(plan);
    const expected = onCpu(plan, path);
    const bound = mixtureDerivativeBound(plan, model, shape);
    const { scores, linearParts } = await onGpu(holder.open, plan, path);
    const linear = compareRows(plan, path, linearParts, expected.linearParts, linearPartBound(plan, bound));
    expect(linear.ratio).toBeLessThan(1);
    const derivatives = await derivativesOnGpu(holder.open, plan, path);
    const raw = compareRows(plan, path, derivatives, expected.derivatives, splitBound(plan, bound));
    console.info(
      `${shape}, ${label}: ${raw.relative.toExponential(1)} of its size, ${raw.ratio.toFixed(3)} of the bound`,
    );
    expect(raw.ratio).toBeLessThan(1);
    // Shares carry the rounding of squared distances, of which there are d.
    expect(raw.relative).toBeLessThan(1e-5 * Math.max(1, plan.dimension / 8));
    const scoreBound = mixtureBound(plan, model);
    for (let node = 0; node < NODES; node++) {
      for (let particle = 0; particle < PARTICLES; particle++) {
        const allowed = scoreBound(node, stateOf(plan, path, node, particle));
        for (let c = 0; c < plan.dimension; c++) {
          const at = (node * plan.dimension + c) * PARTICLES + particle;
          expect(Math.abs(scores[at]! - expected.scores[at]!)).toBeLessThan(allowed(c));
        }
      }
    }
  });

  test.each(['trace', 'diagonal'] as const)(
    '%s in 512 dimensions, the most that private memory holds',
    async (shape) => {
      const plan = derivativePlan(mixtureTarget(512), shape);
      const path = states(plan);
      const bound = linearPartBound(plan, mixtureDerivativeBound(plan, plan.target.model as MixtureModel, shape));
      const { linearParts } = await onGpu(holder.open, plan, path);
      expect(compareRows(plan, path, linearParts, onCpu(plan, path).linearParts, bound).ratio).toBeLessThan(1);
    },
  );

  test.each([
    ['two moons', moons],
    ['three widths', threeWidths],
    ['tight ring', tightRing],
    ['d = 16', mixtureTarget(16)],
  ] as const)('%s: the scores are those of the plain kernel to the bit', async (_label, target) => {
    const plan = derivativePlan(target, 'trace');
    for (const scale of [1, 100]) {
      const path = states(plan).map((y) => y * scale);
      const plain = await onGpu(holder.open, { ...plan, derivative: null }, path);
      expect((await onGpu(holder.open, plan, path)).scores).toEqual(plain.scores);
    }
  });

  test('one wrong mean is noticed', async () => {
    const target = mixtureTarget(2);
    const model = target.model as MixtureModel;
    const means = model.means.slice();
    means[3]! += 1e-3;
    for (const shape of ['trace', 'diagonal', 'matrix'] as const) {
      const plan = derivativePlan(target, shape);
      const wrong = derivativePlan(withModel(target, { ...model, means }), shape);
      const path = states(plan);
      const bound = linearPartBound(plan, mixtureDerivativeBound(plan, model, shape));
      const { linearParts } = await onGpu(holder.open, wrong, path);
      expect(compareRows(plan, path, linearParts, onCpu(plan, path).linearParts, bound).ratio).toBeGreaterThan(1);
    }
  });

  test('a tight ring is finite, and its linear parts are between 0 and the cap, up to 1e6 away', async () => {
    for (const shape of ['trace', 'diagonal', 'matrix'] as const) {
      const plan = derivativePlan(tightRing, shape);
      for (const distance of [1, 10, 1e3, 1e6]) {
        // Axes of symmetry, too, where the nearest components are equally near.
        const path = states(plan).map((y, at) => (at % 5 === 0 ? distance : at % 5 === 1 ? 0 : y * distance));
        const { scores, linearParts } = await onGpu(holder.open, plan, path);
        expect(scores.every(Number.isFinite)).toBe(true);
        const least = shape === 'matrix' ? -CAP : 0;
        expect(linearParts.every((value) => value >= least && value <= CAP * (1 + 20 * U))).toBe(true);
      }
    }
  });

  test('a state that is not a number has no linear part, and its neighbours have', async () => {
    for (const shape of ['trace', 'diagonal', 'matrix'] as const) {
      const plan = derivativePlan(moons, shape);
      const path = states(plan);
      path[(2 * plan.dimension + 1) * PARTICLES + 4] = Number.NaN;
      const { scores, linearParts } = await onGpu(holder.open, plan, path);
      const entries = linearParts.length / NODES / PARTICLES;
      linearParts.forEach((value, at) => {
        const isSpoilt = Math.floor(at / entries / PARTICLES) === 2 && at % PARTICLES === 4;
        expect(Number.isNaN(value), `entry ${at} of ${shape}`).toBe(isSpoilt);
      });
      expect(scores[2 * plan.dimension * PARTICLES + 4]).toBeNaN();
    }
  });

  test('a round may begin at any node and skip nodes', async () => {
    const plan = derivativePlan(moons, 'matrix');
    const path = states(plan);
    const all = await onGpu(holder.open, plan, path);
    const some = await onGpu(holder.open, plan, path, { range: { first: 1, count: 3, stride: 2 } });
    for (const [name, words] of [
      ['scores', 2 * PARTICLES],
      ['linearParts', 4 * PARTICLES],
    ] as const) {
      [1, 3, 5].forEach((node, i) => {
        const expected = all[name].subarray(node * words, (node + 1) * words);
        expect(some[name].subarray(i * words, (i + 1) * words)).toEqual(expected);
      });
    }
  });
});

describe('Gaussian kernel', () => {
  test.each([
    ['trace', 1],
    ['trace', 33],
    ['trace', 4096],
    ['diagonal', 2],
    ['diagonal', 4096],
    ['matrix', 1],
    ['matrix', 3],
    ['matrix', 4],
  ] as const)('%s, d = %i', async (shape, dimension) => {
    const plan = derivativePlan(gaussian(dimension), shape);
    const path = states(plan);
    const expected = onCpu(plan, path);
    const { scores, linearParts } = await onGpu(holder.open, plan, path);
    // A - B / V: three rounded inputs and five operations.
    const bound = (node: number) => {
      const a = plan.coefficients.stateFactor[node]!;
      const b = plan.coefficients.scoreWeight[node]!;
      const slope = 1 / (Math.exp(-plan.noiseTimes[node]!) * 0.49 - Math.expm1(-plan.noiseTimes[node]!));
      const error = 10 * U * (a + b * slope) * (shape === 'matrix' ? Math.sqrt(dimension) : 1);
      return { error: () => error, size: a };
    };
    expect(compareRows(plan, path, linearParts, expected.linearParts, bound).ratio).toBeLessThan(1);
    let worst = 0;
    scores.forEach((value, at) => {
      const x = Math.abs(path[at]!) + 0.5;
      worst = Math.max(worst, Math.abs(value - expected.scores[at]!) / x);
    });
    // Relative to (|x| + a mu) / V, and V is 0.49 or more.
    expect(worst).toBeLessThan((10 * U) / 0.49);
  });
});
