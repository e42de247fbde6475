// Test plan: the walks of Parareal and of few steps, step by step: which nodes, which clock, what is final; stopping by the
// changes of a whole sweep, by count, and never on changes that are not finite.

import { describe, expect, test } from 'vitest';
import { walk } from '../../../test/schedule-walks';
import { PHASE, PLAIN_PARAMETERS, type ScheduleState, schedules } from '.';

const { round, done } = PHASE;

describe('Parareal', () => {
  const parameters = { ...PLAIN_PARAMETERS, total: 6, blockLength: 2, iterations: 2, tolerance: 0 };
  const brief = ({ phase, clock, first, count, stride, reach, segmentLength, front }: ScheduleState) =>
    [phase, clock, first, count, stride, reach, segmentLength, front] as const;
  /** States of phase round that begin a coarse step of the last block. */
  const sweepsOf = (states: readonly ScheduleState[]) =>
    states.filter(({ phase, segmentLength, first }) => phase === round && segmentLength === 0 && first === 4).length;

  test('a sweep, then fine steps of the blocks that are not exact and a sweep, again and again', () => {
    expect(walk(schedules.parareal, parameters, () => 1).map(brief)).toEqual([
      [round, 0, 0, 1, 2, 2, 0, 0],
      [round, 1, 2, 1, 2, 2, 0, 0],
      [round, 2, 4, 1, 2, 2, 0, 0],
      [round, 3, 0, 3, 2, 1, 1, 0],
      [round, 4, 1, 3, 2, 1, 1, 0],
      [round, 5, 0, 1, 2, 2, 0, 0],
      [round, 6, 2, 1, 2, 2, 0, 0],
      [round, 7, 4, 1, 2, 2, 0, 0],
      [round, 8, 2, 2, 2, 1, 1, 2],
      [round, 9, 3, 2, 2, 1, 1, 2],
      [round, 10, 0, 1, 2, 2, 0, 2],
      [round, 11, 2, 1, 2, 2, 0, 2],
      [round, 12, 4, 1, 2, 2, 0, 2],
      [done, 13, 4, 1, 2, 2, 0, 6],
    ]);
  });

  test('pipelined, the clock moves once a sweep, with its first step; but the first sweep waits step by step', () => {
    const clocks = walk(schedules.parareal, { ...parameters, pipelined: 1 }, () => 1).map(({ clock }) => clock);
    expect(clocks).toEqual([0, 1, 2, 3, 4, 5, 6, 6, 6, 7, 8, 9, 9, 9]);
  });

  test('rounds of the run are one segment', () => {
    walk(schedules.parareal, parameters, () => 1).forEach(({ segment, iteration }, index) => {
      expect([segment, iteration]).toEqual([0, index]);
    });
  });

  const stopping = { ...parameters, iterations: 3, tolerance: 0.1 };
  const isCoarse = ({ segmentLength }: ScheduleState) => segmentLength === 0;
  const isLater = ({ iteration }: ScheduleState) => iteration >= 3;

  test('ends after the first iteration whose sweep changes nothing by the tolerance, whatever fine steps and first sweep do', () => {
    expect(sweepsOf(walk(schedules.parareal, stopping, (s) => (isCoarse(s) && isLater(s) ? 0 : 9)))).toBe(2);
  });

  test.each([0, 2, 4])('a change of block end %d keeps it going', (node) => {
    const residual = (s: ScheduleState, at: number) =>
      isCoarse(s) && isLater(s) && s.front === 0 && at === node ? 0.1 : 0;
    expect(sweepsOf(walk(schedules.parareal, stopping, residual))).toBe(3);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('changes of %d never count as below', (change) => {
    expect(sweepsOf(walk(schedules.parareal, { ...stopping, tolerance: 1000 }, () => change))).toBe(4);
  });
});

test('few steps: block by block', () => {
  const parameters = { ...PLAIN_PARAMETERS, total: 6, blockLength: 2, iterations: 1, tolerance: 0 };
  const states = walk(schedules['few-step'], parameters, () => 1);
  expect(
    states.map(({ phase, clock, first, count, reach, front }) => [phase, clock, first, count, reach, front]),
  ).toEqual([
    [round, 0, 0, 1, 2, 0],
    [round, 1, 2, 1, 2, 2],
    [round, 2, 4, 1, 2, 4],
    [done, 3, 6, 1, 2, 6],
  ]);
});
