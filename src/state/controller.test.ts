// What buttons, the console and the history do to the address and to the cursor, on an engine that the tests drive.

import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { syntheticTrace } from '../../test/synthetic-trace';
import { DEFAULT_SPEC, type RunSpec } from '../core/spec';
import type { Trace } from '../core/trace';
import type { Engine, RunOptions } from '../engine/engine';
import { Controller } from './controller';
import { useCursor } from './cursor';
import { INITIAL_LABS, openLab, useLabs } from './labs';
import { decodeLink, encodeLink } from './link';
import { useRun } from './run';
import { Session } from './session';
import { setSettings } from './settings';
import { showPanel } from './view';

interface Call {
  readonly spec: RunSpec;
  readonly options: RunOptions;
  finish(trace: Trace): void;
  fail(error: Error): void;
}

const calls: Call[] = [];
const adapter = { name: 'fake', software: false };
const engine: Engine = {
  backend: 'webgpu',
  adapter,
  prepare: async () => syntheticTrace({ records: 0 }).plan,
  run: (spec, options = {}) =>
    new Promise((resolve, reject) => {
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error));
      calls.push({ spec, options, finish: resolve, fail: reject });
    }),
  stageSource: () => null,
  destroy: () => undefined,
};

const first = traceOf({ ...DEFAULT_SPEC, seed: 11 });
const second = traceOf({ ...DEFAULT_SPEC, seed: 12 });

/** A trace of a run of this spec; its numbers are of another. */
function traceOf(spec: RunSpec, records?: number): Trace {
  const trace = syntheticTrace(records === undefined ? {} : { records });
  Object.assign(trace.plan, { spec });
  return trace;
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const hashOf = (spec: RunSpec) =>
  `#${encodeLink({ spec, view: { panel: 'figure', language: 'en', record: null, node: null } })}`;
const place = () => {
  const { record, node } = useCursor.getState();
  return [record, node];
};

let entries: string[];
let controller: Controller;

beforeEach(async () => {
  calls.length = 0;
  entries = [];
  const location = { hash: '' };
  vi.stubGlobal('location', location);
  vi.stubGlobal('history', {
    pushState: (_: unknown, __: string, hash: string) => {
      location.hash = hash;
      entries.push(hash);
    },
  });
  controller = new Controller(new Session(async () => engine));
  await controller.session.ready;
  useCursor.setState({ record: null, node: null, playing: false });
});

afterEach(() => {
  adapter.software = false;
  vi.unstubAllGlobals();
});

/** Runs a spec to its end. */
async function complete(trace: Trace): Promise<void> {
  const running = controller.runSpec(trace.plan.spec);
  await settled();
  calls.at(-1)?.finish(trace);
  await running;
}

/** Tells the latest run's progress, with so many records. */
function progress(spec: RunSpec, records: number): void {
  const trace = traceOf(spec, records);
  const phase = records > 0 ? 'parallel' : 'sequential';
  calls.at(-1)?.options.onProgress?.({ trace, phase, sequentialDone: 64, parallelDone: 0 });
}

describe('the history', () => {
  it('has an entry for a run as soon as it has proved to be one', async () => {
    const { spec } = first.plan;
    const running = controller.runForConsole(spec);
    await settled();
    expect(entries).toEqual([]);
    progress(spec, 0);
    expect(entries.map((hash) => decodeLink(hash)?.spec)).toEqual([spec]);
    progress(spec, 8);
    calls[0]?.finish(first);
    await running;
    expect(entries).toHaveLength(1);
  });

  it('has none for a run that is refused', async () => {
    const running = controller.runForConsole({ ...DEFAULT_SPEC, target: { kind: 'network', name: 'nobody' } });
    await settled();
    calls[0]?.fail(new Error('There is no network "nobody".'));
    await expect(running).rejects.toThrow('nobody');
    expect(entries).toEqual([]);
  });

  it('has none for a run too large for an address, and the run is made', async () => {
    const points = Array.from({ length: 2000 }, (_, i) => Array.from({ length: 200 }, (_, j) => Math.sin(i + 1e6 * j)));
    await complete(traceOf({ ...DEFAULT_SPEC, target: { kind: 'points', points, bandwidth: 0.1 } }));
    expect(entries).toEqual([]);
    expect(useRun.getState().status).toBe('done');
  });
});

describe('back to the run that is shown', () => {
  it('cancels the run in progress', async () => {
    await complete(first);
    const running = controller.runSpec(second.plan.spec);
    await settled();
    progress(second.plan.spec, 0);
    location.hash = hashOf(first.plan.spec);
    await controller.followAddress();
    await running;
    expect(calls).toHaveLength(2);
    expect(calls[1]?.options.signal?.aborted).toBe(true);
    expect(useRun.getState().status).toBe('done');
    expect(controller.shownSpec).toEqual(first.plan.spec);
  });

  it('leaves a run in progress alone that is the one of the address', async () => {
    await complete(first);
    const running = controller.runSpec(second.plan.spec);
    await settled();
    location.hash = hashOf(second.plan.spec);
    await controller.followAddress();
    expect(calls).toHaveLength(2);
    expect(calls[1]?.options.signal?.aborted).toBe(false);
    calls[1]?.finish(second);
    await running;
  });
});

describe('the run that is shown', () => {
  it('is the earlier one, in full, until another has a record', async () => {
    await complete(first);
    adapter.software = true;
    const running = controller.runSpec(second.plan.spec);
    await settled();
    progress(second.plan.spec, 0);
    expect(calls[1]?.spec.particles).toBeLessThan(DEFAULT_SPEC.particles);
    expect(controller.shownSpec).toEqual(first.plan.spec);
    if (calls[1]) progress(calls[1].spec, 8);
    expect(controller.shownSpec).toEqual(second.plan.spec);
    calls[1]?.finish(second);
    await running;
  });
});

describe('the cursor', () => {
  const moved = [5, 40];
  beforeEach(async () => {
    await complete(first);
    useCursor.setState({ record: 5, node: 40 });
  });

  it('follows a new run from its first record', async () => {
    const running = controller.runSpec(second.plan.spec);
    await settled();
    progress(second.plan.spec, 0);
    expect(place()).toEqual(moved);
    progress(second.plan.spec, 8);
    expect(place()).toEqual([null, null]);
    calls[1]?.finish(second);
    await running;
    expect(place()).toEqual([null, null]);
  });

  it('returns when the run is cancelled, at any time', async () => {
    for (const records of [0, 8]) {
      const running = controller.runSpec(second.plan.spec);
      await settled();
      progress(second.plan.spec, records);
      if (records > 0) useCursor.setState({ record: 2 });
      controller.cancel();
      await running;
      expect(place()).toEqual(moved);
    }
  });

  it('returns when a run that overtook another fails', async () => {
    const overtaken = controller.runSpec(second.plan.spec);
    await settled();
    progress(second.plan.spec, 8);
    const failing = controller.runSpec({ ...second.plan.spec, seed: 13 });
    await overtaken;
    await settled();
    calls[2]?.fail(new Error('The run failed.'));
    await failing;
    expect(place()).toEqual(moved);
  });

  it('is the one of a link that is followed, once its run is shown', async () => {
    location.hash = `${hashOf(second.plan.spec)}&record=3&node=9`;
    const following = controller.followAddress();
    await settled();
    expect(place()).toEqual(moved);
    progress(second.plan.spec, 8);
    expect(place()).toEqual([3, 9]);
    calls[1]?.finish(second);
    await following;
    expect(place()).toEqual([3, 9]);
  });
});

describe('the lab that looks at the figure', () => {
  const lab = '&panel=labs&lab=two-axes';

  beforeEach(async () => {
    await complete(first);
    showPanel('labs');
    openLab('two-axes');
  });

  afterEach(() => {
    useLabs.setState(INITIAL_LABS);
    showPanel('figure');
  });

  it('runs the settings where they are not what is shown, once', async () => {
    setSettings(first.plan.spec);
    await controller.runLab();
    expect(calls).toHaveLength(1);
    setSettings(second.plan.spec);
    const running = controller.runLab();
    await controller.runLab();
    await settled();
    expect(calls).toHaveLength(2);
    calls[1]?.finish(second);
    await running;
    expect(controller.labs.knowledge().points.map(({ trace }) => trace)).toEqual([second]);
    // Another one makes runs of its own.
    openLab('cost');
    expect(controller.labs.knowledge().points).toEqual([]);
  });

  it('has the run and the cursor of a link that is followed', async () => {
    location.hash = `${hashOf(second.plan.spec)}&record=3&node=9${lab}`;
    const following = controller.followAddress();
    await settled();
    progress(second.plan.spec, 8);
    calls[1]?.finish(second);
    await following;
    expect(controller.shownSpec).toEqual(second.plan.spec);
    expect(place()).toEqual([3, 9]);
    expect(useLabs.getState().lab).toBe('two-axes');
  });

  it('tells its place in the entry of a run', async () => {
    await complete(second);
    expect(decodeLink(entries.at(-1) ?? '')).toMatchObject({
      spec: second.plan.spec,
      view: { panel: 'labs', lab: { name: 'two-axes' } },
    });
  });
});
