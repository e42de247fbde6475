// The table of a race: order, CSV and JSON.

import { describe, expect, it } from 'vitest';
import { frontOf, syntheticTrace } from '../../test/synthetic-trace';
import { parseSpec } from '../core/parse-spec';
import { lanesOfSweep } from '../core/race';
import type { RunSpec } from '../core/spec';
import { parseSweep } from '../core/sweep';
import { wordsOf } from '../words';
import { planRace, type RaceColumn, type RaceLane } from './race';
import type { LaneOutcome } from './race-runner';
import { orderedRows, raceCsv, raceDocument, raceRows } from './race-table';

const base = parseSpec({ target: { kind: 'mixture', name: 'ring' }, blocks: 4, nodes: 16 });
const lane = (id: number, method: object, blocks = 4): RaceLane => ({
  id,
  method: parseSpec({ method }).method,
  blocks,
});
const lanes = [
  lane(0, { kind: 'sequential' }),
  lane(1, {}),
  lane(2, { linearPart: 'gaussian-data' }),
  lane(3, {}, 7),
  lane(4, { kind: 'window' }),
];
const plan = planRace(base, { lanes, inFull: false }, false);

/** Traces of 4 blocks of 16 nodes: fronts of 3 nodes a round finish after 6 rounds a block, slower ones never. */
const traces: Record<string, LaneOutcome> = {
  sequential: { result: syntheticTrace({ error: frontOf(1) }), failure: null },
  picard: { result: syntheticTrace({ error: frontOf(3) }), failure: null },
  'gaussian-data': { result: syntheticTrace({ error: frontOf(8), rounds: 3 }), failure: null },
  window: { result: null, failure: 'The shader said "no", and stopped.' },
};
const outcomeOf = ({ method }: RunSpec) => traces[method.kind === 'piadm' ? method.linearPart : method.kind];
const english = wordsOf('en');
const rows = raceRows(plan, outcomeOf, 1e-3, english);
const order = (column: RaceColumn, descending = false) =>
  orderedRows(rows, { column, descending }).map(({ lane: { id } }) => id);

describe('the rows of a race', () => {
  it('have names, roles, results and problems', () => {
    expect(rows.map(({ label, role }) => [label, role])).toEqual([
      ['Sequential', 'sequential'],
      ['PIADM, 4 blocks', 'chosen'],
      ['Gaussian data, 4 blocks', 'other'],
      ['PIADM, 7 blocks', 'other'],
      ['Sliding window of 64, tolerance 0.1', 'other'],
    ]);
    expect(rows.map(({ result }) => result && [result.rounds, result.finish])).toEqual([
      [24, null],
      // The last block begins after 18 rounds, and its front reaches node 16 in the 6th of its own.
      [24, 24],
      [12, 11],
      null,
      null,
    ]);
    expect(rows[3]?.problem).toMatch(/blocks is 7/);
    expect(rows[4]?.problem).toMatch(/shader/);
  });

  it('are drawn in blue where they are the method of the settings', () => {
    const chosen = planRace({ ...base, method: lanes[2]!.method }, { lanes, inFull: false }, false);
    expect(raceRows(chosen, outcomeOf, 1e-3, english).map(({ role }) => role)).toEqual([
      'sequential',
      'other',
      'chosen',
      'other',
      'other',
    ]);
  });

  it('follow the tolerance', () => {
    expect(raceRows(plan, outcomeOf, 2, english).map(({ result }) => result?.finish)).toEqual([
      18,
      18,
      9,
      undefined,
      undefined,
    ]);
  });
});

describe('the order of rows', () => {
  it('puts what is not known last, either way', () => {
    expect(order('finish')).toEqual([2, 1, 0, 3, 4]);
    expect(order('finish', true)).toEqual([1, 2, 0, 3, 4]);
    expect(order('rounds', true)).toEqual([0, 1, 2, 3, 4]);
    expect(order('rounds')).toEqual([2, 0, 1, 3, 4]);
  });

  it('is by name too, and as lanes were added without a column', () => {
    expect(order('label')).toEqual([2, 1, 3, 0, 4]);
    expect(orderedRows(rows, null).map(({ lane: { id } }) => id)).toEqual([0, 1, 2, 3, 4]);
  });
});

describe('exports of a race', () => {
  it('are CSV with quotes where they must be', () => {
    const lines = raceCsv(rows).trimEnd().split('\r\n');
    expect(lines).toHaveLength(6);
    expect(lines[0]?.split(',').slice(0, 4)).toEqual(['lane', 'rounds', 'rounds_to_finish', 'rounds_to_finish_median']);
    expect(lines[1]).toMatch(/^Sequential,24,,/);
    expect(lines[2]).toMatch(/^"PIADM, 4 blocks",24,24,/);
    expect(lines[5]).toBe('"Sliding window of 64, tolerance 0.1",,,,,,,,,,,"The shader said ""no"", and stopped."');
  });

  it('are a document whose sweep gives the possible lanes again', () => {
    const document = JSON.parse(JSON.stringify(raceDocument(plan, rows, 1e-3)));
    expect(lanesOfSweep(parseSweep(document.sweep))).toEqual(
      lanes.filter(({ id }) => id !== 3).map(({ method, blocks }) => ({ method, blocks })),
    );
    expect(document).toMatchObject({
      tolerance: 1e-3,
      lanes: [{ label: 'Sequential', backend: 'cpu' }, {}, {}, {}, {}],
    });
    expect(document.lanes[1].result).toMatchObject({ rounds: 24, finish: 24 });
    expect(document.lanes[1].spec).toEqual(plan.runs[1]?.spec);
  });
});
