// Test plan: the box; after every round each implied prediction lies in the box or in that of the score as it was evaluated, and
// wherever it did so without the clip the state is the same; humps on a tight ring are gone; the path becomes the
// sequential one though its own predictions leave a box that was made too small.

import { describe, expect, test } from 'vitest';
import { syntheticNetwork } from '../../../test/synthetic-network';
import { dataBox } from '../data-box';
import { parseSpec } from '../parse-spec';
import { type Plan, planRun } from '../plan';
import { noiseVariance, signal } from '../process';
import { normal, STREAM } from '../random';
import { PHASE } from '../schedules';
import { createScore } from '../scores/evaluate';
import { simulated } from '../simulated';
import { resolveTarget } from '../targets';

function planOf(input: object): Plan {
  const spec = parseSpec(input);
  return planRun(spec, resolveTarget(spec.target, null));
}

const angles = Array.from({ length: 8 }, (_, i) => (Math.PI * i) / 4);
const tightRing = {
  kind: 'mixture',
  weights: angles.map(() => 1),
  means: angles.map((angle) => [2 * Math.cos(angle), 2 * Math.sin(angle)]),
  stds: angles.map(() => 0.0316),
};
const far = { kind: 'mixture', name: 'random', dimension: 5, components: 6, std: 0.3, seed: 2 };

test('the box reaches three standard deviations beyond the means', () => {
  const target = resolveTarget(
    {
      kind: 'mixture',
      weights: [1, 2],
      means: [
        [-1, 0],
        [2, 1],
      ],
      stds: [0.5, 0.1],
    },
    null,
  );
  expect(Array.from(dataBox(target))).toEqual([-2.5, expect.closeTo(2.3, 12), -1.5, 1.5]);
  const gaussian = resolveTarget({ kind: 'gaussian', dimension: 1, mean: 0.5, std: 2 }, null);
  expect(Array.from(dataBox(gaussian))).toEqual([-5.5, 6.5]);
  // A network has that of the density it was trained on, or of its moments.
  const model = syntheticNetwork({ dimension: 2, width: 8, depth: 2 });
  const network = resolveTarget({ kind: 'network', name: model.name }, model);
  const moments = { ...network, dataMean: Float64Array.of(1, -1), dataVariance: 4 };
  expect(Array.from(dataBox({ ...moments, density: target.density }))).toEqual(Array.from(dataBox(target)));
  expect(Array.from(dataBox({ ...moments, density: null }))).toEqual([-5, 7, -7, 5]);
});

describe.each(['sde', 'ode'] as const)('every round of the %s', (dynamics) => {
  test.each(['picard', 'paradigms', 'jacobi', 'gaussian-data'])(
    'of %s keeps its predictions in the box',
    (linearPart) => {
      const nodes = 24;
      const wide = planOf({
        target: far,
        dynamics,
        blocks: 1,
        nodes,
        particles: 6,
        method: { linearPart, clip: 'data', tolerance: null, iterations: 6 },
      });
      // Smaller than that of the data, so that every method meets it.
      const box = (wide.box as Float64Array).map((limit) => 0.2 * limit);
      const plan = { ...wide, box };
      const { dimension, coefficients, noiseTimes, spec } = plan;
      const { particles } = spec;
      const length = dimension * particles;
      const score = createScore(plan.target.model);
      const scores = new Float64Array(length);
      let before = new Float64Array();
      const seen = { clipped: 0, free: 0 };
      simulated(plan, {
        onStep: ({ state, path }) => {
          for (let j = 1; state.phase === PHASE.round && j < nodes; j++) {
            const r = noiseTimes[j] as number;
            const [a, n] = [signal(r), noiseVariance(r)];
            const [A, B, C, J] = [
              coefficients.stateFactor[j],
              coefficients.scoreWeight[j],
              coefficients.noiseStd[j],
              coefficients.linearPart[j],
            ] as [number, number, number, number];
            score.evaluate(r, before, j * length, scores, 0, particles);
            for (let at = 0; at < length; at++) {
              const [c, p] = [Math.floor(at / particles), at % particles];
              const [y, s] = [before[j * length + at] as number, scores[at] as number];
              const [now, next] = [path[j * length + at] as number, path[(j + 1) * length + at] as number];
              const noise = C * normal(spec.seed, STREAM.path, p, j * dimension + c);
              const [low, high] = [box[2 * c] as number, box[2 * c + 1] as number];
              const evaluated = (y + n * s) / a;
              // The prediction that a next state implies.
              const implied = (state: number) => (now + (n * (state - A * now - noise)) / B) / a;
              const within = 1e-9 * (1 + Math.abs(evaluated) + Math.abs(now) / a);
              expect(implied(next)).toBeGreaterThan(Math.min(low, evaluated) - within);
              expect(implied(next)).toBeLessThan(Math.max(high, evaluated) + within);
              const unclipped = A * y + B * s + noise + J * (now - y);
              const prediction = implied(unclipped);
              if (prediction < Math.min(low, evaluated) - within || prediction > Math.max(high, evaluated) + within) {
                seen.clipped++;
                const kept = prediction < low ? Math.min(low, evaluated) : Math.max(high, evaluated);
                expect(Math.abs(implied(next) - kept)).toBeLessThan(within);
              } else if (prediction > low + within && prediction < high - within) {
                seen.free++;
                expect(Math.abs(next - unclipped)).toBeLessThan(1e-12 * (1 + Math.abs(unclipped)));
              }
            }
          }
          before = path.slice();
        },
      });
      expect(seen.clipped).toBeGreaterThan(20);
      expect(seen.free).toBeGreaterThan(200);
    },
  );
});

describe('a hump', () => {
  const run = (linearPart: string, clip: string) =>
    simulated(
      planOf({
        target: tightRing,
        horizon: 6,
        cutoff: 0.001,
        blocks: 1,
        nodes: 128,
        particles: 8,
        method: { linearPart, clip, tolerance: null, iterations: 24 },
      }),
    );
  const humpOf = (trace: ReturnType<typeof run>) =>
    Math.max(...trace.rounds.filter(({ isStart }) => !isStart).map(({ error }) => error));

  test.each([
    ['picard', 1e4],
    ['scaled-identity', 10],
    ['jacobian', 10],
  ])('of %s on a tight ring is gone', (linearPart, without) => {
    expect(humpOf(run(linearPart, 'none'))).toBeGreaterThan(without);
    // With predictions in the data, a state is at most as far from the solution as the data are wide: 2 (2 + 0.1).
    expect(humpOf(run(linearPart, 'data'))).toBeLessThan(4.2);
  });
});

describe('a box that is too small', () => {
  const HALF_WIDTH = 0.2;
  const nodes = 16;
  const planIn = (linearPart: string, start: string, target: object) => {
    const plan = planOf({
      target,
      blocks: 1,
      nodes,
      particles: 6,
      method: { linearPart, start, clip: 'data', tolerance: null, iterations: nodes },
    });
    return { ...plan, box: (plan.box as Float64Array).map((_, at) => (at % 2 === 0 ? -HALF_WIDTH : HALF_WIDTH)) };
  };
  const plane = { ...far, dimension: 2 };

  test.each([
    ['picard', 'constant', far],
    ['gaussian-data', 'gaussian', far],
    ['scaled-identity', 'constant', far],
    ['diagonal', 'surrogate', far],
    ['surrogate', 'constant', far],
    ['jacobian', 'gaussian', plane],
    ['path-regression', 'constant', plane],
    ['surrogate-regression', 'surrogate', plane],
  ] as const)('does not keep %s from the solution', (linearPart, start, target) => {
    const plan = planIn(linearPart, start, target);
    const { dimension, noiseTimes } = plan;
    const length = dimension * plan.spec.particles;
    const scores = new Float64Array(length);
    let outside = 0;
    simulated(plan, {
      onStep: ({ state, path, reference }) => {
        if (state.phase !== PHASE.round) return;
        const exact = (state.iteration + 2) * length;
        path.subarray(0, exact).forEach((y, at) => {
          // Steps of the same numbers in the same order, but for the sums of a matrix.
          expect(Math.abs(y - (reference[at] as number))).toBeLessThan(1e-12 * (1 + Math.abs(y)));
        });
        if (state.iteration > 0) return;
        for (let j = 0; j < nodes; j++) {
          const r = noiseTimes[j] as number;
          createScore(plan.target.model).evaluate(r, reference, j * length, scores, 0, plan.spec.particles);
          scores.forEach((s, at) => {
            const prediction = ((reference[j * length + at] as number) + noiseVariance(r) * s) / signal(r);
            if (Math.abs(prediction) > HALF_WIDTH) outside++;
          });
        }
      },
    });
    // Most predictions of the solution itself are not in the box.
    expect(outside).toBeGreaterThan(0.5 * nodes * length);
  });
});
