// Targets: golden means of the named ones, moments, labels, and refusals.

import { describe, expect, test } from 'vitest';
import golden from '../../../test/golden/targets.json';
import { expectGolden } from '../../../test/relative';
import { syntheticNetwork } from '../../../test/synthetic-network';
import { normal } from '../random';
import type { MixtureModel } from '../scores';
import { withHalfWeights } from '../scores/half-weights';
import { SpecError, type TargetSpec } from '../spec';
import { namedMixture, resolveTarget, targetNames } from '.';
import { centred, mixtureMoments, mixtureOf } from './mixtures';
import { ring } from './ring';

function meanOf(model: MixtureModel, component: number): number[] {
  const { dimension } = model;
  return [...model.means.subarray(component * dimension, (component + 1) * dimension)];
}

/** Coordinates are sums of a few hundred terms of order one that cancel: 1e-12 relative to one, not to a result near 0. */
function expectPlace(actual: readonly number[], expected: readonly number[]): void {
  expected.forEach((value, c) => {
    expect(Math.abs(actual[c]! - value)).toBeLessThan(1e-12 * Math.max(Math.abs(value), 1e-2));
  });
}

describe.each(Object.entries(golden.targets))('the target %s', (name, expected) => {
  const model = namedMixture(name);

  test('has the golden means, std and variance', () => {
    expect(model.components).toBe(expected.components);
    expectPlace(meanOf(model, 0), expected.first);
    expectPlace(meanOf(model, expected.components / 2), expected.middle);
    expectPlace(meanOf(model, expected.components - 1), expected.last);
    expectGolden(model.variances, Array(expected.components).fill(expected.std ** 2));
    expectGolden([resolveTarget({ kind: 'mixture', name }, null).dataVariance], [expected.dataVariance]);
  });

  test('has equal weights that sum to one, and mean zero', () => {
    expectGolden(model.logWeights, Array(expected.components).fill(-Math.log(expected.components)));
    for (const value of resolveTarget({ kind: 'mixture', name }, null).dataMean) {
      expect(Math.abs(value)).toBeLessThan(1e-14);
    }
  });
});

describe('the registry', () => {
  test('holds the golden targets and no other', () => {
    expect([...targetNames].sort()).toEqual(Object.keys(golden.targets).sort());
  });

  test('refuses any other name and says which there are', () => {
    for (const name of ['moons', 'Ring', '', 'toString', '__proto__']) {
      expect(() => namedMixture(name)).toThrow(SpecError);
      expect(() => resolveTarget({ kind: 'mixture', name }, null)).toThrow(
        `target.name is "${name}"; the built-in mixtures are ${targetNames.join(', ')} and random.`,
      );
    }
  });
});

describe('resolveTarget', () => {
  test('random: means from stream 6, component as particle, not centred, equal weights', () => {
    const spec: TargetSpec = { kind: 'mixture', name: 'random', dimension: 32, components: 8, std: 0.5, seed: 7 };
    const { model, dimension, density } = resolveTarget(spec, null);
    expect(dimension).toBe(32);
    expect(density).toBe(model);
    const mixture = model as MixtureModel;
    for (let k = 0; k < 8; k++) {
      expect(meanOf(mixture, k)).toEqual(Array.from({ length: 32 }, (_, c) => normal(7, 6, k, c)));
    }
    // The draw that the golden noise values pin.
    expect(mixture.means[4 * 32 + 31]).toBe(-0.7636334590699856);
    expectGolden(mixture.variances, Array(8).fill(0.25));
    expectGolden(mixture.logWeights, Array(8).fill(-Math.log(8)));
  });

  test('a mixture of given numbers: weights are normalised, moments exact', () => {
    const spec: TargetSpec = {
      kind: 'mixture',
      weights: [3, 1],
      means: [
        [0, 0, 0],
        [4, 0, 8],
      ],
      stds: [1, 2],
    };
    const target = resolveTarget(spec, null);
    expectGolden((target.model as MixtureModel).logWeights, [Math.log(0.75), Math.log(0.25)]);
    expectGolden(target.dataMean, [1, 0, 2]);
    // Within: 0.75 * 1 + 0.25 * 4; between: (0.75 * (1 + 4) + 0.25 * (9 + 36)) / 3.
    expectGolden([target.dataVariance], [1.75 + 15 / 3]);
    expect(target.label).toBe('mixture of 2 components in 3 dimensions');
  });

  test('a Gaussian: its density is the mixture of one component', () => {
    const target = resolveTarget({ kind: 'gaussian', dimension: 3, mean: 0.5, std: 0.25 }, null);
    expect(target.model).toEqual({
      kind: 'gaussian',
      dimension: 3,
      mean: Float64Array.of(0.5, 0.5, 0.5),
      variance: 0.0625,
    });
    expect(target.dataVariance).toBe(0.0625);
    expect(target.density).toEqual(mixtureOf([1], [[0.5, 0.5, 0.5]], [0.25]));
  });

  test('points: equal weights, the bandwidth as std', () => {
    const points = [
      [0, 1],
      [2, 3],
      [4, -1],
    ];
    const target = resolveTarget({ kind: 'points', points, bandwidth: 0.08 }, null);
    expect(target.model).toEqual(mixtureOf([1, 1, 1], points, [0.08, 0.08, 0.08]));
    expect(target.label).toBe('3 points');
  });

  test('a network: moments from its card, the density it was trained on', () => {
    const network = { ...syntheticNetwork({ dimension: 2, width: 4, depth: 1 }), trainedOn: 'spiral' };
    const target = resolveTarget({ kind: 'network', name: 'synthetic' }, network);
    expect(target.model).toBe(network);
    expect(target.dataVariance).toBe(1.25);
    expect(target.dataMean).toBe(network.dataMean);
    expect(target.density).toEqual(namedMixture('spiral'));
    expect(target.label).toBe('spiral (trained network)');
  });

  test('a network in half precision is the rounded one, and says so', () => {
    const network = { ...syntheticNetwork({ dimension: 2, width: 8, depth: 1 }), trainedOn: 'spiral' };
    const target = resolveTarget({ kind: 'network', name: 'synthetic', weights: 'f16' }, network);
    expect(target.model).toEqual(withHalfWeights(network));
    expect(target.dataMean).toBe(network.dataMean);
    expect(target.label).toBe('spiral (trained network, half-precision weights)');
  });

  test('a network of other data has no density; one that is not there is a sentence', () => {
    const network = { ...syntheticNetwork({ dimension: 2, width: 4, depth: 1 }), trainedOn: 'letters' };
    expect(resolveTarget({ kind: 'network', name: 'synthetic' }, network).density).toBeNull();
    expect(() => resolveTarget({ kind: 'network', name: 'synthetic' }, null)).toThrow(SpecError);
    expect(() => resolveTarget({ kind: 'network', name: 'other' }, network)).toThrow('"other"');
  });
});

describe('mixtureOf', () => {
  test.each([
    ['no components', [], [], [], 'at least one component'],
    ['no coordinates', [1], [[]], [1], 'no coordinates'],
    ['lists of different lengths', [1, 1], [[0]], [1], '1 means, 2 weights and 1 stds'],
    ['means of different lengths', [1, 1], [[0, 0], [1]], [1, 1], 'component 1 of the mixture has 1 coordinates'],
    ['a mean that is not finite', [1], [[0, Number.NaN]], [1], 'Coordinate 1 of the mean of component 0 is NaN'],
    ['a weight of zero', [1, 0], [[0], [1]], [1, 1], 'weight of component 1 of the mixture is 0'],
    ['a negative std', [1], [[0]], [-0.5], 'std of component 0 of the mixture is -0.5'],
    ['an infinite std', [1], [[0]], [Number.POSITIVE_INFINITY], 'std of component 0 of the mixture is Infinity'],
  ])('refuses %s', (_, weights, means, stds, sentence) => {
    expect(() => mixtureOf(weights, means, stds)).toThrow(SpecError);
    expect(() => mixtureOf(weights, means, stds)).toThrow(sentence);
  });

  test('makes the tight ring that tests use', () => {
    const tight = mixtureOf(Array(8).fill(1), centred(ring.means), Array(8).fill(0.0316));
    expectGolden([mixtureMoments(tight).variance], [2 + 0.0316 ** 2]);
  });
});
