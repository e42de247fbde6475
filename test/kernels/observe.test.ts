// Statistics of few particles, by a thread a node, against those of many, by a workgroup a node: the same bits.

import { expect, test } from 'vitest';
import { normal } from '../../src/core/random';
import { PLAIN_PARAMETERS } from '../../src/core/schedules';
import { RECORD_HEADER_WORDS, recordWords } from '../../src/core/sizes';
import { areFew, encodeParameters, encodeState, floatBits, OBSERVE_THREADS } from '../../src/engine/webgpu/layout';
import { shaders } from '../../src/engine/webgpu/shaders';
import { openTestDevice, runKernel } from './harness';
import { mixtureTarget, planOf, specOf } from './plans';

const holder = openTestDevice();

/** No multiple of the threads of a workgroup, and more than one of them. */
const NODES = 45;
const ITEMS = {
  ...{ score: 1, scorePerGroup: 1, scoreSplit: 1, plain: 1, plainPerGroup: 1, plainSplit: 1 },
  ...{ derived: false, start: 1, scan: 1, own: 0, ownFollows: false },
};

/** Magnitudes over many octaves, some the same, and some that are zero, infinite or no number. */
function magnitudes(length: number, stream: number): Uint32Array<ArrayBuffer> {
  const special = [0, Number.POSITIVE_INFINITY, Number.NaN, 1e-12, 2.5, 2.5];
  return Uint32Array.from({ length }, (_, i) => {
    const z = normal(3, stream, i, 0);
    return floatBits(
      i % 7 === 3 ? (special[(i + stream) % special.length] as number) : Math.abs(z) * 2 ** Math.round(12 * z),
    );
  });
}

/** The record of a round, and what is left of the particles' largest errors. */
async function observed(particles: number, kernelOf: number): Promise<{ record: Uint32Array; worst: Uint32Array }> {
  const plan = planOf(mixtureTarget(3), specOf({ blocks: 1, nodes: NODES, particles }));
  const parameters = { ...PLAIN_PARAMETERS, total: NODES, blockLength: NODES, iterations: 1, tolerance: 0 };
  const place = { first: 0, count: NODES, stride: 1, segmentLength: NODES, kept: 0, reach: 1, front: 0 };
  const path = Float32Array.from({ length: (NODES + 1) * 3 * particles }, (_, i) => normal(4, 0, i, 0));
  const perGroup = areFew(kernelOf) ? OBSERVE_THREADS : 1;
  const results = await runKernel(
    holder.open,
    shaders.observe(3, kernelOf),
    [
      { type: 'uniform', data: encodeParameters(plan, parameters, ITEMS, true) },
      { type: 'read-only-storage', data: encodeState({ phase: 1, clock: 0, iteration: 0, segment: 0, ...place }) },
      { type: 'read-only-storage', data: magnitudes(NODES * particles, 1) },
      { type: 'read-only-storage', data: magnitudes(NODES * particles, 2) },
      { type: 'read-only-storage', data: path },
      { type: 'read-only-storage', data: Float32Array.from({ length: 6 }, (_, i) => normal(5, 0, i, 0)) },
      { type: 'storage', data: new Uint32Array(recordWords(plan)) },
      { type: 'storage', data: magnitudes(particles, 3) },
    ],
    Math.ceil((NODES + 1) / perGroup),
  );
  return { record: new Uint32Array(results[6] as ArrayBuffer), worst: new Uint32Array(results[7] as ArrayBuffer) };
}

test.each([1, 2, 3, 10, 31, 32])('%i particles', async (particles) => {
  expect(areFew(particles)).toBe(true);
  const few = await observed(particles, particles);
  const many = await observed(particles, 33);
  expect(few).toEqual(many);
  expect(few.worst.every((bits) => bits === 0)).toBe(true);
  // Something is written for every node, and not the same everywhere.
  const residuals = Array.from({ length: NODES }, (_, i) => few.record[RECORD_HEADER_WORDS + 4 * i]);
  expect(new Set(residuals).size).toBeGreaterThan(1);
});
