// Test plan: samples of Gaussian data by every method of the registry, with every linear part and with every start, have the mean
// and the variance of the discretised chain, which is known in closed form, within 4 standard errors, and are as close to the
// sequential ones as the tolerance says. A chain with wrong coefficients is noticed. (Solvers of few steps other than the
// exponential one have their closed forms in `coarse.test.ts`.)

import { describe, expect, test } from 'vitest';
import {
  combinations,
  DYNAMICS,
  KINDS,
  nameOf,
  planOf,
  repeatsRounds,
  runPlan,
  type Settings,
  START_NAMES,
  until,
} from '../../../test/method-cases';
import { gaussianChain } from '../metrics';
import type { Plan } from '../plan';

const [PARTICLES, DIMENSION, BLOCKS, NODES] = [1000, 2, 2, 8];
const [MEAN, STD] = [0.6, 0.5];
const TOLERANCE = 1e-6;
const GAUSSIAN = {
  target: { kind: 'gaussian', dimension: DIMENSION, mean: MEAN, std: STD },
  blocks: BLOCKS,
  nodes: NODES,
  horizon: 4,
  cutoff: 0.05,
  particles: PARTICLES,
  seed: 8,
};

/** Deviations of mean and variance of all samples from those of the chain, in standard errors. */
function deviations(samples: ArrayLike<number>, { corrector, parameters, schedule, spec, noiseTimes }: Plan) {
  // A step over a whole block has the exact sum of the noises of its nodes: it is a step of a coarser grid.
  const stride = schedule.kind === 'few-step' ? parameters.blockLength : 1;
  const chain = gaussianChain({
    mean: MEAN,
    variance: STD * STD,
    noiseTimes: noiseTimes.filter((_, node) => node % stride === 0),
    dynamics: spec.dynamics,
    ...(corrector === null ? {} : { corrector: { parameters, steps: corrector.steps } }),
  });
  const values = Array.from(samples);
  const mean = values.reduce((sum, y) => sum + y, 0) / values.length;
  const variance = values.reduce((sum, y) => sum + (y - chain.mean) ** 2, 0) / values.length;
  return {
    mean: (mean - chain.mean) / Math.sqrt(chain.variance / values.length),
    variance: (variance - chain.variance) / (chain.variance * Math.sqrt(2 / values.length)),
  };
}

function expectLaw(plan: Plan, settings: Settings): void {
  const { samples, reference } = runPlan(plan);
  const { mean, variance } = deviations(samples, plan);
  expect(Math.abs(mean), nameOf(settings)).toBeLessThan(4);
  expect(Math.abs(variance), nameOf(settings)).toBeLessThan(4);
  if (plan.schedule.kind === 'few-step' || plan.corrector !== null) return;
  const furthest = Array.from(samples).reduce(
    (most, y, i) => Math.max(most, Math.abs(y - (reference[i] as number))),
    0,
  );
  // A step of the chain shrinks errors, and a residual adds at most 1 + |J| <= 2.5 times itself at each node; a residual is a root
  // mean square over two coordinates.
  expect(furthest, nameOf(settings)).toBeLessThan(2.5 * BLOCKS * NODES * Math.SQRT2 * TOLERANCE);
}

describe.each(DYNAMICS)('%s', (dynamics) => {
  test.each(KINDS)('%s: the law of the chain, and close to the sequential samples', (kind) => {
    const parts = combinations(kind, dynamics, ['constant']);
    const others = repeatsRounds(kind) ? START_NAMES.map((start) => ({ ...parts[0], start })) : [];
    for (const settings of [...parts, ...others]) {
      expectLaw(planOf({ ...GAUSSIAN, dynamics, method: { ...settings, ...until(kind, TOLERANCE) } }), settings);
    }
  });
});

test('piadm with its corrector: the law of the chain', () => {
  const method = { kind: 'piadm', corrector: { steps: 6, rounds: 6 }, ...until('piadm', TOLERANCE) };
  expectLaw(planOf({ ...GAUSSIAN, dynamics: 'ode', method }), method);
});

test('another horizon is another law', () => {
  const plan = planOf(GAUSSIAN);
  const other = deviations(runPlan(planOf({ ...GAUSSIAN, cutoff: 0.2 })).samples, plan);
  expect(Math.abs(other.variance)).toBeGreaterThan(4);
});
