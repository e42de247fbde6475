// Sweeps for slow machines: smaller, still comparable, and left alone where they fit.

import { describe, expect, test } from 'vitest';
import { softwareMilliseconds } from './cost';
import { parseSpec } from './parse-spec';
import { defaultLanes, type Lane, laneSpec } from './race';
import type { RunSpec } from './spec';
import { reduceTogether } from './sweep-cost';

const base = parseSpec({});
const lanes = defaultLanes(base);
const runsOf = (of: RunSpec) => lanes.map((lane) => laneSpec(of, lane));
const total = (of: RunSpec) => runsOf(of).reduce((sum, run) => sum + softwareMilliseconds(run), 0);
const limits = { leastParticles: 8, leastSteps: 64, keepsRuns: true };

describe('a sweep made smaller', () => {
  test('fits its budget, by particles first', () => {
    const milliseconds = total(base) / 10;
    const reduced = reduceTogether(base, runsOf, { milliseconds, ...limits });
    expect(total(reduced)).toBeLessThanOrEqual(milliseconds);
    expect(total({ ...reduced, particles: 2 * reduced.particles })).toBeGreaterThan(milliseconds);
    expect(reduced).toEqual({ ...base, particles: reduced.particles });
  });

  test('then by nodes, and never below its least sizes', () => {
    const reduced = reduceTogether(base, runsOf, { milliseconds: 1, ...limits });
    expect(reduced).toEqual({ ...base, particles: 8, nodes: 8 });
    expect(runsOf(reduced)).toHaveLength(lanes.length);
  });

  test('keeps all lanes possible', () => {
    const sixteen: Lane = { method: base.method, blocks: 128 };
    const reduced = reduceTogether(base, (of) => [laneSpec(of, sixteen)], { milliseconds: 1, ...limits });
    expect(reduced.blocks * reduced.nodes).toBe(128);
    const fewer = { milliseconds: 1, ...limits, keepsRuns: false };
    const without = reduceTogether(base, (of) => (of.nodes > 16 ? [of, of] : [of]), fewer);
    expect(without.blocks * without.nodes).toBe(64);
  });

  test('is the very same where it fits', () => {
    expect(reduceTogether(base, runsOf, { milliseconds: total(base), ...limits })).toBe(base);
    expect(reduceTogether(base, () => [], { milliseconds: 0, ...limits })).toBe(base);
  });
});
