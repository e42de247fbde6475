// Test plan. The normal equations: random systems solved with their ridge, dependent and empty columns left out, never NaN.
// The pass, on a linear problem (Gaussian data), where mixing is linear too: each node is what an ordinary round makes of the
// mixed path with that node's weight, the weight is that of its formula, and residuals before the node do not grow; all of it
// computed here by dense sums over ordinary rounds. Whole runs are in `anderson-runs.test.ts`.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../parse-spec';
import { PathSolver } from '../path-solver';
import { type Plan, planRun } from '../plan';
import { normal, STREAM } from '../random';
import { nextState, PHASE, type ScheduleState } from '../schedules';
import { resolveTarget } from '../targets';
import { RIDGE, solveNormalEquations } from './anderson';

function planOf(input: object): Plan {
  const spec = parseSpec(input);
  return planRun(spec, resolveTarget(spec.target, null));
}

describe('normal equations', () => {
  const size = 5;
  const triangleOf = (columns: readonly (readonly number[])[]) => {
    const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, x, i) => sum + x * (b[i] as number), 0);
    return Float64Array.from(columns.flatMap((a, row) => columns.slice(0, row + 1).map((b) => dot(a, b))));
  };
  const columnOf = (index: number, scale = 1) => Array.from({ length: 8 }, (_, i) => scale * normal(4, 16, index, i));

  test('the solution satisfies the equations, whatever the scale of the columns', () => {
    for (const scale of [1, 1e-12, 1e12]) {
      const columns = Array.from({ length: size }, (_, k) => columnOf(k, k % 2 === 0 ? scale : 1));
      const sums = triangleOf(columns);
      const right = Float64Array.from({ length: size }, (_, k) => columnOf(9 + k).reduce((sum, x) => sum + x, 0));
      const unknowns = right.slice();
      solveNormalEquations(size, sums.slice(), unknowns);
      for (let row = 0; row < size; row++) {
        let left = 0;
        let magnitude = Math.abs(right[row] as number);
        for (let column = 0; column < size; column++) {
          const [low, high] = [Math.min(row, column), Math.max(row, column)];
          const factor = (sums[(high * (high + 1)) / 2 + low] as number) * (row === column ? 1 + RIDGE : 1);
          left += factor * (unknowns[column] as number);
          magnitude += Math.abs(factor * (unknowns[column] as number));
        }
        // Cholesky factors are backward stable: off by a small multiple of the size of the terms.
        expect(Math.abs(left - (right[row] as number))).toBeLessThan(1e-14 * size * size * magnitude);
      }
    }
  });

  test('the first equations alone: later entries are not touched', () => {
    const unknowns = Float64Array.of(3, 7, 11);
    solveNormalEquations(1, Float64Array.of(2, 9, 9, 9, 9, 9), unknowns);
    expect([...unknowns]).toEqual([expect.closeTo(3 / (2 * (1 + RIDGE)), 15), 7, 11]);
  });

  test('equal columns share their weight; an empty one has none', () => {
    const column = columnOf(1);
    const sums = triangleOf([column, column, column.map(() => 0)]);
    const square = sums[0] as number;
    const unknowns = Float64Array.of(square, square, 0);
    solveNormalEquations(3, sums, unknowns);
    expect(unknowns[0]).toBeCloseTo(1 / (2 + RIDGE), 10);
    expect(unknowns[1]).toBeCloseTo(1 / (2 + RIDGE), 10);
    expect(unknowns[2]).toBe(0);
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, 1e308])('%f anywhere gives finite weights', (bad) => {
    for (let at = 0; at < 6 + 3; at++) {
      const sums = triangleOf([columnOf(1), columnOf(2), columnOf(3)]);
      const unknowns = Float64Array.of(1, 2, 3);
      if (at < 6) sums[at] = bad;
      else unknowns[at - 6] = bad;
      solveNormalEquations(3, sums, unknowns);
      expect([...unknowns].every(Number.isFinite), `entry ${at}`).toBe(true);
      if (!Number.isFinite(bad))
        expect(
          unknowns.some((x) => x === 0),
          `entry ${at}`,
        ).toBe(true);
    }
  });
});

describe('a linear problem', () => {
  const nodes = 7;
  const [dimension, particles] = [3, 4];
  const length = dimension * particles;
  const input = {
    target: { kind: 'gaussian', dimension, mean: 0.7, std: 0.3 },
    blocks: 1,
    nodes,
    horizon: 3,
    cutoff: 0.05,
    particles,
  };
  const noise = (node: number) =>
    Float64Array.from({ length }, (_, at) =>
      normal(5, STREAM.path, at % particles, node * dimension + Math.floor(at / particles)),
    );

  /** One ordinary round from a path. */
  function plainRound(plan: Plan, path: Float64Array): Float64Array {
    const solver = new PathSolver({ plan: { ...plan, memory: 0 }, rows: nodes, noise, sequential: false });
    solver.path.set(path);
    for (const _ of solver.round(firstRound(plan)));
    return solver.path;
  }
  const firstRound = (plan: Plan): ScheduleState => ({ ...plan.schedule.initial(plan.parameters), phase: PHASE.round });

  test.each(['picard', 'paradigms', 'jacobi'])(
    'memory 1, %s: weights, mixtures and residuals are those of the theory',
    (linearPart) => {
      const plan = planOf({ ...input, method: { kind: 'anderson', memory: 1, linearPart, tolerance: null } });
      const solver = new PathSolver({ plan, rows: nodes, noise, sequential: false });
      for (let at = 0; at < solver.path.length; at++) solver.path[at] = normal(6, 16, 0, at);
      let state = firstRound(plan);
      let past: Float64Array | null = null;
      let compared = 0;
      for (let round = 0; round < nodes - 1; round++) {
        const path = solver.path.slice();
        for (const _ of solver.round(state));
        state = nextState(plan.schedule, state, [], plan.parameters, []);
        const result = plainRound(plan, path);
        if (past === null) expect(solver.path).toEqual(result);
        else {
          const pastResult = plainRound(plan, past);
          const at = (node: number, c: number, p: number) => node * length + c * particles + p;
          for (let p = 0; p < particles; p++) {
            for (let node = 1; node <= nodes; node++) {
              // R and D over the nodes before this one.
              let [rr, rd, dd] = [0, 0, 0];
              for (let before = 1; before < node; before++) {
                for (let c = 0; c < dimension; c++) {
                  const i = at(before, c, p);
                  const r = (result[i] as number) - (path[i] as number);
                  const d = r - (pastResult[i] as number) + (past[i] as number);
                  rr += r * r;
                  rd += r * d;
                  dd += d * d;
                }
              }
              const weight = dd > 0 ? rd / (dd * (1 + RIDGE)) : 0;
              const mixed = path.map((y, i) => y - weight * (y - ((past as Float64Array)[i] as number)));
              const ofMixed = plainRound(plan, mixed);
              let left = 0;
              for (let before = 1; before < node; before++) {
                for (let c = 0; c < dimension; c++)
                  left += ((ofMixed[at(before, c, p)] as number) - (mixed[at(before, c, p)] as number)) ** 2;
              }
              // Least squares in one unknown: what is left is the part of R that is not along D, and of the ridge's.
              const expected = dd > 0 ? rr - (rd * rd) / dd + ((rd * rd) / dd) * (RIDGE / (1 + RIDGE)) ** 2 : rr;
              const scale = rr + (rd * rd) / Math.max(dd, 1e-300);
              expect(left).toBeGreaterThanOrEqual(0);
              expect(Math.abs(left - expected), `round ${round}, node ${node}`).toBeLessThan(1e-10 * scale + 1e-24);
              for (let c = 0; c < dimension; c++) {
                const [actual, mixture] = [solver.path[at(node, c, p)] as number, ofMixed[at(node, c, p)] as number];
                expect(Math.abs(actual - mixture), `round ${round}, node ${node}`).toBeLessThan(1e-10);
                if (weight > 0.01) compared++;
              }
            }
          }
        }
        past = path;
      }
      // Most nodes of most rounds were really mixed.
      expect(compared).toBeGreaterThan(nodes * length);
    },
  );
});
