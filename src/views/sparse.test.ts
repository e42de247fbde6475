// Test plan: traces whose rounds produce nodes that do not follow each other, Parareal and few steps, computed in float64: what
// is exact, what a curve shows, which node a stage shows where there are gaps; and every view draws every record.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../core/parse-spec';
import { planRun } from '../core/plan';
import { simulated } from '../core/simulated';
import { resolveTarget } from '../core/targets';
import { producedNode, segmentsOf, type TraceRecorder } from '../core/trace';
import { wordsOf } from '../words';
import { views } from '.';
import { curveErrors } from './curve-errors';
import { lightPalette } from './palette';
import { entriesAt, exactNodes, largestError, recordAtClock } from './trace-lookup';
import { nodeRange, pathNodes, shownNode, trackedPaths } from './tracks';

const words = wordsOf('en');

const BLOCKS = 6;
const NODES = 5;

function traceOf(method: object): TraceRecorder {
  const target = { kind: 'mixture', name: 'ring' };
  const spec = parseSpec({ target, dynamics: 'ode', blocks: BLOCKS, nodes: NODES, particles: 4, method });
  return simulated(planRun(spec, resolveTarget(spec.target, null)));
}

const traces = {
  parareal: traceOf({ kind: 'parareal', tolerance: null, iterations: 3 }),
  pipelined: traceOf({ kind: 'parareal', tolerance: null, iterations: 3, pipelined: true }),
  'few steps': traceOf({ kind: 'few-step', solver: 'dpm-solver++', steps: BLOCKS }),
  'one node a step': traceOf({ kind: 'few-step', solver: 'ddim', steps: BLOCKS * NODES }),
};

test('the exact front of Parareal moves one block an iteration; few steps have none', () => {
  const sweep = NODES + BLOCKS;
  const expected = Array.from({ length: BLOCKS + 3 * sweep }, (_, i) => {
    // The end of the run makes all nodes final, but not exact.
    return Math.max(0, Math.floor((i + 1 - BLOCKS) / sweep)) * NODES;
  });
  expect(exactNodes(traces.parareal)).toEqual(expected);
  for (const name of ['few steps', 'one node a step'] as const) {
    expect(new Set(exactNodes(traces[name]))).toEqual(new Set([0]));
  }
});

test.each(Object.entries(traces))('%s: a curve shows the largest error of all nodes so far', (_, trace) => {
  const { error } = curveErrors(trace);
  expect(error).toHaveLength(trace.rounds.length);
  error.forEach((value, index) => {
    expect(value).toBe(largestError(trace, index));
  });
  expect(error.at(-1)).toBe(segmentsOf(trace)[0]?.error.at(-1));
});

describe('gaps', () => {
  test('a stage shows the last node before the cursor that has a state', () => {
    expect([0, 4, 5, 9, 27, 30].map((node) => shownNode(traces['few steps'], 99, node))).toEqual([0, 0, 5, 5, 25, 30]);
    // After the first sweep of Parareal there are block ends; after the first fine step a node behind each of them.
    expect(shownNode(traces.parareal, BLOCKS - 1, 13)).toBe(10);
    expect(shownNode(traces.parareal, BLOCKS, 13)).toBe(11);
  });

  test('a path goes through the nodes that have states', () => {
    const trace = traces['few steps'];
    const range = nodeRange(0, 30);
    expect(pathNodes(trace, 'parallel', 99, range)).toEqual([0, 5, 10, 15, 20, 25, 30]);
    expect(pathNodes(trace, 'parallel', 3, range)).toEqual([0, 5, 10, 15, 20]);
    expect(pathNodes(trace, 'sequential', 3, range)).toHaveLength(31);
    const [path = []] = trackedPaths(trace, 99, 1, range);
    const entries = entriesAt(trace, 99);
    const x = [5, 10, 15, 20, 25, 30].map((node) => trace.paths[(entries[node] as number) * 2 * trace.plan.tracked]);
    expect(path.slice(1).map(([value]) => value)).toEqual(x);
    // Thinned, it takes the last state before each node.
    expect(pathNodes(trace, 'parallel', 99, nodeRange(0, 30, 5))).toEqual([0, 5, 10, 15, 20, 30]);
  });
});

test('a pipelined sweep is one call, after which its last step is shown', () => {
  const trace = traces.pipelined;
  const clock = BLOCKS + NODES + 1;
  const record = trace.rounds[recordAtClock(trace, clock)];
  expect(record && producedNode(record, 0)).toBe(BLOCKS * NODES);
});

describe.each(Object.entries(traces))('%s', (_, trace) => {
  test.each(Object.entries(views))('%s draws every record', (_name, view) => {
    for (let record = 0; record < trace.rounds.length; record++) {
      const input = { trace, cursor: { record, node: 13 }, width: 640, height: 260, palette: lightPalette, words };
      for (const mark of view.scene(input).marks) {
        if (mark.kind === 'line' || mark.kind === 'dots') {
          for (const number of mark.points.flat()) expect(Number.isFinite(number)).toBe(true);
        }
      }
    }
    expect(view.summary(trace, words)).not.toMatch(/NaN|undefined|Infinity/);
    for (const row of view.table(trace, words).rows) expect(row).toHaveLength(view.table(trace, words).columns.length);
  });
});
