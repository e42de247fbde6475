// The drawing of what a run costs: no text over another one or outside at the widths of a phone and of a page, in both languages, with
// and without times by pass; what a coarse clock cannot tell has no bar; table, sentence and numbers say what the profile says.

import { describe, expect, test } from 'vitest';
import { syntheticProfile } from '../../test/synthetic-profile';
import { outside, overlaps, textBoxes } from '../../test/text-boxes';
import type { CostProfile, SamplerCost } from '../core/cost-profile';
import { LANGUAGES, wordsOf } from '../words';
import { costBarsHeight, costBarsScene } from './cost-bars';
import { formatPart, formatRate, formatTime } from './cost-numbers';
import { costRows, costSentence, costTable } from './cost-parts';
import { darkPalette, lightPalette } from './palette';
import { sceneToSvg } from './svg';

const english = wordsOf('en');
const whole = syntheticProfile();
const without = (cost: SamplerCost): SamplerCost => ({ ...cost, times: null });
const cpu: CostProfile = syntheticProfile({
  backend: 'cpu',
  parallel: without(whole.parallel),
  sequential: without(whole.sequential),
  clockStep: null,
  launchMilliseconds: null,
});
const PROFILES: readonly (readonly [string, CostProfile])[] = [
  ['a GPU with time stamps', whole],
  ['a GPU without', { ...cpu, backend: 'webgpu', launchMilliseconds: 0.004 }],
  ['the CPU', cpu],
  ['nothing that takes any time', { ...whole, rate: Number.MAX_VALUE, launchMilliseconds: 0 }],
];

describe.each(PROFILES)('%s', (_, profile) => {
  test('no text over another one, none outside, all places finite', () => {
    for (const language of LANGUAGES)
      for (const width of [320, 700, 1240])
        for (const palette of [lightPalette, darkPalette]) {
          const words = wordsOf(language);
          const scene = costBarsScene({ profile, width, palette, words });
          expect(scene.height).toBe(costBarsHeight(profile, words));
          expect(overlaps(scene), `${language}, ${width}`).toEqual([]);
          expect(outside(scene), `${language}, ${width}`).toEqual([]);
          expect(sceneToSvg(scene, { title: '', description: '' })).toContain('</svg>');
        }
  });

  test('the table has a row for every bar, and a heading for every column', () => {
    const { columns, rows } = costTable(profile, english);
    const { passes, run } = costRows(profile);
    expect(rows).toHaveLength([...passes, ...run].reduce((sum, { values }) => sum + values.length, 0));
    for (const row of rows) expect(row).toHaveLength(columns.length);
  });
});

test('bars are as long as their times, and what the clock cannot tell has none', () => {
  const scene = costBarsScene({ profile: whole, width: 700, palette: lightPalette, words: english });
  const bars = scene.marks.filter((mark) => mark.kind === 'rect');
  // Of 8 starts 0.28 ms, of 512 advances 2.3 ms can be told: the starts and nothing else fall below.
  const { passes, run } = costRows(whole);
  const values = [...passes, ...run].flatMap((row) => row.values);
  const told = values.filter(({ milliseconds, least }) => milliseconds >= least);
  expect(bars).toHaveLength(told.length);
  expect(told.length).toBeLessThan(values.length);
  const scale = bars[0]!.width / told[0]!.milliseconds;
  bars.forEach((bar, index) => {
    expect(bar.width).toBeCloseTo(scale * told[index]!.milliseconds, 6);
  });
  const texts = textBoxes(scene).map(({ text }) => text);
  expect(texts).toContain('<\u00a0283\u00a0µs · 8 dispatches');
  expect(texts).toContain('12\u00a0ms · 50 dispatches');
  expect(texts).not.toContain(english.cost.parts.own);
});

test('the sentence has both times, the largest pass and the share of arithmetic', () => {
  expect(costSentence(whole, english).replaceAll('\u00a0', ' ')).toBe(
    'The parallel sampler took 20 ms for 50 rounds, the sequential one 31 ms for 512 steps. Of the passes of the parallel sampler, “score” took the most: 60% of all. Its multiply-adds alone, at the rate of this device, would take 10% of its time.',
  );
  expect(costSentence(cpu, english)).not.toContain('passes');
});

test('numbers have two digits and the unit that goes with them', () => {
  const plain = (text: string) => text.replaceAll('\u00a0', ' ');
  expect([0, 1.24e-5, 0.00057, 0.57, 4.21, 118.4, 3210].map((value) => plain(formatTime(value)))).toEqual([
    ...['0 ms', '12 ns', '570 ns', '570 µs', '4.2 ms', '118 ms', '3.2 s'],
  ]);
  expect([6.4e5, 3.26e9, 5.2e13].map((value) => plain(formatRate(value)))).toEqual([
    ...['0.64 MFLOP/s', '3.3 GFLOP/s', '52 TFLOP/s'],
  ]);
  expect([0, 0.0001, 0.0042, 0.384, 1].map((value) => plain(formatPart(value)))).toEqual([
    ...['0%', '< 0.1%', '0.4%', '38%', '100%'],
  ]);
});
