// Scans that measure their steps, against scans whose steps are measured after them: the same bits in path, changes and measurements.

import { describe, expect, test } from 'vitest';
import { PHASE, PLAIN_PARAMETERS } from '../../src/core/schedules';
import type { ShaderDescription } from '../../src/engine/webgpu/compute-pass';
import {
  COLUMNS_PER_GROUP,
  encodeNodes,
  encodeParameters,
  encodeState,
  floatBits,
} from '../../src/engine/webgpu/layout';
import { scanProgram } from '../../src/engine/webgpu/scan-pass';
import { shaders } from '../../src/engine/webgpu/shaders';
import { openTestDevice, runKernel } from './harness';
import { ITEMS } from './plans';
import { BATCH, type Data, NODES, randomData, STEPS } from './scan-step';

const holder = openTestDevice();

type Words = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;
const read = (data: Words) =>
  ({ type: 'read-only-storage', data: data.length > 0 ? data : new Uint32Array(4) }) as const;
const write = (data: Words) => ({ type: 'storage', data }) as const;
const words = (result: ArrayBuffer | undefined) => new Uint32Array(result as ArrayBuffer);

/** Another path, some of whose numbers are the same and some none. */
function referenceOf(path: Float32Array): Float32Array<ArrayBuffer> {
  return Float32Array.from(path, (x, i) =>
    i % 7 === 3 ? x : i % 31 === 5 ? Number.NaN : x + Math.sin(i) * 2 ** -(i % 9),
  );
}

/** What has no measurement keeps these bits. */
const UNTOUCHED = 0x12345678;

/** Measurements of a run before a step: those of the particles' largest errors are cleared. */
function cleared({ plan }: Data): Uint32Array<ArrayBuffer> {
  const rows = 2 * plan.nodesInFlight * plan.spec.particles;
  return Uint32Array.from({ length: rows + plan.spec.particles }, (_, at) => (at < rows ? UNTOUCHED : 0));
}

async function scanned(data: Data, measuring: boolean) {
  const { plan, state, path, scores, linearParts } = data;
  const { shader, items, measures, table } = scanProgram(plan, measuring);
  const parameters = { ...PLAIN_PARAMETERS, total: NODES, blockLength: NODES, iterations: 1, tolerance: 0 };
  const common = [
    { type: 'uniform', data: encodeParameters(plan, parameters, ITEMS, true) },
    {
      type: 'uniform',
      data: Uint32Array.of(BATCH.firstParticle, BATCH.particles, floatBits(plan.jacobianCap), plan.spec.seed),
    },
    read(encodeState(state)),
  ] as const;
  const reference = read(referenceOf(path));
  const run = (kernel: ShaderDescription, threads: number, own: Parameters<typeof runKernel>[2]) =>
    runKernel(holder.open, kernel, [...common, ...own], Math.ceil(threads / COLUMNS_PER_GROUP));
  const results = await run(shader, items * BATCH.particles, [
    read(encodeNodes(plan)),
    ...[Float32Array.from(path), Float32Array.from(scores)].map(write),
    ...[linearParts, table].map(read),
    ...(measures ? [reference, write(cleared(data))] : []),
  ]);
  const made = { measures, items, path: words(results[4]), changes: words(results[5]) };
  if (measures) return { ...made, measurements: words(results[9]) };
  const measured = await run(shaders.measure(plan.dimension), state.count * BATCH.particles, [
    read(made.path),
    reference,
    read(made.changes),
    write(cleared(data)),
  ]);
  return { ...made, measurements: words(measured[6]) };
}

/** Errors and residuals of the rows of the batch, and the largest errors. */
function partsOf({ plan, state }: Data, measurements: Uint32Array) {
  const { particles } = plan.spec;
  const inBatch = (from: number) => Array.from(measurements.subarray(from + BATCH.firstParticle, from + particles));
  const rows = Array.from({ length: state.count }, (_, i) => i);
  return {
    errors: rows.map((i) => inBatch(i * particles)),
    residuals: rows.map((i) => inBatch((plan.nodesInFlight + i) * particles)),
    worst: inBatch(2 * plan.nodesInFlight * particles),
  };
}

const APART = { first: 1, count: 4, stride: 4, segmentLength: 1 };

describe.each([
  ['picard', 1, 'none'],
  ['gaussian-data', 2, 'none'],
  ['gaussian-data', 4, 'data'],
  ['scaled-identity', 3, 'none'],
  ['diagonal', 2, 'data'],
  ['jacobian', 3, 'none'],
  ['jacobian', 2, 'data'],
  ['surrogate', 16, 'none'],
  ['path-regression', 2, 'data'],
] as const)('%s, d = %i, clip %s', (linearPart, dimension, clip) => {
  test.each([...Object.keys(STEPS), 'rows that are apart'])('%s', async (name) => {
    const isApart = name === 'rows that are apart';
    const random = randomData(linearPart, dimension, clip, isApart ? 'one segment' : (name as keyof typeof STEPS));
    const data = isApart ? { ...random, state: { ...random.state, ...APART } } : random;
    const [once, apart] = [await scanned(data, true), await scanned(data, false)];
    expect([once.measures, once.items, apart.measures]).toEqual([true, 1, false]);
    expect(once.path).toEqual(apart.path);
    expect(once.changes).toEqual(apart.changes);
    expect(once.measurements).toEqual(apart.measurements);
    // All that is measured, and nothing else, is there, and the errors differ.
    const { errors, residuals, worst } = partsOf(data, once.measurements);
    const { plan, state } = data;
    const untouched = once.measurements.filter((bits) => bits === UNTOUCHED).length;
    expect(untouched).toBe(2 * (plan.nodesInFlight * plan.spec.particles - state.count * BATCH.particles));
    expect(new Set(errors.flat()).size).toBeGreaterThan(state.count);
    expect(residuals.flat().some((bits) => bits > 0)).toBe(true);
    expect(worst).toEqual(worst.map((_, p) => Math.max(...errors.map((row) => row[p] as number))));
  });

  test('a start, in which nothing changes', async () => {
    const random = randomData(linearPart, dimension, clip, 'one segment');
    const data = { ...random, state: { ...random.state, phase: PHASE.start } };
    const [once, apart] = [await scanned(data, true), await scanned(data, false)];
    expect(once.path).toEqual(words(data.path.buffer));
    expect(once.changes).toEqual(words(data.scores.buffer));
    const [actual, expected] = [partsOf(data, once.measurements), partsOf(data, apart.measurements)];
    expect(actual.errors).toEqual(expected.errors);
    expect(actual.worst).toEqual(expected.worst);
    expect(actual.residuals.flat()).toEqual(actual.residuals.flat().map(() => 0));
  });

  test('nothing in a step that asks for a prediction, or that is done', async () => {
    for (const phase of [PHASE.predict, PHASE.done]) {
      const random = randomData(linearPart, dimension, clip, 'one segment');
      const data = { ...random, state: { ...random.state, phase } };
      const { path, changes, measurements } = await scanned(data, true);
      expect(path).toEqual(words(data.path.buffer));
      expect(changes).toEqual(words(data.scores.buffer));
      expect(measurements).toEqual(cleared(data));
    }
  });
});

test('of many coordinates, each has a thread, and another pass measures', () => {
  const { plan } = randomData('gaussian-data', 5, 'none', 'one segment');
  const { measures, items } = scanProgram(plan, true);
  expect([measures, items]).toEqual([false, 5]);
});
