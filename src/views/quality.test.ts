// The plot of quality: marks in the picture, labels apart, and the sentence computed from the points.

import { describe, expect, test } from 'vitest';
import { wordsOf } from '../words';
import { lightPalette } from './palette';
import { qualityScene, spreadLabels } from './quality-plot';
import { type QualityPicture, type QualityPictureCurve, qualitySentence, qualityTable } from './quality-words';
import { sceneToSvg } from './svg';

const words = wordsOf('en');

const curve = (
  label: string,
  role: QualityPictureCurve['role'],
  points: readonly (readonly [rounds: number, distance: number])[],
): QualityPictureCurve => ({
  label,
  role,
  isBaseline: typeof role === 'object',
  points: points.map(([rounds, distance]) => ({
    amount: rounds,
    rounds,
    evaluations: 64 * rounds,
    derivatives: 0,
    distance,
  })),
});

const picture: QualityPicture = {
  measure: 'squared energy distance',
  floor: [0.008, 0.01, 0.012],
  reference: 0.009,
  steps: 64,
  curves: [
    curve('Fewer steps', { baseline: 0 }, [
      [2, 1],
      [8, 0.03],
      [32, 0.011],
      [64, 0.009],
    ]),
    curve('Rises', 1, [
      [8, 0.01],
      [16, 50],
      [24, 0.009],
    ]),
    curve('Fast', 'chosen', [
      [1, 0.2],
      [4, 0.0119],
      [8, 0.009],
    ]),
    curve('Lost', 2, [
      [1, Number.POSITIVE_INFINITY],
      [2, 3],
    ]),
    curve('Waiting', 3, []),
  ],
};

const sizes = [
  [944, 430],
  [720, 300],
  [340, 420],
] as const;

describe.each(sizes)('the plot of %i by %i', (width, height) => {
  test.each([
    ['some', picture],
    ['none', { ...picture, curves: [] }],
    ['no floor', { ...picture, floor: [] }],
    [
      'zeros',
      {
        ...picture,
        floor: [0, 0],
        curves: [
          curve('Zero', 1, [
            [1, 0],
            [2, 0],
          ]),
        ],
      },
    ],
    ['one', { ...picture, steps: 1, curves: [curve('One', 1, [[1, 0.5]])] }],
    ['numbers that are not finite', { ...picture, curves: [curve('Lost', 1, [[1, Number.POSITIVE_INFINITY]])] }],
    ['more calls than steps', { ...picture, curves: [curve('Late', 1, [[100, 0.5]])] }],
  ])('is sound with %s', (_, shown) => {
    const scene = qualityScene({ ...shown, width, height, palette: lightPalette, words });
    const svg = sceneToSvg(scene, { title: 'T', description: 'D' });
    // Coordinates that are not finite would throw here.
    expect(svg).toMatch(/<\/svg>\n$/);
    for (const mark of scene.marks) {
      const points =
        mark.kind === 'line' || mark.kind === 'dots'
          ? mark.points
          : mark.kind === 'text'
            ? [[mark.x, mark.y] as const]
            : [];
      for (const [x, y] of points) {
        expect(x).toBeGreaterThanOrEqual(-1);
        expect(x).toBeLessThanOrEqual(width + 1);
        expect(y).toBeGreaterThanOrEqual(-1);
        expect(y).toBeLessThanOrEqual(height + 1);
      }
    }
  });

  test('names every curve that has points, and dots what is not finite', () => {
    const { marks } = qualityScene({ ...picture, width, height, palette: lightPalette, words });
    const texts = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
    for (const label of ['Fewer steps', 'Rises', 'Fast', 'Lost']) expect(texts).toContain(label);
    const lost = marks.filter((mark) => mark.kind === 'dots' && mark.fill === lightPalette.notFinite);
    expect(lost).toHaveLength(1);
  });

  test('has equal ratios at equal distances on both axes', () => {
    const square = [
      [1, 1],
      [4, 0.1],
      [16, 0.01],
    ] as const;
    const scene = qualityScene({
      ...picture,
      curves: [curve('A', 'chosen', square)],
      width,
      height,
      palette: lightPalette,
      words,
    });
    const line = scene.marks.find((mark) => mark.kind === 'line' && mark.stroke === lightPalette.parallel);
    const [a, b, c] = line?.kind === 'line' ? line.points : [];
    expect(b![0] - a![0]).toBeCloseTo(c![0] - b![0], 6);
    expect(b![1] - a![1]).toBeCloseTo(c![1] - b![1], 6);
    expect(b![0]).toBeGreaterThan(a![0]);
    expect(b![1]).toBeGreaterThan(a![1]);
  });
});

describe('labels', () => {
  test('stay where they are wanted while they are apart', () => {
    expect(spreadLabels([10, 90, 50], 0, 100, 14)).toEqual([10, 90, 50]);
  });

  test('are pushed apart, in order, and stay inside', () => {
    for (const wanted of [
      [50, 50, 50, 50],
      [99, 98, 97],
      [0, 0, 0],
      [40, 45, 100, 99],
    ]) {
      const placed = spreadLabels(wanted, 0, 100, 14);
      const sorted = [...placed].sort((a, b) => a - b);
      sorted.forEach((value, i) => {
        if (i > 0) expect(value - sorted[i - 1]!).toBeGreaterThanOrEqual(14 - 1e-9);
      });
      expect(Math.min(...placed)).toBeGreaterThanOrEqual(0);
      expect(Math.max(...placed)).toBeLessThanOrEqual(100);
      const order = (values: readonly number[]) =>
        values.map((_, i) => i).sort((a, b) => values[a]! - values[b]! || a - b);
      expect(order(placed)).toEqual(order(wanted));
    }
  });
});

describe('the sentence', () => {
  test('names who comes into the band and stays there in the fewest calls', () => {
    // "Rises" is in the band after 8 calls, leaves it, and is back after 24.
    expect(qualitySentence(picture, words)).toBe(
      'Fast is in the band of exact samples after 4 network calls and 256 evaluations; the sequential sampler on fewer steps needs 32 of the 64.',
    );
    expect(qualitySentence({ ...picture, curves: picture.curves.slice(0, 2) }, words)).toMatch(
      /^Rises .* after 24 network calls/,
    );
  });

  test('says when nobody does', () => {
    expect(qualitySentence({ ...picture, curves: [picture.curves[0]!] }, words)).toBe(
      'No parallel method measured so far is in the band of exact samples; the sequential sampler on fewer steps needs 32 of the 64.',
    );
    expect(qualitySentence({ ...picture, curves: [picture.curves[2]!] }, words)).toMatch(
      /fewer steps is not, as far as it is measured\.$/,
    );
    expect(qualitySentence({ ...picture, curves: [picture.curves[3]!] }, words)).toBe(
      'Nothing measured so far is in the band of exact samples.',
    );
    expect(qualitySentence({ ...picture, curves: [] }, words)).toBe('Nothing has been measured yet.');
  });

  test('says where the sequential sampler itself is no exact one', () => {
    const biased = { ...picture, floor: [0.001, 0.002], reference: 0.009 };
    expect(qualitySentence(biased, words)).toBe(
      'All 64 steps of the sequential sampler, whose samples every parallel method ends at, are outside the band of exact samples. Fast is within a tenth of its distance after 8 network calls.',
    );
    expect(qualitySentence({ ...biased, curves: [picture.curves[0]!] }, words)).toMatch(
      /outside the band of exact samples\.$/,
    );
  });
});

test('the table has one row for each point, with its ratio to the mean of the floor', () => {
  const { rows } = qualityTable(picture, words);
  expect(rows).toHaveLength(12);
  expect(rows[1]).toEqual(['Fewer steps', 8, 8, 512, 0, 0.03, expect.closeTo(3, 9)]);
});
