// The map of errors of steps over several nodes: a step stands for the nodes that have no state, until they have one.

import { expect, test } from 'vitest';
import { syntheticPlan } from '../../test/synthetic-trace';
import { type RecordData, TraceRecorder } from '../core/trace';
import { errorGrid } from './error-grid';
import { agreeingNodes } from './trace-lookup';

const NODES = 6;

/** A trace of 6 nodes with the given steps: `[first node, stride, reach, errors]`. */
function traceOf(steps: readonly (readonly [number, number, number, readonly number[]])[]): TraceRecorder {
  const trace = new TraceRecorder(syntheticPlan({ blocks: 1, nodes: NODES, tracked: 1, particles: 1 }), 'cpu', '');
  steps.forEach(([firstNode, stride, reach, nodeError], index) => {
    const error = Math.max(...nodeError);
    const record: RecordData = {
      ...{ isStart: false, clock: index + 1, iteration: index + 1, segment: 0, firstNode, count: nodeError.length },
      ...{ stride, reach, front: 0, evaluations: 1, residual: error, error, error99: error, errorMedian: error },
      ...{ nodeResidual: nodeError, nodeError, nodeError99: nodeError, nodeErrorMedian: nodeError },
      paths: new Float32Array(2 * nodeError.length),
    };
    trace.append(record);
  });
  return trace;
}

/** The values of the last column, nodes 1 to 6. */
function lastColumn(trace: TraceRecorder): number[] {
  const { columns, rows, values } = errorGrid(trace);
  return Array.from({ length: rows }, (_, row) => values[row * columns + columns - 1] as number);
}

const sweep = [
  [0, 3, 3, [0.5]],
  [3, 3, 3, [0.25]],
] as const;

test('a step stands for the nodes that it passes over', () => {
  expect(lastColumn(traceOf(sweep.slice(0, 1)))).toEqual([0.5, 0.5, 0.5, -1, -1, -1]);
  expect(lastColumn(traceOf(sweep))).toEqual([0.5, 0.5, 0.5, 0.25, 0.25, 0.25]);
});

test('nodes with a state of their own keep theirs', () => {
  const fine = [...sweep, [0, 3, 1, [0.125, 0.0625]]] as const;
  expect(lastColumn(traceOf(fine))).toEqual([0.125, 0.5, 0.5, 0.0625, 0.25, 0.25]);
  expect(lastColumn(traceOf([...fine, [0, 3, 3, [2]], [3, 3, 3, [4]]]))).toEqual([0.125, 2, 2, 0.0625, 4, 4]);
});

test('the front of agreement passes over the nodes that a step stands for', () => {
  const frontOf = (steps: Parameters<typeof traceOf>[0]) => agreeingNodes(traceOf(steps), 0.3);
  expect(frontOf(sweep)).toEqual([0, 0]);
  expect(frontOf([[0, 3, 3, [0.1]], ...sweep.slice(1)])).toEqual([3, 6]);
  // Node 2 now has a state that does not agree.
  expect(
    frontOf([
      [0, 3, 3, [0.1]],
      [3, 3, 3, [0.1]],
      [1, 3, 1, [1, 1]],
    ]),
  ).toEqual([3, 6, 1]);
});
