// Paths and particles put together from records: each number of a synthetic trace tells from which record it is.

import { describe, expect, test } from 'vitest';
import { offsetOf, referenceOf, syntheticTrace } from '../../test/synthetic-trace';
import type { Trace } from '../core/trace';
import { nodeRange, particlesAt, sequentialPaths, shownNode, trackedPaths } from './tracks';

/** Float32 keeps 24 bits of numbers below 3. */
const ROUNDING = 3 * 2 ** -24;

function offsets(path: readonly (readonly [number, number])[], particle: number): number[] {
  return path.map(([x], node) => x - referenceOf(node, particle)[0]);
}

/** The whole path of one tracked particle, one point per node. */
function trackedPath(trace: Trace, record: number, particle: number, lastNode = trace.plan.totalNodes) {
  return trackedPaths(trace, record, particle + 1, nodeRange(0, lastNode))[particle] ?? [];
}

describe('trackedPaths', () => {
  const trace = syntheticTrace({ blocks: 3, nodes: 4, rounds: 5 });

  test('has the start, the final states of finished blocks and the newest ones of the present block', () => {
    // Record 9: second block, round 3.
    const path = trackedPath(trace, 9, 1);
    expect(path.length).toBe(1 + 4 + 4);
    const expected = [0, ...Array(4).fill(offsetOf(5)), ...Array(4).fill(offsetOf(3))];
    offsets(path, 1).forEach((offset, node) => {
      expect(Math.abs(offset - (expected[node] ?? Number.NaN))).toBeLessThan(ROUNDING);
    });
  });

  test('ends at the node asked for', () => expect(trackedPath(trace, 9, 1, 6).length).toBe(7));

  test('keeps the y axis and the particles apart', () => {
    const [, [, y] = [0, 0]] = trackedPath(trace, 3, 2);
    expect(Math.abs(y - (referenceOf(1, 2)[1] + offsetOf(3)))).toBeLessThan(ROUNDING);
  });

  test('may be thinned, and keeps its last node', () => {
    const range = nodeRange(0, 8, 3);
    expect(range.step).toBe(3);
    const [, path = []] = trackedPaths(trace, 9, 2, range);
    const whole = trackedPath(trace, 9, 1);
    expect(path).toEqual([0, 3, 6, 8].map((node) => whole[node]));
  });

  test('before any record there is the start only', () => {
    expect(trackedPath(syntheticTrace({ records: 0 }), -1, 0).length).toBe(1);
  });
});

test('sequentialPaths are the reference from node 0', () => {
  const [, path = []] = sequentialPaths(syntheticTrace({ blocks: 3, nodes: 4 }), 2, nodeRange(0, 12));
  expect(path.length).toBe(13);
  for (const offset of offsets(path, 1)) expect(Math.abs(offset)).toBeLessThan(ROUNDING);
});

describe('particlesAt', () => {
  const trace = syntheticTrace({ blocks: 3, nodes: 4, rounds: 5, tracked: 3, particles: 5 });

  test('all particles at the end of a finished segment, on both sides', () => {
    for (const side of ['parallel', 'sequential'] as const) {
      expect(particlesAt(trace, side, 5, 4)).toMatchObject({ node: 4, all: true });
      expect(particlesAt(trace, side, 5, 4).points.length).toBe(5);
      // Long after the segment has ended too.
      expect(particlesAt(trace, side, 14, 4).points.length).toBe(5);
    }
  });

  test('the tracked ones before its last round and at other nodes', () => {
    expect(particlesAt(trace, 'parallel', 4, 4)).toMatchObject({ node: 4, all: false });
    expect(particlesAt(trace, 'parallel', 5, 3).points.length).toBe(3);
  });

  test('the last node reached stands in for one that is not, on both sides', () => {
    expect(particlesAt(trace, 'parallel', 2, 11).node).toBe(4);
    expect(particlesAt(trace, 'sequential', 2, 11).node).toBe(4);
    expect([shownNode(trace, 2, 11), shownNode(trace, 2, 3)]).toEqual([4, 3]);
  });

  test('a run of tracked particles only shows all of them everywhere', () => {
    const few = syntheticTrace({ tracked: 3, particles: 3 });
    expect(particlesAt(few, 'parallel', 2, 3).all).toBe(true);
  });
});
