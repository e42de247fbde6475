import { beforeEach, describe, expect, it } from 'vitest';
import { syntheticPlan, syntheticTrace } from '../../test/synthetic-trace';
import type { Plan } from '../core/plan';
import { DEFAULT_SPEC, type RunSpec, SpecError } from '../core/spec';
import type { Trace } from '../core/trace';
import type { Engine, RunOptions, StageSource } from '../engine/engine';
import { useRun } from './run';
import { Session } from './session';

/** One call of the fake engine's `run`, ended by the test. */
interface Call {
  readonly spec: RunSpec;
  readonly options: RunOptions;
  finish(trace: Trace): void;
  fail(error: Error): void;
}

/** An engine that does what the test says. */
class FakeEngine implements Engine {
  backend: 'webgpu' | 'cpu' = 'webgpu';
  adapter = { name: 'fake', software: false };
  readonly calls: Call[] = [];
  /** Plan of the run whose states are in the buffers; null when there are none. */
  held: Plan | null = null;

  async prepare() {
    return syntheticPlan();
  }

  run(spec: RunSpec, options: RunOptions = {}): Promise<Trace> {
    return new Promise((resolve, reject) => {
      options.signal?.addEventListener('abort', () => reject(options.signal?.reason as Error));
      this.calls.push({ spec, options, finish: resolve, fail: reject });
    });
  }

  stageSource() {
    return this.held && ({ plan: this.held } as StageSource);
  }

  destroy() {}
}

const settled = () => new Promise((resolve) => setTimeout(resolve));
const status = () => useRun.getState().status;
const finished = syntheticTrace();
const other = syntheticTrace({ rounds: 3 });

let engine: FakeEngine;
let session: Session;

beforeEach(async () => {
  engine = new FakeEngine();
  session = new Session(async () => engine);
  await session.ready;
});

/** Starts a run and finishes it with a trace. */
async function complete(trace: Trace, call: number): Promise<void> {
  const running = session.run(DEFAULT_SPEC);
  await settled();
  engine.calls[call]?.finish(trace);
  await running;
}

describe('a run', () => {
  it('is running, then done, and hands out its summary', async () => {
    expect(status()).toBe('idle');
    const running = session.run(DEFAULT_SPEC);
    expect(status()).toBe('running');
    await settled();
    engine.calls[0]?.finish(finished);
    const result = await running;
    expect(result.rounds).toBe(24);
    expect(session.result).toBe(result);
    expect(session.trace).toBe(finished);
    expect(useRun.getState()).toMatchObject({ status: 'done', finished: true, error: null, progress: null });
    expect(useRun.getState().counts?.rounds).toBe(24);
  });

  it('shows its trace and its progress while it grows', async () => {
    const running = session.run(DEFAULT_SPEC);
    await settled();
    const growing = syntheticTrace({ records: 8 });
    engine.calls[0]?.options.onProgress?.({ trace: growing, phase: 'parallel', sequentialDone: 64, parallelDone: 16 });
    expect(session.trace).toBe(growing);
    expect(useRun.getState().progress).toEqual({
      phase: 'parallel',
      sequentialDone: 64,
      parallelDone: 16,
      totalNodes: 64,
    });
    expect(useRun.getState().finished).toBe(false);
    engine.calls[0]?.finish(finished);
    await running;
  });

  it('keeps the result, the picture and the buffers of the run before when it is cancelled', async () => {
    await complete(finished, 0);
    const before = session.result;
    const running = session.run({ ...DEFAULT_SPEC, seed: 2 });
    await settled();
    const growing = syntheticTrace({ records: 8 });
    engine.held = growing.plan;
    engine.calls[1]?.options.onProgress?.({ trace: growing, phase: 'parallel', sequentialDone: 64, parallelDone: 16 });
    expect(session.trace).toBe(growing);
    session.cancel();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(session.trace).toBe(finished);
    expect(session.result).toBe(before);
    // The engine has not yet noticed; then it has the run before again.
    expect(session.stage()).toBeNull();
    engine.held = finished.plan;
    expect(session.stage()?.plan).toBe(finished.plan);
    expect(useRun.getState()).toMatchObject({ status: 'done', finished: true, error: null, progress: null });
    expect(useRun.getState().counts?.rounds).toBe(24);
  });

  it('leaves nothing behind when the first one is cancelled', async () => {
    const running = session.run(DEFAULT_SPEC);
    await settled();
    const growing = syntheticTrace({ records: 8 });
    engine.calls[0]?.options.onProgress?.({ trace: growing, phase: 'parallel', sequentialDone: 64, parallelDone: 16 });
    session.cancel();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(session.trace?.rounds).toHaveLength(0);
    expect(session.result).toBeNull();
    expect(useRun.getState()).toMatchObject({ status: 'idle', counts: null });
  });

  it('is cancelled by the next one, which alone decides what is shown', async () => {
    const first = session.run(DEFAULT_SPEC);
    const rejection = expect(first).rejects.toMatchObject({ name: 'AbortError' });
    await settled();
    const second = session.run({ ...DEFAULT_SPEC, seed: 2 });
    await rejection;
    expect(status()).toBe('running');
    await settled();
    const late = syntheticTrace({ records: 8 });
    engine.calls[0]?.options.onProgress?.({ trace: late, phase: 'parallel', sequentialDone: 64, parallelDone: 16 });
    expect(session.trace).not.toBe(late);
    engine.calls[1]?.finish(other);
    await second;
    expect(session.trace).toBe(other);
    expect(status()).toBe('done');
  });

  it('says a sentence when it fails, and keeps the run before', async () => {
    await complete(finished, 0);
    const before = session.result;
    const running = session.run(DEFAULT_SPEC);
    await settled();
    engine.calls[1]?.fail(new SpecError('blocks is 0; allowed are 1 to 64'));
    await expect(running).rejects.toThrow('blocks is 0');
    expect(useRun.getState()).toMatchObject({ status: 'error', error: 'blocks is 0; allowed are 1 to 64.' });
    expect(session.trace).toBe(finished);
    expect(session.result).toBe(before);
  });
});

describe('buffers of the engine', () => {
  it('are drawn from only while they hold the trace that is shown', async () => {
    expect(session.stage()).toBeNull();
    engine.held = finished.plan;
    await complete(finished, 0);
    expect(session.stage()?.plan).toBe(finished.plan);
    const running = session.run(DEFAULT_SPEC);
    await settled();
    // The same numbers, but another run's.
    engine.held = other.plan;
    const begun = syntheticTrace({ records: 0 });
    engine.calls[1]?.options.onProgress?.({ trace: begun, phase: 'sequential', sequentialDone: 9, parallelDone: 0 });
    expect(session.trace).toBe(finished);
    expect(session.stage()).toBeNull();
    engine.calls[1]?.finish(other);
    await running;
    expect(session.stage()?.plan).toBe(other.plan);
    engine.held = null;
    expect(session.stage()).toBeNull();
  });
});

describe('a lost device', () => {
  it('is told, and the run is made once more', async () => {
    const running = session.run(DEFAULT_SPEC);
    await settled();
    engine.calls[0]?.fail(Object.assign(new Error('The GPU device was lost.'), { name: 'DeviceLostError' }));
    await settled();
    expect(useRun.getState()).toMatchObject({ status: 'running', lost: 'The GPU device was lost.' });
    engine.calls[1]?.finish(finished);
    await running;
    expect(status()).toBe('done');
  });

  it('is an error when it is lost again', async () => {
    const running = session.run(DEFAULT_SPEC);
    const lost = () => Object.assign(new Error('The GPU device was lost.'), { name: 'DeviceLostError' });
    await settled();
    engine.calls[0]?.fail(lost());
    await settled();
    engine.calls[1]?.fail(lost());
    await expect(running).rejects.toThrow('lost');
    expect(useRun.getState()).toMatchObject({ status: 'error', error: 'The GPU device was lost.' });
  });
});

describe('a machine without a GPU', () => {
  it('makes runs of the page smaller and says so; others run in full', async () => {
    engine.adapter = { name: 'software', software: true };
    const running = session.run(DEFAULT_SPEC, { reduce: true });
    await settled();
    const ran = engine.calls[0]?.spec;
    expect(ran?.particles).toBeLessThan(DEFAULT_SPEC.particles);
    // Nothing of this run is shown yet.
    expect(useRun.getState().reduction).toBeNull();
    const begun = syntheticTrace({ records: 0 });
    engine.calls[0]?.options.onProgress?.({ trace: begun, phase: 'sequential', sequentialDone: 9, parallelDone: 0 });
    expect(useRun.getState().reduction).toEqual({ full: DEFAULT_SPEC, ran });
    engine.calls[0]?.finish(finished);
    await running;
    expect(useRun.getState().reduction).toEqual({ full: DEFAULT_SPEC, ran });
    const inFull = session.run(DEFAULT_SPEC);
    await settled();
    expect(engine.calls[1]?.spec).toEqual(DEFAULT_SPEC);
    // The reduced run is still the one that is shown.
    expect(useRun.getState().reduction?.full).toEqual(DEFAULT_SPEC);
    engine.calls[1]?.finish(finished);
    await inFull;
    expect(useRun.getState().reduction).toBeNull();
  });
});

describe('an engine that cannot be made', () => {
  it('is an error of the page and of every run', async () => {
    const broken = new Session(async () => {
      throw new Error('This browser has neither WebGPU nor workers.');
    });
    await expect(broken.ready).rejects.toThrow('neither');
    await settled();
    expect(useRun.getState()).toMatchObject({ status: 'error', error: 'This browser has neither WebGPU nor workers.' });
    await expect(broken.run(DEFAULT_SPEC)).rejects.toThrow('neither');
  });
});
