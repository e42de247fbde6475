// Test plan: what runs are expected to take against what they take, in float64 on the ring, within the factor of two that is
// promised, for every method and linear part; and exactly where nothing is left to chance.

import { describe, expect, test } from 'vitest';
import { expectedWork } from './expected-work';
import { parseSpec } from './parse-spec';
import { planRun } from './plan';
import { simulated } from './simulated';
import { resolveTarget } from './targets';
import { countsOf } from './trace';
import { updates } from './updates';

function compared(input: object) {
  const spec = parseSpec({ target: { kind: 'mixture', name: 'ring' }, particles: 24, ...input });
  const { rounds, evaluations, derivatives } = countsOf(simulated(planRun(spec, resolveTarget(spec.target, null))));
  return { taken: { rounds, rows: evaluations - derivatives }, expected: expectedWork(spec) };
}

const blocks = { blocks: 4, nodes: 32 };

describe.each(['sde', 'ode'] as const)('%s', (dynamics) => {
  const parts = Object.keys(updates).filter((name) => dynamics === 'sde' || !name.includes('regression'));
  const methods: readonly object[] = [
    // With all components of the data the surrogate would be the score itself.
    ...parts.map((linearPart) => ({ linearPart, surrogateComponents: 4 })),
    { start: 'prediction' },
    { kind: 'window', window: 32 },
    { kind: 'window', window: 64, start: 'prediction' },
    { kind: 'wavefront' },
    { kind: 'wavefront', linearPart: 'gaussian-data' },
    { kind: 'anderson' },
    { kind: 'parareal' },
    ...(dynamics === 'ode' ? [{ corrector: {} }] : []),
  ];

  test.each(methods)('%j', (method) => {
    for (const grid of [blocks, { blocks: 1, nodes: 128 }]) {
      const { taken, expected } = compared({ ...grid, dynamics, method });
      for (const [got, hoped] of [
        [taken.rounds, expected.rounds],
        [taken.rows, expected.rows],
      ] as const) {
        expect(Math.abs(Math.log2(got / hoped)), `${got} where ${hoped} were expected`).toBeLessThanOrEqual(1);
      }
    }
  });
});

test.each([
  { linearPart: 'jacobi' },
  { tolerance: null, iterations: 5 },
  { kind: 'anderson', tolerance: null, iterations: 5 },
  { kind: 'wavefront', tolerance: null, iterations: 5 },
  { kind: 'parareal', tolerance: null, iterations: 3 },
  { kind: 'parareal', tolerance: null, iterations: 3, pipelined: true },
  { kind: 'few-step', steps: 16 },
  { kind: 'sequential' },
])('%j is known exactly', (method) => {
  const { taken, expected } = compared({ ...blocks, method });
  // Jacobi may see its end a round early.
  if ('linearPart' in method) expect(taken.rounds).toBeGreaterThan(0.9 * expected.rounds);
  else expect(taken).toEqual(expected);
});

test('an overflow of half precision costs rounds in proportion to the nodes', () => {
  const { taken, expected } = compared({
    ...{ blocks: 1, nodes: 128, horizon: 12, precision: 'f16', method: { iterations: 128 } },
  });
  expect(Math.abs(Math.log2(taken.rounds / expected.rounds))).toBeLessThanOrEqual(1);
  const saturating = compared({ blocks: 1, nodes: 128, horizon: 12, precision: 'f16-saturating' });
  expect(saturating.expected.rounds).toBeLessThan(expected.rounds);
});
