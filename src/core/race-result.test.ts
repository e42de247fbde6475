// What lanes come to, on a small run in float64: closed facts of the sequential lane and of rounds as many as nodes, and the slim
// trace, which must give the same numbers as the whole one.

import { describe, expect, test } from 'vitest';
import { parseSpec } from './parse-spec';
import { planRun } from './plan';
import { type Lane, laneSpec } from './race';
import { laneResult, slimTrace } from './race-result';
import { simulate } from './sampler';
import { resolveTarget } from './targets';
import { countsOf, type Trace, TraceRecorder } from './trace';

const base = parseSpec({ target: { kind: 'mixture', name: 'ring' }, blocks: 4, nodes: 8, particles: 16, cutoff: 0.01 });

function run(lane: Lane): TraceRecorder {
  const spec = parseSpec(laneSpec(base, lane));
  const plan = planRun(spec, resolveTarget(spec.target, null));
  const trace = new TraceRecorder(plan, 'cpu', 'float64');
  const simulation = simulate(plan);
  for (;;) {
    const { value, done } = simulation.next();
    if (done) {
      trace.finish(value);
      return trace;
    }
    if (value.kind === 'record') trace.append(value.record);
  }
}

const lane = (method: object, blocks = 4): Lane => ({ method: parseSpec({ method }).method, blocks });

describe('a finished lane', () => {
  test('of the sequential sampler takes as many calls as there are steps, and is its own reference', () => {
    const result = laneResult(run(lane({ kind: 'sequential' })), 1e-3);
    // Starts of single nodes are wrong until the round after them, so nothing agrees before the last call.
    expect(result).toMatchObject({ rounds: 32, finish: 32, finishMedian: 32, evaluations: 32, nodesInFlight: 1 });
    expect(result).toMatchObject({ derivatives: 0, error: 0, errorMedian: 0, hump: 0 });
    expect(result.milliseconds).toBeGreaterThan(0);
  });

  test('with as many rounds as nodes is exact, and agrees no later than it stops', () => {
    const result = laneResult(run(lane({ tolerance: null, iterations: 8 })), 1e-3);
    expect(result).toMatchObject({ rounds: 32, evaluations: 256, nodesInFlight: 8 });
    expect(result.error).toBeLessThan(1e-12);
    expect(result.finish).toBeLessThanOrEqual(32);
    // The last block begins after 24 rounds, from a constant start that does not agree.
    expect(result.finish).toBeGreaterThan(25);
    expect(result.finishMedian).toBeLessThanOrEqual(result.finish ?? 0);
  });

  test('after one round of each block does not agree, and the median particle errs less than the worst', () => {
    const trace = run(lane({ tolerance: null, iterations: 1 }));
    const result = laneResult(trace, 1e-3);
    expect(result).toMatchObject({ rounds: 4, finish: null, finishMedian: null });
    expect(result.errorMedian).toBeLessThan(result.error);
    expect(result.errorMedian).toBeGreaterThan(1e-3);
    // A tolerance as large as the error itself is met.
    expect(laneResult(trace, result.error).finish).toBe(4);
  });

  test('has the same numbers when only what a race needs is kept', () => {
    const trace = run(lane({ linearPart: 'gaussian-data' }));
    const slim = slimTrace(trace);
    for (const tolerance of [1e-1, 1e-3, 1e-5])
      expect(laneResult(slim, tolerance)).toEqual(laneResult(trace, tolerance));
    expect(countsOf(slim)).toEqual(countsOf(trace));
    const numbers = (of: Trace) =>
      [of.nodeResidual, of.nodeError, of.nodeError99, of.nodeErrorMedian, of.paths].reduce(
        (n, { length }) => n + length,
        0,
      );
    expect(numbers(slim)).toBe(2 * trace.entries);
    expect(numbers(trace)).toBeGreaterThan(20 * numbers(slim));
  });
});

test('a lane that is not finished has no result', () => {
  const { plan } = run(lane({ tolerance: null, iterations: 1 }));
  expect(() => slimTrace(new TraceRecorder(plan, 'cpu', 'float64'))).toThrow('not finished');
});
