// Tests of all scores: golden values, closed forms, finite differences of the log density, and the layout of rows.

import { describe, expect, test } from 'vitest';
import golden from '../../../test/golden/mixture-score.json';
import { expectGolden } from '../../../test/relative';
import { syntheticNetwork } from '../../../test/synthetic-network';
import { noisedVariance, noiseVariance, signal } from '../process';
import { normal } from '../random';
import { mixtureOf } from '../targets/mixtures';
import type { ScoreModel } from '.';
import { createScore } from './evaluate';
import { logNoiseToSignal, timeBranch } from './network';

/** Score of one state. */
function scoreAt(model: ScoreModel, noiseTime: number, state: readonly number[]): Float64Array {
  const out = new Float64Array(model.dimension);
  createScore(model).evaluate(noiseTime, Float64Array.from(state), 0, out, 0, 1);
  return out;
}

const threeModes = mixtureOf(
  [0.5, 0.3, 0.2],
  [
    [-1, 0.5, 2],
    [1.5, -0.5, 0],
    [0, 0.3, -1],
  ],
  [0.2, 0.3, 0.5],
);

const models: Record<string, ScoreModel> = {
  gaussian: { kind: 'gaussian', dimension: 3, mean: Float64Array.of(0.5, -1, 2), variance: 0.3 },
  mixture: threeModes,
  network: syntheticNetwork({ dimension: 3, width: 8, depth: 2 }),
};

describe.each(Object.entries(models))('the %s score', (_name, model) => {
  test.each([1, 2, 7, 33, 70])('of %i rows is that of each row alone, and touches nothing else', (particles) => {
    const { dimension } = model;
    const states = Float64Array.from({ length: dimension * particles + 9 }, (_, i) => 2 * normal(3, 0, 0, i));
    const out = new Float64Array(dimension * particles + 11).fill(7);
    createScore(model).evaluate(0.4, states, 5, out, 6, particles);
    for (let particle = 0; particle < particles; particle++) {
      const at = (c: number) => c * particles + particle;
      const state = Array.from({ length: dimension }, (_, c) => states[5 + at(c)]!);
      const alone = scoreAt(model, 0.4, state);
      expect(Array.from({ length: dimension }, (_, c) => out[6 + at(c)])).toEqual([...alone]);
    }
    expect([...out.slice(0, 6)]).toEqual(Array(6).fill(7));
    expect([...out.slice(6 + dimension * particles)]).toEqual(Array(5).fill(7));
  });

  test('may be written over the states', () => {
    const states = Float64Array.from({ length: 3 * 10 }, (_, i) => normal(4, 0, 0, i));
    const apart = new Float64Array(30);
    createScore(model).evaluate(0.2, states, 0, apart, 0, 10);
    createScore(model).evaluate(0.2, states, 0, states, 0, 10);
    expect(states).toEqual(apart);
  });

  test('follows the noise time from call to call', () => {
    const score = createScore(model);
    const state = Float64Array.of(0.3, -0.2, 1);
    for (const r of [6, 0.001, 6, 1]) {
      const out = new Float64Array(3);
      score.evaluate(r, state, 0, out, 0, 1);
      expect(out).toEqual(scoreAt(model, r, [...state]));
    }
  });
});

describe('the mixture score', () => {
  test('equals the golden values', () => {
    for (const { mixture, r, x, score } of golden.cases) {
      const model = mixtureOf(mixture.weights, mixture.means, mixture.stds);
      expectGolden(scoreAt(model, r, x), score);
    }
  });

  test('of one component is the Gaussian score', () => {
    const gaussian = { kind: 'gaussian', dimension: 2, mean: Float64Array.of(1, -2), variance: 0.25 } as const;
    expectGolden(scoreAt(mixtureOf([3], [[1, -2]], [0.5]), 0.3, [0.2, 0.7]), scoreAt(gaussian, 0.3, [0.2, 0.7]));
  });

  test('is the gradient of the log density', () => {
    const r = 0.15;
    const logDensity = (x: readonly number[]) => {
      let density = 0;
      for (let k = 0; k < 3; k++) {
        const variance = noisedVariance(threeModes.variances[k]!, r);
        const square = x.reduce((sum, value, c) => sum + (value - signal(r) * threeModes.means[3 * k + c]!) ** 2, 0);
        density += Math.exp(threeModes.logWeights[k]! - square / (2 * variance)) / variance ** 1.5;
      }
      return Math.log(density);
    };
    const x = [0.2, 0.1, 0.4];
    const score = scoreAt(threeModes, r, x);
    const h = 1e-4;
    x.forEach((_, c) => {
      const moved = (by: number) => x.map((value, i) => (i === c ? value + by : value));
      const slope = (logDensity(moved(h)) - logDensity(moved(-h))) / (2 * h);
      // Central differences: h^2/6 times a third derivative of about 1e2, and rounding of 1e-15/h.
      expect(Math.abs(slope - score[c]!)).toBeLessThan(1e-6);
    });
  });

  test.each([1e2, 1e8, 1e100, 1e160, 1e300])('is finite and points back at a distance of %d', (distance) => {
    for (const direction of [
      [1, 0, 0],
      [-1, 0, 1],
      [1, 1, -1],
    ]) {
      const state = direction.map((value) => value * distance);
      const score = scoreAt(threeModes, 0.001, state);
      expect([...score].every(Number.isFinite)).toBe(true);
      // Far away the widest component, of variance V, takes over: s = (a mu - x)/V.
      const expected = state.map(
        (value, c) => (signal(0.001) * threeModes.means[6 + c]! - value) / noisedVariance(0.25, 0.001),
      );
      const size = distance / 0.25;
      expected.forEach((value, c) => {
        expect(Math.abs(score[c]! - value)).toBeLessThan(1e-12 * size);
      });
    }
  });

  test('of equal widths picks the nearest component from afar', () => {
    const pair = mixtureOf(
      [1, 1],
      [
        [-1, 0],
        [1, 0],
      ],
      [0.1, 0.1],
    );
    const score = scoreAt(pair, 0.001, [1e5, 0]);
    expectGolden([score[0]!], [(signal(0.001) - 1e5) / noisedVariance(0.1 * 0.1, 0.001)]);
  });

  test('is not finite for a state that is not', () => {
    expect(scoreAt(threeModes, 1, [Number.NaN, 0, 0]).every(Number.isNaN)).toBe(true);
    expect(Number.isFinite(scoreAt(threeModes, 1, [Number.POSITIVE_INFINITY, 0, 0])[0])).toBe(false);
  });
});

describe('the network score', () => {
  /** The definition, one row, without any of the tricks of the fast code. */
  function direct(network: ReturnType<typeof syntheticNetwork>, r: number, state: readonly number[]): number[] {
    const position = Math.log(Math.sqrt(noiseVariance(r)) / signal(r));
    const angles = [...network.timeFrequencies].map((frequency) => frequency * position);
    const features = [...angles.map(Math.cos), ...angles.map(Math.sin)];
    let values = [...state];
    network.layers.forEach(({ outputs, weights, bias }, index) => {
      const next = Array.from({ length: outputs }, (_, o) => {
        let sum: number = bias[o]!;
        values.forEach((value, i) => {
          sum += value * weights[i * outputs + o]!;
        });
        if (index === 0) {
          features.forEach((feature, f) => {
            sum += feature * network.timeWeights[f * outputs + o]!;
          });
        }
        return index < network.layers.length - 1 ? sum / (1 + Math.exp(-sum)) : sum;
      });
      values = next;
    });
    return values.map((noise) => -noise / Math.sqrt(noiseVariance(r)));
  }

  test.each([
    [1, 4, 1],
    [2, 12, 3],
    [5, 8, 2],
    [16, 20, 6],
  ])('in %i dimensions, %i wide and %i deep, is its definition', (dimension, width, depth) => {
    const network = syntheticNetwork({ dimension, width, depth });
    const state = Array.from({ length: dimension }, (_, c) => normal(9, 0, 0, c));
    for (const r of [0.001, 0.5, 6]) expectGolden(scoreAt(network, r, state), direct(network, r, state));
  });

  test('notices one wrong weight', () => {
    const network = syntheticNetwork({ dimension: 2, width: 8, depth: 2 });
    const wrong = syntheticNetwork({ dimension: 2, width: 8, depth: 2 });
    wrong.layers[1]!.weights[13]! += 1e-3;
    const [right, other] = [scoreAt(network, 1, [0.4, 0.2]), direct(wrong, 1, [0.4, 0.2])];
    expect(Math.abs(right[0]! - other[0]!)).toBeGreaterThan(1e-9);
  });

  test('saturated activations stay finite', () => {
    const network = syntheticNetwork({ dimension: 2, width: 8, depth: 2 });
    expect(scoreAt(network, 1, [1e6, -1e6]).every(Number.isFinite)).toBe(true);
  });

  test('the time branch is the bias and the features of log(sigma/a)', () => {
    const network = syntheticNetwork({ dimension: 2, width: 4, depth: 1 });
    const branch = timeBranch(network, 0.7);
    const position = 0.5 * Math.log(Math.expm1(0.7));
    const frequencies = network.timeFrequencies.length;
    const expected = Array.from({ length: 4 }, (_, o) => {
      let sum: number = network.layers[0]!.bias[o]!;
      network.timeFrequencies.forEach((frequency, f) => {
        sum += Math.cos(frequency * position) * network.timeWeights[f * 4 + o]!;
        sum += Math.sin(frequency * position) * network.timeWeights[(frequencies + f) * 4 + o]!;
      });
      return sum;
    });
    expectGolden(branch, expected);
  });

  test('log(sigma/a) holds at both ends', () => {
    expect(logNoiseToSignal(1e-8)).toBeCloseTo(0.5 * Math.log(1e-8), 8);
    expect(logNoiseToSignal(2000)).toBe(1000);
  });
});
