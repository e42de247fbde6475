import { beforeEach, describe, expect, it } from 'vitest';
import { syntheticTrace } from '../../test/synthetic-trace';
import { parseSpec } from '../core/parse-spec';
import { planRun } from '../core/plan';
import { simulated } from '../core/simulated';
import { resolveTarget } from '../core/targets';
import {
  moveToNode,
  moveToRecord,
  moveWithinBlock,
  resolveCursor,
  stepRecord,
  stepSegment,
  togglePlay,
  useCursor,
} from './cursor';

// 4 blocks of 16 nodes, each a start and 6 rounds: 28 records.
const trace = syntheticTrace();
const half = syntheticTrace({ records: 10 });
const at = (on = trace) => resolveCursor(on, useCursor.getState());

beforeEach(() => useCursor.setState({ record: null, node: null, playing: false, axis: 'rounds' }));

describe('the cursor', () => {
  it('follows the newest record of a growing trace', () => {
    expect(at(half)).toEqual({ record: 9, node: 32 });
    expect(at()).toEqual({ record: 27, node: 64 });
  });

  it('stays where it was put, and follows again from the end', () => {
    moveToRecord(half, 3);
    expect(at()).toEqual({ record: 3, node: 16 });
    moveToRecord(half, 9);
    expect(at().record).toBe(27);
  });

  it('moves into the middle of a block in the middle of the run', () => {
    moveWithinBlock(trace);
    // The second of four blocks, records 7 to 13.
    expect(at().record).toBe(10);
  });

  it('steps by records and by segments, and stops at both ends', () => {
    stepSegment(trace, -1);
    expect(at().record).toBe(20);
    stepRecord(trace, -21);
    expect(at().record).toBe(0);
    stepSegment(trace, 1);
    expect(at().record).toBe(6);
    stepSegment(trace, 1);
    expect(at().record).toBe(13);
    stepSegment(trace, -1);
    stepSegment(trace, -1);
    expect(at().record).toBe(0);
    stepRecord(trace, 99);
    expect(at().record).toBe(27);
  });

  it('steps by what becomes final where a whole run is one segment', () => {
    const spec = parseSpec({
      target: { kind: 'mixture', name: 'ring' },
      ...{ blocks: 3, nodes: 4, particles: 2, method: { kind: 'parareal', tolerance: null, iterations: 2 } },
    });
    const parareal = simulated(planRun(spec, resolveTarget(spec.target, null)));
    moveToRecord(parareal, 0);
    stepSegment(parareal, 1);
    // A sweep of 3 steps, then an iteration: 4 fine steps of all blocks at once, and a sweep.
    expect(at(parareal)).toEqual({ record: 9, node: 12 });
    stepSegment(parareal, 1);
    expect(at(parareal).record).toBe(16);
  });

  it('plays along nodes within its round, and from the last node anew', () => {
    moveToRecord(trace, 3);
    moveToNode(trace, 12);
    useCursor.setState({ axis: 'nodes' });
    togglePlay(trace);
    expect(useCursor.getState()).toMatchObject({ playing: true, record: 3, node: 12 });
    togglePlay(trace);
    moveToNode(trace, 64);
    togglePlay(trace);
    expect(useCursor.getState()).toMatchObject({ playing: true, record: 3, node: 0 });
  });

  it('keeps nodes inside the grid', () => {
    moveToNode(trace, 999);
    expect(at().node).toBe(64);
    moveToNode(trace, -5);
    expect(at().node).toBe(0);
  });

  it('reads a link made for a longer trace', () => {
    useCursor.setState({ record: 5000, node: 9000 });
    expect(at()).toEqual({ record: 27, node: 64 });
  });

  it('plays from the start when it is at the end', () => {
    togglePlay(trace);
    expect(useCursor.getState()).toMatchObject({ playing: true, record: 0 });
    togglePlay(trace);
    expect(useCursor.getState().playing).toBe(false);
  });

  it('is at node 0 of an empty trace', () => {
    expect(at(syntheticTrace({ records: 0 }))).toEqual({ record: 0, node: 0 });
  });
});
