// Test plan, whole runs: k rounds make k nodes exact with every predictor, clip, start and schedule; an exact surrogate leaves nothing
// to do, and says so; nothing costs a derivative; on two moons the rounds of a few particles are as few as they should be; what
// cannot be used says why.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../parse-spec';
import { type Plan, planRun } from '../plan';
import { type SimulatedStep, simulate } from '../sampler';
import { PHASE } from '../schedules';
import { simulated } from '../simulated';
import { resolveTarget } from '../targets';
import { countsOf } from '../trace';

function planOf(input: object): Plan {
  const spec = parseSpec(input);
  return planRun(spec, resolveTarget(spec.target, null));
}

const moons = { kind: 'mixture', name: 'two-moons' };
const high = { kind: 'mixture', name: 'random', dimension: 9, components: 6, std: 0.3, seed: 2 };

/** Largest difference from the reference at the nodes `0 .. last`, and the largest of all states there. */
function differenceUpTo({ path, reference }: SimulatedStep, last: number, stateLength: number): number {
  let largest = 0;
  for (let at = 0; at < (last + 1) * stateLength; at++) {
    const difference =
      Math.abs((path[at] as number) - (reference[at] as number)) / (1 + Math.abs(reference[at] as number));
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

describe('k rounds make k nodes exact', () => {
  const NODES = 12;
  const parts = [
    ['path-regression', moons],
    ['surrogate', moons],
    ['surrogate-regression', moons],
    ['jacobian', moons],
    ['surrogate', high],
    ['scaled-identity', high],
  ] as const;
  const cases = (['sde', 'ode'] as const).flatMap((dynamics) =>
    parts
      .filter(([part]) => dynamics === 'sde' || !part.endsWith('regression'))
      .flatMap(([part, target]) => ['none', 'data'].map((clip) => [dynamics, part, clip, target] as const)),
  );

  test.each(cases)('%s, %s, clip %s', (dynamics, linearPart, clip, target) => {
    for (const start of ['constant', 'surrogate']) {
      const plan = planOf({
        target,
        dynamics,
        blocks: 1,
        nodes: NODES,
        particles: 5,
        method: { linearPart, clip, start, surrogateComponents: 3, tolerance: null, iterations: NODES },
      });
      let largest = 0;
      simulated(plan, {
        onStep: (step) => {
          if (step.state.phase !== PHASE.round) {
            // There is something to do.
            expect(differenceUpTo(step, NODES, plan.dimension * 5)).toBeGreaterThan(0.05);
            return;
          }
          largest = Math.max(largest, differenceUpTo(step, step.state.iteration + 1, plan.dimension * 5));
        },
      });
      // The same numbers in the same order, but for the sums of a matrix and of predicted scores.
      expect(largest, start).toBeLessThan(1e-12);
    }
  });

  test.each([
    ['window', { kind: 'window', window: 7, tolerance: 1e-9 }],
    ['wavefront', { kind: 'wavefront', tolerance: null, iterations: 16 }],
    ['anderson', { kind: 'anderson', memory: 3, tolerance: null, iterations: 64 }],
    ['blocks', { kind: 'piadm', tolerance: null, iterations: 64 }],
  ])('and every schedule comes to the sequential path: %s', (_, method) => {
    for (const [linearPart, target] of parts) {
      for (const start of ['gaussian', 'surrogate']) {
        const plan = planOf({
          target,
          blocks: 3,
          nodes: 5,
          particles: 4,
          method: { ...method, linearPart, start, clip: 'data', surrogateComponents: 3 },
        });
        const trace = simulated(plan);
        const { samples, reference } = trace.outcome as NonNullable<typeof trace.outcome>;
        samples.forEach((y, at) => {
          // A segment may end with changes up to its tolerance, 1e-9 standard deviations of a step's noise.
          expect(Math.abs(y - (reference[at] as number)), `${linearPart}, ${start}`).toBeLessThan(1e-8);
        });
      }
    }
  });
});

describe('an exact surrogate', () => {
  const ring = { kind: 'mixture', name: 'ring' };
  test.each([
    ['sde', 'surrogate', 'surrogate'],
    ['sde', 'surrogate-regression', 'constant'],
    ['sde', 'surrogate', 'constant'],
    ['ode', 'surrogate', 'gaussian'],
    ['sde', 'picard', 'surrogate'],
  ])('%s, part %s, start %s: is the solution after a round at most', (dynamics, linearPart, start) => {
    const plan = planOf({
      target: ring,
      dynamics,
      blocks: 1,
      nodes: 20,
      particles: 6,
      method: { linearPart, start, surrogateComponents: 8 },
    });
    expect(plan.surrogate).toMatchObject({ exact: true, components: 8 });
    const trace = simulated(plan);
    const [first, second] = trace.rounds;
    if (start === 'surrogate') expect(first?.error).toBe(0);
    else expect(first?.error).toBeGreaterThan(0.1);
    // The round's scores are predicted by the score itself.
    expect(second?.error).toBeLessThan(1e-12);
  });

  test('with fewer components than the data is none', () => {
    const settings = { linearPart: 'surrogate', start: 'surrogate', surrogateComponents: 7 };
    const plan = planOf({ target: ring, blocks: 1, nodes: 20, particles: 6, method: settings });
    expect(plan.surrogate).toMatchObject({ exact: false, components: 7 });
    expect(simulated(plan).rounds[1]?.error).toBeGreaterThan(1e-3);
  });

  test('is no part of runs that do not ask for one', () => {
    expect(planOf({ target: ring, method: { linearPart: 'jacobian' } }).surrogate).toBeNull();
  });
});

test('predictions cost no derivatives', () => {
  for (const linearPart of ['path-regression', 'surrogate', 'surrogate-regression']) {
    const method = { linearPart, start: 'surrogate', tolerance: null, iterations: 3 };
    const trace = simulated(planOf({ target: moons, blocks: 2, nodes: 6, particles: 3, method }));
    expect(countsOf(trace)).toMatchObject({ rounds: 6, evaluations: 36, derivatives: 0 });
  }
});

describe('512 steps of the SDE on two moons in one block', () => {
  /** Rounds after which each particle's error stays at most 1e-3 at every node, sorted. */
  function roundsOf(method: object): number[] {
    const particles = 64;
    const plan = planOf({
      target: moons,
      blocks: 1,
      nodes: 512,
      particles,
      method: { ...method, clip: 'data', tolerance: null, iterations: 9 },
    });
    const rounds = new Array<number>(particles).fill(0);
    const simulation = simulate(plan, {
      onStep: ({ state, path, reference }) => {
        const done = state.phase === PHASE.round ? state.iteration + 1 : 0;
        for (let p = 0; p < particles; p++) {
          for (let node = 1; node <= 512; node++) {
            const at = 2 * node * particles + p;
            const square =
              ((path[at] as number) - (reference[at] as number)) ** 2 +
              ((path[at + particles] as number) - (reference[at + particles] as number)) ** 2;
            if (!(square / 2 <= 1e-6)) rounds[p] = done + 1;
          }
        }
      },
    });
    while (!simulation.next().done);
    return rounds.sort((a, b) => a - b);
  }

  // Bounds are the rounds of 256 particles of other seeds, median and 99 %, and one more for the worst of these.
  test.each([
    ['path regression', { linearPart: 'path-regression', start: 'gaussian' }, 3, 8],
    ['surrogate and regression', { linearPart: 'surrogate-regression', start: 'surrogate' }, 2, 4],
    ['surrogate of 32', { linearPart: 'surrogate', start: 'surrogate', surrogateComponents: 32 }, 2, 4],
  ])('%s', (_, method, median, worst) => {
    const rounds = roundsOf(method);
    expect(rounds[31]).toBeLessThanOrEqual(median);
    expect(rounds[63]).toBeLessThanOrEqual(worst);
    expect(rounds[63]).toBeGreaterThan(1);
  });
});

describe('what cannot be used says why', () => {
  test.each([
    [
      { dynamics: 'ode', method: { linearPart: 'path-regression' } },
      'method.linearPart is "path-regression" with dynamics "ode"; allowed are parts without regression, since a smooth path shows how the score changes in one direction only.',
    ],
    [
      { dynamics: 'ode', method: { kind: 'window', linearPart: 'surrogate-regression' } },
      /^method\.linearPart is "surrogate-regression" with dynamics "ode"/,
    ],
    [
      { target: { kind: 'gaussian', dimension: 3 }, method: { linearPart: 'path-regression' } },
      'method.linearPart is "path-regression" in 3 dimensions; allowed are at most 2.',
    ],
    [
      { target: { kind: 'gaussian', dimension: 65 }, method: { linearPart: 'surrogate' } },
      'method.linearPart is "surrogate" in 65 dimensions; allowed are at most 64.',
    ],
    [
      { target: { kind: 'gaussian', dimension: 65 }, method: { start: 'surrogate' } },
      'method.start is "surrogate" in 65 dimensions; allowed are at most 64.',
    ],
  ])('%j', (input, sentence) => {
    expect(() => parseSpec(input)).toThrow(sentence);
  });

  test('also of networks, whose dimension is known later', () => {
    const spec = parseSpec({ method: { start: 'surrogate' } });
    const target = resolveTarget({ kind: 'gaussian', dimension: 65, mean: 0, std: 1 }, null);
    expect(() => planRun(spec, target)).toThrow('method.start is "surrogate" in 65 dimensions');
    const unknown = { ...resolveTarget({ kind: 'mixture', name: 'ring' }, null), density: null };
    expect(() => planRun(spec, unknown)).toThrow('A surrogate is fitted to the density of the data');
  });
});
