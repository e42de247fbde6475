// The golden scores and Picard iterates through the kernels, within the rounding of float32.

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { coefficientsOf, type Plan } from '../../src/core/plan';
import type { MixtureModel } from '../../src/core/scores';
import { createScore } from '../../src/core/scores/evaluate';
import { mixtureOf } from '../../src/core/targets/mixtures';
import { updates } from '../../src/core/updates';
import { encodeNodes, encodeState, PARAMETER_WORDS } from '../../src/engine/webgpu/layout';
import { scanShaders } from '../../src/engine/webgpu/scan-shaders';
import { scoreProgram } from '../../src/engine/webgpu/score-pass';
import { mixtureBound, U } from './bounds';
import { modelOf, openTestDevice, runKernel } from './harness';
import { mixtureTarget, planOf, specOf, withModel } from './plans';

const holder = openTestDevice();
const read = (name: string) => JSON.parse(readFileSync(new URL(`../golden/${name}`, import.meta.url), 'utf8'));

interface GoldenMixture {
  readonly weights: number[];
  readonly means: number[][];
  readonly stds: number[];
}

/** A plan that differs from any real one only in what kernels read: model, noise times and coefficients. */
function planAt(model: MixtureModel, noiseTimes: Float64Array, over: Partial<Plan> = {}): Plan {
  const target = withModel({ ...mixtureTarget(model.dimension), dimension: model.dimension }, model);
  const plan = planOf(target, specOf({ blocks: 1, nodes: noiseTimes.length - 1, particles: 1 }));
  return { ...plan, noiseTimes, ...over };
}

/** Scores of one particle at all nodes, `[node][coordinate]`. */
async function scoresOf(plan: Plan, path: Float32Array<ArrayBuffer>): Promise<Float32Array<ArrayBuffer>> {
  const program = scoreProgram(plan, true);
  const count = plan.totalNodes;
  const results = await runKernel(
    holder.open,
    program.shaders,
    [
      { type: 'uniform', data: Uint32Array.of(0, 1, 0, 0) },
      { type: 'read-only-storage', data: stateOf(count) },
      { type: 'read-only-storage', data: encodeNodes(plan) },
      { type: 'read-only-storage', data: path },
      { type: 'storage', data: new Float32Array(count * plan.dimension) },
      ...modelOf(program),
    ],
    Math.ceil((count * program.items) / program.itemsPerGroup),
  );
  return new Float32Array(results[4] as ArrayBuffer);
}

const stateOf = (count: number) =>
  encodeState({
    phase: 1,
    clock: 0,
    iteration: 0,
    segment: 0,
    first: 0,
    count,
    stride: 1,
    segmentLength: count,
    kept: 0,
    reach: 1,
    front: 0,
  });

test('golden scores', async () => {
  for (const { mixture, r, x, score } of read('mixture-score.json').cases as {
    mixture: GoldenMixture;
    r: number;
    x: number[];
    score: number[];
  }[]) {
    const model = mixtureOf(mixture.weights, mixture.means, mixture.stds);
    const plan = planAt(model, Float64Array.of(r, r / 2));
    const rounded = Float32Array.from(x);
    const actual = await scoresOf(plan, rounded);
    // The golden score is that of x in float64; what rounding x changes is computed in float64.
    const atRounded = new Float64Array(x.length);
    createScore(model).evaluate(r, Float64Array.from(rounded), 0, atRounded, 0, 1);
    const bound = mixtureBound(plan, model)(0, [...rounded]);
    score.forEach((expected, c) => {
      const moved = Math.abs((atRounded[c] as number) - expected);
      expect(Math.abs((actual[c] as number) - expected), `r ${r}, d ${x.length}`).toBeLessThan(bound(c) + moved);
    });
  }
});

interface GoldenBlock {
  readonly dynamics: 'sde' | 'ode';
  readonly linearPart: keyof typeof updates;
  readonly dataVariance: number;
  readonly mixture: GoldenMixture;
  readonly r: number[];
  readonly xi: number[][];
  /** `[round][node][coordinate]`, round 0 the start. */
  readonly iterates: number[][][];
}

const blocks = read('picard-block.json').blocks as GoldenBlock[];

test.each(blocks)('golden Picard rounds: $dynamics, $linearPart', async (block) => {
  const times = Float64Array.from(block.r);
  const model = mixtureOf(block.mixture.weights, block.mixture.means, block.mixture.stds);
  const exact = coefficientsOf(block, times, updates[block.linearPart], block.dataVariance);
  // The kernel draws its own noise, so it runs without; the golden noise is added in float64 below.
  const total = times.length - 1;
  const plan = planAt(model, times, { coefficients: { ...exact, noiseStd: new Float64Array(total) } });
  const d = model.dimension;
  const evaluator = createScore(model);
  for (let k = 0; k + 1 < block.iterates.length; k++) {
    const before = block.iterates[k] as number[][];
    const after = block.iterates[k + 1] as number[][];
    const path = Float32Array.from(before.flat());
    const scores = await scoresOf(plan, path);
    const results = await runKernel(
      holder.open,
      scanShaders.numbers({ dimension: d, spec: { precision: 'f32' }, box: null }, 0, false),
      [
        { type: 'uniform', data: new Uint32Array(PARAMETER_WORDS) },
        { type: 'uniform', data: Uint32Array.of(0, 1, 0, 0) },
        { type: 'read-only-storage', data: stateOf(total) },
        { type: 'read-only-storage', data: encodeNodes(plan) },
        { type: 'storage', data: path },
        { type: 'storage', data: scores },
        { type: 'read-only-storage', data: new Float32Array(4) },
      ],
      Math.ceil(d / 64),
    );
    const actual = new Float32Array(results[4] as ArrayBuffer);
    const noise = new Array<number>(d).fill(0);
    const allowed = before[0]?.map((y) => 2 * U * Math.abs(y)) ?? [];
    for (let j = 0; j < total; j++) {
      const [a, b, c, linear] = [exact.stateFactor, exact.scoreWeight, exact.noiseStd, exact.linearPart].map(
        (values) => values[j] as number,
      ) as [number, number, number, number];
      const state = before[j] as number[];
      const atGolden = new Float64Array(d);
      const atRounded = new Float64Array(d);
      evaluator.evaluate(times[j] as number, Float64Array.from(state), 0, atGolden, 0, 1);
      evaluator.evaluate(times[j] as number, Float64Array.from(state, Math.fround), 0, atRounded, 0, 1);
      const bound = mixtureBound(plan, model)(j, state);
      for (let i = 0; i < d; i++) {
        noise[i] = c * (block.xi[j]?.[i] as number) + linear * (noise[i] as number);
        const change = (after[j]?.[i] as number) - (state[i] as number);
        // Rounding of the terms and of the inputs, what rounding the state does to the score, and the error carried on.
        const moved = b * (bound(i) + Math.abs((atGolden[i] as number) - (atRounded[i] as number)));
        const size = a * Math.abs(state[i] as number) + b * Math.abs(atGolden[i] as number);
        const carried =
          Math.abs(linear) * ((allowed[i] as number) + 4 * U * (Math.abs(change) + Math.abs(state[i] as number)));
        allowed[i] = 8 * U * (size + Math.abs(noise[i] as number)) + moved + carried;
        const expected = (after[j + 1]?.[i] as number) - (noise[i] as number);
        const got = actual[(j + 1) * d + i] as number;
        expect(Math.abs(got - expected), `round ${k + 1}, node ${j + 1}`).toBeLessThan(allowed[i] as number);
      }
    }
  }
});
