// Test plan: the walk of each schedule over a whole grid, step by step: order of phases, nodes, clock; stopping by tolerance,
// by count, and never on residuals that are not finite.

import { describe, expect, test } from 'vitest';
import { PHASE, type ScheduleDefinition, type ScheduleParameters, type ScheduleState, schedules } from '.';

/** All states of a run whose residuals are `residual(state)` at every node. */
function walk(
  schedule: ScheduleDefinition,
  parameters: ScheduleParameters,
  residual: (state: ScheduleState) => number,
) {
  const states = [schedule.initial(parameters)];
  for (;;) {
    const state = states.at(-1) as ScheduleState;
    if (state.phase === PHASE.done) return states;
    states.push(schedule.advance(state, new Float64Array(state.count).fill(residual(state)), parameters));
    expect(states.length).toBeLessThan(1000);
  }
}

const brief = ({ phase, clock, iteration, segment, first, count }: ScheduleState) =>
  [phase, clock, iteration, segment, first, count] as const;

describe('blocks', () => {
  const parameters = { total: 10, blockLength: 4, iterations: 2, tolerance: 0 };

  test('a fixed number of rounds in every block, the last one shorter', () => {
    expect(walk(schedules.blocks, parameters, () => 0).map(brief)).toEqual([
      [PHASE.start, 0, 0, 0, 0, 4],
      [PHASE.round, 0, 0, 0, 0, 4],
      [PHASE.round, 1, 1, 0, 0, 4],
      [PHASE.start, 2, 0, 1, 4, 4],
      [PHASE.round, 2, 0, 1, 4, 4],
      [PHASE.round, 3, 1, 1, 4, 4],
      [PHASE.start, 4, 0, 2, 8, 2],
      [PHASE.round, 4, 0, 2, 8, 2],
      [PHASE.round, 5, 1, 2, 8, 2],
      [PHASE.done, 6, 2, 2, 8, 2],
    ]);
  });

  test('the scan of every block begins at its own first node', () => {
    for (const state of walk(schedules.blocks, parameters, () => 1)) {
      expect(state.segmentLength).toBe(state.count);
      expect(state.stride).toBe(1);
    }
  });

  test('a tolerance ends a block when every node is below it', () => {
    const stopping = { total: 8, blockLength: 4, iterations: 9, tolerance: 0.1 };
    // Residuals are 1, 0.1, 0.01 in rounds 1, 2, 3: equal to the tolerance is not below it.
    const states = walk(schedules.blocks, stopping, ({ iteration }) => 10 ** -iteration);
    expect(states.at(-1)?.clock).toBe(6);
    const state = { ...(states[1] as ScheduleState) };
    expect(schedules.blocks.advance(state, [0, 0, 0, 0.2], stopping).segment).toBe(0);
    expect(schedules.blocks.advance(state, [0, 0, 0, 0.05], stopping).segment).toBe(1);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])(
    'a residual of %d never passes; the count ends the block',
    (residual) => {
      const stopping = { total: 4, blockLength: 4, iterations: 5, tolerance: 1000 };
      expect(walk(schedules.blocks, stopping, () => residual).at(-1)?.clock).toBe(5);
    },
  );

  test('blocks longer than the grid are cut to it', () => {
    expect(walk(schedules.blocks, { ...parameters, blockLength: 99 }, () => 1).map(({ count }) => count)).toEqual([
      10, 10, 10, 10,
    ]);
  });
});

describe('sequential', () => {
  test('one round a node and no starts', () => {
    const states = walk(schedules.sequential, { total: 3, blockLength: 1, iterations: 1, tolerance: 0 }, () => 5);
    expect(states.map(brief)).toEqual([
      [PHASE.round, 0, 0, 0, 0, 1],
      [PHASE.round, 1, 0, 1, 1, 1],
      [PHASE.round, 2, 0, 2, 2, 1],
      [PHASE.done, 3, 0, 3, 3, 1],
    ]);
  });
});
