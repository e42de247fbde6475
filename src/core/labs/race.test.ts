// The lanes of the race lab: possible on the grids and for the dynamics that the page offers, and all different.

import { expect, test } from 'vitest';
import { parseSpec } from '../parse-spec';
import { laneSpec } from '../race';
import { RACE_LANES, raceLanes } from './race';

test.each([
  ['the default', {}],
  ['the ODE', { dynamics: 'ode' }],
  ['a short grid', { blocks: 3, nodes: 5 }],
])('the lanes make a race: %s', (_, input) => {
  const base = parseSpec(input);
  const lanes = raceLanes(base);
  const specs = lanes.map((lane) => laneSpec(base, lane));
  for (const spec of specs) expect(parseSpec(spec)).toEqual(spec);
  expect(new Set(specs.map((spec) => JSON.stringify(spec))).size).toBe(RACE_LANES.length);
});

test('are the five of the story', () => {
  expect(RACE_LANES.map(({ method, blocks }) => [method.kind, blocks])).toEqual([
    ['sequential', 8],
    ['piadm', 8],
    ['window', 8],
    ['wavefront', 8],
    ['piadm', 1],
  ]);
  expect(raceLanes(parseSpec({}))).toEqual(RACE_LANES);
});
