// The law of the samples: Gaussian data, whose discretised chain is Gaussian with known mean and variance. A wrong
// coefficient must be noticed.

import { expect, test } from 'vitest';
import { gaussianChain } from '../../src/core/metrics';
import { parseSpec } from '../../src/core/parse-spec';
import type { Plan } from '../../src/core/plan';
import type { RunSpec } from '../../src/core/spec';
import { resolveTarget } from '../../src/core/targets';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { openTestDevice } from './harness';
import { planOf, specOf } from './plans';

const holder = openTestDevice();
const DIMENSION = 32;
/** A method that follows another law, or a noise coefficient that is 5 % off at one node, is then 9 standard errors away. */
const PARTICLES = 5000;
const MEAN = 0.5;
const STD = 0.5;

const spec = specOf(
  { blocks: 2, nodes: 6, horizon: 8, cutoff: 0.01, particles: PARTICLES, seed: 12 },
  { linearPart: 'gaussian-data', tolerance: 0.001, iterations: 6 },
);
const target = resolveTarget({ kind: 'gaussian', dimension: DIMENSION, mean: MEAN, std: STD }, null);

/** Deviations of mean and variance of all samples from the closed-form chain, in standard errors. */
async function deviations(plan: Plan): Promise<{ mean: number; variance: number }> {
  const run = await WebGpuRun.create(holder.open, plan);
  const trace = await run.run();
  run.destroy();
  const samples = trace.outcome?.samples as Float32Array;
  const chain = gaussianChain({
    mean: MEAN,
    variance: STD * STD,
    noiseTimes: planOf(target, spec).noiseTimes,
    dynamics: 'sde',
  });
  const count = samples.length;
  const mean = samples.reduce((sum, y) => sum + y, 0) / count;
  const variance = samples.reduce((sum, y) => sum + (y - chain.mean) ** 2, 0) / count;
  return {
    mean: (mean - chain.mean) / Math.sqrt(chain.variance / count),
    variance: (variance - chain.variance) / (chain.variance * Math.sqrt(2 / count)),
  };
}

/** Methods that end on the chain of the full grid, and few steps, which on all of them are the sequential sampler. */
const METHODS: readonly (readonly [string, RunSpec['method']])[] = (
  [
    ['blocks', spec.method],
    ['a window', { kind: 'window', window: 5, tolerance: 1e-4, linearPart: 'gaussian-data' }],
    ['a wavefront', { kind: 'wavefront', tolerance: 1e-4, linearPart: 'gaussian-data' }],
    ['Anderson', { kind: 'anderson', tolerance: 1e-4, linearPart: 'gaussian-data' }],
    ['Parareal', { kind: 'parareal', tolerance: null, iterations: 2 }],
    ['few steps', { kind: 'few-step', steps: 12 }],
  ] as const
).map(([name, method]) => [name, parseSpec({ ...spec, method }).method]);

test.each(METHODS)(
  '%s: mean and variance agree with the closed-form chain within 4 standard errors',
  async (_, method) => {
    const { mean, variance } = await deviations(planOf(target, { ...spec, method }));
    expect(Math.abs(mean)).toBeLessThan(4);
    expect(Math.abs(variance)).toBeLessThan(4);
  },
);

test('a wrong noise coefficient at one node is noticed', async () => {
  const plan = planOf(target, spec);
  const noiseStd = plan.coefficients.noiseStd.slice();
  const node = plan.totalNodes - 4;
  noiseStd[node] = (noiseStd[node] as number) * 1.05;
  const { variance } = await deviations({ ...plan, coefficients: { ...plan.coefficients, noiseStd } });
  expect(Math.abs(variance)).toBeGreaterThan(4);
});
