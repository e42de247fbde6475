// Test plan: drawings of the labs at the widths of a phone and of a page, in both languages: no text over another one or outside, all
// places finite, with no points, some and all; sentences, tables and files say what the points say; every claim has its words.

import { describe, expect, test } from 'vitest';
import { rulePoints } from '../../../test/lab-points';
import { outside, overlaps, textBoxes } from '../../../test/text-boxes';
import { LAB_NAMES, type LabName, labs } from '../../core/labs';
import { type BudgetDuelPoint, type BudgetDuelSettings, budgetDuel } from '../../core/labs/budget-duel';
import { type Lab, type LabPoint, overlaid, parseLabSettings } from '../../core/labs/lab';
import type { RacePoint } from '../../core/labs/race';
import type { TwoAxesPoint } from '../../core/labs/two-axes';
import { LANGUAGES, wordsOf } from '../../words';
import { formatError } from '../numbers';
import { darkPalette, lightPalette } from '../palette';
import { sceneToSvg } from '../svg';
import { labViews } from '.';
import { pickSentence } from './budget-duel';
import { told } from './claims';
import { labCsv, labDocument, tableCsv } from './export';
import type { Prediction } from './lab-view';

const labOf = (name: LabName) => labs[name] as unknown as Lab;
const english = wordsOf('en');

/** Settings under which drawings differ. */
const CASES: readonly (readonly [LabName, object])[] = [
  ['two-axes', {}],
  ['two-axes', { paths: 1 }],
  ['block-length', {}],
  ['block-length', { precision: 'all' }],
  ['block-length', { precision: 'f16', horizon: 6 }],
  ['block-length', { stopping: 'fixed', dynamics: 'ode', steps: 128 }],
  ['budget-duel', {}],
  ['budget-duel', { dynamics: 'ode', budget: 16 }],
  ['budget-duel', { budget: 96, steps: 128 }],
  ['dimension', { largest: 32 }],
  ['dimension', { family: 'mixture', spacing: 'stretched', largest: 8 }],
  ['cost', {}],
  ['cost', { dynamics: 'ode', particles: 16384, steps: 128 }],
  ['cost', { particles: 1 }],
  ['race', {}],
  ['race', { dynamics: 'ode', steps: 128, particles: 2 }],
];

const PREDICTIONS: readonly (Prediction | undefined)[] = [
  undefined,
  { pick: null, revealed: false },
  { pick: 8, revealed: false },
  { pick: 8, revealed: true },
  { pick: 1, revealed: true },
];

describe.each(CASES)('%s, %j', (name, input) => {
  const settings = parseLabSettings(labOf(name), input);
  const device = rulePoints(name, settings);
  const all = overlaid(labOf(name).shipped(settings)?.points ?? [], device);
  const stages: readonly (readonly [string, readonly LabPoint[]])[] = [
    ['no points', []],
    ['some points', device.slice(0, 3)],
    ['all points', all],
  ];

  test.each(stages)('no text over another one, none outside, all places finite: %s', (_, points) => {
    for (const language of LANGUAGES)
      for (const prediction of name === 'budget-duel' ? PREDICTIONS : [undefined])
        for (const [width, height] of [
          [340, name === 'block-length' ? 640 : 460],
          [900, name === 'block-length' ? 600 : 420],
        ] as const)
          for (const palette of [lightPalette, darkPalette]) {
            const words = wordsOf(language);
            const wanted = labViews[name].heightOf?.(width) ?? height;
            const scene = labViews[name].scene({
              ...{ points, settings, width, height: wanted, palette, words },
              ...(prediction ? { prediction } : {}),
            });
            const where = `${language}, ${width}, ${JSON.stringify(prediction)}`;
            expect(overlaps(scene), where).toEqual([]);
            expect(outside(scene), where).toEqual([]);
            // Throws at a place that is not finite.
            expect(sceneToSvg(scene, { title: '', description: '' })).toContain('</svg>');
          }
  });

  test('the sentence tells every claim that is known, and says so where none is', () => {
    for (const language of LANGUAGES) {
      const words = wordsOf(language);
      const sentence = labViews[name].sentence({ points: all, settings, words });
      for (const claim of labOf(name).claims(all, settings)) {
        if (claim.verdict === null) continue;
        const { statement, evidence } = told(claim, words);
        expect(sentence).toContain(statement);
        expect(sentence).toContain(evidence);
      }
      expect(sentence).not.toMatch(/NaN|Infinity|undefined|null/);
      if (name !== 'dimension')
        expect(labViews[name].sentence({ points: [], settings, words })).toBe(words.labs.nothing);
    }
  });

  test('the table has a row for every point, and a heading for every column', () => {
    const { columns, rows } = labViews[name].table({ points: device, settings, words: english });
    const expected =
      name === 'budget-duel'
        ? (device as unknown as readonly BudgetDuelPoint[]).reduce(
            (sum, { measured }) => sum + measured.after.length,
            0,
          )
        : name === 'two-axes'
          ? (device as unknown as readonly TwoAxesPoint[]).reduce(
              (sum, { measured }) => sum + measured.fronts.length,
              0,
            )
          : device.length;
    expect(rows).toHaveLength(expected);
    for (const row of rows) expect(row).toHaveLength(columns.length);
  });
});

test('every claim of every lab has words that differ with its verdict', () => {
  for (const [name, input] of CASES) {
    const settings = parseLabSettings(labOf(name), input);
    for (const claim of labOf(name).claims(rulePoints(name, settings), settings)) {
      const [holds, fails, unknown] = [true, false, null].map((verdict) => told({ ...claim, verdict }, english));
      expect(new Set([holds?.sentence, fails?.sentence, unknown?.sentence]).size).toBe(3);
      expect(unknown?.evidence).toBe('');
      expect(holds?.evidence).not.toBe('');
    }
  }
  expect(() => told({ name: 'no such claim', verdict: true, numbers: {} }, english)).toThrow(/has no words/);
});

test('every control has its words, and every choice by a name', () => {
  for (const language of LANGUAGES) {
    const { controls, choices } = wordsOf(language).labs;
    const names: Readonly<Record<string, Readonly<Record<string, string>>>> = {
      ...choices,
      target: wordsOf(language).targets.names,
    };
    const used = new Set<string>();
    for (const name of LAB_NAMES)
      for (const [setting, control] of Object.entries(labOf(name).controls)) {
        used.add(setting);
        expect(controls, setting).toHaveProperty(setting);
        if (control.kind === 'choice')
          for (const value of control.values)
            if (typeof value === 'string') expect(names[setting], setting).toHaveProperty(value);
      }
    expect(Object.keys(controls).sort()).toEqual([...used].sort());
  }
});

describe('the duel before and after the reveal', () => {
  const settings: BudgetDuelSettings = parseLabSettings(budgetDuel, {});
  const points = rulePoints('budget-duel', settings) as unknown as BudgetDuelPoint[];
  const scene = (prediction?: Prediction) =>
    labViews['budget-duel'].scene({
      ...{ points, settings, width: 900, height: 420, palette: lightPalette, words: english },
      ...(prediction ? { prediction } : {}),
    });
  const curves = (prediction?: Prediction) =>
    scene(prediction).marks.filter((mark) => mark.kind === 'line' && mark.stroke === lightPalette.parallel);
  const said = (prediction?: Prediction) => textBoxes(scene(prediction)).map(({ text }) => text);

  test('nothing of the answer is drawn or said before', () => {
    expect(curves({ pick: 8, revealed: false })).toEqual([]);
    expect(said({ pick: 8, revealed: false }).join()).not.toMatch(/at 32|overtakes/);
    expect(said({ pick: 8, revealed: false })).toContain('your pick: 8 blocks');
    expect(said({ pick: null, revealed: false }).join()).not.toContain('your pick');
  });

  test('all is there behind, and without a prediction', () => {
    expect(curves({ pick: 8, revealed: true })).toHaveLength(curves().length);
    expect(curves().length).toBeGreaterThan(9);
    expect(said().join()).toMatch(/one block overtakes 8 at \d+/);
  });

  test('the pick is judged in a sentence', () => {
    const judged = (pick: number | null, of = points) => pickSentence({ points: of, settings, words: english }, pick);
    const sentences = [1, 2, 4, 8, 16].map((pick) => judged(pick));
    expect(sentences.filter((sentence) => sentence.startsWith('Your pick is right'))).toHaveLength(1);
    expect(sentences.filter((sentence) => sentence.includes('best is'))).toHaveLength(4);
    expect(judged(null)).toBe('');
    expect(judged(1, [])).toBe('');
  });
});

describe('the race', () => {
  const settings = parseLabSettings(labOf('race'), {});
  const points = rulePoints('race', settings);
  const input = { points, settings, width: 900, height: 0, palette: lightPalette, words: english };
  const texts = (scene: ReturnType<typeof draw>) => textBoxes(scene).map(({ text }) => text);
  const draw = (position: number | null) =>
    labViews.race.scene({ ...input, clock: { kind: 'rounds', position, tolerance: 1e-3 } });

  test('begins at the first finish, and its lanes follow the clock', () => {
    expect(texts(draw(0)).join()).not.toMatch(/finished/);
    expect(texts(labViews.race.scene(input))).toEqual(texts(draw(null)));
    expect(texts(draw(1e9)).join()).toMatch(/finished/);
  });

  test('the pictures at the finish say the difference that they show, enlarged for the longest to be seen', () => {
    const { particles } = settings;
    const aside = 4e-4;
    const largest = Math.hypot(aside, aside * (Number(particles) - 1)) / Math.SQRT2;
    expect(texts(draw(null))).toContain(`difference ${formatError(largest, english)}`);
    expect(texts(draw(null)).join()).toMatch(/Lines: their difference, 10 times as long/);
    const lines = draw(null).marks.filter((mark) => mark.kind === 'line' && mark.stroke === lightPalette.ink);
    expect(lines.length).toBeGreaterThanOrEqual(4 * (Number(particles) - 1));
  });

  test('samples that are not finite are said and left out', () => {
    const broken = (points as unknown as readonly RacePoint[]).map((point) => ({
      ...point,
      measured: { ...point.measured, samples: point.measured.samples.map(() => [Number.NaN, Number.NaN] as const) },
    }));
    const scene = labViews.race.scene({ ...input, points: broken });
    expect(texts(scene)).toContain(`difference ${english.views.notFinite}`);
    expect(sceneToSvg(scene, { title: '', description: '' })).not.toContain('NaN');
  });
});

describe('what goes out', () => {
  const settings = parseLabSettings(labOf('block-length'), { precision: 'f16' });
  const points = rulePoints('block-length', settings);

  test('as CSV has places, origins and numbers, and nothing for what is not finite', () => {
    const [head, ...rows] = labCsv(points).trimEnd().split('\r\n');
    expect(head).toMatch(/^blocks,precision,origin,rounds,steps,evaluations/);
    expect(rows).toHaveLength(points.length);
    const one = rows.find((row) => row.startsWith('1,f16,'));
    expect(one?.split(',')[head!.split(',').indexOf('hump')]).toBe('');
    expect(labCsv([])).toBe('origin\r\n');
    const quoted: LabPoint = { place: { name: 'a "b", c' }, measured: {}, origin: 'shipped' };
    expect(labCsv([quoted])).toBe('name,origin\r\n"a ""b"", c",shipped\r\n');
  });

  test('of a run its fronts, round by round', () => {
    const [shown] = rulePoints('two-axes', parseLabSettings(labOf('two-axes'), {})) as unknown as TwoAxesPoint[];
    const { columns, rows } = labViews['two-axes'].table({
      points: [shown as unknown as LabPoint],
      settings: { paths: 6 },
      words: english,
    });
    const lines = tableCsv({ columns, rows }).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + shown!.measured.fronts.length);
    expect(lines[0]).toBe('network calls,exact up to node,within the tolerance up to node');
    expect(lines[3]).toBe('2,2,6');
    expect(JSON.parse(labDocument('two-axes', { paths: 6 }, [shown as unknown as LabPoint], [])).points).toEqual([
      { place: { run: 'shown' }, measured: shown!.measured, origin: 'device' },
    ]);
  });

  test('as JSON is read back as it was', () => {
    const claims = labOf('block-length').claims(points, settings);
    const document = JSON.parse(labDocument('block-length', settings, points, claims)) as Record<string, unknown>;
    expect(document).toEqual({ lab: 'block-length', settings, claims, points });
  });
});
