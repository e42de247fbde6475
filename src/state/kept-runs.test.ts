// Results are kept by what was run, and the oldest make room.

import { describe, expect, it } from 'vitest';
import { DEFAULT_SPEC, type RunSpec } from '../core/spec';
import { KeptRuns, keyOf } from './kept-runs';

const spec = (seed: number): RunSpec => ({ ...DEFAULT_SPEC, seed });

describe('kept runs', () => {
  it('are found by an equal spec, and by no other', () => {
    const kept = new KeptRuns<number>(4);
    kept.set(spec(1), 10);
    expect(kept.get(spec(1))).toBe(10);
    expect(kept.get(spec(2))).toBeUndefined();
    kept.delete(spec(1));
    expect(kept.get(spec(1))).toBeUndefined();
    expect(keyOf(spec(1))).toBe(keyOf(JSON.parse(JSON.stringify(spec(1)))));
  });

  it('make room from the oldest on; one that is set again is new', () => {
    const kept = new KeptRuns<number>(2);
    for (const seed of [1, 2, 1, 3]) kept.set(spec(seed), seed);
    expect([1, 2, 3].map((seed) => kept.get(spec(seed)))).toEqual([1, undefined, 3]);
  });

  it('make room by weight, and the newest stays however heavy it is', () => {
    const kept = new KeptRuns<number>(10, (weight) => weight);
    for (const weight of [3, 4, 5]) kept.set(spec(weight), weight);
    expect([3, 4, 5].map((seed) => kept.get(spec(seed)))).toEqual([undefined, 4, 5]);
    kept.set(spec(99), 99);
    expect([4, 5, 99].map((seed) => kept.get(spec(seed)))).toEqual([undefined, undefined, 99]);
  });
});
