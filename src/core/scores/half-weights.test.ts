// Test plan: what is rounded and what stays; ties, small and large weights; rounding twice changes nothing; scores of the rounded
// network are near those of the given one and not the same.

import { describe, expect, test } from 'vitest';
import { syntheticNetwork } from '../../../test/synthetic-network';
import { SpecError } from '../spec';
import { createScore } from './evaluate';
import { withHalfWeights } from './half-weights';
import type { NetworkModel } from './network';

const network = syntheticNetwork({ dimension: 3, width: 16, depth: 2 });

/** The network with one weight of a layer changed. */
function withWeight(value: number, layer = 1): NetworkModel {
  const layers = network.layers.map((each, i) =>
    i === layer ? { ...each, weights: each.weights.with(5, value) } : each,
  );
  return { ...network, layers };
}

const roundedWeight = (value: number) => withHalfWeights(withWeight(value)).layers[1]?.weights[5];

describe('withHalfWeights', () => {
  test('rounds all weights and biases but the first bias, within half a unit of 11 bits', () => {
    const half = withHalfWeights(network);
    expect(half.halfWeights).toBe(true);
    network.layers.forEach((layer, i) => {
      const rounded = half.layers[i];
      const near = (value: number, at: number, to: Float32Array | undefined) =>
        Math.abs((to?.[at] ?? Number.NaN) - value) <= Math.max(2 ** -11 * Math.abs(value), 2 ** -14);
      expect(layer.weights.every((value, at) => near(value, at, rounded?.weights))).toBe(true);
      expect(layer.bias.every((value, at) => near(value, at, rounded?.bias))).toBe(true);
      expect(rounded?.weights).not.toEqual(layer.weights);
      if (i > 0) expect(rounded?.bias).not.toEqual(layer.bias);
    });
    expect(half.layers[0]?.bias).toBe(network.layers[0]?.bias);
    expect(half.timeWeights).toBe(network.timeWeights);
    expect(half.timeFrequencies).toBe(network.timeFrequencies);
  });

  test.each([
    ['a half stays', 0.5, 0.5],
    ['a tie goes to the even half below', 1 + 2 ** -11, 1],
    ['a tie goes to the even half above', 1 + 3 * 2 ** -11, 1 + 2 ** -9],
    ['the largest half', -65519, -65504],
    ['the smallest that stays', 2 ** -14, 2 ** -14],
    ['what is rounded up to it', 2 ** -14 - 2 ** -26, 2 ** -14],
    ['smaller ones are zero', 2 ** -14 - 2 ** -24, 0],
    ['of either sign', -1e-6, 0],
  ])('%s', (_, value, expected) => {
    expect(roundedWeight(value)).toBe(expected);
  });

  test('changes nothing when it is done again', () => {
    const half = withHalfWeights(network);
    expect(withHalfWeights(half)).toEqual(half);
  });

  test.each([
    [65520, '65,520'],
    [-1e6, '-1,000,000'],
  ])('%d has no half near it, which is a sentence', (value, given) => {
    const sentence = `target.weights is "f16", but entry 5 of the tensor layers.2.weights of the network "synthetic" is ${given}; half precision ends at 65,504, so allowed is "f32".`;
    expect(() => withHalfWeights(withWeight(value, 2))).toThrow(SpecError);
    expect(() => withHalfWeights(withWeight(value, 2))).toThrow(sentence);
  });

  test('changes scores by about the rounding of a half', () => {
    const scoresOf = (model: NetworkModel) => {
      const out = new Float64Array(6);
      createScore(model).evaluate(0.7, Float64Array.of(0.3, -1, 0.5, 1.2, -0.4, 0.1), 0, out, 0, 2);
      return out;
    };
    const [given, half] = [scoresOf(network), scoresOf(withHalfWeights(network))];
    const largest = Math.max(...given.map(Math.abs));
    const change = Math.max(...given.map((value, i) => Math.abs(value - (half[i] as number)))) / largest;
    expect(change).toBeGreaterThan(1e-5);
    expect(change).toBeLessThan(2e-3);
  });
});
