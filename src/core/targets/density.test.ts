// The density in a plane: normalisation, closed form, and marginals by quadrature.

import { describe, expect, test } from 'vitest';
import { expectGolden } from '../../../test/relative';
import { namedMixture } from '.';
import { mixtureDensity, planeDensity } from './density';
import { mixtureOf } from './mixtures';

const identity = [1, 0, 0, 1];

describe('the density in a plane', () => {
  test('integrates to one', () => {
    const density = planeDensity(namedMixture('ring'), 0.05, identity);
    // The trapezoidal rule on smooth, decaying functions converges faster than any power: std 0.31, steps of 0.1.
    let sum = 0;
    for (let x = -5; x <= 5; x += 0.1) for (let y = -5; y <= 5; y += 0.1) sum += 0.01 * density(x, y);
    expect(sum).toBeCloseTo(1, 9);
  });

  test('of one component is the normal density', () => {
    const r = Math.log(4);
    // a = 1/2, V = 0.5/4 + 3/4
    const variance = 0.875;
    const model = mixtureOf([1], [[2, -4]], [Math.sqrt(0.5)]);
    expectGolden(
      [mixtureDensity(model, r, identity, 1.5, -2)],
      [Math.exp(-(0.5 ** 2) / (2 * variance)) / (2 * Math.PI * variance)],
    );
  });

  test('is the marginal of the directions that are not drawn', () => {
    const model = mixtureOf(
      [1, 3],
      [
        [0, 1, 2],
        [1, -1, 0.5],
      ],
      [0.4, 0.6],
    );
    const r = 0.3;
    const plane = [0.6, 0.8, 0, 0, 0, 1];
    // The third direction (0.8, -0.6, 0) integrated by the trapezoidal rule from the full density.
    const [a, x, y] = [Math.exp(-r / 2), 0.2, 0.7];
    let integral = 0;
    for (let z = -8; z <= 8; z += 0.05) {
      const point = [0.6 * x + 0.8 * z, 0.8 * x - 0.6 * z, y];
      for (let k = 0; k < 2; k++) {
        const variance = a * a * model.variances[k]! + 1 - a * a;
        const square = point.reduce((sum, value, c) => sum + (value - a * model.means[3 * k + c]!) ** 2, 0);
        const peak = Math.exp(model.logWeights[k]!) / (2 * Math.PI * variance) ** 1.5;
        integral += 0.05 * peak * Math.exp(-square / (2 * variance));
      }
    }
    expect(mixtureDensity(model, r, plane, x, y)).toBeCloseTo(integral, 12);
  });

  test('in one dimension is that of the line, the same for every y', () => {
    const model = mixtureOf([1], [[0.5]], [1]);
    expectGolden([mixtureDensity(model, 0, [1, 0], 0.5, 3)], [1 / Math.sqrt(2 * Math.PI)]);
    expect(mixtureDensity(model, 1, [1, 0], 0.1, 0)).toBe(mixtureDensity(model, 1, [1, 0], 0.1, 9));
  });
});
