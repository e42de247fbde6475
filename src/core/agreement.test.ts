// Test plan: traces with known errors: when all nodes agree, that a relapse counts, that nodes not reached count, and that what
// is not finite never agrees.

import { describe, expect, test } from 'vitest';
import { callsToAgreement, finalError } from './agreement';
import type { Plan } from './plan';
import { TraceRecorder } from './trace';

/** A trace of rounds over nodes 0 .. of a path, each `[firstNode, worst errors]`; medians are a tenth. */
function traceOf(totalNodes: number, rounds: readonly (readonly [number, readonly number[]])[]) {
  const plan = { totalNodes, tracked: 0, parameters: { subBlocks: 0 } } as unknown as Plan;
  const trace = new TraceRecorder(plan, 'cpu', 'test');
  rounds.forEach(([firstNode, errors], index) => {
    const medians = errors.map((error) => error / 10);
    trace.append({
      ...{
        isStart: false,
        clock: index + 1,
        iteration: index + 1,
        segment: 0,
        firstNode,
        count: errors.length,
        stride: 1,
      },
      ...{ reach: 1, front: 0, evaluations: errors.length, residual: 0, error: 0, error99: 0, errorMedian: 0 },
      ...{ nodeResidual: errors, nodeError: errors, nodeError99: errors, nodeErrorMedian: medians, paths: [] },
    });
  });
  return trace;
}

describe('network calls to agreement', () => {
  test('are those after which every node agrees', () => {
    const trace = traceOf(3, [
      [0, [1, 1, 1]],
      [0, [0, 1, 1]],
      [0, [0, 0.0009, 0.005]],
      [0, [0, 0, 0.0009]],
    ]);
    expect(callsToAgreement(trace, 0.001, 'worst')).toBe(4);
    expect(callsToAgreement(trace, 0.001, 'median')).toBe(3);
    expect(callsToAgreement(trace, 1, 'worst')).toBe(1);
    expect(callsToAgreement(trace, 1e-5, 'worst')).toBeNull();
  });

  test('begin anew after a relapse', () => {
    const trace = traceOf(1, [
      [0, [0]],
      [0, [1]],
      [0, [0]],
    ]);
    expect(callsToAgreement(trace, 0.001, 'worst')).toBe(3);
  });

  test('wait for nodes that are reached late, and for ever for those that are not', () => {
    expect(
      callsToAgreement(
        traceOf(2, [
          [0, [0]],
          [1, [0]],
        ]),
        0.001,
        'worst',
      ),
    ).toBe(2);
    expect(callsToAgreement(traceOf(3, [[0, [0, 0]]]), 0.001, 'worst')).toBeNull();
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('an error of %d never agrees', (error) => {
    expect(callsToAgreement(traceOf(2, [[0, [error, 0]]]), 1e300, 'worst')).toBeNull();
    expect(Number.isFinite(finalError(traceOf(2, [[0, [error, 0]]]), 'worst'))).toBe(false);
  });
});

test('the final error is the largest of the newest ones', () => {
  const trace = traceOf(2, [
    [0, [7, 5]],
    [1, [0.5]],
    [0, [0.2]],
  ]);
  expect(finalError(trace, 'worst')).toBeCloseTo(0.5, 6);
  expect(finalError(trace, 'median')).toBeCloseTo(0.05, 6);
});
