// The law of the corrector. Test plan: (1) the closed chain of a Gaussian has the known excess variance; (2) simulated positions and
// velocities have its moments, and so has a whole run of predictor and corrector; (3) samples of two moons that are too wide or
// in the wrong place come closer to the data.

import { describe, expect, test } from 'vitest';
import { correctorStep } from './corrector-step';
import { correctorLaw, energyDistance, gaussianChain, thermalised } from './metrics';
import { parseSpec } from './parse-spec';
import { CorrectorPass } from './passes/corrector';
import { PathSolver } from './path-solver';
import { type Plan, planRun } from './plan';
import { noisedVariance, signal } from './process';
import { normal } from './random';
import { simulate } from './sampler';
import { PHASE, schedules } from './schedules';
import { namedMixture, resolveTarget } from './targets';

const CUTOFF = 0.01;
const DATA = { mean: 0.5, variance: 0.25 };
/** `N(m, V)` at the cutoff. */
const NOISED = {
  mean: Math.exp(-CUTOFF / 2) * DATA.mean,
  variance: Math.exp(-CUTOFF) * DATA.variance + 1 - Math.exp(-CUTOFF),
};
const FRICTION = 2;
const TIME = 3;

/** The corrector's step in natural units, `sqrt(L) = 1/sqrt(V)`, written out. */
function stepOf(variance: number, steps: number) {
  return correctorStep(FRICTION / Math.sqrt(variance), (TIME * Math.sqrt(variance)) / steps);
}

/** The closed chain over a whole corrector. */
function chainOf(position: { mean: number; variance: number }, data: typeof NOISED, steps: number) {
  let law = thermalised(position);
  for (let i = 0; i < steps; i++) law = correctorLaw(law, stepOf(data.variance, steps), data);
  return law;
}

function planOf(input: object): Plan {
  const spec = parseSpec({ dynamics: 'ode', ...input });
  return planRun(spec, resolveTarget(spec.target, null));
}

const gaussianPlan = (over: object, corrector: object) =>
  planOf({
    target: { kind: 'gaussian', dimension: 1, mean: DATA.mean, std: Math.sqrt(DATA.variance) },
    cutoff: CUTOFF,
    ...over,
    method: { tolerance: 1e-9, corrector: { friction: FRICTION, time: TIME, rounds: 1024, ...corrector } },
  });

function covarianceOf(x: ArrayLike<number>, y: ArrayLike<number>): number {
  const count = x.length;
  let [sumX, sumY, product] = [0, 0, 0];
  for (let i = 0; i < count; i++) {
    sumX += x[i]!;
    sumY += y[i]!;
    product += x[i]! * y[i]!;
  }
  return (product - (sumX * sumY) / count) / (count - 1);
}

/** Four standard errors of mean and variance of independent normal draws. */
function expectLaw(values: ArrayLike<number>, law: { mean: number; variance: number }, what: string): void {
  const count = values.length;
  let mean = 0;
  for (let i = 0; i < count; i++) mean += values[i]! / count;
  const variance = covarianceOf(values, values);
  expect(Math.abs(mean - law.mean), `mean of ${what}`).toBeLessThan(4 * Math.sqrt(law.variance / count));
  expect(Math.abs(variance - law.variance), `variance of ${what}`).toBeLessThan(
    4 * law.variance * Math.sqrt(2 / count),
  );
}

describe('the closed chain', () => {
  test.each([
    [12, 0.063],
    [24, 0.03],
    [48, 0.015],
  ])('with %i steps leaves the variance of an exact Gaussian too large by the fraction %d', (steps, excess) => {
    const { position, velocity } = chainOf(NOISED, NOISED, steps);
    // Known to the last digit given.
    expect(Math.abs(position.variance / NOISED.variance - 1 - excess)).toBeLessThan(5e-4);
    expect(Math.abs(velocity.variance - 1 - excess)).toBeLessThan(1.5e-3);
    expect(Math.abs(position.mean - NOISED.mean)).toBeLessThan(1e-14);
  });

  test('comes to the same law from elsewhere', () => {
    const law = chainOf({ mean: 3, variance: 4 }, NOISED, 24);
    // A motion of friction 2 forgets as (1 + t) e^{-t}, squared for the variance.
    const forgotten = (1 + TIME) * Math.exp(-TIME);
    const excess = 1.0304 * NOISED.variance;
    expect(Math.abs(law.position.mean - NOISED.mean)).toBeLessThan(1.1 * forgotten * (3 - NOISED.mean));
    expect(Math.abs(law.position.variance - excess)).toBeLessThan(1.1 * forgotten ** 2 * 4);
  });
});

/** Positions and velocities after every step from given positions, one node after the other with the exact score of the Gaussian. */
function correctGaussian(plan: Plan, position: (particle: number, coordinate: number) => number) {
  const { dimension, coefficients, parameters, totalNodes, spec } = plan;
  const { particles } = spec;
  const stateLength = dimension * particles;
  const path = new Float64Array((totalNodes + 1) * stateLength);
  const scores = new Float64Array(stateLength);
  const squares = new Float64Array(particles);
  const linearParts = new Float64Array(0);
  const noise = () => linearParts;
  const sizes = { dimension, particles, stateLength };
  const pass = new CorrectorPass({
    plan,
    coefficients,
    ...sizes,
    path,
    scores,
    linearParts,
    noise,
    squares,
    roundStates: null,
  });
  const first = parameters.blockLength;
  for (let c = 0, at = first * stateLength; c < dimension; c++) {
    for (let p = 0; p < particles; p++, at++) path[at] = position(p, c);
  }
  for (let node = first; node < totalNodes; node++) {
    for (let at = 0; at < stateLength; at++) {
      scores[at] = (NOISED.mean - path[node * stateLength + at]!) / NOISED.variance;
    }
    pass.run({ ...schedules.sequential.initial(parameters), first: node }, undefined);
  }
  const at = (values: Float64Array, step: number) =>
    values.subarray((first + step) * stateLength, (first + step + 1) * stateLength);
  return { u: (step: number) => at(path, step), v: (step: number) => at(pass.velocities, step) };
}

describe('on a Gaussian', () => {
  const dimension = 3;
  const particles = 65_000;

  test('positions and velocities have the moments of the closed chain, over two sub-blocks', () => {
    const [steps, subBlocks, seed] = [6, 2, 1];
    const target = { kind: 'gaussian', dimension, mean: DATA.mean, std: Math.sqrt(DATA.variance) };
    const plan = gaussianPlan({ target, particles, seed, blocks: 1, nodes: 1 }, { steps, subBlocks });
    // From a law that is neither the data's nor the corrector's.
    const from = { mean: 0.8, variance: 0.5 };
    const { u, v } = correctGaussian(plan, (p, c) => from.mean + Math.sqrt(from.variance) * normal(seed, 16, p, c));
    const count = dimension * particles;
    let law = thermalised(from);
    for (let step = 1; step <= steps * subBlocks; step++) {
      law = correctorLaw(law, stepOf(NOISED.variance, steps * subBlocks), NOISED);
      if (step % 4 !== 0) continue;
      expectLaw(u(step), law.position, `u after ${step} steps`);
      expectLaw(v(step), law.velocity, `v after ${step} steps`);
      const allowed = 4 * Math.sqrt((law.position.variance * law.velocity.variance + law.covariance ** 2) / count);
      expect(Math.abs(covarianceOf(u(step), v(step)) - law.covariance), `after ${step}`).toBeLessThan(allowed);
    }
    // Enough particles to see that the variance is too large, and that it is not larger.
    expect(law.position.variance / NOISED.variance - 1).toBeGreaterThan(5 * Math.sqrt(2 / count));
  });

  test('a whole run has the law of predictor and corrector', () => {
    const [blocks, nodes, steps, subBlocks] = [2, 3, 6, 2];
    const target = { kind: 'gaussian', dimension: 8, mean: DATA.mean, std: Math.sqrt(DATA.variance) };
    const plan = gaussianPlan({ target, blocks, nodes, horizon: 4, particles: 1500 }, { steps, subBlocks });
    const simulation = simulate(plan);
    let event = simulation.next();
    while (!event.done) event = simulation.next();
    const { parameters, noiseTimes } = plan;
    const ends = [1, 2].map((block) => noiseTimes[block * (nodes + steps * subBlocks)]!);
    const byHand = ends.map((r) => stepOf(Math.exp(-r) * DATA.variance + 1 - Math.exp(-r), steps * subBlocks));
    const chain = { ...DATA, noiseTimes, dynamics: 'ode' } as const;
    const law = gaussianChain({ ...chain, corrector: { parameters, steps: byHand } });
    expectLaw(event.value.samples, law, 'the samples');
    expectLaw(event.value.reference, law, 'the reference');
    // Without its corrector the chain of so few nodes has a variance that is larger by a third.
    expect(gaussianChain(chain).variance / law.variance).toBeGreaterThan(1.2);
  });
});

describe('two moons', () => {
  const count = 2000;
  const r = 0.001;
  const model = namedMixture('two-moons');
  const plan = planOf({
    target: { kind: 'mixture', name: 'two-moons' },
    horizon: 1,
    cutoff: r,
    blocks: 1,
    nodes: 1,
    particles: count,
    method: { corrector: {} },
  });

  /** Noised data with equally many of each component: little is then left to chance. */
  function dataOf(seed: number): Float64Array {
    const { means, variances, components } = model;
    return Float64Array.from({ length: 2 * count }, (_, at) => {
      const k = Math.floor(at / 2) % components;
      const std = Math.sqrt(noisedVariance(variances[k]!, r));
      return signal(r) * means[2 * k + (at % 2)]! + std * normal(seed, 16, 1, at);
    });
  }

  /** Energy distances to data before and after one corrector. */
  function corrected(samples: Float64Array): { before: number; after: number } {
    const data = dataOf(1);
    const solver = new PathSolver({ plan, rows: 1, noise: () => new Float64Array(0), sequential: true });
    const { blockLength, total } = plan.parameters;
    const states = solver.stateAt(blockLength);
    samples.forEach((x, at) => {
      states[(at % 2) * count + Math.floor(at / 2)] = x;
    });
    let state = { ...schedules.sequential.initial(plan.parameters), first: blockLength };
    while (state.phase !== PHASE.done) {
      for (const _ of solver.round(state));
      state = schedules.sequential.advance(state, [], plan.parameters, []);
    }
    const end = solver.stateAt(total);
    const after = samples.map((_, at) => end[(at % 2) * count + Math.floor(at / 2)]!);
    return { before: energyDistance(samples, data, 2), after: energyDistance(after, data, 2) };
  }

  // With 16,000 samples from 1.33e-2 to 1.5e-3, and from 4.8e-2 to 2.3e-2. What is left of the first does not fall in four times
  // the time: along a moon and between moons the corrector is slow.
  test('samples that are too wide come to the data', () => {
    const { before, after } = corrected(dataOf(2).map((x, at) => x + 0.5 * normal(3, 16, 0, at)));
    expect(before).toBeGreaterThan(1e-2);
    expect(after).toBeLessThan(before / 4);
  });

  test('samples that are shifted come half the way', () => {
    const { before, after } = corrected(dataOf(2).map((x, at) => (at % 2 === 1 ? x + 0.3 : x)));
    expect(before).toBeGreaterThan(4e-2);
    expect(after / before).toBeGreaterThan(0.35);
    expect(after / before).toBeLessThan(0.6);
  });

  test('exact samples stay as near as they were', () => {
    const { before, after } = corrected(dataOf(2));
    // Their variance grows by 3 %, and components are no longer equally full: both far below the distances above.
    expect(before).toBeLessThan(5e-4);
    expect(after).toBeLessThan(1e-3);
  });
});
