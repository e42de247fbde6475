// Test plan: whole runs in half precision. Every state of path and reference is a half; where states overflow, infinities
// spread along the block and it heals node by node, and no residual that is not finite ends it; saturating, nothing but the
// precision is lost; blocks keep states small and both kinds equal.

import { describe, expect, test } from 'vitest';
import { nearestHalf } from './half';
import { parseSpec } from './parse-spec';
import { planRun } from './plan';
import { type SimulatedStep, simulate } from './sampler';
import { PHASE } from './schedules';
import { resolveTarget } from './targets';
import { type Outcome, TraceRecorder } from './trace';

function run(input: object, onStep: (step: SimulatedStep) => void): TraceRecorder {
  const spec = parseSpec(input);
  const plan = planRun(spec, resolveTarget(spec.target, null));
  const trace = new TraceRecorder(plan, 'cpu', 'float64');
  const simulation = simulate(plan, { onStep });
  for (;;) {
    const { done, value } = simulation.next();
    if (done) {
      trace.finish(value as Outcome);
      return trace;
    }
    if (value.kind === 'record') trace.append(value.record);
  }
}

const isHalf = (value: number) => Object.is(nearestHalf(value, Number.POSITIVE_INFINITY), value);

describe.each(['f16', 'f16-saturating'])('%s', (precision) => {
  const grid = { target: { kind: 'mixture', name: 'ring' }, blocks: 2, nodes: 12, particles: 4, precision };
  const rounds = { tolerance: null, iterations: 3 };

  test.each([
    { method: { kind: 'piadm', ...rounds } },
    { method: { kind: 'piadm', start: 'gaussian', linearPart: 'jacobian', ...rounds } },
    { method: { kind: 'piadm', start: 'prediction', corrector: { steps: 6 }, ...rounds }, dynamics: 'ode' },
    { method: { kind: 'window', start: 'prediction', window: 9 } },
    { method: { kind: 'wavefront', start: 'gaussian', ...rounds } },
    { method: { kind: 'anderson', memory: 2, ...rounds } },
    { method: { kind: 'parareal', ...rounds } },
    { method: { kind: 'few-step', solver: 'dpm-solver++', steps: 8 }, dynamics: 'ode' },
  ])('all states are halves: %j', (over) => {
    run({ ...grid, ...over }, ({ path, reference }) => {
      expect(path.every(isHalf)).toBe(true);
      expect(reference.every(isHalf)).toBe(true);
    });
  });
});

/** At horizon 12 one block of the ring has a hump of 1e7: halves overflow. */
const ONE_BLOCK = {
  target: { kind: 'mixture', name: 'ring' },
  horizon: 12,
  blocks: 1,
  nodes: 100,
  particles: 4,
  method: { tolerance: 0.001, iterations: 1000 },
};

test('spreading: the block heals node by node', () => {
  const spoilt: number[] = [];
  const trace = run({ ...ONE_BLOCK, precision: 'f16' }, ({ state, path, reference }) => {
    spoilt.push(path.reduce((count, y) => count + (Number.isFinite(y) ? 0 : 1), 0));
    if (state.phase !== PHASE.round) return;
    const exact = (state.iteration + 2) * 8;
    expect(path.subarray(0, exact)).toEqual(reference.subarray(0, exact));
  });
  expect(Math.max(...spoilt)).toBeGreaterThan(200);
  expect(spoilt.at(-1)).toBe(0);
  const rounds = trace.rounds.filter((record) => !record.isStart);
  // Not one round ends the block while a state is not finite.
  const residuals = rounds.map((record) => record.residual);
  expect(residuals.slice(0, -1).every((residual) => !(residual < 0.001))).toBe(true);
  expect(residuals.at(-1)).toBeLessThan(0.001);
  expect(residuals.some(Number.isNaN)).toBe(true);
  expect(rounds.at(-1)?.error).toBeLessThan(0.01);
  // Where nothing overflows, the rounds do not wait for the front.
  const single = run({ ...ONE_BLOCK, precision: 'f32' }, () => undefined);
  expect(rounds.length).toBeGreaterThan(1.25 * single.rounds.length);
});

test('saturating: states stay finite, and the rounds are those of single precision', () => {
  let largest = 0;
  const trace = run({ ...ONE_BLOCK, precision: 'f16-saturating' }, ({ path }) => {
    for (const y of path) largest = Math.max(largest, Math.abs(y));
    expect(path.every(Number.isFinite)).toBe(true);
  });
  expect(largest).toBe(65504);
  const single = run({ ...ONE_BLOCK, precision: 'f32' }, () => undefined);
  const [rounds, twin] = [trace, single].map(({ rounds: records }) => records.length) as [number, number];
  expect(Math.abs(rounds - twin)).toBeLessThanOrEqual(twin / 4);
  expect(trace.rounds.at(-1)?.error).toBeLessThan(0.01);
});

test('blocks keep states small, so that it makes no difference', () => {
  const [spreading, saturating] = ['f16', 'f16-saturating'].map((precision) =>
    run({ ...ONE_BLOCK, blocks: 5, nodes: 20, precision }, () => undefined),
  ) as [TraceRecorder, TraceRecorder];
  expect(spreading.rounds).toEqual(saturating.rounds);
  expect(spreading.outcome?.samples).toEqual(saturating.outcome?.samples);
});
