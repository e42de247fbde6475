// The corrector in a plan and in a run. Test plan: (1) natural units and the variance they are made of; (2) k rounds make the first
// k nodes of a sub-block exact, and a tiny tolerance the whole run; (3) what is counted; (4) what cannot be run has a sentence.

import { describe, expect, test } from 'vitest';
import { relativeDifference } from '../../test/relative';
import { syntheticNetwork } from '../../test/synthetic-network';
import { correctorStep } from './corrector-step';
import { expectedWork } from './expected-work';
import { parseSpec } from './parse-spec';
import { type Plan, planRun } from './plan';
import { type SimulationOptions, simulate } from './sampler';
import { isCorrectorNode, PHASE } from './schedules';
import type { NetworkModel } from './scores';
import { resolveTarget } from './targets';
import { countsOf, type Outcome, segmentsOf, TraceRecorder } from './trace';

function planOf(input: object, network: NetworkModel | null = null): Plan {
  const spec = parseSpec({ dynamics: 'ode', ...input });
  return planRun(spec, resolveTarget(spec.target, network));
}

function run(plan: Plan, options: SimulationOptions = {}): { trace: TraceRecorder; outcome: Outcome } {
  const trace = new TraceRecorder(plan, 'cpu', 'float64');
  const simulation = simulate(plan, options);
  for (;;) {
    const { done, value } = simulation.next();
    if (done) {
      trace.finish(value);
      return { trace, outcome: value };
    }
    if (value.kind === 'record') trace.append(value.record);
  }
}

describe('natural units', () => {
  const grid = { blocks: 3, nodes: 4, horizon: 2, cutoff: 0.05, particles: 1 };
  const corrector = { friction: 1.5, time: 2.5, subBlocks: 2, steps: 5 };
  const network = { ...syntheticNetwork({ dimension: 2, width: 8, depth: 1 }), name: 'net' };
  const cases: [string, object, NetworkModel | null, number][] = [
    ['a Gaussian', { kind: 'gaussian', dimension: 3, mean: 0.5, std: 0.4 }, null, 0.16],
    [
      'the narrowest component',
      {
        kind: 'mixture',
        weights: [1, 1, 1],
        means: [[0], [1], [2]],
        stds: [0.5, 0.2, 0.3],
      },
      null,
      0.04,
    ],
    ['points', { kind: 'points', points: [[0, 0]], bandwidth: 0.1 }, null, 0.01],
    ['what a network was trained on', { kind: 'network', name: 'net' }, network, 0.08 ** 2],
    ['what a network file tells', { kind: 'network', name: 'net' }, { ...network, narrowestVariance: 0.09 }, 0.09],
  ];

  test.each(cases)('of %s', (_, target, model, variance) => {
    const plan = planOf({ ...grid, target, method: { corrector } }, model);
    expect(plan.corrector?.steps).toHaveLength(3);
    plan.corrector?.steps.forEach((step, block) => {
      const r = plan.noiseTimes[block * 14 + 4]!;
      const narrowest = Math.exp(-r) * variance + 1 - Math.exp(-r);
      // Friction in sqrt(L), the time of all steps together in 1/sqrt(L), L = 1/V.
      const expected = correctorStep(1.5 / Math.sqrt(narrowest), (2.5 * Math.sqrt(narrowest)) / 10);
      expect(relativeDifference(Object.values(step), Object.values(expected))).toBeLessThan(1e-13);
    });
  });

  test('of data that nobody knows are a sentence', () => {
    const unknown = { ...network, trainedOn: 'own data' };
    const input = { ...grid, target: { kind: 'network', name: 'net' }, method: { corrector } };
    expect(() => planOf(input, unknown)).toThrow(/^method\.corrector is an object, but .*allowed is null for it\.$/);
    expect(planOf({ ...input, method: { corrector: null } }, unknown).corrector).toBeNull();
  });

  test('belong to the ODE', () => {
    expect(() => planOf({ ...grid, dynamics: 'sde', method: { corrector: {} } })).toThrow(
      /method\.corrector is an object with dynamics "sde"/,
    );
  });
});

describe('exactness', () => {
  const grid = { blocks: 2, nodes: 3, horizon: 2, cutoff: 0.05, particles: 3, seed: 5 };
  const steps = 5;

  test.each([
    ['a mixture', { kind: 'mixture', name: 'random', dimension: 3, components: 5, std: 0.4, seed: 3 }],
    ['a network', { kind: 'network', name: 'synthetic' }],
  ])('%s: k rounds make the first k nodes of a sub-block the sequential ones, to the last bit', (_, target) => {
    const corrector = { friction: 1, time: 4, subBlocks: 2, steps, rounds: steps };
    const model = syntheticNetwork({ dimension: 2, width: 8, depth: 1 });
    const plan = planOf({ ...grid, target, method: { tolerance: null, iterations: 3, corrector } }, model);
    const length = plan.dimension * plan.spec.particles;
    let [rounds, segments] = [0, 0];
    const { outcome } = run(plan, {
      onStep: ({ state, path, reference }) => {
        if (!isCorrectorNode(state.first, plan.parameters)) return;
        rounds = state.phase === PHASE.start ? 0 : rounds + 1;
        if (rounds === 0) segments++;
        for (let i = 0; i <= steps; i++) {
          let largest = 0;
          for (let at = (state.first + i) * length; at < (state.first + i + 1) * length; at++) {
            largest = Math.max(largest, Math.abs(path[at]! - reference[at]!));
          }
          if (i <= rounds) expect(largest, `node ${i} after ${rounds} rounds`).toBe(0);
          else expect(largest, `node ${i} after ${rounds} rounds`).toBeGreaterThan(0);
        }
      },
    });
    expect(segments).toBe(4);
    expect(outcome.samples).toEqual(outcome.reference);
  });

  test('a tiny tolerance solves the same equations in fewer rounds', () => {
    const corrector = { subBlocks: 2, steps: 24, rounds: 24 };
    const plan = planOf({
      target: { kind: 'mixture', name: 'two-moons' },
      ...grid,
      cutoff: 0.01,
      nodes: 16,
      particles: 16,
      method: { tolerance: 1e-9, corrector },
    });
    const { outcome, trace } = run(plan);
    const largest = Math.max(...Array.from(outcome.samples, (x, at) => Math.abs(x - outcome.reference[at]!)));
    // Rounds converge ever faster, so a segment leaves less than its last change, 1e-9; where modes part later segments let it
    // grow, and a hundred times is allowed for that.
    expect(largest).toBeLessThan(1e-7);
    const segments = segmentsOf(trace).filter(({ firstNode }) => isCorrectorNode(firstNode, plan.parameters));
    expect(segments).toHaveLength(4);
    for (const segment of segments) expect(segment.rounds).toBeLessThan(24);
  });
});

describe('counts', () => {
  const input = {
    target: { kind: 'mixture', name: 'ring' },
    blocks: 3,
    nodes: 8,
    particles: 4,
    method: { tolerance: null, iterations: 5, corrector: { subBlocks: 2, steps: 12, rounds: 4 } },
  };

  test('rounds, evaluations, nodes in flight and sequential steps are those of predictor and corrector', () => {
    const plan = planOf(input);
    const { trace } = run(plan);
    expect(countsOf(trace)).toMatchObject({
      rounds: 3 * (5 + 2 * 4),
      evaluations: 3 * (8 * 5 + 2 * 12 * 4),
      derivatives: 0,
      sequentialSteps: 3 * (8 + 2 * 12),
      nodesInFlight: 12,
    });
    expect(segmentsOf(trace).map(({ nodes, rounds }) => [nodes, rounds])).toEqual(
      [1, 2, 3].flatMap(() => [
        [8, 5],
        [12, 4],
        [12, 4],
      ]),
    );
    expect(expectedWork(plan.spec)).toEqual({ rounds: 39, rows: 408 });
  });

  test('corrector rows take no derivatives', () => {
    const { trace } = run(planOf({ ...input, method: { ...input.method, linearPart: 'jacobian' } }));
    expect(countsOf(trace)).toMatchObject({ derivatives: 3 * 8 * 5 * 2, evaluations: 3 * (8 * 5 * 3 + 2 * 12 * 4) });
  });

  test('the corrector goes on with its velocity in its second sub-block', () => {
    // Cut in two or not, the equations and the noise are the same: so is the reference, to the last bit.
    const samplesOf = (corrector: object) => run(planOf({ ...input, method: { corrector } })).outcome.reference;
    expect(samplesOf({ subBlocks: 2, steps: 12 })).toEqual(samplesOf({ subBlocks: 1, steps: 24 }));
    expect(samplesOf({ subBlocks: 2, steps: 12 })).not.toEqual(samplesOf({ subBlocks: 1, steps: 24, friction: 1 }));
  });
});
