// Races of the page: setting lanes up, and running them one after another on an engine that the tests drive.

import { beforeEach, describe, expect, it } from 'vitest';
import { syntheticPlan, syntheticTrace } from '../../test/synthetic-trace';
import { raceLanes } from '../core/labs/race';
import { parseSpec } from '../core/parse-spec';
import { defaultLanes, type Lane, MOST_LANES } from '../core/race';
import { DEFAULT_SPEC, type RunSpec } from '../core/spec';
import type { Trace } from '../core/trace';
import type { Engine, RunOptions } from '../engine/engine';
import {
  addLane,
  changeLane,
  chooseClock,
  INITIAL_RACE,
  isChosen,
  orderBy,
  planRace,
  removeLane,
  resetLanes,
  setLanes,
  useRace,
} from './race';
import { RaceRunner } from './race-runner';
import { useRun } from './run';
import { Session } from './session';
import { resetSettings, setSettings } from './settings';

interface Call {
  readonly spec: RunSpec;
  readonly options: RunOptions;
  finish(trace?: Trace): void;
  fail(error: Error): void;
}

let calls: Call[];
let software: boolean;
let runner: RaceRunner;
let session: Session;

function fakeEngine(): Engine {
  return {
    backend: 'webgpu',
    adapter: { name: 'fake', software },
    prepare: async () => syntheticPlan(),
    run: (spec, options = {}) =>
      new Promise((resolve, reject) => {
        options.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error));
        calls.push({ spec, options, finish: (trace = syntheticTrace()) => resolve(trace), fail: reject });
      }),
    stageSource: () => null,
    destroy: () => undefined,
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const lane = (method: object, blocks = 8): Lane => ({ method: parseSpec({ method }).method, blocks });
const [picard, gaussian, window] = [lane({}), lane({ linearPart: 'gaussian-data' }), lane({ kind: 'window' })];
const kinds = () => calls.map(({ spec: { method } }) => ('linearPart' in method ? method.linearPart : method.kind));
const stores = () => useRace.getState();
const ids = () => stores().lanes.map(({ id }) => id);

async function start(): Promise<void> {
  session = new Session(async () => fakeEngine());
  await session.ready;
  runner = new RaceRunner(session);
}

/** Ends the newest call, and waits for what follows. */
async function finishCall(trace?: Trace): Promise<void> {
  calls.at(-1)?.finish(trace);
  await settled();
}

beforeEach(async () => {
  calls = [];
  software = false;
  useRace.setState(INITIAL_RACE, true);
  resetSettings(DEFAULT_SPEC);
  await start();
});

describe('lanes', () => {
  it('are those of the default problem at first, and of another when they are reset', () => {
    expect(stores().lanes.map(({ id: _, ...rest }) => rest)).toEqual(defaultLanes(DEFAULT_SPEC));
    const many = parseSpec({ target: { kind: 'gaussian', dimension: 32, mean: 0, std: 1 } });
    resetLanes(many);
    expect(stores().lanes.map(({ id: _, ...rest }) => rest)).toEqual(defaultLanes(many));
  });

  it('of a method have the same number, which is their colour, wherever they race', () => {
    const numberOf = (kind: string) => stores().lanes.find(({ method }) => method.kind === kind)?.id;
    expect([numberOf('window'), numberOf('wavefront')]).toEqual([2, 3]);
    setLanes(raceLanes(DEFAULT_SPEC));
    expect([numberOf('window'), numberOf('wavefront')]).toEqual([2, 3]);
    setLanes([picard, window]);
    expect(new Set(stores().lanes.map(({ id }) => id)).size).toBe(2);
  });

  it('keep their number while others come and go', () => {
    setLanes([picard, gaussian, window]);
    removeLane(1);
    expect(ids()).toEqual([0, 2]);
    addLane(lane({ kind: 'sequential' }));
    expect(ids()).toEqual([0, 2, 1]);
    changeLane(2, lane({ kind: 'wavefront' }));
    expect(stores().lanes.map(({ id, method }) => [id, method.kind])).toEqual([
      [0, 'piadm'],
      [2, 'wavefront'],
      [1, 'sequential'],
    ]);
  });

  it('are not more than can be told apart', () => {
    for (let i = 0; i < 20; i++) addLane(picard);
    expect(ids()).toHaveLength(MOST_LANES);
    expect(new Set(ids()).size).toBe(MOST_LANES);
  });

  it('are chosen where they are the method of the settings, in as many blocks', () => {
    expect(isChosen(picard, DEFAULT_SPEC)).toBe(true);
    expect(isChosen({ ...picard, blocks: 4 }, DEFAULT_SPEC)).toBe(false);
    expect(isChosen(gaussian, DEFAULT_SPEC)).toBe(false);
    expect(isChosen({ ...window, blocks: 3 }, parseSpec({ method: window.method }))).toBe(true);
  });
});

describe('the order of the table', () => {
  it('is by a column, the other way round, then as it was', () => {
    orderBy('finish');
    expect(stores().order).toEqual({ column: 'finish', descending: false });
    orderBy('finish');
    expect(stores().order).toEqual({ column: 'finish', descending: true });
    orderBy('hump');
    expect(stores().order).toEqual({ column: 'hump', descending: false });
    orderBy('hump');
    orderBy('hump');
    expect(stores().order).toBeNull();
  });
});

describe('the clock', () => {
  it('begins anew where the first lane finishes when another is chosen', () => {
    useRace.setState({ position: 12, playing: true });
    chooseClock('time');
    expect(stores()).toMatchObject({ clock: 'time', position: null, playing: false });
  });
});

describe('the plan of a race', () => {
  it('is of one problem; lanes that are not possible say why', () => {
    setLanes([picard, lane({}, 7), lane({ linearPart: 'jacobian' })]);
    const base = parseSpec({ target: { kind: 'gaussian', dimension: 32, mean: 0, std: 1 } });
    const { runs } = planRace(base, stores(), false);
    expect(runs.map(({ spec }) => spec !== null)).toEqual([true, false, false]);
    expect(runs[0]?.spec).toEqual({ ...base, method: picard.method });
    expect(runs[1]?.problem).toMatch(/blocks is 7; allowed in this race are divisors of its 512 steps/);
    expect(runs[2]?.problem).toMatch(/"jacobian" in 32 dimensions/);
  });

  it('is the same object while nothing changes', () => {
    const plan = planRace(DEFAULT_SPEC, stores(), false);
    expect(planRace(DEFAULT_SPEC, stores(), false)).toBe(plan);
    removeLane(0);
    expect(planRace(DEFAULT_SPEC, stores(), false)).not.toBe(plan);
  });

  it('is made smaller where a CPU does the sampling, all lanes alike, unless it is wanted in full', () => {
    const { base, full, runs } = planRace(DEFAULT_SPEC, stores(), true);
    expect(full).toBe(DEFAULT_SPEC);
    expect(base.particles).toBeLessThan(DEFAULT_SPEC.particles);
    for (const { spec } of runs) expect(spec?.particles).toBe(base.particles);
    expect(planRace(DEFAULT_SPEC, { ...stores(), inFull: true }, true).base).toBe(DEFAULT_SPEC);
    expect(planRace(DEFAULT_SPEC, stores(), false).base).toBe(DEFAULT_SPEC);
  });
});

describe('a race', () => {
  beforeEach(() => setLanes([picard, gaussian, window]));

  it('runs its lanes one after another beside the figure, and keeps what they came to', async () => {
    const racing = runner.run();
    await settled();
    expect(kinds()).toEqual(['picard']);
    expect(calls[0]?.options.aside).toBe(true);
    expect(stores().work).toMatchObject({ done: 0, total: 3, share: 0 });
    const trace = syntheticTrace();
    calls[0]?.options.onProgress?.({ trace, phase: 'parallel', sequentialDone: 64, parallelDone: 32 });
    expect(stores().work?.share).toBe(0.75);
    await finishCall();
    expect(kinds()).toEqual(['picard', 'gaussian-data']);
    expect(stores()).toMatchObject({ version: 1, work: { done: 1 } });
    await finishCall();
    await finishCall();
    await racing;
    expect(stores()).toMatchObject({ work: null, end: 'done', version: 3 });
    for (const { spec } of runner.plan().runs) expect(runner.outcome(spec!)?.result?.paths).toHaveLength(0);
    expect(useRun.getState()).toMatchObject({ status: 'idle', finished: false });
  });

  it('computes only what has changed when it is run again', async () => {
    const racing = runner.run();
    for (let i = 0; i < 3; i++) {
      await settled();
      calls.at(-1)?.finish();
    }
    await racing;
    changeLane(1, lane({ linearPart: 'paradigms' }));
    const again = runner.run();
    await settled();
    await finishCall();
    await again;
    expect(kinds()).toEqual(['picard', 'gaussian-data', 'paradigms', 'paradigms']);
    // A change that is taken back costs nothing.
    changeLane(1, gaussian);
    await runner.run();
    expect(calls).toHaveLength(4);
  });

  it('goes on where it was after a cancel', async () => {
    const racing = runner.run();
    await settled();
    await finishCall();
    runner.cancel();
    await racing;
    expect(stores()).toMatchObject({ work: null, end: 'cancelled' });
    const again = runner.run();
    await settled();
    expect(kinds()).toEqual(['picard', 'gaussian-data', 'gaussian-data']);
    runner.cancel();
    await again;
  });

  it('ends at once when it is cancelled, also where the engine hears of it late', async () => {
    const deaf = new Session(async () => ({ ...fakeEngine(), run: () => new Promise<Trace>(() => undefined) }));
    await deaf.ready;
    const stuck = new RaceRunner(deaf);
    const racing = stuck.run();
    await settled();
    stuck.cancel();
    await racing;
    expect(stores()).toMatchObject({ work: null, end: 'cancelled' });
  });

  it('goes on past a lane that fails, says why, and tries it again the next time', async () => {
    const racing = runner.run();
    await settled();
    calls[0]?.fail(new Error('The shader is broken'));
    await settled();
    await finishCall();
    await finishCall();
    await racing;
    const spec = runner.plan().runs[0]?.spec;
    expect(runner.outcome(spec!)).toEqual({ result: null, failure: 'The shader is broken.' });
    const again = runner.run();
    await settled();
    expect(calls).toHaveLength(4);
    await finishCall();
    await again;
    expect(runner.outcome(spec!)?.failure).toBeNull();
  });

  it('takes up lanes that are added, and leaves those that are removed, while it runs', async () => {
    const racing = runner.run();
    await settled();
    removeLane(1);
    addLane(lane({ kind: 'sequential' }));
    // The lane in progress itself.
    removeLane(0);
    await settled();
    expect(calls[0]?.options.signal?.aborted).toBe(true);
    expect(kinds()).toEqual(['picard', 'paradigms']);
    await finishCall();
    await finishCall();
    await racing;
    expect(kinds()).toEqual(['picard', 'paradigms', 'sequential']);
    expect(stores().end).toBe('done');
  });

  it('ends when another problem is set, and not when another method is', async () => {
    const racing = runner.run();
    await settled();
    setSettings({ ...DEFAULT_SPEC, method: { kind: 'sequential' } });
    await settled();
    expect(calls[0]?.options.signal?.aborted).toBe(false);
    setSettings({ ...DEFAULT_SPEC, seed: 7 });
    await racing;
    expect(stores().end).toBe('cancelled');
    expect(calls).toHaveLength(1);
  });

  it('is one at a time', async () => {
    const racing = runner.run();
    await settled();
    await runner.run();
    expect(calls).toHaveLength(1);
    runner.cancel();
    await racing;
  });

  it('rejects where there is no engine', async () => {
    const broken = new Session(async () => {
      throw new Error('There is no WebGPU here.');
    });
    await expect(new RaceRunner(broken).run()).rejects.toThrow('no WebGPU');
    expect(stores().work).toBeNull();
  });

  it('makes runs smaller on a software adapter', async () => {
    software = true;
    await start();
    const racing = runner.run();
    await settled();
    expect(calls[0]?.spec.particles).toBe(runner.plan().base.particles);
    expect(calls[0]?.spec.particles).toBeLessThan(1024);
    runner.cancel();
    await racing;
  });
});
