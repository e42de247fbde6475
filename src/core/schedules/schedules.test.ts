// Test plan: the walk of each schedule over a whole grid, step by step: order of phases, nodes, clock; stopping by tolerance,
// by count, and never on residuals that are not finite.

import { describe, expect, test } from 'vitest';
import { walk } from '../../../test/schedule-walks';
import { PHASE, PLAIN_PARAMETERS, type ScheduleState, schedules } from '.';

const { start, round, done, predict } = PHASE;

const brief = ({ phase, clock, iteration, segment, first, count }: ScheduleState) =>
  [phase, clock, iteration, segment, first, count] as const;

/** The same with what a start keeps. */
const withKept = (state: ScheduleState) => [...brief(state), state.kept] as const;

describe('blocks', () => {
  const parameters = { ...PLAIN_PARAMETERS, total: 10, blockLength: 4, iterations: 2, tolerance: 0 };

  test('a fixed number of rounds in every block, the last one shorter', () => {
    expect(walk(schedules.blocks, parameters, () => 0).map(brief)).toEqual([
      [start, 0, 0, 0, 0, 4],
      [round, 0, 0, 0, 0, 4],
      [round, 1, 1, 0, 0, 4],
      [start, 2, 0, 1, 4, 4],
      [round, 2, 0, 1, 4, 4],
      [round, 3, 1, 1, 4, 4],
      [start, 4, 0, 2, 8, 2],
      [round, 4, 0, 2, 8, 2],
      [round, 5, 1, 2, 8, 2],
      [done, 6, 2, 2, 8, 2],
    ]);
  });

  test('a start that needs a call is preceded by it, on the clock', () => {
    expect(walk(schedules.blocks, { ...parameters, total: 8, startCalls: 1 }, () => 0).map(brief)).toEqual([
      [predict, 0, 0, 0, 0, 4],
      [start, 1, 0, 0, 0, 4],
      [round, 1, 0, 0, 0, 4],
      [round, 2, 1, 0, 0, 4],
      [predict, 3, 0, 1, 4, 4],
      [start, 4, 0, 1, 4, 4],
      [round, 4, 0, 1, 4, 4],
      [round, 5, 1, 1, 4, 4],
      [done, 6, 2, 1, 4, 4],
    ]);
  });

  test('sub-blocks of the corrector follow each block, start without a call and have their own rounds', () => {
    const corrector = { total: 10, blockLength: 3, subBlocks: 1, correctorSteps: 2, correctorRounds: 1 };
    const states = walk(schedules.blocks, { ...parameters, ...corrector, startCalls: 1 }, () => 0);
    expect(states.map(brief)).toEqual([
      [predict, 0, 0, 0, 0, 3],
      [start, 1, 0, 0, 0, 3],
      [round, 1, 0, 0, 0, 3],
      [round, 2, 1, 0, 0, 3],
      [start, 3, 0, 1, 3, 2],
      [round, 3, 0, 1, 3, 2],
      [predict, 4, 0, 2, 5, 3],
      [start, 5, 0, 2, 5, 3],
      [round, 5, 0, 2, 5, 3],
      [round, 6, 1, 2, 5, 3],
      [start, 7, 0, 3, 8, 2],
      [round, 7, 0, 3, 8, 2],
      [done, 8, 1, 3, 8, 2],
    ]);
  });

  test('the scan of every block begins at its own first node, and what is before it is final', () => {
    for (const state of walk(schedules.blocks, parameters, () => 1)) {
      expect(state.segmentLength).toBe(state.count);
      expect(state.stride).toBe(1);
      expect(state.kept).toBe(0);
      expect(state.front).toBe(state.phase === done ? 10 : state.first);
    }
  });

  test('a tolerance ends a block when every node is below it', () => {
    const stopping = { ...PLAIN_PARAMETERS, total: 8, blockLength: 4, iterations: 9, tolerance: 0.1 };
    // Residuals are 1, 0.1, 0.01 in rounds 1, 2, 3: equal to the tolerance is not below it.
    const states = walk(schedules.blocks, stopping, ({ iteration }) => 10 ** -iteration);
    expect(states.at(-1)?.clock).toBe(6);
    const state = states[1] as ScheduleState;
    expect(schedules.blocks.advance(state, [0, 0, 0, 0.2], stopping, []).segment).toBe(0);
    expect(schedules.blocks.advance(state, [0, 0, 0, 0.05], stopping, []).segment).toBe(1);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'a residual of %d never passes; the count ends the block',
    (residual) => {
      const stopping = { ...PLAIN_PARAMETERS, total: 4, blockLength: 4, iterations: 5, tolerance: 1000 };
      expect(walk(schedules.blocks, stopping, () => residual).at(-1)?.clock).toBe(5);
    },
  );

  test('blocks longer than the grid are cut to it', () => {
    expect(walk(schedules.blocks, { ...parameters, blockLength: 99 }, () => 1).map(({ count }) => count)).toEqual([
      10, 10, 10, 10,
    ]);
  });
});

describe('window', () => {
  const parameters = { ...PLAIN_PARAMETERS, total: 6, blockLength: 6, iterations: 6, tolerance: 0.5, window: 4 };
  const { window } = schedules;

  test('slides past the node that still changed first, by one at least', () => {
    // The node behind 1 changes in the first round, no other node at any time.
    const states = walk(window, parameters, ({ clock }, node) => (clock === 0 && node === 1 ? 1 : 0));
    expect(states.map(withKept)).toEqual([
      [start, 0, 0, 0, 0, 4, 0],
      [round, 0, 0, 0, 0, 4, 0],
      [start, 1, 0, 1, 2, 4, 2],
      [round, 1, 0, 1, 2, 4, 2],
      [done, 2, 1, 1, 2, 4, 2],
    ]);
    expect(walk(window, parameters, () => 1).map(withKept)).toEqual([
      [start, 0, 0, 0, 0, 4, 0],
      [round, 0, 0, 0, 0, 4, 0],
      [start, 1, 0, 1, 1, 4, 3],
      [round, 1, 0, 1, 1, 4, 3],
      [start, 2, 0, 2, 2, 4, 3],
      [round, 2, 0, 2, 2, 4, 3],
      // At the end of the grid no nodes join; a start begins the segment all the same.
      [start, 3, 0, 3, 3, 3, 3],
      [round, 3, 0, 3, 3, 3, 3],
      [start, 4, 0, 4, 4, 2, 2],
      [round, 4, 0, 4, 4, 2, 2],
      [start, 5, 0, 5, 5, 1, 1],
      [round, 5, 0, 5, 5, 1, 1],
      [done, 6, 1, 5, 5, 1, 1],
    ]);
  });

  test('slides as a whole where nothing changes', () => {
    expect(walk(window, parameters, () => 0).map(withKept)).toEqual([
      [start, 0, 0, 0, 0, 4, 0],
      [round, 0, 0, 0, 0, 4, 0],
      [start, 1, 0, 1, 4, 2, 0],
      [round, 1, 0, 1, 4, 2, 0],
      [done, 2, 1, 1, 4, 2, 0],
    ]);
  });

  test('asks for a call only where nodes join', () => {
    const states = walk(window, { ...parameters, startCalls: 1 }, () => 1);
    expect(states.filter(({ phase }) => phase === predict).map(withKept)).toEqual([
      [predict, 0, 0, 0, 0, 4, 0],
      [predict, 2, 0, 1, 1, 4, 3],
      [predict, 4, 0, 2, 2, 4, 3],
    ]);
    expect(states.at(-1)?.clock).toBe(9);
  });

  test('everything before the window is final, and the scan runs through the whole of it', () => {
    for (const state of walk(window, parameters, (_, node) => node % 2)) {
      expect(state.front).toBe(state.phase === done ? 6 : state.first);
      expect(state.segmentLength).toBe(state.count);
    }
  });

  test('a residual is measured by the noise of its own node, in single precision; equal passes', () => {
    const state = { ...walk(window, parameters, () => 1)[3], first: 1, count: 4 } as ScheduleState;
    const noiseScale = [9, 0.1, 0.2, 0.3, 0.4, 9];
    const tolerance = Math.fround(0.1);
    const slideOf = (residuals: readonly number[]) =>
      window.advance(state, residuals, { ...parameters, total: 100, tolerance }, noiseScale).first - 1;
    const limits = [0.1, 0.2, 0.3, 0.4].map((scale) => Math.fround(tolerance * Math.fround(scale)));
    expect(slideOf(limits)).toBe(4);
    for (const [row, limit] of limits.entries()) {
      const above = Math.fround(limit * (1 + 2 ** -22));
      expect(above).toBeGreaterThan(limit);
      expect(slideOf(limits.map((value, i) => (i === row ? above : value)))).toBe(row + 1);
    }
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('a residual of %d holds the window', (residual) => {
    const stopping = { ...parameters, tolerance: 1000 };
    expect(walk(window, stopping, (_, node) => (node === 2 ? residual : 0)).map(({ first }) => first)).toEqual([
      0, 0, 3, 3, 3,
    ]);
  });
});

describe('sequential', () => {
  test('one round a node and no starts', () => {
    const parameters = { ...PLAIN_PARAMETERS, total: 3, blockLength: 1, iterations: 1, tolerance: 0 };
    expect(walk(schedules.sequential, parameters, () => 5).map(brief)).toEqual([
      [round, 0, 0, 0, 0, 1],
      [round, 1, 0, 1, 1, 1],
      [round, 2, 0, 2, 2, 1],
      [done, 3, 0, 3, 3, 1],
    ]);
  });
});
