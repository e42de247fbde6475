// Test plan: a whole run in the caller's thread: trace, progress, summary as JSON; cancelling before, between and during
// runs; one run at a time; failures of spec and network; which backend is chosen, and that failures of WebGPU stay errors.

import { describe, expect, test } from 'vitest';
import { parseSpec } from '../../core/parse-spec';
import { SpecError } from '../../core/spec';
import { summarise } from '../../core/summary';
import { createEngine } from '../create-engine';
import type { Progress } from '../engine';
import { simulateInReports } from './batches';
import { createCpuEngine } from './cpu-engine';

const loadModel = (name: string) => Promise.reject(new Error(`There is no network "${name}".`));
const engine = () => createCpuEngine({ loadModel });

const SMALL = parseSpec({
  target: { kind: 'mixture', name: 'ring' },
  blocks: 2,
  nodes: 16,
  particles: 8,
  method: { tolerance: 0.01 },
});
/** Takes some seconds when it is not cancelled. */
const LONG = parseSpec({ target: { kind: 'mixture', name: 'two-moons' }, particles: 1024 });

describe('a run', () => {
  test('ends with a trace whose summary is complete JSON', async () => {
    const trace = await engine().run(SMALL);
    const summary = summarise(trace);
    const { samples, reference, segments, spec } = JSON.parse(JSON.stringify(summary));
    expect(spec).toEqual(SMALL);
    expect([samples.length, samples[0].length, reference.length]).toEqual([8, 2, 8]);
    expect(segments).toHaveLength(2);
    let firstRound = 0;
    for (const [index, segment] of segments.entries()) {
      expect(segment).toMatchObject({ firstNode: 16 * index, nodes: 16, firstRound });
      expect(segment.residual).toHaveLength(segment.rounds);
      for (const name of ['error', 'error99', 'errorMedian']) expect(segment[name]).toHaveLength(segment.rounds + 1);
      firstRound += segment.rounds;
    }
    expect(summary).toMatchObject({
      backend: 'cpu',
      rounds: firstRound,
      sequentialSteps: 32,
      nodesInFlight: 16,
      derivatives: 0,
    });
    expect(summary.evaluations).toBe(16 * firstRound);
    expect(summary.hump).toBe(Math.max(...segments.flatMap((segment: { error: number[] }) => segment.error.slice(1))));
    expect(Object.keys(summary).sort()).toEqual(
      [
        ...['spec', 'backend', 'adapter', 'rounds', 'evaluations', 'derivatives', 'sequentialSteps', 'nodesInFlight'],
        ...['bytes', 'hump', 'samples', 'reference', 'milliseconds', 'segments'],
      ].sort(),
    );
    const again = summarise(await engine().run(parseSpec(spec)));
    expect(again.samples).toEqual(samples);
  });

  test('of the sequential method has zero error in every segment after its one round', async () => {
    const summary = summarise(await engine().run({ ...SMALL, method: { kind: 'sequential' } }));
    expect(summary.segments).toHaveLength(32);
    for (const segment of summary.segments) expect([segment.rounds, segment.error[1]]).toEqual([1, 0]);
    expect(summary.samples).toEqual(summary.reference);
  });

  test('reports progress that only grows, on one trace', async () => {
    const seen: Progress[] = [];
    const trace = await engine().run({ ...LONG, particles: 8 }, { onProgress: (progress) => seen.push(progress) });
    expect(seen.length).toBeGreaterThan(2);
    seen.forEach((progress, index) => {
      expect(progress.trace).toBe(trace);
      expect(progress.sequentialDone).toBeGreaterThanOrEqual(seen[index - 1]?.sequentialDone ?? 0);
      expect(progress.parallelDone).toBeGreaterThanOrEqual(seen[index - 1]?.parallelDone ?? 0);
    });
    expect(seen.at(-1)).toMatchObject({ phase: 'parallel', sequentialDone: 512, parallelDone: 512 });
    expect(trace.referencePaths).toHaveLength(513 * 2 * 8);
    expect(trace.outcome?.segmentEnds).toHaveLength(8);
  });
});

describe('cancelling', () => {
  const cancelled = { name: 'AbortError' };

  test('before the run', async () => {
    await expect(engine().run(SMALL, { signal: AbortSignal.abort() })).rejects.toMatchObject(cancelled);
  });

  test('during the run, soon', async () => {
    const controller = new AbortController();
    const run = engine().run(LONG, { signal: controller.signal, onProgress: () => controller.abort() });
    const begin = performance.now();
    await expect(run).rejects.toMatchObject(cancelled);
    expect(performance.now() - begin).toBeLessThan(2000);
  });

  test('leaves the engine ready, and the run that waits gets its turn', async () => {
    const one = engine();
    const controller = new AbortController();
    const order: string[] = [];
    const first = one.run(LONG, { signal: controller.signal }).catch(() => order.push('first'));
    const second = one.run(SMALL).then(() => order.push('second'));
    controller.abort();
    await Promise.all([first, second]);
    expect(order).toEqual(['first', 'second']);
  });

  test('by destroying the engine', async () => {
    const one = engine();
    const run = one.run(LONG, { onProgress: () => one.destroy() });
    await expect(run).rejects.toMatchObject(cancelled);
    await expect(one.run(SMALL)).rejects.toMatchObject(cancelled);
  });
});

describe('what a run costs', () => {
  const spec = { ...SMALL, method: { ...SMALL.method, linearPart: 'scaled-identity' } as typeof SMALL.method };

  test('is its time, the rate and the rows; there are no passes and no launches', async () => {
    const stages = new Set<string>();
    const profile = await engine().profile!(spec, { onProgress: ({ stage }) => stages.add(stage) });
    expect([...stages]).toEqual(expect.arrayContaining(['rate', 'rows']));
    expect(JSON.parse(JSON.stringify(profile))).toEqual(profile);
    expect(profile).toMatchObject({ backend: 'cpu', clockStep: null, launchMilliseconds: null });
    const { parallel, sequential, rate, row } = profile;
    expect([parallel.times, parallel.dispatches, sequential.rounds, sequential.rows]).toEqual([null, 0, 32, 32 * 8]);
    // A row has its derivative: one product more.
    expect(row.operations).toBe(2 * 80);
    expect(parallel.operations).toBe(parallel.rows * row.operations);
    for (const value of [rate, row.milliseconds, row.firstMilliseconds, parallel.milliseconds])
      expect(value).toBeGreaterThan(0);
  });

  test('can be cancelled in every part', async () => {
    for (const ending of ['rate', 'rows']) {
      const controller = new AbortController();
      const profile = engine().profile!(spec, {
        signal: controller.signal,
        onProgress: ({ stage }) => stage === ending && controller.abort(),
      });
      await expect(profile).rejects.toMatchObject({ name: 'AbortError' });
    }
  });
});

describe('failures', () => {
  test('a spec that was not checked before', async () => {
    await expect(engine().run({ ...SMALL, blocks: 0 })).rejects.toThrow(/^blocks is 0; allowed/);
    await expect(engine().prepare({ ...SMALL, blocks: 0 })).rejects.toBeInstanceOf(SpecError);
  });

  test('a network that is not there, and one that is truncated', async () => {
    const spec = parseSpec({ target: { kind: 'network', name: 'nowhere' } });
    await expect(engine().prepare(spec)).rejects.toBeInstanceOf(SpecError);
    await expect(engine().prepare(spec)).rejects.toThrow('There is no network "nowhere".');
    const truncated = createCpuEngine({ loadModel: async () => new ArrayBuffer(4) });
    await expect(truncated.run(spec)).rejects.toBeInstanceOf(SpecError);
  });
});

test('a run that does not fit memory says what to reduce', async () => {
  const plan = await engine().prepare(SMALL);
  // As many nodes as no array can have.
  const endless = { ...plan, noiseTimes: { length: 2 ** 50 } as unknown as Float64Array };
  expect(() => simulateInReports(endless).next()).toThrow(
    /^There is not enough memory .* reduce particles, blocks or nodes\.$/,
  );
});

describe('the choice of a backend', () => {
  const without = { requestAdapter: async () => null } as unknown as GPU;
  const broken = { requestAdapter: () => Promise.reject(new Error('driver broken')) } as unknown as GPU;

  test('automatic: the CPU where there is no WebGPU or no adapter', async () => {
    expect((await createEngine({ backend: 'auto', loadModel, gpu: null })).backend).toBe('cpu');
    expect((await createEngine({ backend: 'auto', loadModel, gpu: without })).backend).toBe('cpu');
  });

  test('asked for, WebGPU is never replaced', async () => {
    await expect(createEngine({ backend: 'webgpu', loadModel, gpu: null })).rejects.toThrow(/no WebGPU/);
    await expect(createEngine({ backend: 'webgpu', loadModel, gpu: without })).rejects.toThrow(/adapter/);
  });

  test('a WebGPU that fails is an error, not a step down', async () => {
    await expect(createEngine({ backend: 'auto', loadModel, gpu: broken })).rejects.toThrow('driver broken');
  });
});
