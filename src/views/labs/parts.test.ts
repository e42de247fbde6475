// The parts of the labs' drawings: logarithmic axes, words in lines; and the two axes of a run on traces whose fronts are known.

import { describe, expect, test } from 'vitest';
import { frontOf, syntheticTrace } from '../../../test/synthetic-trace';
import { outside, overlaps } from '../../../test/text-boxes';
import { LANGUAGES, wordsOf } from '../../words';
import { lightPalette } from '../palette';
import { textWidth } from '../plot-frame';
import type { ViewInput } from '../view';
import { wrapped } from './curve-labels';
import { logAxis, logExtent, logTicks, powerOfTwoText, powersOfTwo, tickText, unclamped } from './log-axis';
import { cursorIn, frontsAt, twoAxesScene } from './two-axes';

const words = wordsOf('en');

describe('logarithmic axes', () => {
  test('equal factors are equal distances, and values beyond an end are at it', () => {
    const axis = logAxis(1, 100, 200, 0);
    expect([1, 10, 100].map((value) => axis.at(value))).toEqual([200, 100, 0]);
    expect([0, 0.1, 1e9, Number.POSITIVE_INFINITY].map((value) => axis.at(value))).toEqual([200, 200, 0, 0]);
    expect(logAxis(5, 5, 0, 10).at(5)).toBe(5);
    const plot = { x: 0, y: 0, width: 1, height: 200 };
    expect(unclamped(axis, plot, 1000)).toBeCloseTo(-100, 9);
    expect(unclamped(axis, plot, 10)).toBeCloseTo(100, 9);
  });

  test('extents hold all values that have a place, with room', () => {
    const [low, high] = logExtent([3, 0, Number.NaN, 4000, Number.POSITIVE_INFINITY], 10);
    expect(low).toBeLessThan(3);
    expect(high).toBeGreaterThan(4000);
    const [near, far] = logExtent([7, 7], 10);
    expect(far / near).toBeCloseTo(10, 9);
    expect(logExtent([], 10)).toEqual([1, 10]);
  });

  test('ticks are round, inside, and no more than asked for', () => {
    expect(logTicks(1, 100, 9)).toEqual([1, 2, 5, 10, 20, 50, 100]);
    expect(logTicks(1, 100, 6)).toEqual([1, 3, 10, 30, 100]);
    expect(logTicks(1e-3, 1e7, 4)).toEqual([1e-3, 1, 1000, 1e6]);
    for (const most of [2, 3, 5, 8])
      for (const [low, high] of [
        [0.7, 2e8],
        [40, 500],
        [1e-7, 12],
      ] as const) {
        const found = logTicks(low, high, most);
        expect(found.length).toBeLessThanOrEqual(most);
        for (const tick of found) expect(tick >= low && tick <= high).toBe(true);
      }
    expect(powersOfTwo(1, 512, 10)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512]);
    expect(powersOfTwo(1, 2 ** 20, 6)).toEqual([1, 16, 256, 4096, 65536, 2 ** 20]);
  });

  test('numbers of ticks', () => {
    expect([0.05, 1, 3000, 1e4, 3e4, 1e-4].map(tickText)).toEqual(
      ['0.05', '1', '3,000', '10⁴', '3 × 10⁴', '10⁻⁴'].map((text) => text.replaceAll(' ', '\u00a0')),
    );
    expect([1, 4096, 2 ** 14, 2 ** 20].map(powerOfTwoText)).toEqual(['1', '4,096', '2¹⁴', '2²⁰']);
  });
});

describe('words in lines', () => {
  test('fit the width, keep their order and lose nothing', () => {
    const content = 'Gaussian data: as many steps as a divergence of 0.05 asks for, by closed form.';
    for (const width of [90, 200, 2000]) {
      const lines = wrapped(content, width, 10);
      expect(lines.join(' ')).toBe(content);
      for (const row of lines) expect(textWidth(row, 10)).toBeLessThanOrEqual(width);
    }
    expect(wrapped(content, 2000, 10)).toHaveLength(1);
    expect(wrapped('', 100, 10)).toEqual([]);
  });

  test('of Chinese break between characters, and no line begins with a closing sign', () => {
    const content = '高斯数据：步数由闭式给出，使散度不超过 0.05。对这种数据，数量矩阵是精确的。';
    for (const width of [60, 75, 90, 105]) {
      const lines = wrapped(content, width, 10);
      expect(lines.length).toBeGreaterThan(2);
      expect(lines.join('').replaceAll(' ', '')).toBe(content.replaceAll(' ', ''));
      for (const row of lines) expect(row).not.toMatch(/^[，。、；：）”]/u);
    }
  });
});

describe('the two axes', () => {
  // 4 blocks of 16 nodes, 6 rounds each: the front of agreement moves by 3 nodes a round.
  const trace = syntheticTrace({ error: frontOf(3) });
  const input = (record: number, width = 700): ViewInput => ({
    ...{ trace, cursor: { record, node: 20 }, width, height: 300, palette: lightPalette, words },
  });
  const parallel = (record: number) =>
    twoAxesScene(input(record)).marks.filter((mark) => mark.kind === 'line' && mark.stroke === lightPalette.parallel);

  test('fronts stand where they are known to be', () => {
    // Record 2 is the second round of the first block, record 9 the second of the second.
    expect(frontsAt(trace, 2)).toEqual({ exact: 2, agreeing: 6 });
    // Only the first block begins where the sequential path does.
    expect(frontsAt(trace, 9)).toEqual({ exact: 6, agreeing: 22 });
    expect(frontsAt(trace, 0)).toEqual({ exact: 0, agreeing: 0 });
    expect(frontsAt(trace, 27)).toEqual({ exact: 6, agreeing: 64 });
  });

  test('are drawn at their nodes and told', () => {
    const { marks } = twoAxesScene(input(9));
    const upright = marks.flatMap((mark) =>
      mark.kind === 'line' && mark.stroke === lightPalette.ink && mark.points[0]?.[0] === mark.points[1]?.[0]
        ? [mark.points[0]![0]]
        : [],
    );
    const nodes = upright.map((x) => ((x - 46) / (700 - 60)) * 64);
    expect(nodes.map((node) => Math.round(node))).toEqual(expect.arrayContaining([6, 22]));
    const texts = marks.flatMap((mark) => (mark.kind === 'text' ? [mark.text] : []));
    expect(texts).toContain('within 0.001 up to node 22, 2.7 nodes per round');
    expect(texts).toContain('exact up to node 6');
  });

  test('a ghost is there in every round but not at a start', () => {
    // Thin lines: the ghosts of three tracked particles, and the sample of the key.
    const thin = (record: number) => parallel(record).filter((mark) => 'width' in mark && mark.width < 1).length;
    expect(thin(2)).toBeGreaterThanOrEqual(3 + 1);
    expect([0, 7, 14].map(thin)).toEqual([1, 1, 1]);
  });

  test('a place leads to its node and keeps the round', () => {
    expect(cursorIn(input(9), 46, 100)).toEqual({ record: 9, node: 0 });
    expect(cursorIn(input(9), 46 + 640 / 4, 100)).toEqual({ record: 9, node: 16 });
    expect(cursorIn(input(9), 10, 100)).toBeNull();
    expect(cursorIn(input(9), 100, 295)).toBeNull();
  });

  test('as many paths as are asked for', () => {
    const strokes = (paths: number) =>
      twoAxesScene({ ...input(9), paths }).marks.filter((mark) => mark.kind === 'line' && 'dash' in mark).length;
    expect(strokes(3) - strokes(1)).toBe(2);
  });

  test('no text over another one, none outside', () => {
    for (const language of LANGUAGES)
      for (const width of [340, 900])
        for (const record of [0, 2, 9, 27]) {
          const scene = twoAxesScene({ ...input(record, width), words: wordsOf(language) });
          expect(overlaps(scene), `${language}, ${width}, ${record}`).toEqual([]);
          expect(outside(scene), `${language}, ${width}, ${record}`).toEqual([]);
        }
  });
});
