// The forward process: its two coefficients and what they keep.

import { expect, test } from 'vitest';
import { noisedVariance, noiseVariance, signal } from './process';

test('signal and noise power add up to one', () => {
  for (const r of [1e-6, 1e-3, 0.1, 1, 6, 40]) expect(signal(r) ** 2 + noiseVariance(r)).toBeCloseTo(1, 14);
});

test('noise variance keeps its digits at small noise times', () => {
  // 1 - e^{-r} = r - r^2/2 + r^3/6 - ...; the next term is below 1e-27 of it. The naive form is off by 1e-8 here.
  const r = 1e-9;
  expect(Math.abs(noiseVariance(r) / (r - (r * r) / 2) - 1)).toBeLessThan(1e-15);
});

test('a unit variance stays one, and any other goes to one', () => {
  for (const r of [0.001, 1, 6]) expect(noisedVariance(1, r)).toBeCloseTo(1, 15);
  expect(noisedVariance(0.25, 0)).toBe(0.25);
  expect(noisedVariance(0.25, 60)).toBeCloseTo(1, 15);
  expect(noisedVariance(0.25, 1)).toBeCloseTo(0.25 * Math.exp(-1) + 1 - Math.exp(-1), 15);
});
