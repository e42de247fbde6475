// Test plan: the solver's rounds against golden iterates of one block (d = 3, 12 nodes) for all linear parts and both
// dynamics: every iterate and the sequential solution.

import { expect, test } from 'vitest';
import golden from '../../test/golden/picard-block.json';
import { parseSpec } from './parse-spec';
import { PathSolver } from './path-solver';
import { coefficientsOf, type Plan, planRun } from './plan';
import { nextState, PHASE, schedules } from './schedules';
import { starts } from './starts';
import { resolveTarget } from './targets';
import { updateOf } from './updates';

/** Each iterate is some dozens of operations of relative error 1e-16 on states of size one, and conditioning near 10. */
const RELATIVE = 1e-12;

function relativeError(actual: Float64Array, expected: readonly (readonly number[])[]): number {
  let difference = 0;
  let size = 0;
  expected.flat().forEach((value, at) => {
    difference = Math.max(difference, Math.abs((actual[at] as number) - value));
    size = Math.max(size, Math.abs(value));
  });
  return difference / size;
}

test.each(golden.blocks)('$dynamics, $linearPart: every iterate is the golden one', (block) => {
  const times = Float64Array.from(block.r);
  const target = resolveTarget({ kind: 'mixture', ...block.mixture }, null);
  expect(target.dataVariance).toBeCloseTo(block.dataVariance, 12);
  const total = times.length - 1;
  const { dynamics, linearPart } = block;
  const method = { linearPart, tolerance: null, iterations: total };
  const spec = parseSpec({
    target: { kind: 'mixture', ...block.mixture },
    dynamics,
    blocks: 1,
    nodes: total,
    particles: 1,
    method,
  });
  // The golden block is one of a longer grid, so its noise times are no spec's.
  const coefficients = coefficientsOf(spec, times, updateOf(linearPart), target.dataVariance);
  const plan: Plan = { ...planRun(spec, target), noiseTimes: times, coefficients };
  const { parameters } = plan;
  const noise = (node: number) => Float64Array.from(block.xi[node] as number[]);

  const sequential = new PathSolver({ plan, rows: 1, noise, sequential: true });
  sequential.stateAt(0).set(block.y0);
  let state = schedules.sequential.initial(parameters);
  while (state.phase !== PHASE.done) {
    for (const _ of sequential.round(state));
    state = nextState(schedules.sequential, state, [], parameters, []);
  }
  expect(relativeError(sequential.path, block.sequential)).toBeLessThan(RELATIVE);

  const solver = new PathSolver({ plan, rows: total, noise, sequential: false });
  solver.stateAt(0).set(block.y0);
  const score = new Float64Array(0);
  starts.constant.fill({ plan, path: solver.path, particles: 1, first: 0, count: total, noise, score });
  state = nextState(schedules.blocks, schedules.blocks.initial(parameters), [], parameters, []);
  expect(block.iterates).toHaveLength(total);
  for (const iterate of block.iterates) {
    for (const _ of solver.round(state));
    expect(relativeError(solver.path, iterate)).toBeLessThan(RELATIVE);
  }
  expect([...solver.path]).toEqual([...sequential.path]);
});
