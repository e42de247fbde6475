// Each score kernel against its float64 twin, row by row, within a bound made from the operations that led to it; sizes
// that are no multiples of a tile; and one wrong number must fail. Networks in half precision are held to their rounded twin, and must not
// be within the bound of the network that was not rounded.

import { describe, expect, test } from 'vitest';
import type { Plan } from '../../src/core/plan';
import { normal } from '../../src/core/random';
import type { MixtureModel, NetworkModel } from '../../src/core/scores';
import { createScore } from '../../src/core/scores/evaluate';
import { resolveTarget } from '../../src/core/targets';
import { encodeNodes, encodeState } from '../../src/engine/webgpu/layout';
import { packNetwork } from '../../src/engine/webgpu/network-pass';
import { type NetworkTile, nameOfTile, networkTiles, parseTile } from '../../src/engine/webgpu/network-tiles';
import { activationWords, scoreGroups, scoreProgram } from '../../src/engine/webgpu/score-pass';
import { mixtureBound, networkBound, U } from './bounds';
import { modelOf, openTestDevice, runKernel } from './harness';
import { mixtureTarget, networkTarget, planOf, specOf, withModel } from './plans';

const holder = openTestDevice();

const NODES = 7;
/** 7 x 13 rows: no multiple of 16 or 64. */
const PARTICLES = 13;

function smallPlan(target: Plan['target']): Plan {
  return planOf(target, specOf({ blocks: 1, nodes: NODES, particles: PARTICLES, horizon: 4, cutoff: 0.01 }));
}

/** States near the diffused data, `[node][coordinate][particle]`, exact in float32. */
function states(plan: Plan): Float32Array<ArrayBuffer> {
  const { dimension } = plan;
  return Float32Array.from({ length: (NODES + 1) * dimension * PARTICLES }, (_, i) => 1.2 * normal(5, 1, i, 0));
}

const WHOLE = { first: 0, count: NODES, stride: 1 };

/** Scores of all rows by the kernel. `range` restricts the round, as a schedule would. */
async function scoresOnGpu(
  plan: Plan,
  path: Float32Array<ArrayBuffer>,
  range = WHOLE,
  software = true,
  tile?: NetworkTile,
  subgroups = true,
): Promise<Float32Array> {
  const program = scoreProgram(plan, software, tile);
  const activations = activationWords(program, range.count * PARTICLES);
  const place = { segmentLength: range.count, kept: 0, reach: 1, front: 0, ...range };
  const state = encodeState({ phase: 1, clock: 0, iteration: 0, segment: 0, ...place });
  const results = await runKernel(
    holder.open,
    subgroups ? program.shaders : program.shaders.map(({ withSubgroups: _, ...shader }) => shader),
    [
      { type: 'uniform', data: Uint32Array.of(0, PARTICLES, 0, 0) },
      { type: 'read-only-storage', data: state },
      { type: 'read-only-storage', data: encodeNodes(plan) },
      { type: 'read-only-storage', data: path },
      { type: 'storage', data: new Float32Array(range.count * plan.dimension * PARTICLES) },
      ...modelOf(program),
      ...(activations > 0 ? [{ type: 'storage' as const, data: new Float32Array(activations) }] : []),
    ],
    scoreGroups(program, range.count * PARTICLES),
  );
  return new Float32Array(results[4] as ArrayBuffer);
}

/** Scores of all rows in float64, same layout. */
function scoresOnCpu(plan: Plan, path: Float32Array, nodes = Array.from({ length: NODES }, (_, j) => j)): Float64Array {
  const words = plan.dimension * PARTICLES;
  const out = new Float64Array(nodes.length * words);
  const evaluator = createScore(plan.target.model);
  nodes.forEach((node, i) => {
    evaluator.evaluate(
      plan.noiseTimes[node] as number,
      Float64Array.from(path),
      node * words,
      out,
      i * words,
      PARTICLES,
    );
  });
  return out;
}

/** State of one row. */
function rowOf(plan: Plan, path: Float32Array, node: number, particle: number): number[] {
  return Array.from(
    { length: plan.dimension },
    (_, c) => path[(node * plan.dimension + c) * PARTICLES + particle] as number,
  );
}

/** Largest ratio of error to bound over all rows and coordinates. */
function worstRatio(
  plan: Plan,
  path: Float32Array,
  actual: Float32Array,
  bound: (node: number, x: number[]) => (coordinate: number) => number,
): number {
  const expected = scoresOnCpu(plan, path);
  let worst = 0;
  for (let node = 0; node < NODES; node++) {
    for (let particle = 0; particle < PARTICLES; particle++) {
      const allowed = bound(node, rowOf(plan, path, node, particle));
      for (let c = 0; c < plan.dimension; c++) {
        const at = (node * plan.dimension + c) * PARTICLES + particle;
        const ratio = Math.abs((actual[at] as number) - (expected[at] as number)) / allowed(c);
        worst = Number.isFinite(ratio) ? Math.max(worst, ratio) : Number.POSITIVE_INFINITY;
      }
    }
  }
  return worst;
}

/** Largest error of all rows and coordinates, relative to the largest score. */
function relativeError(plan: Plan, path: Float32Array, actual: Float32Array): number {
  const expected = scoresOnCpu(plan, path);
  const [error, size] = expected.reduce(
    ([most, largest], value, at) => [
      Math.max(most, Math.abs((actual[at] as number) - value)),
      Math.max(largest, Math.abs(value)),
    ],
    [0, 0],
  );
  return error / size;
}

describe('mixture kernel', () => {
  test.each([1, 2, 3, 8, 9, 64])('d = %i', async (dimension) => {
    const plan = smallPlan(mixtureTarget(dimension));
    const path = states(plan);
    const model = plan.target.model as MixtureModel;
    expect(worstRatio(plan, path, await scoresOnGpu(plan, path), mixtureBound(plan, model))).toBeLessThan(1);
  });

  test('300 components', async () => {
    const spec = { kind: 'mixture', name: 'random', dimension: 3, components: 300, std: 0.2, seed: 5 } as const;
    const plan = smallPlan(resolveTarget(spec, null));
    const path = states(plan);
    const model = plan.target.model as MixtureModel;
    expect(worstRatio(plan, path, await scoresOnGpu(plan, path), mixtureBound(plan, model))).toBeLessThan(1);
  });

  test('different variances and weights', async () => {
    const spec = {
      kind: 'mixture',
      weights: [5, 1, 3],
      means: [
        [0, 2],
        [1, -1],
        [-2, 0],
      ],
      stds: [0.1, 0.5, 1],
    } as const;
    const plan = smallPlan(resolveTarget(spec, null));
    const path = states(plan);
    const model = plan.target.model as MixtureModel;
    expect(worstRatio(plan, path, await scoresOnGpu(plan, path), mixtureBound(plan, model))).toBeLessThan(1);
  });

  test('stays finite far away from the data', async () => {
    const plan = smallPlan(mixtureTarget(2));
    const path = states(plan).map((y) => y * 1e6);
    const scores = await scoresOnGpu(plan, path);
    expect(scores.every(Number.isFinite)).toBe(true);
  });

  test('one wrong mean is noticed', async () => {
    const target = mixtureTarget(2);
    const model = target.model as MixtureModel;
    const means = model.means.slice();
    means[3] = (means[3] as number) + 1e-3;
    const plan = smallPlan(target);
    const wrong = smallPlan(withModel(target, { ...model, means }));
    const path = states(plan);
    expect(worstRatio(plan, path, await scoresOnGpu(wrong, path), mixtureBound(plan, model))).toBeGreaterThan(1);
  });
});

describe('Gaussian kernel', () => {
  test.each([1, 2, 33, 128])('d = %i', async (dimension) => {
    const plan = smallPlan(resolveTarget({ kind: 'gaussian', dimension, mean: 0.5, std: 0.7 }, null));
    const path = states(plan);
    // Five operations and three rounded inputs, relative to the terms' sizes.
    const bound = (node: number, x: number[]) => {
      const a = Math.exp(-(plan.noiseTimes[node] as number) / 2);
      const variance = a * a * 0.49 + 1 - a * a;
      return (c: number) => (10 * U * (a * 0.5 + Math.abs(x[c] as number))) / variance;
    };
    expect(worstRatio(plan, path, await scoresOnGpu(plan, path), bound)).toBeLessThan(1);
  });
});

describe('network kernel', () => {
  test.each([
    [2, 32, 1],
    [2, 64, 3],
    [2, 128, 3],
    [3, 40, 2],
    [16, 32, 2],
    [64, 32, 6],
    [5, 256, 1],
    [4, 512, 2],
  ])('d = %i, width %i, depth %i', async (dimension, width, depth) => {
    const plan = smallPlan(networkTarget(dimension, width, depth));
    const path = states(plan);
    const model = plan.target.model as NetworkModel;
    expect(worstRatio(plan, path, await scoresOnGpu(plan, path), networkBound(plan, model))).toBeLessThan(1);
  });

  test.each([
    ['fused', 3, 48, 2],
    ['layers', 17, 64, 3],
    ['rows', 18, 40, 2],
  ] as const)(
    'every tile of kind "%s" gives the same scores as the one that is taken: d = %i, width %i, depth %i',
    async (wanted, dimension, width, depth) => {
      const plan = smallPlan(networkTarget(dimension, width, depth));
      const path = states(plan);
      const chosen = await scoresOnGpu(plan, path);
      const tiles = [true, false]
        .flatMap((software) => networkTiles({ dimension, width }, software, NODES * PARTICLES))
        .filter(({ kind }) => kind === wanted);
      expect(new Set(tiles.map(nameOfTile)).size).toBeGreaterThan(2);
      // Each output is the sum of the same products in the same order.
      for (const tile of tiles) {
        expect(await scoresOnGpu(plan, path, WHOLE, true, tile), nameOfTile(tile)).toEqual(chosen);
      }
    },
  );

  test.each([
    [1, 8, 1],
    [6, 24, 3],
    [5, 72, 2],
    [2, 512, 1],
  ])(
    'rows give the same scores with subgroups and without, as in any tile: d = %i, width %i, depth %i',
    async (dimension, width, depth) => {
      const plan = smallPlan(networkTarget(dimension, width, depth));
      const path = states(plan);
      expect(holder.open.device.features.has('subgroups')).toBe(holder.open.adapter.software);
      const expected = await scoresOnGpu(plan, path, WHOLE, true, parseTile('fused-1x4x1') ?? undefined);
      const tiles = networkTiles({ dimension, width }, true, NODES * PARTICLES).filter(({ kind }) => kind === 'rows');
      expect(tiles.length).toBeGreaterThan(0);
      for (const tile of tiles) {
        for (const subgroups of [true, false])
          expect(await scoresOnGpu(plan, path, WHOLE, true, tile, subgroups), nameOfTile(tile)).toEqual(expected);
      }
    },
  );

  test('a tile of few rows, layer by layer, is within the bounds of its operations', async () => {
    const plan = smallPlan(networkTarget(5, 32, 4));
    const path = states(plan);
    const tile = { kind: 'layers', quads: 1, outputs: 4, rowThreads: 2, outputThreads: 8 } as const;
    const bound = networkBound(plan, plan.target.model as NetworkModel);
    expect(worstRatio(plan, path, await scoresOnGpu(plan, path, WHOLE, true, tile), bound)).toBeLessThan(1);
  });

  test('one wrong weight is noticed', async () => {
    const target = networkTarget(2, 64, 3);
    const model = target.model as NetworkModel;
    const layers = model.layers.map((layer) => ({ ...layer, weights: layer.weights.slice() }));
    const weights = (layers[1] as (typeof layers)[number]).weights;
    weights[1234] = (weights[1234] as number) + 0.05;
    const plan = smallPlan(target);
    const wrong = smallPlan(withModel(target, { ...model, layers }));
    const path = states(plan);
    expect(worstRatio(plan, path, await scoresOnGpu(wrong, path), networkBound(plan, model))).toBeGreaterThan(1);
  });
});

describe('network kernel with weights in half precision', () => {
  test.each([
    [3, 40, 2],
    [17, 256, 1],
  ])('d = %i, width %i, depth %i: is the rounded network', async (dimension, width, depth) => {
    const plan = smallPlan(networkTarget(dimension, width, depth, 'f16'));
    const given = smallPlan(networkTarget(dimension, width, depth));
    const path = states(plan);
    const scores = await scoresOnGpu(plan, path);
    expect(worstRatio(plan, path, scores, networkBound(plan, plan.target.model as NetworkModel))).toBeLessThan(1);
    // Bounds of many operations in a row allow for more than half precision changes: rounding of float32 is far less.
    expect(relativeError(plan, path, scores)).toBeLessThan(1e-5);
    expect(relativeError(given, path, scores)).toBeGreaterThan(1e-4);
  });

  test('has the same scores in every kind of tile, and stored in single precision', async () => {
    const target = networkTarget(5, 64, 2, 'f16');
    const plan = smallPlan(target);
    const path = states(plan);
    const tiles = ['rows-1', 'rows-4', 'fused-1x4x2', 'fused-2x8x1', 'layers-1x4-2x8', 'layers-2x8-4x8'];
    const { halfWeights: _, ...stored } = target.model as NetworkModel;
    const expected = await scoresOnGpu(smallPlan(withModel(target, stored)), path);
    for (const tile of tiles) {
      expect(await scoresOnGpu(plan, path, WHOLE, true, parseTile(tile) ?? undefined), tile).toEqual(expected);
    }
  });

  test('is packed without loss, in half the bytes', () => {
    const model = networkTarget(3, 40, 2, 'f16').model as NetworkModel;
    const { halfWeights: _, ...stored } = model;
    const [packed, ...rest] = packNetwork(model, [1, 2]);
    const [floats, ...others] = packNetwork(stored, [1, 2]);
    const halves = [...new Uint16Array(packed?.buffer ?? new ArrayBuffer(0))];
    // IEEE 754-2019, section 3.4; there are no subnormal ones.
    const value = (bits: number) =>
      (bits >> 15 === 1 ? -1 : 1) *
      ((bits & 0x7fff) === 0 ? 0 : (1 + (bits & 1023) / 1024) * 2 ** (((bits >> 10) & 31) - 15));
    expect(halves.map(value)).toEqual([...(floats ?? [])]);
    expect(rest).toEqual(others);
  });
});

test.each(['mixture', 'network'] as const)('%s: a round may begin at any node and skip nodes', async (kind) => {
  const plan = smallPlan(kind === 'mixture' ? mixtureTarget(2) : networkTarget(2));
  const path = states(plan);
  const all = await scoresOnGpu(plan, path);
  const some = await scoresOnGpu(plan, path, { first: 1, count: 3, stride: 2 });
  const words = plan.dimension * PARTICLES;
  [1, 3, 5].forEach((node, i) => {
    expect(some.subarray(i * words, (i + 1) * words)).toEqual(all.subarray(node * words, (node + 1) * words));
  });
});
