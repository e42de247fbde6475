// Views of traces whose segments overlap: fronts of a sliding window that are known by construction; and real traces of a
// window and a wavefront, whose newest states, fronts and drawings are checked against what the solver held.

import { describe, expect, test } from 'vitest';
import { syntheticPlan } from '../../test/synthetic-trace';
import { parseSpec } from '../core/parse-spec';
import { planRun } from '../core/plan';
import { simulated } from '../core/simulated';
import { resolveTarget } from '../core/targets';
import { TraceRecorder } from '../core/trace';
import { wordsOf } from '../words';
import { convergence } from './convergence';
import { errorGrid } from './error-grid';
import { heatmap } from './heatmap';
import { lightPalette } from './palette';
import { race } from './race';
import { stage } from './stage';
import {
  entriesAt,
  exactNodes,
  finishedNodes,
  lastReachedNode,
  recordAtClock,
  toleranceFront,
  toleranceFrontSlope,
} from './trace-lookup';

const words = wordsOf('en');

/** A window of 4 on 12 nodes that slides by 2 a round; `agreeing(round)` nodes agree after a round, as far as the window went. */
function slidingTrace(agreeing: (round: number) => number): TraceRecorder {
  const [total, width, slide] = [12, 4, 2];
  const trace = new TraceRecorder(syntheticPlan({ blocks: 1, nodes: total, tracked: 1, particles: 1 }), 'cpu', '');
  for (let index = 0; index < 2 * 6; index++) {
    const [segment, isStart] = [Math.floor(index / 2), index % 2 === 0];
    const rounds = segment + (isStart ? 0 : 1);
    const firstNode = slide * segment;
    const count = Math.min(width, total - firstNode);
    const front = Math.min(agreeing(rounds), isStart ? firstNode - slide + width : total);
    const nodeError = Array.from({ length: count }, (_, i) => (firstNode + i + 1 <= front ? 1e-6 : 1));
    const error = Math.max(...nodeError);
    trace.append({
      ...{ isStart, clock: rounds, iteration: isStart ? 0 : 1, segment, firstNode, count, stride: 1, reach: 1 },
      ...{ front: isStart ? firstNode : firstNode + slide, evaluations: isStart ? 0 : count },
      ...{ residual: error, error, error99: error, errorMedian: error },
      ...{ nodeResidual: nodeError, nodeError, nodeError99: nodeError, nodeErrorMedian: nodeError },
      paths: new Float32Array(2 * count),
    });
  }
  return trace;
}

describe('fronts of a sliding window', () => {
  test('nodes that agreed before the window came to them count once', () => {
    const trace = slidingTrace((round) => (round === 0 ? 0 : 2 * round + 1));
    expect(toleranceFront(trace, 1e-3).slice(0, 4)).toEqual([
      [0, 0],
      [1, 3],
      [1, 3],
      [2, 5],
    ]);
    // After the first round the window has left the last exact node behind.
    expect(exactNodes(trace)).toEqual([0, ...new Array(11).fill(1)]);
    // All 12 nodes after 6 rounds.
    expect(toleranceFrontSlope(trace, 1e-3)).toBe(2);
  });

  test('rounds in which the window only waits to slide do not count', () => {
    // After 5 rounds all nodes agree; the window passes the last ones in a sixth.
    expect(
      toleranceFrontSlope(
        slidingTrace((round) => 3 * round),
        1e-3,
      ),
    ).toBe(12 / 5);
  });

  test('a front that never moves', () => {
    expect(
      toleranceFrontSlope(
        slidingTrace(() => 0),
        1e-3,
      ),
    ).toBe(0);
  });
});

const grid = { target: { kind: 'mixture', name: 'ring' }, blocks: 5, nodes: 8, particles: 6 };

describe.each([
  { kind: 'window', window: 12, tolerance: 1e-3 },
  { kind: 'wavefront', tolerance: 1e-4, iterations: 40 },
])('a $kind', (method) => {
  const spec = parseSpec({ ...grid, method });
  const plan = planRun(spec, resolveTarget(spec.target, null));
  /** States of the tracked particles at every node after every record, `[record][node]`: first coordinate of particle 0. */
  const held: number[][] = [];
  const reached: number[] = [];
  const trace = simulated(plan, {
    onStep: ({ state, path }) => {
      const before = reached.at(-1) ?? 0;
      reached.push(Math.max(before, state.first + state.count));
      held.push(Array.from({ length: 41 }, (_, node) => path[node * 2 * grid.particles] as number));
    },
  });
  const last = trace.rounds.length - 1;

  test('the newest state of every node is the one that the solver held', () => {
    expect(held).toHaveLength(trace.rounds.length);
    for (let at = 0; at <= last; at++) {
      const entries = entriesAt(trace, at);
      expect(lastReachedNode(entries)).toBe(reached[at]);
      for (let node = 1; node <= (reached[at] as number); node++) {
        const x = trace.paths[(entries[node] as number) * 2 * plan.tracked];
        expect(x, `record ${at}, node ${node}`).toBe(Math.fround(held[at]?.[node] as number));
      }
    }
  });

  test('finished nodes only grow, keep their states, and are behind all that is worked on', () => {
    for (let at = 1; at <= last; at++) {
      const finished = finishedNodes(trace, at - 1);
      expect(finishedNodes(trace, at)).toBeGreaterThanOrEqual(finished);
      expect(held[at]?.slice(0, finished + 1)).toEqual(held[last]?.slice(0, finished + 1));
      expect(trace.rounds[at]?.firstNode).toBeGreaterThanOrEqual(finished);
    }
    expect(finishedNodes(trace, last)).toBe(40);
  });

  test('a number of calls leads to its round, and to the start at 0', () => {
    const calls = trace.rounds[last]?.clock ?? 0;
    expect(recordAtClock(trace, 0)).toBe(0);
    for (let clock = 1; clock <= calls; clock++) {
      const record = trace.rounds[recordAtClock(trace, clock)];
      expect([record?.clock, record?.isStart]).toEqual([clock, false]);
    }
  });

  test('fronts go on from segment to segment, and their mean slope is that of the whole', () => {
    const front = toleranceFront(trace, 1e-3);
    trace.rounds.forEach(({ isStart }, index) => {
      // A start leaves the front where it is, or moves it on.
      if (isStart && index > 0) expect(front[index]?.[1]).toBeGreaterThanOrEqual(front[index - 1]?.[1] ?? 0);
    });
    const [calls = 0, nodes] = front.at(-1) ?? [];
    expect(nodes).toBe(40);
    // All 40 nodes by a whole number of rounds, not more than there were.
    const rounds = 40 / toleranceFrontSlope(trace, 1e-3);
    expect(rounds).toBeCloseTo(Math.round(rounds), 9);
    expect(rounds).toBeLessThanOrEqual(calls);
  });

  test('the map of errors ends with the newest errors', () => {
    const { columns, rows, values, nodesPerRow } = errorGrid(trace);
    expect(nodesPerRow).toBe(1);
    const entries = entriesAt(trace, last);
    for (let row = 0; row < rows; row++) {
      expect(values[row * columns + columns - 1]).toBe(trace.nodeError[entries[row + 1] as number]);
    }
  });

  test('all views draw every record and tell the same numbers', () => {
    for (const view of [heatmap, convergence, race, stage]) {
      for (let record = 0; record <= last; record += 3) {
        const scene = view.scene({
          trace,
          cursor: { record, node: 20 },
          width: 600,
          height: 300,
          palette: lightPalette,
          words,
        });
        const numbers = scene.marks.flatMap((mark) => ('points' in mark ? mark.points.flat() : []));
        expect(numbers.length, view.name).toBeGreaterThan(0);
        expect(numbers.every(Number.isFinite), view.name).toBe(true);
      }
    }
    const calls = trace.rounds[last]?.clock;
    expect(heatmap.table(trace, words).rows).toHaveLength(40);
    expect(race.table(trace, words).rows.at(-1)).toEqual([calls, 40, Math.min(calls ?? 0, 40)]);
    const { columns } = convergence.table(trace, words);
    expect(columns[1]).toBe(method.kind === 'window' ? 'window' : 'block');
  });

  test('blocks are marked where they finish; a window has a curve of its rounds alone', () => {
    const input = { trace, cursor: { record: last, node: 40 }, width: 800, height: 300, palette: lightPalette, words };
    const lines = convergence.scene(input).marks.filter((mark) => mark.kind === 'line');
    const curves = lines.filter(({ stroke, width }) => stroke === lightPalette.parallel && width === 1.75).slice(0, -1);
    const rounds = trace.rounds.filter(({ isStart }) => !isStart).length;
    expect(curves).toHaveLength(method.kind === 'window' ? 1 : 5);
    const points = curves.reduce((sum, curve) => sum + curve.points.length, 0);
    // Of each block its start too.
    expect(points).toBe(rounds + (method.kind === 'window' ? 0 : 5));
  });
});
