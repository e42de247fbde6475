// Test plan: a slope makes its sum of squares least; linear parts are those of a dense computation that looks at every row alone, and of
// other segments see nothing; scores that are linear in the state are recovered, exactly where the prior is right, so that Gaussian data
// give their Jacobian; sums that overflow give the prior.

import { describe, expect, test } from 'vitest';
import { clippedPart, denseSlope } from '../../../test/dense-regression';
import { parseSpec } from '../parse-spec';
import { type Plan, planRun } from '../plan';
import { noisedVariance, noiseVariance, signal } from '../process';
import { normal } from '../random';
import { PHASE, type ScheduleState } from '../schedules';
import { resolveTarget } from '../targets';
import type { PassContext } from './pass';
import { PathRegression, RIDGE, symmetricSlope } from './regression';

const PARTICLES = 3;
const NODES = 40;

function planOf(input: object): Plan {
  const spec = parseSpec({ blocks: 1, nodes: NODES, particles: PARTICLES, horizon: 4, cutoff: 0.01, ...input });
  return planRun(spec, resolveTarget(spec.target, null));
}

const plane = planOf({ target: { kind: 'gaussian', dimension: 2, mean: 0.4, std: 0.7 } });

function stateOf(over: Partial<ScheduleState> = {}): ScheduleState {
  const state = { phase: PHASE.round, clock: 0, iteration: 0, segment: 0, first: 0, count: NODES, stride: 1 };
  return { ...state, segmentLength: NODES, kept: 0, reach: 1, front: 0, ...over };
}

/** What a pass works on, of states and scores by functions of node, coordinate and particle. */
function contextOf(
  plan: Plan,
  step: ScheduleState,
  state: (node: number, c: number, p: number) => number,
  score: (node: number, y: readonly number[], c: number) => number,
): PassContext {
  const { dimension } = plan;
  const stateLength = dimension * PARTICLES;
  const path = Float64Array.from({ length: (NODES + 1) * stateLength }, (_, at) => {
    const [node, rest] = [Math.floor(at / stateLength), at % stateLength];
    return state(node, Math.floor(rest / PARTICLES), rest % PARTICLES);
  });
  const scores = Float64Array.from({ length: step.count * stateLength }, (_, at) => {
    const [i, rest] = [Math.floor(at / stateLength), at % stateLength];
    const [c, p] = [Math.floor(rest / PARTICLES), rest % PARTICLES];
    const node = step.first + i * step.stride;
    const y = Array.from({ length: dimension }, (_, k) => path[(node * dimension + k) * PARTICLES + p] as number);
    return score(node, y, c);
  });
  return {
    plan,
    coefficients: plan.coefficients,
    dimension,
    particles: PARTICLES,
    stateLength,
    path,
    scores,
    linearParts: new Float64Array(0),
    noise: () => new Float64Array(0),
    squares: new Float64Array(PARTICLES),
    roundStates: null,
  };
}

/** A path that moves as the SDE does. */
const wandering = (node: number, c: number, p: number) => {
  let y = normal(7, 0, p, c);
  for (let j = 0; j < node; j++) y += 0.2 * normal(7, 1, p, 2 * j + c);
  return y;
};

/** Entries 00, 01 and 11 of row `i` of a particle. */
function matrixOf(linearParts: Float64Array, i: number, p: number): readonly [number, number, number] {
  const entry = (k: number) => linearParts[(4 * i + k) * PARTICLES + p] as number;
  expect(entry(1)).toBe(entry(2));
  return [entry(0), entry(1), entry(3)];
}

test('a slope makes the sum of squares and the ridge least', () => {
  const increments = Array.from({ length: 5 }, (_, i) => [0, 1, 2, 3].map((c) => normal(3, 0, i, c)));
  for (const prior of [0, -0.6]) {
    const sums: [number, number, number, number, number, number] = [0, 0, 0, 0, 0, 0];
    for (const [u, v, e, f] of increments as [number, number, number, number][]) {
      [u * u, u * v, v * v, e * u, e * v + f * u, f * v].forEach((product, k) => {
        (sums[k] as number) += product;
      });
    }
    const ridge = (RIDGE * (sums[0] + sums[2])) / 2;
    const objective = ([x, q, y]: readonly number[]) =>
      (increments as [number, number, number, number][]).reduce(
        (sum, [u, v, e, f]) => sum + (e - x! * u - q! * v) ** 2 + (f - q! * u - y! * v) ** 2,
        ridge * ((x! - prior) ** 2 + 2 * q! ** 2 + (y! - prior) ** 2),
      );
    const slope = symmetricSlope(sums, prior);
    const least = objective(slope);
    // A quadratic grows by the square of the step, which is above rounding.
    [0, 1, 2].forEach((k) => {
      for (const h of [1e-4, -1e-4]) {
        expect(objective(slope.map((value, at) => (at === k ? value + h : value)))).toBeGreaterThan(least);
      }
    });
  }
});

/** The linear part of row `i`, looked at alone. */
function dense(
  { plan, path, scores }: PassContext,
  step: ScheduleState,
  i: number,
  p: number,
  prior: number,
  cap: number,
) {
  const { slope } = denseSlope({ plan, path, scores, particles: PARTICLES, ...step }, i, p, prior);
  return clippedPart(plan, step.first + i, slope, cap);
}

describe('linear parts are those of a dense computation', () => {
  const score = (_: number, y: readonly number[], c: number) => Math.sin(3 * y[c]!) - y[c]! * y[0]! ** 2;
  test.each([
    ['one segment', stateOf()],
    ['a part of the nodes', stateOf({ first: 5, count: 20, segmentLength: 20 })],
    ['segments that follow each other', stateOf({ first: 3, count: 30, segmentLength: 13 })],
    ['segments shorter than the lead', stateOf({ count: 24, segmentLength: 4 })],
    ['segments of one row', stateOf({ count: 6, segmentLength: 1 })],
  ])('%s', (_, step) => {
    const context = contextOf(plane, step, wandering, score);
    const regression = new PathRegression(context, null);
    // Twice: nothing is left of a step before.
    regression.fill(step);
    regression.fill(step);
    for (let i = 0; i < step.count; i++) {
      const r = plane.noiseTimes[step.first + i] as number;
      const prior = -noiseVariance(r) / noisedVariance(plane.target.dataVariance, r);
      for (let p = 0; p < PARTICLES; p++) {
        const expected = dense(context, step, i, p, prior, plane.jacobianCap);
        matrixOf(regression.linearParts, i, p).forEach((value, k) => {
          expect(value, `row ${i}`).toBeCloseTo(expected[k]!, 9);
        });
      }
    }
  });

  test('of what a surrogate leaves', () => {
    const step = stateOf({ first: 3, count: 30, segmentLength: 13 });
    const context = contextOf(plane, step, wandering, score);
    const surrogate = Float64Array.from(context.scores, (_, at) => Math.cos(at));
    const without = { ...context, scores: context.scores.map((s, at) => s - surrogate[at]!) };
    const regression = new PathRegression(context, surrogate);
    regression.fill(step);
    for (let i = 0; i < step.count; i++) {
      const cap = Math.max(plane.jacobianCap, plane.coefficients.stateFactor[step.first + i] as number);
      for (let p = 0; p < PARTICLES; p++) {
        const expected = dense(without, step, i, p, 0, cap);
        matrixOf(regression.linearParts, i, p).forEach((value, k) => {
          expect(value, `row ${i}`).toBeCloseTo(expected[k]!, 9);
        });
      }
    }
  });
});

describe('slopes are recovered', () => {
  /** Scores with `n ds/dx = Q` at every node. */
  const linear = (Q: readonly (readonly number[])[]) => (node: number, y: readonly number[], c: number) => {
    const r = plane.noiseTimes[node] as number;
    return y.reduce((sum, value, k) => sum + (Q[c]?.[k] ?? 0) * value, 0.3 * signal(r)) / noiseVariance(r);
  };

  /** `n S` of row `i`, from a linear part that is not clipped. */
  function slopeOf(plan: Plan, regression: PathRegression, i: number, p: number) {
    const [x, q, y] = matrixOf(regression.linearParts, i, p);
    const n = noiseVariance(plan.noiseTimes[i] as number);
    const [a, b] = [plan.coefficients.stateFactor[i] as number, plan.coefficients.scoreWeight[i] as number];
    return [(x - a) * (n / b), q * (n / b), (y - a) * (n / b)] as const;
  }

  test('exactly where the prior is right: data in one point have the Jacobian A - B / n', () => {
    const plan = { ...plane, target: { ...plane.target, dataVariance: 0 } };
    const score = linear([
      [-1, 0],
      [0, -1],
    ]);
    const regression = new PathRegression(contextOf(plan, stateOf(), wandering, score), null);
    regression.fill(stateOf());
    for (let i = 0; i < NODES; i++) {
      for (let p = 0; p < PARTICLES; p++) {
        slopeOf(plan, regression, i, p).forEach((value, k) => {
          expect(value).toBeCloseTo(k === 1 ? 0 : -1, 9);
        });
      }
    }
  });

  test('up to the ridge where it is wrong', () => {
    const Q = [
      [-0.9, 0.4],
      [0.4, -0.3],
    ];
    const regression = new PathRegression(contextOf(plane, stateOf(), wandering, linear(Q)), new Float64Array(1e4));
    regression.fill(stateOf());
    for (let i = 0; i < NODES; i++) {
      for (let p = 0; p < PARTICLES; p++) {
        // Sums of some 8 increments have eigenvalues in a ratio of 10 at most, here: the ridge of 1 % of their mean pulls by 5.5 %.
        slopeOf(plane, regression, i, p).forEach((value, k) => {
          expect(Math.abs(value - [-0.9, 0.4, -0.3][k]!)).toBeLessThan(0.055);
        });
      }
    }
  });

  test('in one dimension', () => {
    const line = planOf({ target: { kind: 'gaussian', dimension: 1, mean: 0.4, std: 0.7 } });
    const plan = { ...line, target: { ...line.target, dataVariance: 0 } };
    const score = (node: number, y: readonly number[]) => {
      const r = plan.noiseTimes[node] as number;
      return (0.4 * signal(r) - y[0]!) / noiseVariance(r);
    };
    const regression = new PathRegression(contextOf(plan, stateOf(), wandering, score), null);
    regression.fill(stateOf());
    for (let i = 0; i < NODES; i++) {
      const { stateFactor, scoreWeight } = plan.coefficients;
      const exact = stateFactor[i]! - scoreWeight[i]! / noiseVariance(plan.noiseTimes[i]!);
      for (let p = 0; p < PARTICLES; p++) expect(regression.linearParts[i * PARTICLES + p]).toBeCloseTo(exact, 9);
    }
  });
});

test('sums that overflow give the prior', () => {
  expect(symmetricSlope([1e308, 1e308, 1e308, 1e308, -1e308, 1e308], -0.5)).toEqual([-0.5, 0, -0.5]);
  expect(symmetricSlope([Number.POSITIVE_INFINITY, 0, 1, 1, 0, 1], 0)).toEqual([0, 0, 0]);
  expect(symmetricSlope([0, 0, 0, 0, 0, 0], -0.5)).toEqual([-0.5, 0, -0.5]);
  // Products of these overflow; the slopes do not.
  symmetricSlope([3e200, 1e200, 2e200, -3e200, -2e200, -2e200], -1).forEach((value, k) => {
    expect(value).toBeCloseTo([-1, 0, -1][k]!, 12);
  });
});
