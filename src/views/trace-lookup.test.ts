// Questions to a trace, answered on traces whose answers are known by construction.

import { describe, expect, test } from 'vitest';
import { frontOf, syntheticTrace } from '../../test/synthetic-trace';
import {
  entriesAt,
  exactFront,
  exactNodes,
  finishedNodes,
  largestError,
  lastReachedNode,
  recordAtClock,
  toleranceFront,
  toleranceFrontSlope,
} from './trace-lookup';

describe('finishedNodes', () => {
  const trace = syntheticTrace({ blocks: 3, nodes: 10, rounds: 4 });

  test('a block counts once its last round is done', () => {
    expect(finishedNodes(trace, 3)).toBe(0);
    expect(finishedNodes(trace, 4)).toBe(10);
    expect(finishedNodes(trace, 5)).toBe(10);
    expect(finishedNodes(trace, 14)).toBe(30);
  });

  test('the last block of a growing trace does not count', () => {
    expect(finishedNodes(syntheticTrace({ blocks: 3, nodes: 10, rounds: 4, records: 8 }), 7)).toBe(10);
  });

  test('an empty trace has none', () => expect(finishedNodes(syntheticTrace({ records: 0 }), -1)).toBe(0));
});

describe('recordAtClock', () => {
  const trace = syntheticTrace({ blocks: 2, rounds: 4 });

  test('is the start at 0 and the round elsewhere, at block boundaries too', () => {
    expect([0, 1, 3, 4, 5, 8].map((clock) => recordAtClock(trace, clock))).toEqual([0, 1, 3, 4, 6, 9]);
  });

  test('stays inside the trace', () => {
    expect(recordAtClock(trace, -3)).toBe(0);
    expect(recordAtClock(trace, 99)).toBe(9);
    expect(recordAtClock(syntheticTrace({ records: 0 }), 4)).toBe(-1);
  });
});

describe('entriesAt', () => {
  const trace = syntheticTrace({ blocks: 3, nodes: 10, rounds: 4 });

  test('finished blocks keep their last round, the present one has its newest, later ones have none', () => {
    // Record 7: block 1 (the second), round 2.
    const entries = entriesAt(trace, 7);
    expect(entries[0]).toBe(-1);
    expect(entries[1]).toBe(trace.rounds[4]?.offset);
    expect(entries[10]).toBe((trace.rounds[4]?.offset ?? 0) + 9);
    expect(entries[11]).toBe(trace.rounds[7]?.offset);
    expect(entries[21]).toBe(-1);
    expect(lastReachedNode(entries)).toBe(20);
  });
});

describe('fronts', () => {
  const trace = syntheticTrace({ blocks: 2, nodes: 12, rounds: 4, error: frontOf(3) });

  test('the exact front moves one node a round, until a block begins behind it', () => {
    expect(exactFront(trace)).toEqual(
      [0, 1, 2, 3, 4, 4, 5, 6, 7, 8].map((clock, record) => [clock, Math.min(record, 4)]),
    );
  });

  test('after as many rounds as a block has nodes the next one is exact as well', () => {
    expect(exactNodes(syntheticTrace({ blocks: 3, nodes: 4, rounds: 4 })).at(-1)).toBe(12);
    expect(exactNodes(syntheticTrace({ blocks: 3, nodes: 4, rounds: 5 })).at(-1)).toBe(12);
    expect(exactNodes(syntheticTrace({ blocks: 3, nodes: 4, rounds: 3 })).at(-1)).toBe(3);
  });

  test('the tolerance front moves three nodes a round', () => {
    expect(toleranceFront(trace, 1e-3)).toEqual(
      [0, 1, 2, 3, 4, 4, 5, 6, 7, 8].map((clock, record) => [clock, 3 * (record < 5 ? record : record - 1)]),
    );
    expect(toleranceFrontSlope(trace, 1e-3)).toBe(3);
  });

  test('the tolerance front does not pass a node of an earlier block that does not agree', () => {
    const short = syntheticTrace({
      blocks: 3,
      nodes: 12,
      rounds: 4,
      error: (k, i, block) => (block === 0 ? frontOf(2)(k, i) : 1e-6),
    });
    expect(toleranceFront(short, 1e-3).at(-1)).toEqual([12, 8]);
    // The rounds of the first block alone could have moved it.
    expect(toleranceFrontSlope(short, 1e-3)).toBe(2);
  });

  test('it falls back where a node that agreed no longer does', () => {
    const back = syntheticTrace({ blocks: 1, nodes: 12, rounds: 3, error: (k, i) => (k === 2 && i === 4 ? 1 : 1e-6) });
    expect(toleranceFront(back, 1e-3).map(([, node]) => node)).toEqual([12, 12, 4, 12]);
  });

  test('rounds after the front has reached its end do not count', () => {
    const longer = syntheticTrace({ blocks: 2, nodes: 12, rounds: 9, error: frontOf(3) });
    expect(toleranceFrontSlope(longer, 1e-3)).toBe(3);
  });

  test('a front that never moves counts with all its rounds', () => {
    const half = syntheticTrace({
      blocks: 2,
      nodes: 12,
      rounds: 4,
      error: (k, i, block) => (block === 0 ? frontOf(3)(k, i) : 1),
    });
    expect(toleranceFrontSlope(half, 1e-3)).toBe(12 / 8);
  });

  test('an error that is not finite stops the front', () => {
    const lost = syntheticTrace({
      blocks: 1,
      nodes: 12,
      rounds: 4,
      error: (k, i) => (i === 4 ? Number.NaN : frontOf(3)(k, i)),
    });
    expect(toleranceFront(lost, 1e-3).at(-1)).toEqual([4, 4]);
  });

  test('there is no slope before the first round', () => {
    expect(toleranceFrontSlope(syntheticTrace({ records: 1 }), 1e-3)).toBeNaN();
    expect(toleranceFrontSlope(syntheticTrace({ records: 0 }), 1e-3)).toBeNaN();
  });
});

test('largestError takes finished blocks from their last round', () => {
  const trace = syntheticTrace({
    blocks: 2,
    nodes: 4,
    rounds: 3,
    error: (k, _i, block) => (k === 3 ? 0.1 * (block + 1) : 50),
  });
  expect(largestError(trace, 3)).toBeCloseTo(0.1, 6);
  expect(largestError(trace, 7)).toBeCloseTo(0.2, 6);
  expect(largestError(syntheticTrace({ error: () => Number.NaN }), 5)).toBe(Number.POSITIVE_INFINITY);
});
