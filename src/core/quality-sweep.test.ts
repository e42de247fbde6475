// Runs of equal depth: possible, on one grid, and with the depth that their names say.

import { describe, expect, test } from 'vitest';
import { noiseTimes } from './grid';
import { parseSpec } from './parse-spec';
import { FIXED_ROUNDS, qualityPlan, qualitySweep } from './quality-sweep';
import { defaultLanes, type Lane } from './race';
import { expandSweep, parseSweep } from './sweep';

const lane = (method: object, blocks = 4): Lane => ({ method: parseSpec({ method }).method, blocks });

describe('the runs of quality at equal depth', () => {
  test.each([
    ['the default', {}],
    ['the ODE', { dynamics: 'ode' }],
    ['a number of steps that is no power of two', { blocks: 3, nodes: 20 }],
    ['one block of two nodes', { blocks: 1, nodes: 2 }],
    ['a grid that depends on the cut', { spacing: 'single-tail', blocks: 6, nodes: 20 }],
  ])('are possible and of one grid: %s', (_, input) => {
    const base = parseSpec(input);
    const plan = qualityPlan(base, defaultLanes(base));
    const specs = plan.curves.flatMap(({ points }) => points.map(({ spec }) => spec));
    for (const spec of specs) {
      expect(parseSpec(spec)).toEqual(spec);
      expect(noiseTimes(spec)).toEqual(noiseTimes(base));
      if ('tolerance' in spec.method) expect(spec.method.tolerance).toBeNull();
    }
    expect(expandSweep(parseSweep(JSON.parse(JSON.stringify(qualitySweep(base, plan)))))).toEqual(specs);
    expect(new Set(plan.curves.map(({ lane, solver }) => `${lane} ${solver}`)).size).toBe(plan.curves.length);
  });

  test('are of the methods with a fixed number of rounds, after the baselines of the dynamics', () => {
    const sde = qualityPlan(parseSpec({}), defaultLanes(parseSpec({})));
    expect(sde.curves.map(({ lane }) => lane)).toEqual([null, 1, 2, 4, 5, 6]);
    // The sliding window has no fixed number of rounds.
    expect(sde.leftOut).toEqual([{ lane: 3, solver: null, problem: null }]);
    const [baseline, blocks] = sde.curves;
    expect(baseline?.points.map(({ amount }) => amount)).toEqual([2, 4, 8, 16, 32, 64, 128, 256, 512]);
    expect(blocks).toMatchObject({ lane: 1, solver: null });
    expect(blocks?.points.map(({ amount }) => amount)).toEqual([...FIXED_ROUNDS]);
    const ode = parseSpec({ dynamics: 'ode' });
    const baselines = qualityPlan(ode, defaultLanes(ode)).curves.filter(({ lane }) => lane === null);
    expect(baselines.map(({ solver }) => solver)).toEqual(['exponential', 'ddim', 'dpm-solver++']);
  });

  test('end where more rounds change nothing', () => {
    const base = parseSpec({ blocks: 4, nodes: 6 });
    const { curves } = qualityPlan(base, [lane({}), lane({ kind: 'parareal' }, 2), lane({ kind: 'wavefront' })]);
    expect(curves.map(({ points }) => points.map(({ amount }) => amount))).toEqual([
      [2, 4, 8, 12, 24],
      [1, 2, 3, 4, 6],
      [1, 2],
      [...FIXED_ROUNDS],
    ]);
  });

  test('are one curve for lanes that differ only in when they stop, and two for lanes that differ otherwise', () => {
    const base = parseSpec({});
    const { curves } = qualityPlan(base, [
      lane({ tolerance: 1e-3 }),
      lane({ tolerance: 1e-5, iterations: 9 }),
      lane({ jacobianCap: 2 }),
    ]);
    expect(curves.slice(1).map(({ lane }) => lane)).toEqual([0, 2]);
  });

  test('leave out what is not possible, with the reason', () => {
    const { leftOut } = qualityPlan(parseSpec({}), [lane({}, 7)]);
    expect(leftOut[0]?.problem).toMatch(/blocks is 7; allowed in this race are divisors/);
  });
});
