// Test plan: Parareal against the textbook recursion, written here once more; blocks exact one after the other; how it stops,
// what it counts and how its one segment is summed up; few iterations on two moons. Few-step samplers: the closed-form law of
// Gaussian data for each solver, the very path of the sequential sampler at one node a step, strong order 1 on its noise.

import { describe, expect, test } from 'vitest';
import { syntheticNetwork } from '../../../test/synthetic-network';
import { integratorStep } from '../integrator';
import { parseSpec } from '../parse-spec';
import { type Plan, planRun } from '../plan';
import { noisedVariance, noiseVariance, signal } from '../process';
import { normal, STREAM } from '../random';
import { type SimulatedStep, simulate } from '../sampler';
import type { NetworkModel } from '../scores';
import { simulated } from '../simulated';
import { summarise } from '../summary';
import { resolveTarget } from '../targets';
import { countsOf, producedNode, segmentsOf, type TraceRecorder } from '../trace';

function planOf(input: object, network: NetworkModel | null = null): Plan {
  const spec = parseSpec(input);
  return planRun(spec, resolveTarget(spec.target, network));
}

/** Runs a plan, showing every step. */
function watch(plan: Plan, onStep: (step: SimulatedStep) => void): void {
  const simulation = simulate(plan, { onStep });
  while (!simulation.next().done);
}

const parareal = (over: object = {}) => ({ kind: 'parareal', tolerance: null, ...over });
const [MEAN, STD] = [0.5, 0.4];
const gaussian = (dimension: number) => ({ kind: 'gaussian', dimension, mean: MEAN, std: STD });
const scoreAt = (r: number, y: number) => (signal(r) * MEAN - y) / noisedVariance(STD * STD, r);

/** Newest worst error of every node at the end; NaN for nodes without a state. */
function finalErrors(trace: TraceRecorder): Float64Array {
  const errors = new Float64Array(trace.plan.totalNodes + 1).fill(Number.NaN);
  for (const record of trace.rounds) {
    for (let i = 0; i < record.count; i++)
      errors[producedNode(record, i)] = trace.nodeError[record.offset + i] as number;
  }
  return errors;
}

describe('Parareal', () => {
  test.each(['sde', 'ode'] as const)('%s: every sweep is the textbook recursion', (dynamics) => {
    const [blocks, nodes] = [5, 3];
    const plan = planOf({ target: gaussian(1), dynamics, horizon: 3, blocks, nodes, particles: 1, method: parareal() });
    const r = plan.noiseTimes;
    const step = (j: number, y: number, to: number) => {
      const { stateFactor, scoreWeight } = integratorStep(dynamics, (r[j] as number) - (r[to] as number));
      return stateFactor * y + scoreWeight * scoreAt(r[j] as number, y);
    };
    const xi = (j: number) =>
      integratorStep(dynamics, (r[j] as number) - (r[j + 1] as number)).noiseStd *
      normal(plan.spec.seed, STREAM.path, 0, j);
    const fine = (n: number, start: number) => {
      let y = start;
      for (let j = n * nodes; j < (n + 1) * nodes; j++) y = step(j, y, j + 1) + xi(j);
      return y;
    };
    const coarse = (n: number, start: number) => {
      let noise = 0;
      for (let j = n * nodes; j < (n + 1) * nodes; j++) {
        noise = Math.exp(((r[j] as number) - (r[j + 1] as number)) / 2) * noise + xi(j);
      }
      return step(n * nodes, start, (n + 1) * nodes) + noise;
    };
    // One row an iteration, the first one the coarse sweep alone: block ends 0..N.
    const expected = [[normal(plan.spec.seed, STREAM.start, 0, 0)]];
    for (let n = 0; n < blocks; n++) expected[0]?.push(coarse(n, expected[0][n] as number));
    for (let k = 1; k <= blocks; k++) {
      const before = expected[k - 1] as number[];
      const ends = [before[0] as number];
      for (let n = 0; n < blocks; n++) {
        ends.push(fine(n, before[n] as number) + coarse(n, ends[n] as number) - coarse(n, before[n] as number));
      }
      expected.push(ends);
    }
    const sweeps: number[][] = [];
    const onStep = ({ state, path }: SimulatedStep) => {
      if (state.reach !== nodes || state.first + nodes < plan.totalNodes) return;
      sweeps.push(Array.from({ length: blocks + 1 }, (_, n) => path[n * nodes] as number));
    };
    const changes = simulated(plan, { onStep }).rounds.filter(({ reach }) => reach === nodes);
    expect(sweeps).toHaveLength(blocks + 1);
    sweeps.forEach((ends, k) => {
      // A few dozen operations on numbers of size one; the recursion is well conditioned.
      ends.forEach((end, n) => {
        expect(end, `iteration ${k}, block end ${n}`).toBeCloseTo(expected[k]?.[n] as number, 11);
      });
    });
    // What a sweep says it has changed: block ends against those of the sweep before; in the first, against the step's start.
    changes.forEach(({ residual }, i) => {
      const [k, n] = [Math.floor(i / blocks), i % blocks];
      const ends = sweeps[k] as number[];
      const before = k === 0 ? ends[n] : sweeps[k - 1]?.[n + 1];
      expect(residual).toBeCloseTo(Math.abs((ends[n + 1] as number) - (before as number)), 6);
    });
    // The difference that the coarse step makes is not small: without it this test would fail.
    const first = expected[0] as number[];
    expect(Math.abs((expected[1]?.[3] as number) - fine(2, first[2] as number))).toBeGreaterThan(1e-3);
  });

  describe.each(['sde', 'ode'] as const)('%s', (dynamics) => {
    test.each(['mixture', 'network'] as const)('%s: block k is exact after k iterations, to the last bit', (model) => {
      const network = syntheticNetwork({ dimension: 3, width: 8, depth: 1 });
      const random = { kind: 'mixture', name: 'random', dimension: 3, components: 5, std: 0.4, seed: 3 };
      const target = model === 'mixture' ? random : { kind: 'network', name: network.name };
      const grid = { blocks: 5, nodes: 4, horizon: 3, particles: 4 };
      const plan = planOf({ target, dynamics, ...grid, method: parareal() }, network);
      let iteration = 0;
      const errorAt = ({ path, reference }: SimulatedStep, node: number) => {
        const at = 12 * node;
        return path
          .subarray(at, at + 12)
          .reduce((most, y, i) => Math.max(most, Math.abs(y - (reference[at + i] as number))), 0);
      };
      watch(plan, (step) => {
        if (step.state.reach !== 4 || step.state.first + 4 < plan.totalNodes) return;
        for (let node = 0; node <= plan.totalNodes; node++) {
          if (node <= 4 * iteration) expect(errorAt(step, node), `iteration ${iteration}, node ${node}`).toBe(0);
          // Beyond, they have only just begun to agree.
          else if (node % 4 === 0 && iteration === 0) expect(errorAt(step, node)).toBeGreaterThan(1e-3);
        }
        iteration++;
      });
      expect(iteration).toBe(6);
    });
  });

  const small = { target: { kind: 'mixture', name: 'ring' }, blocks: 6, nodes: 4, particles: 5 };

  test.each([
    [false, 6 + 3 * (4 + 6)],
    [true, 6 + 3 * (4 + 1)],
  ])('counts: pipelined %s makes %d rounds of three iterations', (pipelined, rounds) => {
    const plan = planOf({ ...small, method: parareal({ iterations: 3, pipelined }) });
    const trace = simulated(plan);
    const counts = countsOf(trace);
    expect(counts.rounds).toBe(rounds);
    // The first sweep; then four fine steps of the blocks that are not exact, and a sweep.
    expect(counts.evaluations).toBe(6 + (4 * 6 + 6) + (4 * 5 + 6) + (4 * 4 + 6));
    expect(counts.derivatives).toBe(0);
    expect(counts.nodesInFlight).toBe(6);
    expect(trace.rounds.length).toBeLessThanOrEqual(plan.maxRecords);
    // The same path, however it is counted.
    const other = simulated(planOf({ ...small, method: parareal({ iterations: 3, pipelined: !pipelined }) }));
    expect(trace.outcome?.samples).toEqual(other.outcome?.samples);
  });

  test.each([false, true])('pipelined %s: one segment, whose last errors are the largest of all nodes', (pipelined) => {
    const trace = simulated(planOf({ ...small, method: parareal({ iterations: 2, pipelined }) }));
    const { rounds } = countsOf(trace);
    const segments = segmentsOf(trace);
    expect(segments).toHaveLength(1);
    const [segment] = segments as [(typeof segments)[number]];
    expect(segment).toMatchObject({ firstNode: 0, nodes: 24, firstRound: 0, rounds });
    expect(segment.residual).toHaveLength(rounds);
    for (const errors of [segment.error, segment.error99, segment.errorMedian]) expect(errors).toHaveLength(rounds + 1);
    expect(segment.error[0]).toBe(0);
    // After the first sweep only block ends have states: these.
    const ends = trace.rounds.slice(0, 6).map((record) => record.error);
    expect(segment.error.slice(1, 7)).toEqual(ends.map((_, n) => Math.max(...ends.slice(0, n + 1))));
    expect(segment.error.at(-1)).toBe(Math.max(...finalErrors(trace).subarray(1)));
    expect(summarise(trace).segments).toEqual(segments);
  });

  test('ends when all changes of a sweep are below the tolerance', () => {
    const trace = simulated(
      planOf({ ...small, dynamics: 'ode', nodes: 8, method: parareal({ tolerance: 0.01, iterations: 6 }) }),
    );
    const changes = trace.rounds.filter(({ reach }) => reach === 8).map(({ residual }) => residual);
    const sweeps = Array.from({ length: changes.length / 6 }, (_, k) => Math.max(...changes.slice(6 * k, 6 * k + 6)));
    expect(sweeps.length).toBeGreaterThan(2);
    expect(sweeps.length).toBeLessThan(7);
    sweeps.forEach((change, k) => {
      if (k === sweeps.length - 1) expect(change).toBeLessThan(0.01);
      else expect(change).toBeGreaterThan(0.01);
    });
  });

  test('with one node a block the coarse sweep is the solution', () => {
    const trace = simulated(planOf({ ...small, blocks: 8, nodes: 1, method: parareal({ tolerance: 1e-6 }) }));
    expect(trace.rounds.slice(0, 8).map(({ error }) => error)).toEqual(new Array(8).fill(0));
    expect(countsOf(trace).rounds).toBe(8 + 1 + 8);
  });

  test('on two moons 22 blocks of the ODE need 3 to 5 iterations, not 22', () => {
    const target = { kind: 'mixture', name: 'two-moons' };
    const grid = { target, dynamics: 'ode', blocks: 22, nodes: 23, particles: 16 };
    const errorAfter = (iterations: number) =>
      Math.max(...finalErrors(simulated(planOf({ ...grid, method: parareal({ iterations }) }))).subarray(1));
    expect(errorAfter(2)).toBeGreaterThan(1e-3);
    expect(errorAfter(5)).toBeLessThan(1e-3);
  });
});

describe('few steps', () => {
  const fewSteps = (solver: string, steps: number) => ({ kind: 'few-step', solver, steps });

  /** `y = factor y_0 + shift` after all steps of the ODE on Gaussian data, from each solver's own definition. */
  function affineMap(solver: string, times: readonly number[]) {
    let [y, before] = [
      { factor: 1, shift: 0 },
      { factor: 0, shift: 0 },
    ];
    times.slice(0, -1).forEach((r, i) => {
      const next = times[i + 1] as number;
      const [a, sigma] = [signal(r), Math.sqrt(noiseVariance(r))];
      const pull = 1 / noisedVariance(STD * STD, r);
      const score = { factor: -pull * y.factor, shift: pull * (a * MEAN - y.shift) };
      const mix = (p: number, u: typeof y, q: number, v: typeof y) => ({
        factor: p * u.factor + q * v.factor,
        shift: p * u.shift + q * v.shift,
      });
      const x0 = mix(1 / a, y, (sigma * sigma) / a, score);
      if (solver === 'exponential') {
        const growth = Math.exp((r - next) / 2);
        y = mix(growth, y, growth - 1, score);
      } else {
        const lambda = (t: number) => Math.log(signal(t) / Math.sqrt(noiseVariance(t)));
        const isFirstOrder = solver === 'ddim' || i === 0 || (i === times.length - 2 && times.length - 1 < 15);
        const h = lambda(next) - lambda(r);
        const ratio = isFirstOrder ? 0 : h / (lambda(r) - lambda(times[i - 1] as number));
        const prediction = mix(1 + ratio / 2, x0, -ratio / 2, before);
        y = mix(Math.sqrt(noiseVariance(next)) / sigma, y, -signal(next) * Math.expm1(-h), prediction);
      }
      before = x0;
    });
    return y;
  }

  test.each([
    ['exponential', 8],
    ['ddim', 8],
    ['dpm-solver++', 8],
    ['dpm-solver++', 16],
  ] as const)('%s, %d steps of the ODE: the affine map of Gaussian data, and so its law', (solver, steps) => {
    const method = fewSteps(solver, steps);
    const plan = planOf({ target: gaussian(2), dynamics: 'ode', blocks: 4, nodes: 8, particles: 6, method });
    const ends = Array.from({ length: steps + 1 }, (_, i) => plan.noiseTimes[(i * 32) / steps] as number);
    const { factor, shift } = affineMap(solver, ends);
    const samples = simulated(plan).outcome?.samples as Float64Array;
    samples.forEach((sample, i) => {
      const y0 = normal(plan.spec.seed, STREAM.start, Math.floor(i / 2), i % 2);
      expect(sample).toBeCloseTo(factor * y0 + shift, 11);
    });
  });

  test('the SDE has the closed-form law of the chain with large steps, within 4 standard errors', () => {
    const method = fewSteps('exponential', 8);
    const plan = planOf({ target: gaussian(10), blocks: 8, nodes: 6, particles: 4000, method });
    let [mean, variance] = [0, 1];
    for (let node = 0; node < 48; node += 6) {
      const [r, next] = [plan.noiseTimes[node] as number, plan.noiseTimes[node + 6] as number];
      const pull = (2 * Math.expm1((r - next) / 2)) / noisedVariance(STD * STD, r);
      const factor = Math.exp((r - next) / 2) - pull;
      mean = factor * mean + pull * signal(r) * MEAN;
      variance = factor * factor * variance + Math.expm1(r - next);
    }
    const samples = simulated(plan).outcome?.samples as Float64Array;
    const count = samples.length;
    const sampleMean = samples.reduce((sum, y) => sum + y, 0) / count;
    const sampleVariance = samples.reduce((sum, y) => sum + (y - mean) ** 2, 0) / count;
    expect(Math.abs(sampleMean - mean)).toBeLessThan(4 * Math.sqrt(variance / count));
    expect(Math.abs(sampleVariance - variance)).toBeLessThan(4 * variance * Math.sqrt(2 / count));
    // A law that is told apart from the full chain's by this many samples.
    const target = noisedVariance(STD * STD, plan.noiseTimes[48] as number);
    expect(Math.abs(variance - target)).toBeGreaterThan(8 * variance * Math.sqrt(2 / count));
  });

  test.each(['sde', 'ode'] as const)('%s: one node a step is the sequential sampler, to the last bit', (dynamics) => {
    const target = { kind: 'mixture', name: 'ring' };
    const method = fewSteps('exponential', 12);
    const trace = simulated(planOf({ target, dynamics, blocks: 3, nodes: 4, particles: 5, method }));
    expect(Math.max(...finalErrors(trace).subarray(1))).toBe(0);
    expect(trace.outcome?.samples).toEqual(trace.outcome?.reference);
  });

  test('one node a step of another solver is not the sequential sampler', () => {
    const target = { kind: 'mixture', name: 'ring' };
    const grid = { target, dynamics: 'ode', blocks: 3, nodes: 4, particles: 5 };
    const trace = simulated(planOf({ ...grid, method: fewSteps('ddim', 12) }));
    expect(trace.rounds.at(-1)?.error).toBeGreaterThan(1e-3);
  });

  test('the noise is that of the fine grid: halved steps halve the distance to its path', () => {
    const grid = { target: gaussian(4), blocks: 1, nodes: 1024, particles: 200 };
    const distance = (steps: number) =>
      simulated(planOf({ ...grid, method: fewSteps('exponential', steps) })).rounds.at(-1)?.errorMedian as number;
    // Strong order 1, since the noise is additive; medians are told to an eighth of an octave, the next order is below a tenth.
    expect(Math.log2(distance(64) / distance(128))).toBeCloseTo(1, 0);
    expect(distance(128)).toBeLessThan(0.05);
  });

  test('counts and records: one round a step, on a sparse path', () => {
    const target = { kind: 'mixture', name: 'ring' };
    const trace = simulated(planOf({ target, blocks: 4, nodes: 6, particles: 5, method: fewSteps('exponential', 8) }));
    expect(countsOf(trace)).toMatchObject({ rounds: 8, evaluations: 8, derivatives: 0, nodesInFlight: 1 });
    expect(trace.rounds.map((record) => producedNode(record, 0))).toEqual([3, 6, 9, 12, 15, 18, 21, 24]);
    expect(trace.rounds.map(({ front }) => front)).toEqual([3, 6, 9, 12, 15, 18, 21, 24]);
    const segments = segmentsOf(trace);
    expect(segments).toMatchObject([{ firstNode: 0, nodes: 8, firstRound: 0, rounds: 8 }]);
    const errors = trace.rounds.map(({ error }) => error);
    expect(segments[0]?.error).toEqual([0, ...errors.map((_, i) => Math.max(...errors.slice(0, i + 1)))]);
  });
});
