// Races: lanes share the equations and the noise, and sweeps that are no race are told off.

import { describe, expect, test } from 'vitest';
import { noiseTimes } from './grid';
import { parseSpec } from './parse-spec';
import { blocksUpTo, defaultLanes, hasBlocks, type Lane, laneSpec, lanesOfSweep, raceSweep } from './race';
import { type MethodSpec, type RunSpec, SpecError } from './spec';
import { parseSweep } from './sweep';

const base = parseSpec({ blocks: 4, nodes: 16 });
const methodOf = (input: unknown): MethodSpec => parseSpec({ method: input, dynamics: 'ode' }).method;
const laneOf = (input: unknown, blocks = 4): Lane => ({ method: methodOf(input), blocks });

const sentenceOf = (action: () => unknown): string => {
  try {
    action();
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    return (error as Error).message;
  }
  return 'no error';
};

describe('the lanes that a race begins with', () => {
  test.each([
    ['two moons', {}],
    ['the ODE', { dynamics: 'ode' }],
    ['a small grid', { blocks: 2, nodes: 4 }],
    ['a prime number of steps', { blocks: 1, nodes: 37 }],
    ['one step', { blocks: 1, nodes: 1 }],
    ['32 dimensions', { target: { kind: 'gaussian', dimension: 32, mean: 0.5, std: 0.5 } }],
    ['a grid that depends on the cut', { spacing: 'single-tail', blocks: 6, nodes: 20 }],
  ])('are possible, of one grid, and of seven kinds: %s', (_, input) => {
    const spec = parseSpec(input);
    const lanes = defaultLanes(spec);
    const times = noiseTimes(spec);
    for (const lane of lanes) {
      const run = laneSpec(spec, lane);
      expect(parseSpec(run)).toEqual(run);
      expect(noiseTimes(run)).toEqual(times);
      const { method: _m, blocks: _b, nodes: _n, ...shared } = run;
      expect(spec).toMatchObject(shared);
    }
    expect(lanes).toHaveLength(7);
    // Nothing is lost on the way through a sweep.
    expect(lanesOfSweep(parseSweep(JSON.parse(JSON.stringify(raceSweep(spec, lanes)))))).toEqual(
      lanes.map(({ method, blocks }) => ({ method, blocks: hasBlocks(method) ? blocks : spec.blocks })),
    );
  });
});

describe('a lane', () => {
  test('cuts the grid of the race', () => {
    expect(laneSpec(base, laneOf({}, 8))).toEqual({ ...base, method: methodOf({}), blocks: 8, nodes: 8 });
    expect(laneSpec(base, laneOf({ kind: 'window' }, 7))).toEqual({ ...base, method: methodOf({ kind: 'window' }) });
  });

  test.each([
    [
      'blocks that do not cut it',
      base,
      laneOf({}, 7),
      /blocks is 7; allowed in this race are divisors of its 64 steps/,
    ],
    [
      'blocks with other noise times',
      { ...base, spacing: 'single-tail' } as RunSpec,
      laneOf({}, 8),
      /blocks is 8 with spacing "single-tail"; allowed in this race is 4/,
    ],
    ['other equations', base, laneOf({ kind: 'few-step', steps: 16 }), /method.kind is "few-step"; allowed in a race/],
    ['a corrector', base, laneOf({ corrector: {} }), /method.corrector is an object; allowed in a race is null/],
  ])('is none with %s', (_, race, lane, sentence) => {
    expect(sentenceOf(() => laneSpec(race, lane))).toMatch(sentence);
  });
});

describe('a sweep is no race', () => {
  test.each([
    [
      'when seeds differ',
      { vary: [{ path: 'seed', values: [1, 2] }] },
      /Lane 2 of the race is not possible: seed differs/,
    ],
    [
      'when grids differ',
      { vary: [{ path: 'nodes', values: [64, 32] }] },
      /Lane 2 .*blocks times nodes is 256; allowed is 512/,
    ],
    ['with another method', { vary: [{ path: 'method', values: [{ kind: 'few-step' }] }] }, /Lane 1 .*"few-step"/],
    [
      'with too many lanes',
      { vary: [{ path: 'method.iterations', values: Array.from({ length: 13 }, (_, i) => i + 1) }] },
      /The race has 13 lanes; allowed are 12 at most/,
    ],
  ])('%s', (_, input, sentence) => {
    const sentenceOfSweep = sentenceOf(() => lanesOfSweep(parseSweep(input)));
    expect(sentenceOfSweep).toMatch(sentence);
    expect(sentenceOfSweep).toMatch(/\.$/);
  });

  test('and one without variations has no lanes', () => {
    expect(lanesOfSweep(parseSweep({ vary: [] }))).toEqual([]);
    expect(raceSweep(base, [])).toEqual({ base, vary: [] });
  });

  test('a lane that is not possible is in the sweep as it is, and is told off when the sweep is read', () => {
    const sweep = raceSweep(base, [laneOf({ linearPart: 'jacobian' })]);
    const inMany = { ...sweep, base: parseSpec({ target: { kind: 'gaussian', dimension: 32, mean: 0, std: 1 } }) };
    expect(sentenceOf(() => parseSweep(inMany))).toMatch(/"jacobian" in 32 dimensions/);
  });
});

test('blocks are the largest divisor that is not more than a wish', () => {
  expect([blocksUpTo(512, 8), blocksUpTo(512, 22.6), blocksUpTo(37, 8), blocksUpTo(60, 7), blocksUpTo(1, 8)]).toEqual([
    8, 16, 1, 6, 1,
  ]);
});
