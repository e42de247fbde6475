// Test plan: terms are found by their names, longer ones first, as whole words, once; the pieces are the text; and what is marked in the
// chapters in both languages.

import { describe, expect, test } from 'vitest';
import { LANGUAGES, type Language, wordsOf } from '../words';
import { chapters } from '.';
import { NO_EVIDENCE } from './chapter';
import { markTerms } from './terms';

/** Marked pieces with the names of their terms. */
const marked = (language: Language, ...texts: string[]) =>
  markTerms(texts, wordsOf(language), language)
    .flat()
    .flatMap(({ text, term }) => (term ? [`${text}: ${term}`] : []));

describe('English', () => {
  test('whole words, in any case, with their plural, the first time', () => {
    expect(marked('en', 'Rounds go on. A round is a round.', 'Nodes and rounds')).toEqual([
      'Rounds: round',
      'Nodes: node',
    ]);
    expect(marked('en', 'Around the blockade stepped terrors, scoreless; step-wise and background.')).toEqual([]);
  });

  test('longer names first', () => {
    expect(marked('en', 'nodes in flight, nodes')).toEqual(['nodes in flight: nodesInFlight', 'nodes: node']);
    expect(marked('en', 'from noise time 12 at the start')).toEqual(['noise time: noiseTime']);
  });
});

describe('Chinese', () => {
  test('names of several characters anywhere, longer ones first', () => {
    expect(marked('zh', '误差峰值与误差，并行节点数与节点。')).toEqual([
      '误差峰值: hump',
      '误差: error',
      '并行节点数: nodesInFlight',
      '节点: node',
    ]);
  });

  test('a name of one character only where it stands for itself', () => {
    expect(marked('zh', '逐步、步数、轮廓、轮次、车轮、轮数、石块')).toEqual(['步: step']);
    expect(marked('zh', '初步、轮廓、块状')).toEqual([]);
    expect(marked('zh', '每一步，8 轮，整块')).toEqual(['步: step', '轮: round', '块: block']);
  });
});

const pages = chapters.flatMap((chapter) => LANGUAGES.map((language) => [chapter.name, language, chapter] as const));

test.each(pages)('%s in %s: the pieces are the text, and some term is marked once', (_, language, { beats }) => {
  const words = wordsOf(language);
  const texts = beats.map((beat) => beat.say(words, NO_EVIDENCE));
  const parts = markTerms(texts, words, language);
  expect(parts.map((pieces) => pieces.map(({ text }) => text).join(''))).toEqual(texts);
  const terms = parts.flat().flatMap(({ term }) => term ?? []);
  expect(terms.length).toBeGreaterThan(0);
  expect(new Set(terms).size).toBe(terms.length);
});

test('what is marked in the chapters', () => {
  const all = (language: Language) =>
    Object.fromEntries(
      chapters.map(({ name, beats }) => [
        name,
        marked(language, ...beats.map((beat) => beat.say(wordsOf(language), NO_EVIDENCE))).join(', '),
      ]),
    );
  expect(all('en')).toMatchInlineSnapshot(`
    {
      "blocks": "nodes: node, blocks: block, rounds: round, hump: hump, evaluations: evaluations",
      "dimension": "steps: step, rounds: round",
      "fronts": "nodes: node, step: step, round: round, error: error",
      "hump": "rounds: round, nodes: node, block: block, noise time: noiseTime, step: step, errors: error, humps: hump",
      "price": "block: block, nodes: node, rounds: round, evaluations: evaluations, steps: step",
      "sameNoise": "step: step, same noise: sameNoise, error: error, rounds: round, node: node",
      "serial": "steps: step",
      "wholePath": "nodes: node, round: round, steps: step",
    }
  `);
  expect(all('zh')).toMatchInlineSnapshot(`
    {
      "blocks": "节点: node, 块: block, 轮: round, 误差峰值: hump, 求值次数: evaluations, 误差: error",
      "dimension": "步: step, 轮: round",
      "fronts": "节点: node, 步: step, 轮: round, 精确前沿: exactFront, 误差: error",
      "hump": "节点: node, 噪声时间: noiseTime, 步: step, 误差: error, 轮: round, 块: block",
      "price": "块: block, 节点: node, 误差: error",
      "sameNoise": "步: step, 误差: error, 块: block, 轮: round, 节点: node",
      "serial": "步: step, 节点: node",
      "wholePath": "节点: node, 轮: round, 步: step",
    }
  `);
});
