// The law of the chain and its divergence from the target: golden values and limits.

import { describe, expect, test } from 'vitest';
import golden from '../../../test/golden/gaussian-chain.json';
import { expectGolden, relativeDifference } from '../../../test/relative';
import { noiseTimes } from '../grid';
import type { Dynamics } from '../spec';
import { gaussianChain, klGaussian, noisedLaw } from '.';

describe.each(golden.cases)('the chain in $d dimensions, $total steps of the $dynamics', (expected) => {
  const { mu: mean, v: variance, T: horizon, delta: cutoff, total } = expected;
  const times = noiseTimes({ horizon, cutoff, blocks: 1, nodes: total, spacing: 'stretched' });
  const dynamics = expected.dynamics as Dynamics;
  const chain = gaussianChain({ mean, variance, noiseTimes: times, dynamics });
  const target = noisedLaw({ mean, variance }, cutoff);

  test('has the golden law', () => {
    expectGolden([chain.mean, chain.variance], [expected.mean, expected.variance]);
    expectGolden([target.mean, target.variance], [expected.targetMean, expected.targetVariance]);
  });

  test('has the golden KL divergence from the target', () => {
    // A difference of nearly equal numbers in the golden code: two digits are left to it.
    const kl = klGaussian(chain, target, expected.d);
    expect(relativeDifference([kl], [expected.klChainFromTarget])).toBeLessThan(1e-10);
  });

  test('would not have it with a wrong coefficient', () => {
    const wrong = gaussianChain({
      mean,
      variance,
      noiseTimes: times.map((r, i) => (i === 3 ? r * 1.001 : r)),
      dynamics,
    });
    expect(relativeDifference([wrong.variance], [expected.variance])).toBeGreaterThan(1e-9);
  });
});

describe('the chain', () => {
  test.each(['sde', 'ode'] as const)(
    'of the %s comes to the target with ever smaller steps, to first order',
    (dynamics) => {
      const kl = (nodes: number) => {
        const times = noiseTimes({ horizon: 12, cutoff: 0.01, blocks: 1, nodes, spacing: 'stretched' });
        const law = { mean: 0.5, variance: 0.25 };
        return klGaussian(gaussianChain({ ...law, noiseTimes: times, dynamics }), noisedLaw(law, 0.01), 1);
      };
      // KL is quadratic in the first-order error of the law: a factor of 4 for each halving.
      expect(kl(400) / kl(800)).toBeGreaterThan(3.5);
      expect(kl(400) / kl(800)).toBeLessThan(4.5);
      expect(kl(800)).toBeLessThan(1e-4);
    },
  );
});

describe('the KL divergence', () => {
  test('is zero for equal laws, positive otherwise, and a sum over dimensions', () => {
    const p = { mean: 0.3, variance: 0.7 };
    expect(klGaussian(p, p, 5)).toBe(0);
    expect(klGaussian({ mean: 0.3, variance: 0.8 }, p, 1)).toBeGreaterThan(0);
    expect(klGaussian({ mean: 0.4, variance: 0.7 }, p, 1)).toBeCloseTo(0.01 / 1.4, 15);
    expectGolden([klGaussian({ mean: 0, variance: 2 }, p, 6)], [6 * klGaussian({ mean: 0, variance: 2 }, p, 1)]);
    expectGolden([klGaussian({ mean: 0, variance: 2 }, { mean: 0, variance: 1 }, 1)], [0.5 * (1 - Math.log(2))]);
  });

  test('keeps its digits for nearly equal variances', () => {
    const variance = 0.7 * (1 + 1e-6);
    // (e - log(1 + e)) / 2 = e^2/4 - e^3/6 + ...; rounding e leaves 1e-22 of 2.5e-13, a plain logarithm 1e-16.
    const e = (variance - 0.7) / 0.7;
    const kl = klGaussian({ mean: 0, variance }, { mean: 0, variance: 0.7 }, 1);
    expect(relativeDifference([kl], [(e * e) / 4 - e ** 3 / 6])).toBeLessThan(1e-8);
  });
});
