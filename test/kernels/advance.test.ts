// The schedule's step on the GPU equals its TypeScript twin on random states, residuals that are not finite included.

import { describe, expect, test } from 'vitest';
import { PHASE, type ScheduleParameters, type ScheduleState, schedules } from '../../src/core/schedules';
import { RECORD_HEADER_WORDS as RECORD_HEADER } from '../../src/core/sizes';
import { decodeState, encodeState, floatBits, STATE_WORDS } from '../../src/engine/webgpu/layout';
import { shaders } from '../../src/engine/webgpu/shaders';
import { openTestDevice, runKernel } from './harness';

const holder = openTestDevice();

/** A small reproducible source of integers below a bound. */
function integers(seed: number): (bound: number) => number {
  let state = seed >>> 0;
  return (bound) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * bound);
  };
}

interface Sizes {
  readonly particles: number;
  readonly batchParticles: number;
}

/** The state after a step, and the dispatch arguments of the next. */
async function advanceOnGpu(
  kind: 'blocks' | 'sequential',
  state: ScheduleState,
  residuals: readonly number[],
  parameters: ScheduleParameters,
  { particles, batchParticles }: Sizes = { particles: 3, batchParticles: 3 },
): Promise<{ after: ScheduleState; dispatches: Uint32Array }> {
  const batches = Math.ceil(particles / batchParticles);
  const nodesInFlight = Math.max(1, residuals.length);
  const recordWords = RECORD_HEADER + 4 * nodesInFlight;
  const words = new Uint32Array(16);
  const { total, blockLength, iterations, tolerance } = parameters;
  words.set([
    total,
    blockLength,
    iterations,
    floatBits(tolerance),
    particles,
    0,
    nodesInFlight,
    batches,
    batchParticles,
  ]);
  words.set([1, 64, 1, recordWords, 1], 9);
  const records = new Uint32Array(recordWords);
  residuals.forEach((residual, i) => {
    records[RECORD_HEADER + 4 * i] = Number.isNaN(residual) ? 0x7fc00000 : floatBits(residual);
  });
  const results = await runKernel(
    holder.open,
    shaders.advance(2, kind, 'advanceSchedule'),
    [
      { type: 'uniform', data: words },
      { type: 'storage', data: encodeState(state) },
      { type: 'storage', data: records },
      { type: 'storage', data: new Uint32Array(3 * (4 * batches + 1)) },
    ],
    1,
  );
  const { record: _record, ...after } = decodeState(new Uint32Array(results[1] as ArrayBuffer, 0, STATE_WORDS));
  return { after, dispatches: new Uint32Array(results[3] as ArrayBuffer) };
}

describe('advance', () => {
  test.each(['blocks', 'sequential'] as const)('%s: WGSL equals TypeScript on 200 random states', async (kind) => {
    const next = integers(kind === 'blocks' ? 1 : 2);
    const phases = new Set<number>();
    for (let trial = 0; trial < 200; trial++) {
      const blockLength = 1 + next(9);
      const total = blockLength * (1 + next(4)) - next(blockLength);
      const iterations = 1 + next(5);
      const tolerance = next(3) === 0 ? 0 : 0.001;
      const parameters = { total, blockLength, iterations, tolerance };
      const segment = next(Math.ceil(total / blockLength));
      const first = segment * blockLength;
      const count = kind === 'sequential' ? 1 : Math.min(blockLength, total - first);
      const state: ScheduleState = {
        phase: kind === 'blocks' && next(4) === 0 ? PHASE.start : PHASE.round,
        clock: next(100),
        iteration: next(iterations),
        segment,
        first: kind === 'sequential' ? next(total) : first,
        count,
        stride: 1,
        segmentLength: count,
      };
      const odd = next(6);
      const residuals = Array.from({ length: count }, (_, i) =>
        Math.fround(
          i === next(count) && odd < 2 ? (odd === 0 ? Number.NaN : Number.POSITIVE_INFINITY) : 0.0002 * next(6),
        ),
      );
      const expected = schedules[kind].advance(state, residuals, parameters);
      const { after: actual } = await advanceOnGpu(kind, state, residuals, parameters);
      phases.add(actual.phase);
      expect(actual, JSON.stringify({ state, residuals, parameters })).toEqual(expected);
    }
    // The states reached all of the schedule's phases.
    expect(phases).toEqual(
      new Set(kind === 'blocks' ? [PHASE.start, PHASE.round, PHASE.done] : [PHASE.round, PHASE.done]),
    );
  });

  const started: ScheduleState = {
    phase: PHASE.start,
    clock: 0,
    iteration: 0,
    segment: 0,
    first: 0,
    count: 64,
    stride: 1,
    segmentLength: 64,
  };
  const parameters = { total: 64, blockLength: 64, iterations: 4, tolerance: 0 };

  test('writes the sizes of every batch: start, score, scan, measure, and one observation a node and one more', async () => {
    const { dispatches } = await advanceOnGpu('blocks', started, new Array(64).fill(0), parameters, {
      particles: 150,
      batchParticles: 64,
    });
    const groups = (items: number) => Math.ceil(items / 64);
    const expected = [64, 64, 22].flatMap((particles) => [
      ...[0, 0, 1],
      ...[groups(64 * particles), 1, 1],
      ...[groups(2 * particles), 1, 1],
      ...[groups(64 * particles), 1, 1],
    ]);
    expect([...dispatches]).toEqual([...expected, 65, 1, 1]);
  });

  test.each([65_535, 65_536, 65_537, 200_000])('folds %i workgroups into two dimensions', async (groups) => {
    // Rows of 64 nodes by as many particles as workgroups: 64 rows fill one.
    const { dispatches } = await advanceOnGpu('blocks', started, new Array(64).fill(0), parameters, {
      particles: groups,
      batchParticles: groups,
    });
    const [x = 0, y = 0, z = 0] = dispatches.subarray(3, 6);
    expect(z).toBe(1);
    expect(x).toBeLessThanOrEqual(65_535);
    expect(y).toBe(Math.ceil(groups / 65_535));
    expect(x * y).toBeGreaterThanOrEqual(groups);
    expect(x * y).toBeLessThan(groups + y);
  });
});
