// A step of few particles, ended by one kernel, against the kernels that end a step of many: the same bits in path, changes, records, state
// and sizes of the next step.

import { describe, expect, test } from 'vitest';
import { normal } from '../../src/core/random';
import { PHASE, PLAIN_PARAMETERS } from '../../src/core/schedules';
import { RECORD_HEADER_WORDS, recordWords } from '../../src/core/sizes';
import type { RunSpec } from '../../src/core/spec';
import {
  COLUMNS_PER_GROUP,
  DISPATCH,
  decodeState,
  encodeNodes,
  encodeParameters,
  encodeState,
  finishesAtOnce,
  reducingThreads,
} from '../../src/engine/webgpu/layout';
import { scanShaders } from '../../src/engine/webgpu/scan-shaders';
import { shaders } from '../../src/engine/webgpu/shaders';
import { openTestDevice, runKernel } from './harness';
import { ITEMS, mixtureTarget, planOf, specOf } from './plans';

const holder = openTestDevice();

/** No multiple of the threads of a workgroup. */
const NODES = 45;
const DIMENSION = 2;

/** Numbers over many octaves, some the same, and some that are zero, infinite or no number. */
function numbers(length: number, stream: number): Float32Array<ArrayBuffer> {
  const special = [0, Number.POSITIVE_INFINITY, Number.NaN, 1e-12, 2.5, 2.5];
  return Float32Array.from({ length }, (_, i) => {
    const z = normal(3, stream, i, 0);
    return i % 29 === 3 ? (special[(i + stream) % special.length] as number) : z * 2 ** Math.round(6 * z);
  });
}

/** A step of a run of so many particles, and of nodes of which `count` are left. */
function stepOf(particles: number, nodes: number, count: number, phase: number, over: Partial<RunSpec> = {}) {
  const plan = planOf(mixtureTarget(DIMENSION), specOf({ blocks: 1, nodes, particles, ...over }));
  const parameters = { ...PLAIN_PARAMETERS, total: nodes, blockLength: nodes, iterations: 9, tolerance: 0.5 };
  const place = { first: nodes - count, count, stride: 1, segmentLength: count, kept: 0, reach: 1, front: 0 };
  const columns = DIMENSION * particles;
  // Half of the particles have no error that is not finite, so that quantiles are numbers.
  const reference = numbers((nodes + 1) * columns, 1);
  const path = reference.map((x, i) => (i % 3 === 0 ? x : x + normal(4, 0, i, 0) * 2 ** (i % 23)));
  return {
    plan,
    parameters: encodeParameters(plan, parameters, ITEMS, true),
    state: encodeState({ phase, clock: 5, iteration: 2, segment: 0, ...place }),
    nodes: encodeNodes(plan),
    path,
    reference,
    changes: numbers(nodes * columns, 2),
    projection: Float32Array.from({ length: 2 * DIMENSION }, (_, i) => normal(5, 0, i, 0)),
    records: new Uint32Array(recordWords(plan)),
    dispatches: new Uint32Array(3 * (DISPATCH.perBatch + 1)),
  };
}

type Step = ReturnType<typeof stepOf>;
const read = (data: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>) =>
  ({ type: 'read-only-storage', data }) as const;
const write = (data: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>) => ({ type: 'storage', data }) as const;
const words = (result: ArrayBuffer | undefined) => new Uint32Array(result as ArrayBuffer);

async function atOnce(
  { plan, parameters, state, nodes, path, reference, changes, projection, records, dispatches }: Step,
  software: boolean,
  scans = false,
) {
  const threadItems = plan.nodesInFlight * (scans ? DIMENSION * plan.spec.particles : 1);
  const results = await runKernel(
    holder.open,
    shaders.finish(plan, plan.schedule.kind, scans, reducingThreads(software, threadItems)),
    [
      { type: 'uniform', data: parameters },
      write(state),
      write(path),
      read(reference),
      write(changes),
      ...[projection, nodes].map(read),
      ...[records, dispatches].map(write),
    ],
    1,
  );
  return {
    state: words(results[1]),
    path: words(results[2]),
    changes: words(results[4]),
    records: words(results[7]),
    dispatches: words(results[8]),
  };
}

/** The step after its scan. */
async function scanned(step: Step): Promise<Step> {
  const { plan, parameters, state, nodes, path, changes } = step;
  const { particles } = plan.spec;
  const results = await runKernel(
    holder.open,
    scanShaders.numbers(plan, 0, false),
    [
      { type: 'uniform', data: parameters },
      { type: 'uniform', data: Uint32Array.of(0, particles, 0, 0) },
      ...[state, nodes].map(read),
      ...[path, changes].map(write),
      ...[new Float32Array(4), new Float32Array(4)].map(read),
    ],
    Math.ceil((DIMENSION * particles) / COLUMNS_PER_GROUP),
  );
  const floats = (index: number) => new Float32Array(results[index] as ArrayBuffer);
  return { ...step, path: floats(4), changes: floats(5) };
}

async function oneByOne(step: Step) {
  const { plan, parameters, state, nodes, path, reference, changes, projection, records, dispatches } = step;
  const { particles } = plan.spec;
  const count = state[5] as number;
  const uniform = { type: 'uniform', data: parameters } as const;
  const measured = await runKernel(
    holder.open,
    shaders.measure(DIMENSION),
    [
      uniform,
      { type: 'uniform', data: Uint32Array.of(0, particles, 0, 0) },
      ...[state, path, reference, changes].map(read),
      write(new Uint32Array((2 * plan.nodesInFlight + 1) * particles)),
    ],
    Math.ceil((count * particles) / COLUMNS_PER_GROUP),
  );
  const observed = await runKernel(
    holder.open,
    shaders.observe(DIMENSION, 32),
    [uniform, read(state), write(words(measured[6])), read(path), read(projection), write(records)],
    count + 1,
  );
  // Cleared for the next step.
  expect(words(observed[2]).slice(2 * plan.nodesInFlight * particles)).toEqual(new Uint32Array(particles));
  const results = await runKernel(
    holder.open,
    shaders.advance(DIMENSION, plan.schedule.kind, 'advanceSchedule', 32),
    [uniform, write(state), write(words(observed[5])), write(dispatches), read(nodes)],
    1,
  );
  return {
    state: words(results[1]),
    path: new Uint32Array(path.buffer),
    changes: new Uint32Array(changes.buffer),
    records: words(results[2]),
    dispatches: words(results[3]),
  };
}

test.each([
  [1, NODES, NODES],
  [2, NODES, 44],
  [3, NODES, 1],
  [10, NODES, NODES],
  [31, 4, 4],
  [32, NODES, 32],
  [1, 300, 300],
])('%i particles, %i nodes of which %i are left', async (particles, nodes, count) => {
  for (const phase of [PHASE.round, PHASE.start]) {
    const step = stepOf(particles, nodes, count, phase);
    expect(finishesAtOnce(step.plan)).toBe(true);
    const [few, onSoftware, many] = await Promise.all([atOnce(step, false), atOnce(step, true), oneByOne(step)]);
    expect(few).toEqual(many);
    expect(onSoftware).toEqual(many);
    // Something is written for every node, and not the same everywhere.
    const medians = Array.from({ length: count }, (_, i) => few.records[RECORD_HEADER_WORDS + 4 * i + 3]);
    expect(new Set(medians).size).toBeGreaterThan(count / 2);
  }
});

describe('scans as well', () => {
  test.each([
    ['the SDE', 1, {}, {}],
    ['the ODE', 3, { dynamics: 'ode' }, {}],
    ['states in half precision', 2, { precision: 'f16' }, {}],
    ['segments of a scan', 2, {}, { segmentLength: 7 }],
    ['every third node, each by itself', 4, {}, { count: 14, first: 1, stride: 3, segmentLength: 1 }],
  ] as const)('%s', async (_, particles, over, place) => {
    const round = stepOf(particles, NODES, NODES, PHASE.round, over);
    const state = { ...decodeState(round.state), ...place };
    // What is not finite would spread over all nodes.
    const finite = (values: Float32Array) => values.map((x, i) => (Number.isFinite(x) ? x : i % 3));
    const step = { ...round, state: encodeState(state), path: finite(round.path), changes: finite(round.changes) };
    const expected = await oneByOne(await scanned(step));
    expect(await atOnce(step, false, true)).toEqual(expected);
    expect(await atOnce(step, true, true)).toEqual(expected);
    expect(expected.path).not.toEqual(new Uint32Array(step.path.buffer));
    expect(Array.from(new Float32Array(expected.path.buffer)).every(Number.isFinite)).toBe(true);
  });

  test('in no other step than a round', async () => {
    for (const phase of [PHASE.start, PHASE.predict, PHASE.done]) {
      const step = stepOf(2, NODES, NODES, phase);
      expect(await atOnce(step, false, true)).toEqual(await atOnce(step, false));
    }
  });
});

test('a step that asks for a prediction, or that is done, has no statistics', async () => {
  for (const phase of [PHASE.predict, PHASE.done]) {
    const step = stepOf(2, NODES, NODES, phase);
    const { state, records } = await atOnce(step, false);
    expect(records.every((word) => word === 0)).toBe(true);
    expect(state[0]).toBe(phase === PHASE.predict ? PHASE.start : PHASE.done);
  }
});

test('many particles, coordinates or nodes are not finished at once', () => {
  for (const [dimension, particles, nodes] of [
    [1, 33, 8],
    [5, 13, 8],
    [2, 1, 1025],
  ] as const)
    expect(finishesAtOnce(planOf(mixtureTarget(dimension), specOf({ blocks: 1, nodes, particles })))).toBe(false);
});
