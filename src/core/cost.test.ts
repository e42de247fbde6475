// Test plan: operations of rows against counts by hand; the estimate grows with everything that makes a run longer; the run
// for software devices is small enough, stays the same object where it can, and loses nothing but particles and nodes.

import { describe, expect, test } from 'vitest';
import { estimateRun, flopsPerRow, measuredSpeed, reduceForSoftware, softwareMilliseconds } from './cost';
import { expectedWork } from './expected-work';
import { parseSpec } from './parse-spec';
import { planRun } from './plan';
import { DEFAULT_SPEC } from './spec';
import { namedMixture, resolveTarget } from './targets';

const planOf = (input: object) => {
  const spec = parseSpec({ target: { kind: 'mixture', name: 'ring' }, ...input });
  return planRun(spec, resolveTarget(spec.target, null));
};
const GPU = { backend: 'webgpu', software: false } as const;
const SOFTWARE = { backend: 'webgpu', software: true } as const;
const CPU = { backend: 'cpu', software: true } as const;

test('a row of a mixture costs in proportion to its components', () => {
  expect(flopsPerRow(namedMixture('two-moons')) / flopsPerRow(namedMixture('ring'))).toBe(200 / 8);
  expect(flopsPerRow(namedMixture('ring'))).toBe(8 * 30);
});

test('a row of a network costs two operations a weight and some for its activations', () => {
  const layer = (inputs: number, outputs: number) => ({
    inputs,
    outputs,
    weights: new Float32Array(),
    bias: new Float32Array(),
  });
  const layers = [layer(2, 64), layer(64, 64), layer(64, 2)];
  const weights = 2 * 64 + 64 * 64 + 64 * 2;
  const flops = flopsPerRow({ kind: 'network', layers } as unknown as Parameters<typeof flopsPerRow>[0]);
  expect(flops).toBe(2 * weights + 20 * (64 + 64 + 2));
});

describe('the estimate', () => {
  const base = { blocks: 8, nodes: 64, particles: 256 };
  const time = (change: object, device: Parameters<typeof estimateRun>[1] = SOFTWARE) =>
    estimateRun(planOf({ ...base, ...change }), device);

  test('grows with particles, nodes, fixed rounds and digits', () => {
    const usual = time({});
    expect(time({ particles: 512 })).toBeGreaterThan(usual);
    expect(time({ nodes: 128 })).toBeGreaterThan(usual);
    expect(time({ method: { tolerance: null, iterations: 64 } })).toBeGreaterThan(usual);
    expect(time({ method: { tolerance: 1e-6 } })).toBeGreaterThan(usual);
    expect(time({ target: { kind: 'mixture', name: 'spiral' } })).toBeGreaterThan(usual);
  });

  test('is shortest on a GPU', () => {
    expect(time({}, GPU)).toBeLessThan(time({}, SOFTWARE));
    expect(time({}, GPU)).toBeLessThan(time({}, CPU));
  });

  test('expects the rounds that two moons take: 63 in 8 blocks and 35 in one, within a third', () => {
    const spec = parseSpec({ blocks: 8, nodes: 64 });
    expect(Math.abs(expectedWork(spec).rounds / 63 - 1)).toBeLessThan(1 / 3);
    expect(Math.abs(expectedWork({ ...spec, blocks: 1, nodes: 512 }).rounds / 35 - 1)).toBeLessThan(1 / 3);
  });

  test('follows a measured speed', () => {
    const plan = planOf(base);
    const speed = measuredSpeed(plan, 4000, { parallel: 900, sequential: 100 });
    expect(estimateRun(plan, CPU, speed / 2)).toBeCloseTo(2 * estimateRun(plan, CPU, speed), 6);
  });
});

describe('the run for software devices', () => {
  test('of the default is smaller, and again a run', () => {
    const reduced = reduceForSoftware(DEFAULT_SPEC);
    expect(reduced.particles).toBeLessThan(DEFAULT_SPEC.particles);
    expect(reduced.nodes).toBeLessThan(DEFAULT_SPEC.nodes);
    expect({ ...reduced, particles: 1024, nodes: 64 }).toEqual(DEFAULT_SPEC);
    expect(parseSpec(reduced)).toEqual(reduced);
    expect(reduceForSoftware(reduced)).toBe(reduced);
  });

  test('is the same object where it is small already', () => {
    const small = parseSpec({ target: { kind: 'mixture', name: 'ring' }, particles: 64, blocks: 4, nodes: 16 });
    expect(reduceForSoftware(small)).toBe(small);
  });

  test('of one block keeps 256 nodes as long as there are particles to leave out', () => {
    const spec = parseSpec({ blocks: 1, nodes: 512, method: { linearPart: 'jacobian' } });
    const reduced = reduceForSoftware(spec);
    expect(reduced.nodes).toBe(256);
    expect(reduced.particles).toBeLessThan(256);
    expect(softwareMilliseconds(reduced)).toBeLessThan(5000);
  });

  test.each([
    { kind: 'piadm', linearPart: 'jacobian' },
    { kind: 'window' },
    { kind: 'wavefront' },
    { kind: 'anderson' },
    { kind: 'parareal' },
    { kind: 'few-step', steps: 512 },
    { kind: 'few-step', steps: 32 },
    { kind: 'sequential' },
  ])('of every method is a run, and small: %j', (method) => {
    for (const particles of [1024, 65536]) {
      const reduced = reduceForSoftware(parseSpec({ method, particles }));
      expect(parseSpec(reduced)).toEqual(reduced);
      expect(softwareMilliseconds(reduced)).toBeLessThan(6000);
    }
  });

  test('takes at most five expected seconds, down to its floors', () => {
    for (const name of ['ring', 'two-moons', 'swiss-roll']) {
      const spec = parseSpec({ target: { kind: 'mixture', name }, particles: 4096, nodes: 256 });
      const reduced = reduceForSoftware(spec);
      expect(estimateRun(planRun(reduced, resolveTarget(reduced.target, null)), SOFTWARE)).toBeLessThan(5000);
    }
  });
});
