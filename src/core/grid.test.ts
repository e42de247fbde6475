// Time grids: golden noise times, exact ends, and where each spacing puts its nodes.

import { describe, expect, test } from 'vitest';
import golden from '../../test/golden/grid.json';
import { expectGolden } from '../../test/relative';
import { noiseTimes } from './grid';
import type { Spacing } from './spec';

const spacings: readonly Spacing[] = ['stretched', 'uniform', 'single-tail'];

test('grids equal the golden noise times, however they are cut into blocks', () => {
  for (const { T, delta, total, spacing, r } of golden.grids) {
    for (const blocks of [1, 2, 8]) {
      const times = noiseTimes({
        horizon: T,
        cutoff: delta,
        blocks,
        nodes: total / blocks,
        spacing: spacing as Spacing,
      });
      expectGolden(times, r);
    }
  }
});

describe.each(spacings)('spacing %s', (spacing) => {
  test.each([
    [6, 0.001, 8, 64],
    [12, 1e-4, 1, 7],
    [0.5, 0.01, 3, 5],
    [6, 1.5, 4, 4],
    [1, 0.001, 4, 4],
  ])('from %d to %d in %i blocks of %i falls strictly and has exact ends', (horizon, cutoff, blocks, nodes) => {
    const times = noiseTimes({ horizon, cutoff, blocks, nodes, spacing });
    expect(times).toHaveLength(blocks * nodes + 1);
    expect(times[0]).toBe(horizon);
    expect(times[blocks * nodes]).toBe(cutoff);
    for (let i = 0; i < blocks * nodes; i++) expect(times[i + 1]!).toBeLessThan(times[i]!);
  });
});

describe('single-tail', () => {
  test('has all of r < 1 in the last block, geometrically, and equal steps above', () => {
    const times = noiseTimes({ horizon: 7, cutoff: 0.01, blocks: 4, nodes: 10, spacing: 'single-tail' });
    for (let i = 0; i < 30; i++) expect(times[i]! - times[i + 1]!).toBeCloseTo(6 / 30, 13);
    expect(times[30]).toBe(1);
    for (let i = 30; i < 40; i++) expect(times[i + 1]! / times[i]!).toBeCloseTo(0.01 ** (1 / 10), 13);
  });

  test.each([
    [6, 0.001, 1],
    [0.9, 0.001, 4],
    [6, 1, 4],
  ])('is stretched from %d to %d in %i blocks, where there is no tail to set apart', (horizon, cutoff, blocks) => {
    const parameters = { horizon, cutoff, blocks, nodes: 6 };
    expect(noiseTimes({ ...parameters, spacing: 'single-tail' })).toEqual(
      noiseTimes({ ...parameters, spacing: 'stretched' }),
    );
  });
});
