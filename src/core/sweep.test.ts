// Sweeps: what they expand to, and the sentences for those that are wrong.

import { describe, expect, test } from 'vitest';
import { parseSpec } from './parse-spec';
import { DEFAULT_SPEC, SpecError } from './spec';
import { expandSweep, parseSweep, SWEEP_LIMITS } from './sweep';

const sentenceOf = (input: unknown): string => {
  try {
    parseSweep(input);
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    return (error as Error).message;
  }
  return 'no error';
};

describe('a sweep', () => {
  test('without variations is its base', () => {
    expect(expandSweep(parseSweep({ base: { seed: 7 }, vary: [] }))).toEqual([parseSpec({ seed: 7 })]);
  });

  test('has every combination, the last variation varying fastest', () => {
    const runs = expandSweep(
      parseSweep({
        base: {},
        vary: [
          { path: 'seed', values: [1, 2] },
          { path: 'method.tolerance', values: [1e-3, 1e-2, null] },
        ],
      }),
    );
    expect(runs.map(({ seed, method }) => [seed, 'tolerance' in method && method.tolerance])).toEqual([
      [1, 1e-3],
      [1, 1e-2],
      [1, null],
      [2, 1e-3],
      [2, 1e-2],
      [2, null],
    ]);
    // Nothing else differs.
    expect(runs[5]).toEqual(parseSpec({ seed: 2, method: { tolerance: null } }));
  });

  test('sets several settings at once, and takes defaults for what a method lacks', () => {
    const runs = expandSweep(
      parseSweep({
        base: { nodes: 32 },
        vary: [
          {
            path: '',
            values: [
              { blocks: 1, nodes: 256 },
              { method: { kind: 'window', window: 16 } },
              { method: { kind: 'sequential' } },
            ],
          },
        ],
      }),
    );
    expect(runs).toEqual([
      parseSpec({ blocks: 1, nodes: 256 }),
      parseSpec({ nodes: 32, method: { kind: 'window', window: 16 } }),
      parseSpec({ nodes: 32, method: { kind: 'sequential' } }),
    ]);
  });

  test('parses to itself', () => {
    const sweep = parseSweep({ base: { seed: 3 }, vary: [{ path: 'dynamics', values: ['sde', 'ode'] }] });
    expect(parseSweep(JSON.parse(JSON.stringify(sweep)))).toEqual(sweep);
  });

  test('leaves its base as it was', () => {
    const sweep = parseSweep({ base: {}, vary: [{ path: 'method.tolerance', values: [0.1] }] });
    expandSweep(sweep);
    expect(sweep.base).toEqual(DEFAULT_SPEC);
  });

  test.each([
    ['a list', [], /sweep is an empty list; allowed are objects/],
    ['no variations', { base: {} }, /vary is missing; allowed are lists of variations/],
    ['an unknown field', { vary: [], base: {}, runs: 3 }, /runs is not a setting of a sweep; allowed are base, vary/],
    ['a wrong base', { base: { blocks: 0 }, vary: [] }, /blocks is 0; allowed are whole numbers/],
    ['an unknown path', { vary: [{ path: 'sed', values: [1] }] }, /vary\[0\]\.path is "sed"; allowed are settings/],
    [
      'a path of another method',
      { vary: [{ path: 'method.window', values: [1] }] },
      /vary\[0\]\.path is "method.window"/,
    ],
    ['a path that is none', { vary: [{ path: 3, values: [1] }] }, /vary\[0\]\.path is 3; allowed are texts/],
    ['no values', { vary: [{ path: 'seed', values: [] }] }, /vary\[0\]\.values has 0 values; allowed are 1 to 256/],
    ['values without names', { vary: [{ path: '', values: [1] }] }, /vary\[0\]\.values\[0\] is 1; allowed are objects/],
    [
      'an impossible run',
      { vary: [{ path: 'seed', values: [1, -1] }] },
      /Run 2 of the sweep is not possible. seed is -1/,
    ],
    [
      'an unknown setting in a run',
      { vary: [{ path: '', values: [{ colour: 'red' }] }] },
      /Run 1 of the sweep is not possible. colour is not a setting of a run/,
    ],
    [
      'too many runs',
      { vary: ['seed', 'particles'].map((path) => ({ path, values: Array.from({ length: 17 }, (_, i) => i + 1) })) },
      /vary makes 289 runs; allowed are 256/,
    ],
  ])('says what is wrong with %s', (_, input, sentence) => {
    expect(sentenceOf(input)).toMatch(sentence);
    expect(sentenceOf(input)).toMatch(/\.$/);
  });

  test('may be as large as it may be', () => {
    const values = Array.from({ length: SWEEP_LIMITS.runs }, (_, seed) => seed);
    expect(expandSweep(parseSweep({ vary: [{ path: 'seed', values }] }))).toHaveLength(SWEEP_LIMITS.runs);
  });
});
