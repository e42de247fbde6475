// Test plan: the English name of every kind of target is that of the core, which the command line prints; Chinese has others.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parseModel } from '../core/model-file';
import { parseSpec } from '../core/parse-spec';
import { resolveTarget, targetNames } from '../core/targets';
import { wordsOf } from '../words';
import { dataName, targetLabel } from './target-label';

const targets = [
  ...targetNames.map((name) => ({ kind: 'mixture', name })),
  { kind: 'mixture', name: 'random', dimension: 32, components: 8, std: 0.5, seed: 1 },
  { kind: 'mixture', name: 'random', dimension: 1, components: 1, std: 0.5, seed: 1 },
  { kind: 'mixture', weights: [1, 2], means: [[0, 1, 2], [2, 3, 4]], stds: [0.1, 0.2] }, // biome-ignore format: one line
  { kind: 'gaussian', dimension: 1, mean: 0, std: 1 },
  { kind: 'gaussian', dimension: 32, mean: 0, std: 1 },
  { kind: 'points', points: [[0, 1]], bandwidth: 0.1 },
  { kind: 'points', points: [[0, 1], [1, 0]], bandwidth: 0.1 }, // biome-ignore format: one line
];

describe('the name of a target', () => {
  test.each(targets.map((target) => [JSON.stringify(target), target] as const))('%s', (_, input) => {
    const { target } = parseSpec({ target: input });
    const { label } = resolveTarget(target, null);
    expect(targetLabel(target, wordsOf('en'))).toBe(label);
    expect(targetLabel(target, wordsOf('zh'))).toMatch(/\p{Script=Han}/u);
  });

  test.each(['two-moons', 'checkerboard', 'spiral'])('the network %s', (name) => {
    const bytes = readFileSync(new URL(`../../public/models/${name}.safetensors`, import.meta.url));
    const model = parseModel(name, new Uint8Array(bytes).buffer);
    for (const target of [{ kind: 'network', name } as const, { kind: 'network', name, weights: 'f16' } as const]) {
      expect(targetLabel(target, wordsOf('en'))).toBe(resolveTarget(target, model).label);
    }
    const labelOf = (weights?: 'f16') => targetLabel({ kind: 'network', name, weights }, wordsOf('zh'));
    expect(labelOf('f16')).not.toBe(labelOf());
  });

  test('stays what it is where the words have none', () => {
    expect(dataName('own-model', wordsOf('en'))).toBe('own-model');
    expect(dataName('constructor', wordsOf('zh'))).toBe('constructor');
  });
});
