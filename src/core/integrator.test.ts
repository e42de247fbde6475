// Step coefficients: golden values, and that two half steps are one whole step.

import { describe, expect, test } from 'vitest';
import golden from '../../test/golden/integrator.json';
import { expectGolden } from '../../test/relative';
import { integratorStep } from './integrator';
import type { Dynamics } from './spec';

test('coefficients equal the golden values', () => {
  for (const { eps, dynamics, A, B, C } of golden.steps) {
    const { stateFactor, scoreWeight, noiseStd } = integratorStep(dynamics as Dynamics, eps);
    expectGolden([stateFactor, scoreWeight, noiseStd], [A, B, C]);
  }
});

describe('two half steps with the same score', () => {
  const half = (dynamics: Dynamics) => integratorStep(dynamics, 0.15);
  const whole = (dynamics: Dynamics) => integratorStep(dynamics, 0.3);

  test.each(['sde', 'ode'] as const)('are one whole step of the %s', (dynamics) => {
    const { stateFactor, scoreWeight, noiseStd } = half(dynamics);
    expect(stateFactor ** 2).toBeCloseTo(whole(dynamics).stateFactor, 14);
    expect(stateFactor * scoreWeight + scoreWeight).toBeCloseTo(whole(dynamics).scoreWeight, 14);
    expect(Math.hypot(stateFactor * noiseStd, noiseStd)).toBeCloseTo(whole(dynamics).noiseStd, 14);
  });
});

test('standard normal data stay standard normal to first order in the step', () => {
  // With s = -y the SDE step is y' = (A - B) y + C xi; (A - B)^2 + C^2 = 1 + O(eps^2).
  const { stateFactor, scoreWeight, noiseStd } = integratorStep('sde', 1e-4);
  expect(Math.abs((stateFactor - scoreWeight) ** 2 + noiseStd ** 2 - 1)).toBeLessThan(2e-8);
});
