// Runs beside the figure: they leave it alone, and give way to it.

import { beforeEach, describe, expect, it } from 'vitest';
import { syntheticPlan, syntheticTrace } from '../../test/synthetic-trace';
import { DEFAULT_SPEC, type RunSpec } from '../core/spec';
import type { Trace } from '../core/trace';
import type { Engine, RunOptions } from '../engine/engine';
import { useRun } from './run';
import { Session } from './session';

interface Call {
  readonly spec: RunSpec;
  readonly options: RunOptions;
  finish(trace: Trace): void;
  fail(error: Error): void;
}

let calls: Call[];
let session: Session;

/** An engine that runs one call after the other, as real ones do, and ends each when the test says so. */
function fakeEngine(): Engine {
  let queue: Promise<unknown> = Promise.resolve();
  const begin = (spec: RunSpec, options: RunOptions) =>
    new Promise<Trace>((resolve, reject) => {
      options.signal?.throwIfAborted();
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error));
      calls.push({ spec, options, finish: resolve, fail: reject });
    });
  return {
    backend: 'webgpu',
    adapter: { name: 'fake', software: false },
    prepare: async () => syntheticPlan(),
    run: (spec, options = {}) => {
      const result = queue.then(() => begin(spec, options));
      queue = result.catch(() => undefined);
      return result;
    },
    stageSource: () => null,
    destroy: () => undefined,
  };
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const figure = { ...DEFAULT_SPEC, seed: 1 };
const lane = { ...DEFAULT_SPEC, seed: 2 };
const [figureTrace, laneTrace] = [syntheticTrace(), syntheticTrace({ rounds: 3 })];
const seeds = () => calls.map(({ spec }) => spec.seed);

beforeEach(async () => {
  calls = [];
  session = new Session(async () => fakeEngine());
  await session.ready;
});

describe('a run beside the figure', () => {
  it('shows nothing and asks the engine to keep the buffers of the figure', async () => {
    const ran = session.run(figure);
    await settled();
    calls[0]?.finish(figureTrace);
    await ran;
    const before = useRun.getState();
    const running = session.runAside(lane);
    await settled();
    expect(calls[1]?.options.aside).toBe(true);
    expect(calls[0]?.options.aside).toBeUndefined();
    calls[1]?.finish(laneTrace);
    expect(await running).toBe(laneTrace);
    expect(useRun.getState()).toBe(before);
    expect(session.trace).toBe(figureTrace);
  });

  it('waits for a run of the figure', async () => {
    const ran = session.run(figure);
    const running = session.runAside(lane);
    await settled();
    expect(seeds()).toEqual([1]);
    calls[0]?.finish(figureTrace);
    await ran;
    await settled();
    expect(seeds()).toEqual([1, 2]);
    calls[1]?.finish(laneTrace);
    await running;
  });

  it('gives way to a run of the figure and begins anew after it', async () => {
    const running = session.runAside(lane);
    await settled();
    const ran = session.run(figure);
    await settled();
    expect(seeds()).toEqual([2, 1]);
    expect(calls[0]?.options.signal?.aborted).toBe(true);
    calls[1]?.finish(figureTrace);
    await ran;
    await settled();
    expect(seeds()).toEqual([2, 1, 2]);
    calls[2]?.finish(laneTrace);
    expect(await running).toBe(laneTrace);
  });

  it('waits on while one run of the figure overtakes another', async () => {
    const first = session.run(figure).catch(() => null);
    const running = session.runAside(lane);
    await settled();
    const second = session.run({ ...figure, seed: 3 });
    await first;
    await settled();
    expect(seeds()).toEqual([1, 3]);
    calls[1]?.finish(figureTrace);
    await second;
    await settled();
    expect(seeds()).toEqual([1, 3, 2]);
    calls[2]?.finish(laneTrace);
    await running;
  });

  it('ends when it is cancelled, also while it waits', async () => {
    const controller = new AbortController();
    const running = session.runAside(lane, { signal: controller.signal });
    await settled();
    controller.abort();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    const ran = session.run(figure);
    const waiting = new AbortController();
    const second = session.runAside(lane, { signal: waiting.signal });
    await settled();
    waiting.abort();
    await expect(second).rejects.toMatchObject({ name: 'AbortError' });
    calls[1]?.finish(figureTrace);
    await ran;
    expect(seeds()).toEqual([2, 1]);
  });

  it('is made once more when the device is lost, and says so', async () => {
    const lost = () => Object.assign(new Error('The GPU device was lost.'), { name: 'DeviceLostError' });
    const running = session.runAside(lane);
    await settled();
    calls[0]?.fail(lost());
    await settled();
    expect(useRun.getState().lost).toBe('The GPU device was lost.');
    calls[1]?.fail(lost());
    await expect(running).rejects.toThrow('lost');
    expect(calls).toHaveLength(2);
  });

  it('tells its own failure and leaves the figure alone', async () => {
    const running = session.runAside(lane);
    await settled();
    calls[0]?.fail(new Error('The shader is broken.'));
    await expect(running).rejects.toThrow('The shader is broken.');
    expect(useRun.getState()).toMatchObject({ status: 'idle', error: null });
  });
});
