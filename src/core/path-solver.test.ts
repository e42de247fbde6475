// Test plan: the solver's rounds against golden iterates of one block (d = 3, 12 nodes) for all linear parts and both
// dynamics: every iterate and the sequential solution.

import { expect, test } from 'vitest';
import golden from '../../test/golden/picard-block.json';
import { PathSolver } from './path-solver';
import { coefficientsOf } from './plan';
import { PHASE, schedules } from './schedules';
import { createScore } from './scores/evaluate';
import type { Dynamics } from './spec';
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
  const dynamics = block.dynamics as Dynamics;
  const total = times.length - 1;
  const equations = {
    dimension: 3,
    particles: 1,
    noiseTimes: times,
    coefficients: coefficientsOf({ dynamics }, times, updateOf(block.linearPart), target.dataVariance),
    score: createScore(target.model),
    noise: (node: number) => Float64Array.from(block.xi[node] as number[]),
  };
  const parameters = { total, blockLength: total, iterations: total, tolerance: 0 };

  const sequential = new PathSolver(equations, 1);
  sequential.stateAt(0).set(block.y0);
  let state = schedules.sequential.initial(parameters);
  while (state.phase !== PHASE.done) {
    for (const _ of sequential.round(state));
    state = schedules.sequential.advance(state, [], parameters);
  }
  expect(relativeError(sequential.path, block.sequential)).toBeLessThan(RELATIVE);

  const solver = new PathSolver(equations, total);
  solver.stateAt(0).set(block.y0);
  starts.constant.fill(solver.path, solver.stateLength, 0, total);
  state = schedules.blocks.advance(schedules.blocks.initial(parameters), [], parameters);
  expect(block.iterates).toHaveLength(total);
  for (const iterate of block.iterates) {
    for (const _ of solver.round(state));
    expect(relativeError(solver.path, iterate)).toBeLessThan(RELATIVE);
  }
  expect([...solver.path]).toEqual([...sequential.path]);
});
