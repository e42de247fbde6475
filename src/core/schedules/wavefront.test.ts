// Test plan: walks of the wavefront: how blocks join and finish, with and without tolerance and calls of starts; that a block
// never finishes before, or in the same round as, the one before it; NaN; the bounds that the method states.

import { describe, expect, test } from 'vitest';
import { integers, randomParameters, randomWalks, walk } from '../../../test/schedule-walks';
import { methods } from '../methods';
import { parseSpec } from '../parse-spec';
import { PHASE, PLAIN_PARAMETERS, type ScheduleState, schedules } from '.';

const { start, round, done, predict } = PHASE;
const { wavefront } = schedules;

const brief = ({ phase, clock, iteration, segment, first, count, kept }: ScheduleState) =>
  [phase, clock, iteration, segment, first, count, kept] as const;

/** Three blocks of two nodes. */
const parameters = { ...PLAIN_PARAMETERS, total: 6, blockLength: 2, iterations: 3, tolerance: 0 };

describe('without tolerance', () => {
  test('a block joins after every round, and they finish one after the other', () => {
    expect(walk(wavefront, parameters, () => 0).map(brief)).toEqual([
      [start, 0, 0, 0, 0, 2, 0],
      [round, 0, 0, 0, 0, 2, 0],
      [start, 1, 1, 0, 0, 4, 2],
      [round, 1, 1, 0, 0, 4, 2],
      [start, 2, 2, 0, 0, 6, 4],
      [round, 2, 2, 0, 0, 6, 4],
      [start, 3, 0, 1, 2, 4, 4],
      [round, 3, 0, 1, 2, 4, 4],
      [start, 4, 0, 2, 4, 2, 2],
      [round, 4, 0, 2, 4, 2, 2],
      [done, 5, 1, 2, 4, 2, 2],
    ]);
  });

  test('one that joins while another finishes takes a single start', () => {
    expect(walk(wavefront, { ...parameters, iterations: 2 }, () => 0).map(brief)).toEqual([
      [start, 0, 0, 0, 0, 2, 0],
      [round, 0, 0, 0, 0, 2, 0],
      [start, 1, 1, 0, 0, 4, 2],
      [round, 1, 1, 0, 0, 4, 2],
      [start, 2, 0, 1, 2, 4, 2],
      [round, 2, 0, 1, 2, 4, 2],
      [start, 3, 0, 2, 4, 2, 2],
      [round, 3, 0, 2, 4, 2, 2],
      [done, 4, 1, 2, 4, 2, 2],
    ]);
  });

  test('with one round a block they follow each other', () => {
    expect(walk(wavefront, { ...parameters, iterations: 1 }, () => 0).map(brief)).toEqual([
      [start, 0, 0, 0, 0, 2, 0],
      [round, 0, 0, 0, 0, 2, 0],
      [start, 1, 0, 1, 2, 2, 0],
      [round, 1, 0, 1, 2, 2, 0],
      [start, 2, 0, 2, 4, 2, 0],
      [round, 2, 0, 2, 4, 2, 0],
      [done, 3, 1, 2, 4, 2, 0],
    ]);
  });

  test.each([
    [1, 5],
    [3, 1],
    [8, 16],
    [16, 4],
  ])('%i blocks of %i rounds take one less than their sum', (blocks, iterations) => {
    const total = 2 * blocks;
    expect(walk(wavefront, { ...parameters, total, iterations }, () => 1).at(-1)?.clock).toBe(blocks + iterations - 1);
  });

  test('a start that needs a call costs it where nodes join, and does not count as a round', () => {
    const states = walk(wavefront, { ...parameters, startCalls: 1 }, () => 0);
    const calls = states.filter(({ phase }) => phase === predict);
    expect(calls.map(brief)).toEqual([
      [predict, 0, 0, 0, 0, 2, 0],
      [predict, 2, 1, 0, 0, 4, 2],
      [predict, 4, 2, 0, 0, 6, 4],
    ]);
    expect(states.at(-1)?.clock).toBe(5 + 3);
    expect(states.filter(({ phase }) => phase === round)).toHaveLength(5);
  });
});

describe('with tolerance', () => {
  const stopping = { ...parameters, iterations: 50, tolerance: 0.1 };
  /** Clocks at which blocks finish. */
  const ends = (states: readonly ScheduleState[]) =>
    states.filter(({ segment }, at) => segment > (states[at - 1]?.segment ?? 0)).map(({ clock }) => clock);

  test('blocks that never change finish one a round, each when it is the first', () => {
    const states = walk(wavefront, stopping, () => 0);
    expect(ends(states)).toEqual([1, 2]);
    expect(states.at(-1)).toMatchObject({ phase: done, clock: 3, front: 6 });
  });

  test('a block waits for the one before it, whatever its residuals are', () => {
    // Block 0 changes in its first six rounds, the others never.
    const states = walk(wavefront, stopping, ({ clock }, node) => (node < 2 && clock < 6 ? 1 : 0));
    expect(ends(states)).toEqual([7, 8]);
    expect(states.at(-1)?.clock).toBe(9);
  });

  test('rows of the blocks behind do not hold the first one', () => {
    const states = walk(wavefront, { ...stopping, iterations: 7 }, (_, node) => (node < 2 ? 0 : 1));
    // Blocks 1 and 2 use up their rounds, which they count from when they joined.
    expect(ends(states)).toEqual([1, 8]);
    expect(states.at(-1)?.clock).toBe(9);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('a residual of %d in its last row holds a block', (residual) => {
    const huge = { ...stopping, tolerance: 1000, iterations: 4 };
    const states = walk(wavefront, huge, (_, node) => (node === 3 ? residual : 0));
    expect(ends(states)).toEqual([1, 5]);
  });
});

test('the scan begins afresh at every block, and everything before the first active one is final', () => {
  for (const { before, after, parameters: settings } of randomWalks('wavefront', 300)) {
    expect(before.segmentLength).toBe(settings.blockLength);
    expect(before.first % settings.blockLength).toBe(0);
    expect(before.count % settings.blockLength).toBe(0);
    expect(before.front).toBe(before.first);
    if (after.phase === done) expect(after.front).toBe(settings.total);
    // At most one block finishes, and at most one joins.
    const moved = (after.first - before.first) / settings.blockLength;
    const joined = (after.first + after.count - before.first - before.count) / settings.blockLength;
    expect([0, 1]).toContain(moved);
    expect([0, 1]).toContain(joined);
  }
});

describe('the bounds of the method', () => {
  const next = integers(5);
  const cases = Array.from({ length: 40 }, () => {
    const { total, blockLength, iterations } = randomParameters.wavefront(next);
    return [total / blockLength, blockLength, iterations] as const;
  });

  test.each(cases)('%i blocks of %i nodes, %i iterations', (blocks, nodes, iterations) => {
    const method = { kind: 'wavefront', iterations, tolerance: null };
    const resolved = methods.wavefront.resolve(parseSpec({ blocks, nodes, method }));
    // Residuals that use up all rounds record most.
    const states = walk(wavefront, resolved.parameters, () => 1).filter(({ phase }) => phase !== done);
    expect(states).toHaveLength(resolved.maxRecords);
    expect(Math.max(...states.map(({ count }) => count))).toBe(resolved.nodesInFlight);
    expect(states.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(resolved.recordedNodes);
  });
});
