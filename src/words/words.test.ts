// Test plan: (1) all languages say the same things: the same keys, no text empty, every value that a function is given in its text;
// (2) Chinese is Chinese: other than English but for names, and without Latin words but for names and symbols; (3) every entry of
// every registry has its words, and no dictionary has one too many; English names are those of the core, sources name the same
// papers.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { strangersIn } from '../../test/latin-names';
import { equations } from '../core/equations';
import { methods } from '../core/methods';
import { clips, roundings, solvers } from '../core/methods/described';
import { langevinCorrector } from '../core/methods/piadm';
import { starts } from '../core/starts';
import { targetNames } from '../core/targets';
import { updates } from '../core/updates';
import { PRESET_GROUPS, presets } from '../state/presets';
import { trainedNetworks } from '../state/target-choice';
import { LANGUAGES, wordsOf } from '.';

type Text = string | ((...values: unknown[]) => string);

/** All texts of a dictionary with their paths. */
function textsOf(words: unknown, path = ''): (readonly [string, Text])[] {
  if (typeof words === 'string' || typeof words === 'function') return [[path, words as Text]];
  return Object.entries(words as object).flatMap(([key, inner]) =>
    textsOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

/** Numbers that are told apart in a text. */
const VALUES = ['101', '202', '303', '404', '505', '606'] as const;

/** What a text is with values put in, and these. */
function filled(path: string, text: Text): { readonly said: string; readonly values: readonly string[] } {
  if (typeof text === 'string') return { said: text, values: [] };
  const values = VALUES.slice(0, text.length);
  return path.endsWith('.list') ? { said: text(VALUES), values: VALUES } : { said: text(...values), values };
}

/** Between sentences of Chinese there is nothing. */
const MAY_BE_EMPTY = ['sentenceSpace'];

const english = wordsOf('en');
const languages = LANGUAGES.map((language) => [language, wordsOf(language)] as const);
const others = languages.filter(([language]) => language !== 'en');

describe.each(languages)('%s', (_, words) => {
  test('has the keys of English', () => {
    expect(textsOf(words).map(([path]) => path)).toEqual(textsOf(english).map(([path]) => path));
  });

  test('leaves no text empty, and no value out', () => {
    for (const [path, text] of textsOf(words)) {
      const { said, values } = filled(path, text);
      if (!MAY_BE_EMPTY.includes(path)) expect(said, path).not.toBe('');
      for (const value of values) expect(said, path).toContain(value);
      expect(said, path).not.toMatch(/undefined|\$\{|\[object| {2}/);
    }
  });
});

/** Texts that are names or symbols in every language, by their English. */
const SAME = [
  ...['SDE', 'ODE', '–', '← →', '↑ ↓', 'Shift ← →', 'R', 'Esc', 'P', 'F', 'B', 'x1', 'x2', '100%'],
  ...['PIADM', 'ParaDiGMS', 'Parareal', 'DDIM', 'DPM-Solver++(2M)'],
];
/** Citations are the same where they hold nothing but a name and a number. */
const isCitation = (text: string) => /^arXiv \d{4}\.\d{5}$/.test(text);

test.each(others)('%s differs from English but for names', (_, words) => {
  const texts = new Map(textsOf(words));
  for (const [path, text] of textsOf(english)) {
    const other = texts.get(path);
    expect(typeof other, path).toBe(typeof text);
    if (other === undefined || (typeof text === 'string' && (SAME.includes(text) || isCitation(text)))) continue;
    expect(filled(path, other).said, path).not.toBe(filled(path, text).said);
  }
});

test('Chinese has no Latin words but for names and symbols', () => {
  for (const [path, text] of textsOf(wordsOf('zh'))) {
    if (path === 'language.tag') continue;
    expect(strangersIn(filled(path, text).said), path).toEqual([]);
  }
});

test('Chinese has marks of its own, and a space between Chinese and Latin letters or digits', () => {
  for (const [path, text] of textsOf(wordsOf('zh'))) {
    const { said } = filled(path, text);
    expect(said, path).not.toMatch(/\p{Script=Han}[,;:?!.]|[,;:?!]\p{Script=Han}/u);
    expect(said, path).not.toMatch(/\p{Script=Han}[A-Za-z0-9]|[A-Za-z0-9]\p{Script=Han}/u);
  }
});

/** Numbers of papers, and what else a source is found by. */
const papersIn = (text: string) => text.match(/arXiv \d{4}\.\d{5}|ICLR \d{4}|IEEE \d+/g) ?? [];

const registries = {
  methods,
  updates,
  starts,
  solvers,
  clips,
  roundings,
  correctors: { langevin: langevinCorrector },
} satisfies Readonly<Record<string, Readonly<Record<string, { readonly label: string; readonly paper: string }>>>>;

describe.each(languages)('%s has words for', (_, words) => {
  test.each(Object.keys(registries) as (keyof typeof registries)[])('%s', (name) => {
    const entries: Readonly<Record<string, { readonly source: string }>> = words[name];
    expect(Object.keys(entries).sort()).toEqual(Object.keys(registries[name]).sort());
    for (const [key, { paper }] of Object.entries(registries[name]))
      expect(papersIn(entries[key]?.source ?? ''), key).toEqual(papersIn(paper));
  });

  test('linear parts and starts in names of lanes', () => {
    expect(Object.keys(words.lanes.updates).sort()).toEqual(Object.keys(updates).sort());
    expect(Object.keys(words.lanes.starts).sort()).toEqual(Object.keys(starts).sort());
  });

  test('targets', () => {
    expect(Object.keys(words.targets.names).sort()).toEqual([...targetNames].sort());
    for (const network of trainedNetworks) expect(words.targets.names).toHaveProperty(network);
  });

  test('presets', () => {
    expect(Object.keys(words.presets.groups)).toEqual(PRESET_GROUPS);
    expect(Object.keys(words.presets.entries)).toEqual(presets.map(({ id }) => id));
    const names = Object.values(words.presets.entries).map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
  });

  test('words inside of equations', () => {
    const inside = equations.flatMap((tex) =>
      [...tex.matchAll(/\\text\{([^}]*)\}/g)].map(([, text = '']) => text.trim()),
    );
    expect(Object.keys(words.note.inEquations).sort()).toEqual([...new Set(inside)].sort());
  });
});

test.each(Object.keys(registries) as (keyof typeof registries)[])(
  'English names of %s are those of the core',
  (name) => {
    const entries: Readonly<Record<string, { readonly label: string }>> = english[name];
    for (const [key, { label }] of Object.entries(registries[name])) expect(entries[key]?.label).toBe(label);
  },
);

test('the document begins in English, under its English title', () => {
  const document = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
  expect(document).toContain(`<title>${english.documentTitle}</title>`);
  expect(document).toContain(`<html lang="${english.language.tag}">`);
});
