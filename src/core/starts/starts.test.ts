// Test plan: (1) for Gaussian data the Gaussian start is the solution to the last bit, in every precision; (2) for data of a
// single point the prediction start is the exact solution of the ODE, from which steps differ in proportion to their length;
// (3) every start fills, of blocks, windows and waves of blocks, the nodes that join, by its formula, and leaves the others;
// the corrector starts from its first state; (4) the call of a prediction counts as one round and one evaluation.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../parse-spec';
import { type Plan, planRun } from '../plan';
import { noiseVariance, signal } from '../process';
import { normal, STREAM } from '../random';
import { type SimulatedStep, simulate } from '../sampler';
import { isCorrectorNode, PHASE } from '../schedules';
import { createScore } from '../scores/evaluate';
import { resolveTarget, type Target } from '../targets';
import { countsOf, type Outcome, segmentsOf, TraceRecorder } from '../trace';

function planOf(input: object, target?: Target): Plan {
  const spec = parseSpec(input);
  return planRun(spec, target ?? resolveTarget(spec.target, null));
}

function traceOf(plan: Plan, onStep?: (step: SimulatedStep) => void): TraceRecorder {
  const trace = new TraceRecorder(plan, 'cpu', 'float64');
  const simulation = simulate(plan, onStep ? { onStep } : {});
  for (;;) {
    const { done, value } = simulation.next();
    if (done) {
      trace.finish(value as Outcome);
      return trace;
    }
    if (value.kind === 'record') trace.append(value.record);
  }
}

describe('the Gaussian start of Gaussian data', () => {
  test.each(['sde', 'ode'] as const)('%s: is the solution', (dynamics) => {
    for (const precision of ['f32', 'f16', 'f16-saturating']) {
      const plan = planOf({
        target: { kind: 'gaussian', dimension: 3, mean: 0.7, std: 0.4 },
        dynamics,
        blocks: 2,
        nodes: 20,
        particles: 5,
        precision,
        method: { start: 'gaussian' },
      });
      const trace = traceOf(plan);
      const starts = trace.rounds.filter((record) => record.isStart);
      expect(starts).toHaveLength(2);
      for (const record of trace.rounds) expect(record.error).toBe(0);
      // A round finds nothing to do.
      expect(countsOf(trace).rounds).toBe(2);
    }
  });

  test('of data with another variance or mean it is not', () => {
    const target = { kind: 'gaussian', dimension: 3, mean: 0.7, std: 0.4 };
    const plan = planOf({ target, blocks: 1, nodes: 20, particles: 5, method: { start: 'gaussian' } });
    for (const wrong of [
      { ...plan.target, dataVariance: 0.3 },
      { ...plan.target, dataMean: new Float64Array(3) },
    ]) {
      expect(traceOf({ ...plan, target: wrong }).rounds[0]?.error).toBeGreaterThan(0.1);
    }
  });
});

describe('the prediction start of data in one point', () => {
  const point: Target = {
    label: 'a point',
    dimension: 2,
    model: { kind: 'gaussian', dimension: 2, mean: Float64Array.of(0.8, -0.3), variance: 0 },
    dataMean: Float64Array.of(0.8, -0.3),
    dataVariance: 0,
    density: null,
  };
  const PARTICLES = 4;

  /** The start's path and the sequential one, of a grid of so many nodes. */
  function started(nodes: number) {
    const plan = planOf(
      {
        target: { kind: 'gaussian', dimension: 2 },
        dynamics: 'ode',
        horizon: 4,
        cutoff: 0.01,
        blocks: 1,
        nodes,
        particles: PARTICLES,
        method: { start: 'prediction', tolerance: null, iterations: 1 },
      },
      point,
    );
    let path = new Float64Array();
    let reference = new Float64Array();
    traceOf(plan, (step) => {
      if (step.state.phase !== PHASE.start) return;
      path = step.path.slice();
      reference = step.reference.slice();
    });
    return { plan, path, reference };
  }

  test('is the exact solution of the ODE', () => {
    const { plan, path } = started(16);
    const stateLength = 2 * PARTICLES;
    for (let node = 1; node <= 16; node++) {
      // Along dy/dr = -(y + s)/2, s = (a mu - y)/(1 - a^2), the quotient (y - a mu)/sqrt(1 - a^2) stays what it was.
      const [r0, r] = [plan.noiseTimes[0] as number, plan.noiseTimes[node] as number];
      const shrinkage = Math.sqrt(noiseVariance(r) / noiseVariance(r0));
      for (let at = 0; at < stateLength; at++) {
        const mean = point.dataMean[Math.floor(at / PARTICLES)] as number;
        const expected = signal(r) * mean + shrinkage * ((path[at] as number) - signal(r0) * mean);
        expect(path[node * stateLength + at]).toBeCloseTo(expected, 12);
      }
    }
  });

  test('differs from the steps of the sequential sampler in proportion to their length', () => {
    const largest = (nodes: number) => {
      const { path, reference } = started(nodes);
      return path.reduce((most, y, at) => Math.max(most, Math.abs(y - (reference[at] as number))), 0);
    };
    const [coarse, middle, fine] = [largest(128), largest(256), largest(512)];
    expect(coarse).toBeGreaterThan(1e-3);
    // Halved with the step, but for terms of the next order: a step of stretched time is (3 + log 100)/128 of the coarse grid.
    const step = (3 + Math.log(100)) / 128;
    expect(Math.abs(coarse / middle - 2)).toBeLessThan(2 * step);
    expect(Math.abs(middle / fine - 2)).toBeLessThan(step);
  });
});

describe('every start', () => {
  const particles = 3;
  const grid = { target: { kind: 'mixture', name: 'ring' }, blocks: 3, nodes: 6, particles };
  const methods = {
    blocks: { kind: 'piadm', tolerance: null, iterations: 2 },
    window: { kind: 'window', window: 7, tolerance: 3 },
    wavefront: { kind: 'wavefront', tolerance: null, iterations: 4 },
  };

  /** Node `to` by the formula of a start, from the states of the node before and of the last one that had a state. */
  function formula(plan: Plan, start: string, from: number, to: number, path: Float64Array): number[] {
    const { dimension, noiseTimes, coefficients, target, spec } = plan;
    const states = (node: number) => path.subarray(node * dimension * particles, (node + 1) * dimension * particles);
    const [first, before] = [states(from), states(to - 1)];
    if (start === 'constant') return [...first];
    if (start === 'gaussian') {
      const r = noiseTimes[to - 1] as number;
      const variance = Math.exp(-r) * target.dataVariance + 1 - Math.exp(-r);
      const [a, b, c] = [coefficients.stateFactor, coefficients.scoreWeight, coefficients.noiseStd].map(
        (values) => values[to - 1] as number,
      ) as [number, number, number];
      return Array.from(before, (y, at) => {
        const [coordinate, particle] = [Math.floor(at / particles), at % particles];
        const xi = normal(spec.seed, STREAM.path, particle, (to - 1) * dimension + coordinate);
        const mean = Math.exp(-r / 2) * (target.dataMean[coordinate] as number);
        return (a - b / variance) * y + (b * mean) / variance + c * xi;
      });
    }
    const [r0, r] = [noiseTimes[from] as number, noiseTimes[to] as number];
    const score = new Float64Array(dimension * particles);
    createScore(target.model).evaluate(r0, first, 0, score, 0, particles);
    return Array.from(first, (y, at) => {
      const x0 = (y + (1 - Math.exp(-r0)) * (score[at] as number)) / Math.exp(-r0 / 2);
      const noise = (y - Math.exp(-r0 / 2) * x0) / Math.sqrt(1 - Math.exp(-r0));
      return Math.exp(-r / 2) * x0 + Math.sqrt(1 - Math.exp(-r)) * noise;
    });
  }

  describe.each(['constant', 'gaussian', 'prediction'])('%s', (start) => {
    test.each(Object.keys(methods) as (keyof typeof methods)[])('fills the nodes that join, in %s', (name) => {
      const plan = planOf({ ...grid, method: { ...methods[name], start } });
      const stateLength = plan.dimension * particles;
      let before = new Float64Array();
      let joins = 0;
      traceOf(plan, ({ state, path }) => {
        if (state.phase === PHASE.start) {
          const from = state.first + state.kept;
          if (state.kept > 0) {
            joins++;
            const kept = (from + 1) * stateLength;
            expect(path.subarray(0, kept)).toEqual(before.subarray(0, kept));
          }
          for (let node = from + 1; node <= state.first + state.count; node++) {
            formula(plan, start, from, node, path).forEach((expected, at) => {
              // Predictions at the horizon divide a difference of states by a_0.
              expect(path[node * stateLength + at], `node ${node}`).toBeCloseTo(expected, 10);
            });
          }
        }
        before = path.slice();
      });
      expect(joins > 0).toBe(name !== 'blocks');
    });

    test('counts its calls', () => {
      const calls = start === 'prediction' ? 1 : 0;
      const trace = traceOf(planOf({ ...grid, method: { ...methods.blocks, linearPart: 'scaled-identity', start } }));
      const counts = countsOf(trace);
      expect(counts.rounds).toBe(3 * (2 + calls));
      const perRow = 1 + trace.plan.productsPerRow;
      expect(counts.evaluations).toBe(3 * (2 * 6 * perRow + calls));
      expect(counts.derivatives).toBe(3 * 2 * 6 * trace.plan.productsPerRow);
      const segments = segmentsOf(trace);
      expect(segments.map(({ firstRound }) => firstRound)).toEqual([0, 1, 2].map((n) => n * (2 + calls)));
      expect(segments.map(({ rounds }) => rounds)).toEqual([2, 2, 2]);
      expect(segments.map(({ error }) => error.length)).toEqual([3, 3, 3]);
    });

    test('leaves the corrector to begin at its first state', () => {
      const corrector = { subBlocks: 2, steps: 4, rounds: 2 };
      const plan = planOf({ ...grid, dynamics: 'ode', method: { ...methods.blocks, start, corrector } });
      const stateLength = plan.dimension * particles;
      let segments = 0;
      traceOf(plan, ({ state, path }) => {
        if (state.phase !== PHASE.start || !isCorrectorNode(state.first, plan.parameters)) return;
        segments++;
        const first = path.subarray(state.first * stateLength, (state.first + 1) * stateLength);
        for (let node = state.first + 1; node <= state.first + state.count; node++) {
          expect(path.subarray(node * stateLength, (node + 1) * stateLength)).toEqual(first);
        }
      });
      expect(segments).toBe(6);
    });
  });
});
