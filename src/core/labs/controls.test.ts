// Settings of labs at the door: complete, or a sentence; and what holds for every lab of the registry.

import { describe, expect, test } from 'vitest';
import { softwareMilliseconds } from '../cost';
import { parseSpec } from '../parse-spec';
import { LAB_NAMES, labs } from './index';
import { LAB_BUDGET, type Lab, overlaid, parseLabSettings, pointsOf, verdictOf } from './lab';

const registered = LAB_NAMES.map((name) => ({ name, lab: labs[name] as Lab }));

describe.each(registered)('the lab $name', ({ name, lab }) => {
  const settings = parseLabSettings(lab, {});

  test('has the name of its entry, and defaults that its controls allow', () => {
    expect(lab.name).toBe(name);
    expect(parseLabSettings(lab, JSON.parse(JSON.stringify(settings)))).toEqual(settings);
    expect(Object.keys(settings)).toEqual(Object.keys(lab.controls));
  });

  test('refuses what it does not know, naming the setting, the value and what is allowed', () => {
    const controls = Object.keys(lab.controls);
    const allowed = controls.length === 1 ? `is ${controls[0]} alone` : `are ${controls.join(', ')}`;
    expect(() => parseLabSettings(lab, { colour: 'red' })).toThrow(
      `colour is not a setting of the lab "${name}"; allowed ${allowed}.`,
    );
    expect(() => parseLabSettings(lab, [])).toThrow('settings is an empty list; allowed are objects');
    for (const [field, control] of Object.entries(lab.controls)) {
      const wrong = control.kind === 'number' ? control.range.maximum + 1 : 'no such choice';
      expect(() => parseLabSettings(lab, { [field]: wrong }), field).toThrow(new RegExp(`^${field} is .*; allowed `));
    }
  });

  test('asks for runs that are possible, each at a place of its own', () => {
    const runs = lab.runs(settings);
    for (const { spec } of runs) expect(parseSpec(spec)).toEqual(spec);
    expect(new Set(runs.map(({ place }) => JSON.stringify(place))).size).toBe(runs.length);
    expect(new Set(runs.map(({ spec }) => JSON.stringify(spec))).size).toBe(runs.length);
  });

  test('every choice of a control makes possible runs', () => {
    for (const [field, control] of Object.entries(lab.controls)) {
      const values = control.kind === 'choice' ? control.values : [control.range.minimum];
      for (const value of values) {
        const runs = lab.runs(parseLabSettings(lab, { ...settings, [field]: value }));
        if (lab.looksAtFigure) expect(runs).toEqual([]);
        else expect(runs.length, `${field} ${value}`).toBeGreaterThan(2);
      }
    }
  });

  test('fits ten seconds on a software adapter when it is reduced, in settings that its controls allow', () => {
    const reduced = lab.reduced(settings);
    expect(parseLabSettings(lab, reduced)).toEqual(reduced);
    const time = lab.runs(reduced).reduce((sum, { spec }) => sum + softwareMilliseconds(spec), 0);
    expect(time).toBeLessThanOrEqual(LAB_BUDGET);
    expect(lab.reduced(reduced)).toEqual(reduced);
  });

  test('claims nothing that needs runs before there is one', () => {
    for (const { name: claim, verdict } of lab.claims([], settings)) {
      expect(verdict, claim).toBe(claim === 'stepsBelowBound' ? true : null);
    }
  });

  test('names controls that are of no consequence', () => {
    for (const unused of lab.unused(settings)) {
      expect(Object.keys(lab.controls)).toContain(unused);
      const control = lab.controls[unused];
      const other = control?.kind === 'number' ? control.range.maximum : control?.values.at(-1);
      expect(lab.runs(parseLabSettings(lab, { ...settings, [unused]: other }))).toEqual(lab.runs(settings));
    }
  });
});

test('points are of the runs that have a result, in their order', () => {
  const specs = [1, 2, 3].map((seed) => parseSpec({ seed }));
  const runs = specs.map((spec) => ({ place: { seed: spec.seed }, spec }));
  const points = pointsOf(runs, (spec) => (spec.seed === 2 ? undefined : { measured: { rounds: spec.seed } }));
  expect(points).toEqual([
    { place: { seed: 1 }, measured: { rounds: 1 }, origin: 'device' },
    { place: { seed: 3 }, measured: { rounds: 3 }, origin: 'device' },
  ]);
});

test('points of the device stand over those that came with the page', () => {
  const point = (origin: 'device' | 'shipped', d: number, lane: string) => ({
    place: { d, lane },
    measured: {},
    origin,
  });
  const other = { place: { lane: 'a', d: 2 }, measured: { rounds: 1 }, origin: 'device' } as const;
  const shipped = [point('shipped', 2, 'a'), point('shipped', 2, 'b'), point('shipped', 4, 'a')];
  expect(overlaid<(typeof shipped)[number]>(shipped, [other])).toEqual([shipped[1], shipped[2], other]);
});

test('a verdict waits for all its numbers', () => {
  expect(verdictOf([1, null], (one, other) => one < other)).toBeNull();
  expect(verdictOf([1, undefined], () => true)).toBeNull();
  expect(verdictOf([Number.NaN, 1], () => true)).toBeNull();
  expect(verdictOf([1, 2], (one, other) => one < other)).toBe(true);
  expect(verdictOf([2, Number.POSITIVE_INFINITY], (one, other) => one > other)).toBe(false);
});
