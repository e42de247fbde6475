// Test plan: coefficients of steps over a block against their definitions: noises carried to the block's end one node at a
// time, DDIM as `a' x0 + sigma' eps`, DPM-Solver++(2M) as its Algorithm 2; which of its steps are of first order; and the order
// at which each solver comes to the exact map of the probability-flow ODE of Gaussian data.

import { describe, expect, test } from 'vitest';
import { type CoarseSteps, coarseSteps, halfLogRatio } from './coarse';
import { noiseTimes } from './grid';
import { coefficientsOf } from './plan';
import { noisedVariance, noiseVariance, signal } from './process';
import type { Dynamics, FewStepSolver } from './spec';
import { jacobi } from './updates/jacobi';

/** The grid of so many blocks of `nodes` nodes each, and steps over its blocks. */
function stepsOf(solver: FewStepSolver, dynamics: Dynamics, blocks: number, nodes: number, horizon = 6) {
  const times = noiseTimes({ horizon, cutoff: 0.01, blocks, nodes, spacing: 'stretched' });
  const coefficients = coefficientsOf({ dynamics }, times, jacobi, 1);
  const steps = coarseSteps(solver, times, nodes, coefficients, dynamics);
  return { times, coefficients, steps, at: (block: number) => times[block * nodes] as number };
}

const coefficient = (steps: CoarseSteps, block: number) => ({
  stateFactor: steps.stateFactor[block] as number,
  scoreWeight: steps.scoreWeight[block] as number,
  predictionWeight: steps.predictionWeight[block] as number,
});

/** Some dozens of operations of relative error 1e-16 on numbers of size one to a hundred. */
const DIGITS = 12;

describe('the noise of a step', () => {
  test('is that of its nodes, carried on by the state factors of the nodes behind', () => {
    const { steps, coefficients } = stepsOf('exponential', 'sde', 3, 5);
    for (let node = 0; node < 15; node++) {
      let weight = coefficients.noiseStd[node] as number;
      for (let after = node + 1; after % 5 !== 0; after++) weight *= coefficients.stateFactor[after] as number;
      expect(steps.noiseWeight[node]).toBeCloseTo(weight, DIGITS);
    }
  });

  test('has the variance of one large step of the SDE, and the ODE has none', () => {
    const { steps, at } = stepsOf('exponential', 'sde', 4, 8);
    for (let block = 0; block < 4; block++) {
      const weights = steps.noiseWeight.subarray(8 * block, 8 * block + 8);
      const variance = weights.reduce((sum, weight) => sum + weight * weight, 0);
      expect(variance / Math.expm1(at(block) - at(block + 1))).toBeCloseTo(1, DIGITS);
    }
    expect(stepsOf('exponential', 'ode', 4, 8).steps.noiseWeight.every((weight) => weight === 0)).toBe(true);
  });
});

test.each([
  ['sde', 2],
  ['ode', 1],
] as const)('the exponential integrator of the %s', (dynamics, weight) => {
  const { steps, at } = stepsOf('exponential', dynamics, 4, 8);
  for (let block = 0; block < 4; block++) {
    const growth = Math.exp((at(block) - at(block + 1)) / 2);
    const { stateFactor, scoreWeight, predictionWeight } = coefficient(steps, block);
    expect(stateFactor).toBeCloseTo(growth, DIGITS);
    expect(scoreWeight).toBeCloseTo(weight * (growth - 1), DIGITS);
    expect(predictionWeight).toBe(0);
  }
});

/** What the data prediction and the noise prediction are of a state and a score. */
const predictions = (r: number, y: number, s: number) => ({
  x0: (y + noiseVariance(r) * s) / signal(r),
  eps: -Math.sqrt(noiseVariance(r)) * s,
});

test('DDIM keeps both predictions of its first node', () => {
  const { steps, at } = stepsOf('ddim', 'ode', 5, 4);
  for (let block = 0; block < 5; block++) {
    const { stateFactor, scoreWeight, predictionWeight } = coefficient(steps, block);
    for (const [y, s] of [
      [0.7, -1.3],
      [-2, 0.4],
    ] as const) {
      const { x0, eps } = predictions(at(block), y, s);
      const expected = signal(at(block + 1)) * x0 + Math.sqrt(noiseVariance(at(block + 1))) * eps;
      expect(stateFactor * y + scoreWeight * s).toBeCloseTo(expected, DIGITS);
    }
    expect(Math.abs(predictionWeight)).toBe(0);
  }
});

describe('DPM-Solver++(2M)', () => {
  test('extrapolates the data prediction along the half-log-SNR', () => {
    const { steps, at } = stepsOf('dpm-solver++', 'ode', 20, 2);
    for (let block = 1; block < 20; block++) {
      const lambda = (n: number) => halfLogRatio(at(n));
      const h = lambda(block + 1) - lambda(block);
      const ratio = (lambda(block) - lambda(block - 1)) / h;
      const [y, s, before] = [0.7, -1.3, 0.25];
      const { x0 } = predictions(at(block), y, s);
      const prediction = (1 + 1 / (2 * ratio)) * x0 - (1 / (2 * ratio)) * before;
      const [sigma, next] = [at(block), at(block + 1)].map((r) => Math.sqrt(noiseVariance(r))) as [number, number];
      const expected = (next / sigma) * y - signal(at(block + 1)) * Math.expm1(-h) * prediction;
      const { stateFactor, scoreWeight, predictionWeight } = coefficient(steps, block);
      expect(stateFactor * y + scoreWeight * s + predictionWeight * before).toBeCloseTo(expected, DIGITS);
    }
  });

  test('the half-log-SNR is log(a / sigma)', () => {
    for (const r of [1e-3, 0.3, 1, 6, 50]) {
      expect(halfLogRatio(r)).toBeCloseTo(Math.log(signal(r) / Math.sqrt(noiseVariance(r))), DIGITS);
    }
  });

  test('the first step is that of DDIM, and so is the last of fewer than 15', () => {
    const first = (blocks: number) => {
      const ddim = stepsOf('ddim', 'ode', blocks, 2).steps;
      const { steps } = stepsOf('dpm-solver++', 'ode', blocks, 2);
      return Array.from({ length: blocks }, (_, n) => n).filter(
        (n) => steps.predictionWeight[n] === 0 && steps.scoreWeight[n] === ddim.scoreWeight[n],
      );
    };
    expect(first(14)).toEqual([0, 13]);
    expect(first(15)).toEqual([0]);
    expect(first(1)).toEqual([0]);
  });
});

describe('orders of convergence on Gaussian data', () => {
  const [mean, variance] = [0.5, 0.25];

  /** Error of a solver's last state: the exact ODE keeps `(y - a mu) / sqrt(V)`. */
  function error(solver: FewStepSolver, blocks: number): number {
    const { steps, at } = stepsOf(solver, 'ode', blocks, 1, 4);
    let y = 1;
    let before = 0;
    for (let block = 0; block < blocks; block++) {
      const r = at(block);
      const score = (signal(r) * mean - y) / noisedVariance(variance, r);
      const { stateFactor, scoreWeight, predictionWeight } = coefficient(steps, block);
      const next = stateFactor * y + scoreWeight * score + predictionWeight * before;
      before = predictions(r, y, score).x0;
      y = next;
    }
    const standard = (1 - signal(at(0)) * mean) / Math.sqrt(noisedVariance(variance, at(0)));
    const end = at(blocks);
    return Math.abs(y - (signal(end) * mean + standard * Math.sqrt(noisedVariance(variance, end))));
  }

  test.each([
    ['exponential', 1],
    ['ddim', 1],
    ['dpm-solver++', 2],
  ] as const)('%s: order %d', (solver, order) => {
    // Halved steps: the error falls by 2^order, up to terms of the next order, a few hundredths at 256 steps.
    for (const blocks of [256, 512]) {
      expect(Math.log2(error(solver, blocks) / error(solver, 2 * blocks))).toBeCloseTo(order, 1);
    }
  });

  test('with 32 steps the second order is ahead', () => {
    expect(error('dpm-solver++', 32)).toBeLessThan(error('ddim', 32) / 4);
  });
});
