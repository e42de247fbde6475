// Derivatives of all scores: against differences of the score, closed forms and each other, the layout of rows, and probes.

import { describe, expect, test } from 'vitest';
import { expectGolden } from '../../../test/relative';
import { syntheticNetwork } from '../../../test/synthetic-network';
import { noisedVariance, signal } from '../process';
import { normal, probeSign } from '../random';
import { namedMixture } from '../targets';
import { mixtureOf } from '../targets/mixtures';
import type { ScoreModel } from '.';
import { createScore, type DerivativeShape, derivativeEntries, needsProbes, productsPerRow } from './evaluate';

const SHAPES: readonly DerivativeShape[] = ['trace', 'diagonal', 'matrix'];

/** Score and derivative of one state. */
function differentiateAt(
  model: ScoreModel,
  shape: DerivativeShape,
  r: number,
  state: readonly number[],
  probe: readonly number[] | null = null,
): { score: Float64Array; derivative: Float64Array } {
  const { dimension } = model;
  const score = new Float64Array(dimension);
  const derivative = new Float64Array(derivativeEntries(shape, dimension));
  const probes = probe && Float64Array.from(probe);
  createScore(model).differentiate(shape, r, Float64Array.from(state), 0, score, 0, derivative, 0, 1, probes);
  return { score, derivative };
}

/** `J v` by central differences of sixth order with step `h`. */
function differenceAlong(model: ScoreModel, r: number, state: readonly number[], v: readonly number[], h: number) {
  const evaluator = createScore(model);
  const at = (by: number) => {
    const out = new Float64Array(model.dimension);
    const moved = state.map((value, c) => value + by * h * v[c]!);
    evaluator.evaluate(r, Float64Array.from(moved), 0, out, 0, 1);
    return out;
  };
  const slope = new Float64Array(model.dimension);
  [45, -9, 1].forEach((weight, i) => {
    const [ahead, behind] = [at(i + 1), at(-i - 1)];
    slope.forEach((_, c) => {
      slope[c]! += (weight * (ahead[c]! - behind[c]!)) / (60 * h);
    });
  });
  return slope;
}

const unit = (dimension: number, c: number) => Array.from({ length: dimension }, (_, i) => (i === c ? 1 : 0));

const threeModes = mixtureOf(
  [0.5, 0.3, 0.2],
  [
    [-1, 0.5, 2],
    [1.5, -0.5, 0],
    [0, 0.3, -1],
  ],
  [0.2, 0.3, 0.5],
);
const gaussian = { kind: 'gaussian', dimension: 3, mean: Float64Array.of(0.5, -1, 2), variance: 0.3 } as const;
const network = (dimension: number, width = 20, depth = 3) => syntheticNetwork({ dimension, width, depth });

const models: Record<string, ScoreModel> = {
  gaussian,
  'mixture in 3 dimensions': threeModes,
  'mixture of two moons': namedMixture('two-moons'),
  'network in 1 dimension': network(1),
  'network in 2 dimensions': network(2),
  'network in 3 dimensions': network(3),
  'network in 17 dimensions': network(17),
};

describe.each(Object.entries(models))('the derivative of the score: %s', (_name, model) => {
  const { dimension } = model;
  const states = [1, 2, 3].map((i) => Array.from({ length: dimension }, (_, c) => normal(21, 0, i, c)));

  test('is the slope of the score in every direction', () => {
    for (const r of [0.1, 1, 5]) {
      for (const state of states) {
        const { derivative } = differentiateAt(model, 'matrix', r, state);
        const columns = state.map((_, c) => differenceAlong(model, r, state, unit(dimension, c), 1e-3));
        // Truncation is h^6 / 140 of a seventh derivative, at most 7! / R^6 of the slope, where R is the distance to the
        // nearest complex zero of the density, about pi V / 4 > 0.05: 36 (h / R)^6 = 2e-9. Rounding: 1e-15 / h = 1e-12.
        const allowed = 1e-8 * Math.max(...derivative.map(Math.abs));
        for (let i = 0; i < dimension; i++) {
          for (let j = 0; j < dimension; j++) {
            const difference = derivative[i * dimension + j]! - (columns[j]![i]! + columns[i]![j]!) / 2;
            expect(Math.abs(difference)).toBeLessThan(allowed);
          }
        }
      }
    }
  });

  test('is symmetric; its diagonal and trace are those of the matrix', () => {
    for (const state of states) {
      const { derivative: matrix } = differentiateAt(model, 'matrix', 0.3, state);
      for (let i = 0; i < dimension; i++) {
        for (let j = 0; j < i; j++) expect(matrix[i * dimension + j]).toBe(matrix[j * dimension + i]);
      }
      if (needsProbes(model, 'trace')) continue;
      const diagonal = matrix.filter((_, entry) => entry % (dimension + 1) === 0);
      expectGolden(differentiateAt(model, 'diagonal', 0.3, state).derivative, diagonal);
      const mean = diagonal.reduce((sum, value) => sum + value, 0) / dimension;
      expectGolden(differentiateAt(model, 'trace', 0.3, state).derivative, [mean]);
    }
  });

  test.each(SHAPES)('"%s" of many rows is that of each row alone, and touches nothing else', (shape) => {
    const evaluator = createScore(model);
    const entries = derivativeEntries(shape, dimension);
    for (const particles of [1, 7, 33]) {
      const length = dimension * particles;
      const rows = Float64Array.from({ length: length + 9 }, (_, i) => 1.5 * normal(3, 0, 0, i));
      const probes = needsProbes(model, shape) ? Float64Array.from({ length }, (_, i) => probeSign(1, i, 0)) : null;
      const scores = new Float64Array(length + 9).fill(7);
      const derivatives = new Float64Array(entries * particles + 11).fill(7);
      evaluator.differentiate(shape, 0.4, rows, 5, scores, 4, derivatives, 6, particles, probes);
      for (let particle = 0; particle < particles; particle++) {
        const column = (values: Float64Array, from: number, count: number) =>
          Array.from({ length: count }, (_, c) => values[from + c * particles + particle]!);
        const probe = probes && column(probes, 0, dimension);
        const alone = differentiateAt(model, shape, 0.4, column(rows, 5, dimension), probe);
        expect(column(derivatives, 6, entries)).toEqual([...alone.derivative]);
        expect(column(scores, 4, dimension)).toEqual([...alone.score]);
      }
      expect([...derivatives.slice(0, 6), ...derivatives.slice(6 + entries * particles)]).toEqual(Array(11).fill(7));
      expect([...scores.slice(0, 4), ...scores.slice(4 + length)]).toEqual(Array(9).fill(7));
      // The score beside it is the score, also when it is written over the states.
      const plain = new Float64Array(length);
      evaluator.evaluate(0.4, rows, 5, plain, 0, particles);
      expect(scores.subarray(4, 4 + length)).toEqual(plain);
      evaluator.differentiate(
        shape,
        0.4,
        rows,
        5,
        rows,
        5,
        new Float64Array(entries * particles),
        0,
        particles,
        probes,
      );
      expect(rows.subarray(5, 5 + length)).toEqual(plain);
    }
  });

  test('of a state that is not a number is none', () => {
    const state = Array<number>(dimension).fill(Number.NaN);
    const probe = Array<number>(dimension).fill(1);
    if (model.kind === 'gaussian') return expect(differentiateAt(model, 'trace', 1, state).score[0]).toBeNaN();
    for (const shape of SHAPES) {
      expect(differentiateAt(model, shape, 1, state, probe).derivative.every(Number.isNaN)).toBe(true);
    }
  });
});

describe('closed forms', () => {
  test('Gaussian, and a mixture of one component: -I / V', () => {
    const one = mixtureOf([2], [[0.5, -1, 2]], [Math.sqrt(0.3)]);
    const slope = -1 / noisedVariance(0.3, 0.2);
    for (const model of [gaussian, one]) {
      const at = (shape: DerivativeShape) => [...differentiateAt(model, shape, 0.2, [0.1, 3, -2]).derivative];
      expectGolden(at('trace'), [slope]);
      expectGolden(at('diagonal'), [slope, slope, slope]);
      expectGolden(at('matrix'), [slope, 0, 0, 0, slope, 0, 0, 0, slope]);
    }
  });

  test('two equal components: (a m / V)^2 / cosh^2(a m x / V) - 1/V along their axis', () => {
    const [r, m, x, std] = [0.05, 0.4, 0.03, 0.1];
    const pair = mixtureOf(
      [1, 1],
      [
        [m, 0],
        [-m, 0],
      ],
      [std, std],
    );
    const variance = noisedVariance(std * std, r);
    const rate = (signal(r) * m) / variance;
    const expected = [(rate / Math.cosh(rate * x)) ** 2 - 1 / variance, 0, 0, -1 / variance];
    expectGolden(differentiateAt(pair, 'matrix', r, [x, 0.7]).derivative, expected);
  });

  test("is a hidden unit's slope: W_2 diag(g (1 + z (1 - g))) W_1", () => {
    const model = network(2, 4, 1);
    const [first, last] = model.layers as [(typeof model.layers)[number], (typeof model.layers)[number]];
    // Saturated units: the slope of SiLU is 1 on the one side and 0 on the other.
    const state = [1e4, -2e4];
    const jacobian = (c: number, t: number) => {
      let sum = 0;
      for (let o = 0; o < 4; o++) {
        const z = state[0]! * first.weights[o]! + state[1]! * first.weights[4 + o]!;
        if (z > 0) sum += last.weights[o * 2 + c]! * first.weights[t * 4 + o]!;
      }
      return -sum / Math.sqrt(-Math.expm1(-0.6));
    };
    const off = (jacobian(0, 1) + jacobian(1, 0)) / 2;
    const { derivative } = differentiateAt(model, 'matrix', 0.6, state);
    expectGolden(derivative, [jacobian(0, 0), off, off, jacobian(1, 1)]);
  });
});

describe('far from the data', () => {
  const ring = mixtureOf(
    Array(8).fill(1),
    Array.from({ length: 8 }, (_, k) => [2 * Math.cos((Math.PI * k) / 4), 2 * Math.sin((Math.PI * k) / 4)]),
    Array(8).fill(0.0316),
  );

  test.each([1, 1e2, 1e6, 1e100, 1e160, 1e300])('a tight ring is finite at a distance of %d', (distance) => {
    for (const angle of [0, 0.1, Math.PI / 8, 2]) {
      const state = [distance * Math.cos(angle), distance * Math.sin(angle)];
      for (const shape of SHAPES) {
        expect(differentiateAt(ring, shape, 0.001, state).derivative.every(Number.isFinite)).toBe(true);
      }
    }
  });

  test('only the nearest component counts, of whatever width', () => {
    const [near, wide] = [noisedVariance(0.0316 ** 2, 0.001), noisedVariance(0.25, 0.001)];
    expectGolden(differentiateAt(ring, 'diagonal', 0.001, [1e6, 0]).derivative, [-1 / near, -1 / near]);
    for (const distance of [1e2, 1e8, 1e160]) {
      const { derivative } = differentiateAt(threeModes, 'matrix', 0.001, [distance, 0, distance]);
      expectGolden(derivative, [-1 / wide, 0, 0, 0, -1 / wide, 0, 0, 0, -1 / wide]);
    }
  });
});

describe('probes', () => {
  test('all signs together give the diagonal and the trace', () => {
    const model = network(3);
    const state = [0.3, -0.8, 0.5];
    const { derivative: matrix } = differentiateAt(model, 'matrix', 0.4, state);
    const diagonal = new Float64Array(3);
    let trace = 0;
    for (let signs = 0; signs < 8; signs++) {
      const probe = [0, 1, 2].map((c) => ((signs >> c) & 1 ? -1 : 1));
      const estimate = differentiateAt(model, 'diagonal', 0.4, state, probe).derivative;
      estimate.forEach((value, c) => {
        diagonal[c]! += value / 8;
      });
      const one = differentiateAt(model, 'trace', 0.4, state, probe).derivative[0]!;
      expectGolden([one], [(estimate[0]! + estimate[1]! + estimate[2]!) / 3]);
      trace += one / 8;
    }
    expectGolden(diagonal, [matrix[0]!, matrix[4]!, matrix[8]!]);
    expectGolden([trace], [(matrix[0]! + matrix[4]! + matrix[8]!) / 3]);
  });

  test('are the slope along the probe times its signs', () => {
    const model = network(17);
    const state = Array.from({ length: 17 }, (_, c) => normal(5, 0, 0, c));
    const probe = state.map((_, c) => probeSign(9, 4, c));
    const slope = differenceAlong(model, 0.7, state, probe, 1e-3);
    const estimate = differentiateAt(model, 'diagonal', 0.7, state, probe).derivative;
    estimate.forEach((value, c) => {
      // The same truncation, of slopes of order one.
      expect(Math.abs(value - probe[c]! * slope[c]!)).toBeLessThan(1e-8);
    });
  });

  test('must be there where they are needed', () => {
    expect(() => differentiateAt(network(3), 'trace', 1, [0, 0, 0])).toThrow(/3 dimensions is estimated with probes/);
  });

  test('and products are counted', () => {
    const row = (model: ScoreModel) => SHAPES.map((shape) => [productsPerRow(model, shape), needsProbes(model, shape)]);
    for (const model of [gaussian, threeModes]) {
      expect(row(model)).toEqual([
        [1, false],
        [1, false],
        [3, false],
      ]);
    }
    const exact = (d: number) => [d, false];
    expect(row(network(1))).toEqual([exact(1), exact(1), exact(1)]);
    expect(row(network(2))).toEqual([exact(2), exact(2), exact(2)]);
    expect(row(network(3))).toEqual([[1, true], [1, true], exact(3)]);
  });
});
