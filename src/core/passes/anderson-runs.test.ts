// Test plan, whole runs: k rounds make k nodes exact, also with rounds in between that are not finite; fewer rounds than the
// plain iteration, and other ones for every memory; a segment remembers no other; finite on a tight ring.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../parse-spec';
import { PathSolver } from '../path-solver';
import { type Plan, planRun } from '../plan';
import { normal, STREAM } from '../random';
import { type SimulatedStep, type SimulationOptions, simulate } from '../sampler';
import { PHASE } from '../schedules';
import { resolveTarget } from '../targets';

function planOf(input: object): Plan {
  const spec = parseSpec(input);
  return planRun(spec, resolveTarget(spec.target, null));
}

/** Runs a plan; returns its outcome and the rounds of every segment. */
function runPlan(plan: Plan, options: SimulationOptions = {}) {
  const rounds: number[] = [];
  const onStep = (step: SimulatedStep) => {
    if (step.state.phase === PHASE.round) rounds[step.state.segment] = step.state.iteration + 1;
    options.onStep?.(step);
  };
  const simulation = simulate(plan, { ...options, onStep });
  for (;;) {
    const { done, value } = simulation.next();
    if (done) return { outcome: value, rounds };
  }
}

const total = (rounds: readonly number[]) => rounds.reduce((sum, count) => sum + count, 0);

describe('runs', () => {
  const ring = { target: { kind: 'mixture', name: 'ring' }, particles: 8, horizon: 6, cutoff: 0.001 };
  const accelerated = (memory: number, method: object = {}) => ({
    kind: 'anderson',
    memory,
    iterations: 64,
    ...method,
  });

  test.each(
    (['sde', 'ode'] as const).flatMap((dynamics) =>
      [1, 3, 5].flatMap((memory) =>
        ['picard', 'gaussian-data', 'diagonal', 'jacobian'].map((part) => [dynamics, memory, part] as const),
      ),
    ),
  )(
    '%s, memory %i, %s: k rounds make k nodes exact, and the path the sequential one',
    (dynamics, memory, linearPart) => {
      const nodes = 9;
      const plan = planOf({
        ...ring,
        dynamics,
        blocks: 1,
        nodes,
        method: accelerated(memory, { linearPart, tolerance: null }),
      });
      const length = plan.dimension * plan.spec.particles;
      // Noise, and two particles so far out that their residuals overflow or are no numbers.
      const far = (at: number) =>
        at % plan.spec.particles === 0 ? 1e200 : at % plan.spec.particles === 1 ? Number.POSITIVE_INFINITY : 1;
      const startPath = Float64Array.from(
        { length: (nodes + 1) * length },
        (_, at) => far(at) * (normal(7, 16, 1, at) + 5),
      );
      const { outcome, rounds } = runPlan(plan, {
        startPath,
        onStep: ({ state, path, reference }) => {
          const exact = state.phase === PHASE.start ? 0 : state.iteration + 1;
          expect(path.slice(0, (exact + 1) * length)).toEqual(reference.slice(0, (exact + 1) * length));
          // The start is nowhere near the solution.
          if (exact === 0) expect(path.slice(length)).not.toContainEqual(reference[length]);
        },
      });
      expect(rounds).toEqual([nodes]);
      expect(outcome.samples).toEqual(outcome.reference);
    },
  );

  test.each([
    ['sde', 1],
    ['sde', 4],
    ['ode', 1],
    ['ode', 4],
  ] as const)(
    '%s, %i blocks: fewer rounds than the plain iteration, and close to the sequential path',
    (dynamics, blocks) => {
      const grid = { ...ring, dynamics, blocks, nodes: 64 / blocks };
      const plain = runPlan(planOf({ ...grid, method: { iterations: 64 } }));
      for (const memory of [1, 2, 3, 4, 5]) {
        const plan = planOf({ ...grid, method: accelerated(memory) });
        let error = 0;
        const { rounds } = runPlan(plan, {
          onStep: ({ path, reference }) => {
            error = Math.max(...path.map((y, i) => Math.abs(y - (reference[i] as number))));
          },
        });
        expect(total(rounds), `memory ${memory}: ${rounds}`).toBeLessThan(total(plain.rounds));
        // A residual is not an error: here they differ by no more than ten times.
        expect(error).toBeLessThan(10 * plan.parameters.tolerance);
        // Without memory the pass is the plain one.
        expect(runPlan({ ...plan, memory: 0 }).rounds).toEqual(plain.rounds);
      }
    },
  );

  test('another memory is another iteration, from the first round that can remember so much', () => {
    const errorsOf = (memory: number) => {
      const errors: number[] = [];
      runPlan(
        planOf({ ...ring, blocks: 1, nodes: 16, method: accelerated(memory, { tolerance: null, iterations: 8 }) }),
        {
          onStep: ({ path, reference }) =>
            errors.push(Math.max(...path.map((y, i) => Math.abs(y - (reference[i] as number))))),
        },
      );
      return errors;
    };
    const longest = errorsOf(5);
    for (const memory of [1, 2, 3, 4]) {
      const errors = errorsOf(memory);
      // Entry 0 is the start; round k + 1 remembers k rounds.
      expect(errors.slice(0, memory + 2)).toEqual(longest.slice(0, memory + 2));
      expect(errors[memory + 2]).not.toBe(longest[memory + 2]);
    }
  });

  test('a segment remembers its own rounds only', () => {
    // The first round of the second block is a plain one, and the second remembers one.
    const nodes = 8;
    const plan = planOf({ ...ring, blocks: 2, nodes, method: accelerated(3, { tolerance: null, iterations: 5 }) });
    const paths: Float64Array[] = [];
    runPlan(plan, { onStep: ({ state, path }) => state.segment === 1 && paths.push(path.slice()) });
    const [start, first] = paths as [Float64Array, Float64Array];
    const length = plan.dimension * plan.spec.particles;
    const noise = (node: number) =>
      Float64Array.from({ length }, (_, at) => {
        const index = node * plan.dimension + Math.floor(at / plan.spec.particles);
        return normal(plan.spec.seed, STREAM.path, at % plan.spec.particles, index);
      });
    const solver = new PathSolver({ plan: { ...plan, memory: 0 }, rows: nodes, noise, sequential: false });
    solver.path.set(start);
    const state = { ...plan.schedule.initial(plan.parameters), phase: PHASE.round, first: nodes };
    for (const _ of solver.round(state));
    expect(first).toEqual(solver.path);
  });

  test.each(['picard', 'gaussian-data', 'jacobian'])(
    'a tight ring, %s: finite in every round, and it converges',
    (linearPart) => {
      const means = Array.from({ length: 8 }, (_, i) => [
        2 * Math.cos((Math.PI * i) / 4),
        2 * Math.sin((Math.PI * i) / 4),
      ]);
      const target = { kind: 'mixture', weights: means.map(() => 1), means, stds: means.map(() => 0.0316) };
      const plan = planOf({ ...ring, target, blocks: 1, nodes: 64, method: accelerated(3, { linearPart }) });
      const { outcome, rounds } = runPlan(plan, {
        onStep: ({ path }) => expect(path.every(Number.isFinite)).toBe(true),
      });
      expect(total(rounds)).toBeLessThan(64);
      outcome.samples.forEach((y, i) => {
        expect(Math.abs(y - (outcome.reference[i] as number))).toBeLessThan(10 * plan.parameters.tolerance);
      });
    },
  );
});
