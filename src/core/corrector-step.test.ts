// The exact Langevin step: golden values, small steps, and that two half steps are one whole step.

import { describe, expect, test } from 'vitest';
import golden from '../../test/golden/corrector.json';
import { expectGolden, relativeDifference } from '../../test/relative';
import { correctorStep } from './corrector-step';

test('coefficients equal the golden values', () => {
  for (const { gamma, e, x, a, b1, b2, varV, varU, cov } of golden.steps) {
    const step = correctorStep(gamma, e);
    expectGolden(
      [
        step.velocityFactor,
        step.velocityScoreWeight,
        step.positionVelocityWeight,
        step.positionScoreWeight,
        step.velocityNoiseVariance,
        step.positionNoiseVariance,
        step.noiseCovariance,
      ],
      [x, a, b1, b2, varV, varU, cov],
    );
  }
});

describe('small steps', () => {
  test.each([1e-2, 1e-4, 1e-7])('of length %d follow the leading terms of their series', (e) => {
    const g = 2;
    const step = correctorStep(g, e);
    // Two terms leave an error of about (g e)^2; a cancelling formula would be wrong by 1e-16/(g e)^3.
    const tolerance = (g * e) ** 2 + 1e-14;
    const expected = ((2 * g * e ** 3) / 3) * (1 - (3 * g * e) / 4);
    expect(Math.abs(step.positionNoiseVariance / expected - 1)).toBeLessThan(tolerance);
    expect(Math.abs(step.positionScoreWeight / ((e * e) / 2 - (g * e ** 3) / 6) - 1)).toBeLessThan(tolerance);
  });

  test('series and closed form agree where they meet', () => {
    const below = correctorStep(1, 0.5 - 1e-12);
    const above = correctorStep(1, 0.5 + 1e-12);
    // The values themselves move by about 1e-11 relative across the gap.
    expect(Math.abs(below.positionNoiseVariance / above.positionNoiseVariance - 1)).toBeLessThan(2e-11);
    expect(Math.abs(below.positionScoreWeight / above.positionScoreWeight - 1)).toBeLessThan(2e-11);
  });
});

test.each([1e-7, 1e-3, 0.1, 0.499, 0.501, 3, 40])('noise of a step of length %d has its covariance', (e) => {
  const step = correctorStep(2, e);
  const { velocityNoise, sharedNoise, positionNoise } = step;
  expect(
    relativeDifference(
      [velocityNoise ** 2, velocityNoise * sharedNoise, sharedNoise ** 2 + positionNoise ** 2],
      [step.velocityNoiseVariance, step.noiseCovariance, step.positionNoiseVariance],
    ),
  ).toBeLessThan(1e-14);
  // Both factors of the position are of its size, for small steps sqrt(3)/2 and 1/2 of it.
  expect(positionNoise / Math.sqrt(step.positionNoiseVariance)).toBeGreaterThan(0.49);
});

test.each([0.002, 0.02, 0.2, 0.45, 2])(
  'two half steps of length %d with the same score are one whole step, noise included',
  (half) => {
    // All sums are of positive numbers, so they keep their digits where a cancelling formula would not.
    const h = correctorStep(1.7, half);
    const w = correctorStep(1.7, 2 * half);
    const { velocityFactor: x, positionVelocityWeight: b1 } = h;
    const composed = [
      x * x,
      (1 + x) * h.velocityScoreWeight,
      2 * h.positionScoreWeight + b1 * h.velocityScoreWeight,
      (1 + x * x) * h.velocityNoiseVariance,
      2 * h.positionNoiseVariance + 2 * b1 * h.noiseCovariance + b1 * b1 * h.velocityNoiseVariance,
      h.noiseCovariance * (1 + x) + b1 * x * h.velocityNoiseVariance,
    ];
    const whole = [
      w.velocityFactor,
      w.velocityScoreWeight,
      w.positionScoreWeight,
      w.velocityNoiseVariance,
      w.positionNoiseVariance,
      w.noiseCovariance,
    ];
    expect(relativeDifference(composed, whole)).toBeLessThan(1e-13);
  },
);
