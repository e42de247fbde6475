// The bench runs, and what it writes is whole: no number is missing and none is impossible. How fast anything is is not tested.

import { expect, test } from 'vitest';
import { measure } from './measure';
import { tableOf } from './report';
import { SIZES } from './settings';

test('all parts are measured, the kernel is right, and the table has a row for each', async () => {
  const said: string[] = [];
  const results = await measure('small', (line) => said.push(line));
  // As it is written.
  expect(JSON.parse(JSON.stringify(results))).toEqual(results);
  const { rows, networks, particles, blocks } = SIZES.small;
  expect(results.throughput).toHaveLength(rows.length * networks.length);
  expect(results.runs).toHaveLength(particles.length * blocks.length);
  for (const { seconds, rate, error } of results.throughput) {
    expect(seconds).toBeGreaterThan(0);
    expect(rate).toBeGreaterThan(0);
    expect(error).toBeLessThan(1e-5);
  }
  expect(results.tiles.length).toBeGreaterThan(4);
  for (const { rate } of results.tiles) expect(rate).toBeGreaterThan(0);
  for (const { rounds, evaluations, parallel, sequential } of results.runs) {
    expect(rounds).toBeGreaterThan(0);
    expect(evaluations).toBeGreaterThanOrEqual(SIZES.small.steps);
    expect(Math.min(parallel, sequential)).toBeGreaterThan(0);
  }
  expect(results.multiplyAddRate).toBeGreaterThan(0);
  expect(results.emptyDispatch).toBeGreaterThan(0);
  expect(said.length).toBe(1 + results.throughput.length + networks.length + results.runs.length);
  const heads = 3;
  expect(
    tableOf(results)
      .split('\n')
      .filter((line) => line.startsWith('|')),
  ).toHaveLength(results.throughput.length + results.tiles.length + results.runs.length + 2 * heads);
});
