// Test plan: the likelihood is that of the fitted mixture and never falls; nothing is drawn; mean and variance are those of the data
// (closed form: every step of the fit keeps them); clusters far apart are recovered; no variance falls below the least; with as many
// components as the data have the surrogate is the target, and says so; a network's is of its training density.

import { describe, expect, test } from 'vitest';
import { syntheticNetwork } from '../../test/synthetic-network';
import { normal } from './random';
import type { MixtureModel } from './scores';
import { fitMixture, surrogateOf } from './surrogate';
import { namedMixture, resolveTarget } from './targets';
import { equalMixture, mixtureMoments, mixtureOf } from './targets/mixtures';

const random = (dimension: number, components: number) =>
  mixtureOf(
    Array.from({ length: components }, (_, k) => 1 + (k % 3)),
    Array.from({ length: components }, (_, k) => Array.from({ length: dimension }, (_, c) => normal(4, 0, k, c))),
    Array.from({ length: components }, (_, k) => 0.1 + 0.05 * (k % 4)),
  );

const data: Record<string, MixtureModel> = {
  'two moons': namedMixture('two-moons'),
  checkerboard: namedMixture('checkerboard'),
  'one dimension': random(1, 40),
  'five dimensions': random(5, 60),
};

/** The mean over the atoms of a fit of the log density: in the plane, of points at the axes of the data's components; above it the
 * logarithm of the sum over components of the exponential of the expected logarithm. */
function likelihoodOf(model: MixtureModel, of: MixtureModel): number {
  const d = of.dimension;
  let sum = 0;
  for (let i = 0; i < of.components; i++) {
    const mean = Array.from(of.means.subarray(i * d, (i + 1) * d));
    const variance = of.variances[i] as number;
    const atoms =
      d <= 2
        ? mean.flatMap((_, axis) =>
            [1, -1].map((sign) => ({
              place: mean.map((m, c) => (c === axis ? m + sign * Math.sqrt(d * variance) : m)),
              within: 0,
            })),
          )
        : [{ place: mean, within: d * variance }];
    for (const { place, within } of atoms) {
      let density = 0;
      for (let k = 0; k < model.components; k++) {
        const v = model.variances[k] as number;
        const squared = place.reduce((s, x, c) => s + (x - (model.means[k * d + c] as number)) ** 2, within);
        density += Math.exp((model.logWeights[k] as number) - squared / (2 * v)) * (2 * Math.PI * v) ** (-d / 2);
      }
      sum += (Math.exp(of.logWeights[i] as number) / atoms.length) * Math.log(density);
    }
  }
  return sum;
}

describe.each(Object.entries(data))('a fit to %s', (_, mixture) => {
  const likelihoods: number[] = [];
  const fitted = fitMixture(mixture, 9, (likelihood) => likelihoods.push(likelihood));

  test('has a likelihood that never falls, and is that of the fitted mixture', () => {
    expect(likelihoods.length).toBeGreaterThan(10);
    likelihoods.slice(1).forEach((likelihood, i) => {
      expect(likelihood).toBeGreaterThan((likelihoods[i] as number) - 1e-12);
    });
    expect(likelihoods.at(-1)).toBeGreaterThan((likelihoods[0] as number) + 0.1);
    // The last step may still have raised it.
    const own = likelihoodOf(fitted, mixture);
    expect(own).toBeGreaterThan((likelihoods.at(-1) as number) - 1e-12);
    expect(own).toBeLessThan((likelihoods.at(-1) as number) + 1e-3);
  });

  test('is the same every time', () => {
    expect(fitMixture(mixture, 9)).toEqual(fitted);
  });

  test('has the mean and the variance of the data, and no component narrower than the narrowest', () => {
    expect(fitted.components).toBe(9);
    const [own, theirs] = [mixtureMoments(fitted), mixtureMoments(mixture)];
    own.mean.forEach((value, c) => {
      expect(value).toBeCloseTo(theirs.mean[c] as number, 10);
    });
    const least = Math.min(...mixture.variances);
    expect(Math.min(...fitted.variances)).toBeGreaterThanOrEqual(least);
    // A component held up at the least variance adds to the whole.
    if (Math.min(...fitted.variances) > least) expect(own.variance).toBeCloseTo(theirs.variance, 10);
    else expect(own.variance).toBeGreaterThan(theirs.variance - 1e-10);
    expect(fitted.logWeights.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 12);
  });
});

test.each([2, 3])('clusters far apart are recovered, d = %i', (dimension) => {
  const spread = (x: number) => Array.from({ length: dimension }, (_, c) => (c === 0 ? x : 0));
  // Pairs at distance 0.4 around -30, 0 and 30, of weights 1 and 2.
  const mixture = mixtureOf(
    [1, 1, 2, 2, 1, 1],
    [-30, 0, 30].flatMap((x) => [spread(x - 0.2), spread(x + 0.2)]),
    [0.3, 0.3, 0.3, 0.3, 0.3, 0.3],
  );
  const fitted = fitMixture(mixture, 3);
  expect(fitted.components).toBe(3);
  [-30, 0, 30].forEach((x) => {
    const k = [0, 1, 2].find((k) => Math.abs((fitted.means[k * dimension] as number) - x) < 1) as number;
    expect(fitted.means[k * dimension]).toBeCloseTo(x, 10);
    expect(fitted.variances[k]).toBeCloseTo(0.09 + 0.04 / dimension, 10);
    expect(Math.exp(fitted.logWeights[k] as number)).toBeCloseTo(x === 0 ? 0.5 : 0.25, 10);
  });
});

test('places that coincide make one component', () => {
  const mixture = equalMixture(
    [[1], [1], [1], [-1], [-1]].map(([x]) => [x as number, 0, 0]),
    0.2,
  );
  const fitted = fitMixture(mixture, 4);
  expect(fitted.components).toBe(2);
  expect(Array.from(fitted.logWeights, Math.exp).sort()).toEqual([expect.closeTo(0.4, 12), expect.closeTo(0.6, 12)]);
});

describe('the surrogate of a target', () => {
  const moons = resolveTarget({ kind: 'mixture', name: 'two-moons' }, null);

  test('with all its components is the target itself', () => {
    const ring = resolveTarget({ kind: 'mixture', name: 'ring' }, null);
    for (const components of [8, 64]) {
      const surrogate = surrogateOf(ring, components);
      expect(surrogate.model).toBe(ring.density);
      expect(surrogate).toMatchObject({ components: 8, exact: true });
    }
    const gaussian = resolveTarget({ kind: 'gaussian', dimension: 3, mean: 0.5, std: 0.2 }, null);
    expect(surrogateOf(gaussian, 16)).toMatchObject({ components: 1, exact: true });
    expect(surrogateOf(moons, 16)).toMatchObject({ components: 16, exact: false });
  });

  test('is fitted once', () => {
    expect(surrogateOf(moons, 5).model).toBe(surrogateOf(moons, 5).model);
    expect(surrogateOf(moons, 5).model).not.toBe(surrogateOf(moons, 6).model);
  });

  test('of a network is that of the density it was trained on, and never its own score', () => {
    const model = syntheticNetwork({ dimension: 2, width: 8, depth: 2 });
    const target = { ...resolveTarget({ kind: 'network', name: model.name }, model), density: namedMixture('ring') };
    expect(surrogateOf(target, 8)).toMatchObject({ model: namedMixture('ring'), components: 8, exact: false });
    expect(() => surrogateOf({ ...target, density: null }, 8)).toThrow(
      /A surrogate is fitted to the density of the data, and that of ".*" is not known/,
    );
  });
});
