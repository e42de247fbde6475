// Quality at equal depth: its runs, their order, the floor before them, and what goes out.

import { beforeEach, describe, expect, it } from 'vitest';
import { parseSpec } from '../core/parse-spec';
import { type Plan, planRun } from '../core/plan';
import type { Lane } from '../core/race';
import { simulate } from '../core/sampler';
import type { RunSpec } from '../core/spec';
import { expandSweep, parseSweep } from '../core/sweep';
import { resolveTarget } from '../core/targets';
import { type Trace, TraceRecorder } from '../core/trace';
import type { Engine } from '../engine/engine';
import { wordsOf } from '../words';
import { curveLabels, sourceLabel } from './lane-label';
import { INITIAL_QUALITY, planQuality, type QualityRuns, useQuality } from './quality';
import { FLOOR_SETS, QualityRunner } from './quality-runner';
import { qualityCsv, qualityDocument, qualityRows } from './quality-table';
import { INITIAL_RACE, setLanes, useRace } from './race';
import { useRun } from './run';
import { Session } from './session';
import { resetSettings, setSettings } from './settings';

const base = parseSpec({ target: { kind: 'mixture', name: 'ring' }, blocks: 2, nodes: 4, particles: 32, cutoff: 0.01 });
const lane = (method: object, blocks = 2): Lane => ({ method: parseSpec({ method }).method, blocks });

const planOf = (spec: RunSpec): Plan => planRun(parseSpec(spec), resolveTarget(spec.target, null));

function traceOf(spec: RunSpec): Trace {
  const trace = new TraceRecorder(planOf(spec), 'cpu', 'float64');
  const simulation = simulate(trace.plan);
  for (;;) {
    const { value, done } = simulation.next();
    if (done) {
      trace.finish(value);
      return trace;
    }
    if (value.kind === 'record') trace.append(value.record);
  }
}

let ran: RunSpec[];
/** What a test does before a run is made. */
let before: (spec: RunSpec) => void;
let runner: QualityRunner;

/** An engine that runs in float64, at once. */
const engine = (): Engine => ({
  backend: 'cpu',
  adapter: { name: 'float64', software: false },
  prepare: async (spec) => planOf(spec),
  run: async (spec, { signal } = {}) => {
    ran.push(spec);
    before(spec);
    signal?.throwIfAborted();
    return traceOf(spec);
  },
  stageSource: () => null,
  destroy: () => undefined,
});

beforeEach(async () => {
  ran = [];
  before = () => undefined;
  useRace.setState(INITIAL_RACE, true);
  useQuality.setState(INITIAL_QUALITY, true);
  resetSettings(base);
  setLanes([
    lane({ kind: 'sequential' }),
    lane({}),
    lane({ linearPart: 'gaussian-data' }, 1),
    lane({ kind: 'window' }),
  ]);
  const session = new Session(async () => engine());
  await session.ready;
  // Small as it is, the comparison is run as it was asked for on every backend.
  useQuality.setState({ inFull: true });
  runner = new QualityRunner(session);
});

const english = wordsOf('en');
const labelsOf = ({ curves }: QualityRuns) => curveLabels(curves, useRace.getState().lanes, english);
const rowsOf = (of: QualityRunner) => qualityRows(of.runs(), labelsOf(of.runs()), (spec) => of.outcome(spec));

describe('the comparison', () => {
  it('runs everything that is possible, few calls first, and measures it', async () => {
    await runner.run();
    const rows = rowsOf(runner);
    expect(rows.map(({ curve, amount }) => [curve, amount])).toEqual([
      ...[2, 4, 8].map((steps) => ['Fewer steps', steps]),
      ...[1, 2, 3, 4].map((rounds) => ['PIADM, 2 blocks', rounds]),
      ...[1, 2, 3, 4, 6, 8].map((rounds) => ['Gaussian data, 1 block', rounds]),
    ]);
    expect(ran).toHaveLength(13);
    expect(rows.map(({ point }) => point?.rounds)).toEqual([2, 4, 8, 2, 4, 6, 8, 1, 2, 3, 4, 6, 8]);
    expect(ran[0]?.method).toMatchObject({ linearPart: 'gaussian-data', iterations: 1 });
    // All steps, all rounds: three ways to the same samples, those of the sequential sampler.
    const exact = [rows[2], rows[6], rows[12]].map((row) => row?.point);
    for (const point of exact) expect(Math.abs((point?.distance ?? 1) - (point?.reference ?? 0))).toBeLessThan(1e-9);
    expect(rows[0]?.point?.distance).toBeGreaterThan(rows[2]?.point?.distance ?? 0);
    expect(useQuality.getState()).toMatchObject({ work: null, end: 'done' });
    expect(useRun.getState()).toMatchObject({ status: 'idle' });
  });

  it('has the floor of exact samples before the first run, and none of another problem', async () => {
    expect(runner.scale()).toBeNull();
    before = () => expect(runner.scale()?.floor).toHaveLength(FLOOR_SETS);
    await runner.run();
    expect(runner.scale()).toMatchObject({ kind: 'energy-distance', compared: 32 });
    setSettings({ ...base, cutoff: 0.02 });
    expect(runner.scale()).toBeNull();
  });

  it('computes only what is new, also after a cancel', async () => {
    before = () => ran.length === 5 && runner.cancel();
    await runner.run();
    expect(useQuality.getState().end).toBe('cancelled');
    await runner.run();
    // The run that was cancelled is made again.
    expect(ran).toHaveLength(14);
    setLanes([lane({}), lane({ kind: 'anderson' }, 1)]);
    await runner.run();
    expect(ran).toHaveLength(14 + 6);
  });

  it('rejects with a sentence when its distance cannot be made', async () => {
    const unknown = new Session(async () => ({
      ...engine(),
      prepare: async (spec: RunSpec) => {
        const plan = planOf(spec);
        return { ...plan, target: { ...plan.target, model: { kind: 'network' } as never, density: null } };
      },
    }));
    await expect(new QualityRunner(unknown).run()).rejects.toThrow(/data of "ring" are not known/);
    expect(useQuality.getState().work).toBeNull();
  });

  it('leaves out runs that are not possible, and says why', () => {
    const many = parseSpec({ target: { kind: 'gaussian', dimension: 32, mean: 0, std: 1 } });
    const lanes = [lane({ linearPart: 'jacobian' }), lane({}, 8)];
    const { curves, leftOut } = planQuality(many, lanes, true, false);
    expect(curveLabels(curves, lanes, english)).toEqual(['Fewer steps', 'PIADM, 8 blocks']);
    expect(leftOut.map((source) => sourceLabel(source, lanes, english))).toEqual(['Full Jacobian, 2 blocks']);
    expect(leftOut[0]?.problem).toMatch(/32 dimensions/);
  });

  it('is made smaller where a CPU does the sampling, unless it is wanted in full', () => {
    const large = parseSpec({});
    const { lanes } = useRace.getState();
    expect(planQuality(large, lanes, false, true).base.particles).toBe(256);
    expect(planQuality(large, lanes, true, true).base).toBe(large);
    expect(planQuality(large, lanes, false, false).base).toBe(large);
  });
});

describe('exports of quality', () => {
  it('are CSV of what is known, and a document whose sweep gives all runs again', async () => {
    before = () => ran.length === 4 && runner.cancel();
    await runner.run();
    const scale = runner.scale();
    const rows = rowsOf(runner);
    const lines = qualityCsv(rows, scale!).trimEnd().split('\r\n');
    expect(lines).toHaveLength(1 + 3);
    expect(lines[0]).toBe('method,rounds_or_steps,network_calls,evaluations,derivatives,energy_distance,over_floor');
    expect(lines[1]).toMatch(/^Fewer steps,2,2,2,0,[\d.]+,[\d.]+$/);
    const document = JSON.parse(
      JSON.stringify(qualityDocument(runner.runs(), rows, scale, useRace.getState().lanes, english)),
    );
    expect(expandSweep(parseSweep(document.sweep))).toEqual(rows.map(({ spec }) => spec));
    expect(document.runs).toHaveLength(13);
    expect(document.scale.floor).toHaveLength(FLOOR_SETS);
    expect(document.leftOut).toEqual([{ label: 'Sliding window of 64', reason: 'it has no fixed number of rounds' }]);
  });
});
