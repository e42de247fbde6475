// The engine as a whole: what it dispatches, how it cancels, and what it says when the device fails.

import { describe, expect, test } from 'vitest';
import { recordWords } from '../../src/core/sizes';
import type { Progress } from '../../src/engine/engine';
import { PipelineCache, ShaderError } from '../../src/engine/webgpu/compute-pass';
import { checked } from '../../src/engine/webgpu/device';
import { scanShaders } from '../../src/engine/webgpu/scan-shaders';
import { scoreProgram } from '../../src/engine/webgpu/score-pass';
import { createWebGpuEngine } from '../../src/engine/webgpu/webgpu-engine';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { openTestDevice } from './harness';
import { mixtureTarget, networkTarget, planOf, specOf } from './plans';

const holder = openTestDevice();
const noModel = () => Promise.reject(new Error('There are no models here.'));
const spec = specOf(
  { target: { kind: 'mixture', name: 'ring' }, blocks: 2, nodes: 8, particles: 32 },
  { tolerance: null, iterations: 3 },
);

/** Labels of the dispatches that `work` records, in order. */
async function recordedDispatches(work: () => Promise<unknown>): Promise<string[]> {
  const labels: string[] = [];
  const prototype = GPUComputePassEncoder.prototype;
  const { setPipeline, dispatchWorkgroups, dispatchWorkgroupsIndirect } = prototype;
  let current = '';
  prototype.setPipeline = function (pipeline) {
    current = pipeline.label;
    return setPipeline.call(this, pipeline);
  };
  prototype.dispatchWorkgroups = function (...groups) {
    labels.push(current);
    return dispatchWorkgroups.apply(this, groups);
  };
  prototype.dispatchWorkgroupsIndirect = function (buffer, offset) {
    labels.push(current);
    return dispatchWorkgroupsIndirect.call(this, buffer, offset);
  };
  try {
    await work();
  } finally {
    prototype.setPipeline = setPipeline;
    prototype.dispatchWorkgroups = dispatchWorkgroups;
    prototype.dispatchWorkgroupsIndirect = dispatchWorkgroupsIndirect;
  }
  return labels;
}

describe('dispatches', () => {
  test.each([
    ['mixture', mixtureTarget(2)],
    ['network', networkTarget(2)],
  ] as const)('%s: one score dispatch a round, over all nodes of the block times particles', async (_, target) => {
    const nodes = 24;
    const particles = 50;
    const plan = planOf(target, specOf({ blocks: 2, nodes, particles }, { tolerance: null, iterations: 4 }));
    const run = await WebGpuRun.create(holder.open, plan);
    const copy = holder.open.device.createBuffer({
      size: run.buffers.records.size,
      usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
    });
    const labels = await recordedDispatches(() => run.run());
    const commands = holder.open.device.createCommandEncoder();
    commands.copyBufferToBuffer(run.buffers.records, 0, copy, 0, copy.size);
    holder.open.device.queue.submit([commands.finish()]);
    await copy.mapAsync(GPUMapMode.READ);
    const words = new Uint32Array(copy.getMappedRange());
    // Words 11 and 12 of a record's head are the workgroups of its step's score dispatch: none in a start, and zero in
    // records that no step wrote.
    const scoreGroups = Array.from({ length: run.buffers.maxSteps }, (_, index) => {
      const head = index * recordWords(plan);
      return (words[head + 11] as number) * (words[head + 12] as number);
    }).filter((groups) => groups > 0);
    const { items, itemsPerGroup } = scoreProgram(plan, holder.open.adapter.software);
    const expected = Math.ceil((nodes * particles * items) / itemsPerGroup);
    expect(scoreGroups.length).toBeGreaterThan(0);
    for (const groups of scoreGroups) expect(groups).toBe(expected);
    // In the parallel run every start dispatch (one a step) is followed by exactly one score dispatch.
    const starts = labels.filter((label) => label.startsWith('start-')).length;
    const parallel = labels.slice(labels.findIndex((label) => label.startsWith('start-')));
    expect(starts).toBeGreaterThanOrEqual(2 * 5);
    expect(parallel.filter((label) => /^(score-|row-network)/.test(label)).length).toBe(starts);
    run.destroy();
    copy.destroy();
  });

  test('have a fixed size where they are small, else one that the device reads', async () => {
    /** Kernels with their workgroups, on a software adapter or as on a GPU. */
    const sizes = async (software: boolean, particles: number, method: object = {}, dimension = 2) => {
      const plan = planOf(mixtureTarget(dimension), specOf({ blocks: 2, nodes: 24, particles }, method));
      const run = await WebGpuRun.create({ ...holder.open, adapter: { ...holder.open.adapter, software } }, plan);
      const of = ({ kernels }: typeof run.parallelEncoder) =>
        kernels.map(({ name, groups }) => `${name} ${groups ?? 'read'}`).join(', ');
      run.destroy();
      return { parallel: of(run.parallelEncoder), sequential: of(run.sequentialEncoder) };
    };
    const few = { parallel: 'start 1, score 2, finish 1', sequential: 'score 1, finish 1' };
    expect(await sizes(true, 5)).toEqual(few);
    expect(await sizes(false, 5)).toEqual(few);
    const ends = 'observe read, advance 1';
    // A scan that measures has half as many threads.
    expect(await sizes(true, 100)).toEqual({
      parallel: `start read, score read, scan 2, ${ends}`,
      sequential: 'score 2, scan read, advance 1',
    });
    expect(await sizes(false, 100)).toEqual({
      parallel: `start 4, score 38, scan 2, ${ends}`,
      sequential: 'score 2, scan 4, advance 1',
    });
    expect((await sizes(false, 5000)).parallel).toBe(`start read, score read, scan read, ${ends}`);
    // Of many coordinates, and after a pass of the method's own, another one measures.
    const apart = `measure read, ${ends}`;
    expect((await sizes(false, 100, {}, 5)).parallel).toBe(`start 8, score 38, scan 8, ${apart}`);
    const anderson = await sizes(false, 100, { kind: 'anderson', memory: 2 });
    expect(anderson.parallel).toBe(`start 4, score read, scan read, own read, ${apart}`);
    // A linear part of the derivative is scanned before.
    const jacobian = { parallel: 'start 1, score 12, scan 1, finish 1', sequential: 'score 1, finish 1' };
    expect(await sizes(false, 32, { linearPart: 'jacobian' })).toEqual(jacobian);
    // The call of a start has another phase, in which the score of a round would evaluate a row as well.
    const asking = { parallel: 'score read, start 1, score read, finish 1', sequential: 'score 1, finish 1' };
    expect(await sizes(false, 5, { start: 'prediction' })).toEqual(asking);
  });
});

describe('runs', () => {
  test.each([
    ['mixture', mixtureTarget(3), 700],
    ['network', networkTarget(2, 64, 2), 5],
    ['network in half precision', networkTarget(2, 256, 4, 'f16'), 1],
  ] as const)('%s: take the memory that the plan states', async (_, target, particles) => {
    const plan = planOf(target, specOf({ blocks: 4, nodes: 32, particles }));
    const run = await WebGpuRun.create(holder.open, plan);
    // Two buffers to read records from exist only while the run goes on.
    const staging = 2 * run.buffers.records.size;
    const stated = Math.abs(run.buffers.bytes + staging - plan.bytes) / plan.bytes;
    expect(stated).toBeLessThan(0.02);
    run.destroy();
  });

  test('report progress, finish, and leave buffers for the stage', async () => {
    const engine = await createWebGpuEngine({ gpu: holder.gpu, loadModel: noModel });
    const seen: Progress[] = [];
    const trace = await engine.run(spec, { onProgress: (progress) => seen.push({ ...progress }) });
    expect(trace.rounds.filter(({ iteration }) => iteration > 0).length).toBe(6);
    expect(seen.at(-1)).toMatchObject({ phase: 'parallel', sequentialDone: 16, parallelDone: 16 });
    expect(seen.some(({ phase }) => phase === 'sequential')).toBe(true);
    expect(engine.stageSource()?.positions.parallel.length).toBe(1);
    engine.destroy();
  });

  test('are cancelled between submits, and the last finished run keeps its buffers', async () => {
    const engine = await createWebGpuEngine({ gpu: holder.gpu, loadModel: noModel });
    await engine.run(spec);
    const kept = engine.stageSource()?.positions.parallel[0]?.buffer;
    const cancel = new AbortController();
    const run = engine.run(specOf({ target: { kind: 'mixture', name: 'two-moons' }, nodes: 32, particles: 64 }), {
      signal: cancel.signal,
      onProgress: ({ parallelDone }) => {
        if (parallelDone > 0) cancel.abort();
      },
    });
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    expect(engine.stageSource()?.positions.parallel[0]?.buffer).toBe(kept);
    // The next run is as good as any.
    expect((await engine.run(spec)).outcome).not.toBeNull();
    engine.destroy();
  });

  test('that are cancelled while their results are read leave the buffers of the run before', async () => {
    const engine = await createWebGpuEngine({ gpu: holder.gpu, loadModel: noModel });
    await engine.run(spec);
    const kept = engine.stageSource()?.plan;
    const cancel = new AbortController();
    const run = engine.run(
      { ...spec, seed: 9 },
      {
        signal: cancel.signal,
        onProgress: ({ parallelDone }) => {
          // The last round is done; what follows reads back.
          if (parallelDone === 16) cancel.abort();
        },
      },
    );
    await expect(run).rejects.toMatchObject({ name: 'AbortError' });
    expect(engine.stageSource()?.plan).toBe(kept);
    engine.destroy();
  });

  test('wait for each other', async () => {
    const engine = await createWebGpuEngine({ gpu: holder.gpu, loadModel: noModel });
    const [first, second] = await Promise.all([engine.run(spec), engine.run({ ...spec, seed: 2 })]);
    expect(first.outcome?.samples).not.toEqual(second.outcome?.samples);
    expect((await engine.run(spec)).outcome?.samples).toEqual(first.outcome?.samples);
    engine.destroy();
  });

  test('say so when the device is lost, and the next run opens a new one', async () => {
    const engine = await createWebGpuEngine({ gpu: holder.gpu, loadModel: noModel });
    let lost = false;
    const run = engine.run(spec, {
      onProgress: () => {
        if (!lost) engine.stageSource()?.device.destroy();
        lost = true;
      },
    });
    await expect(run).rejects.toThrow(/device was lost/);
    expect((await engine.run(spec)).outcome).not.toBeNull();
    engine.destroy();
  });
});

describe('failures have sentences', () => {
  test('a shader that does not compile names its file and line', async () => {
    const good = scanShaders.numbers({ dimension: 2, spec: { precision: 'f32' }, box: null }, 0, false);
    const broken = { ...good, code: good.code.replace('var worst = 0u;', 'var worst = nothing;') };
    const cache = new PipelineCache(holder.open.device);
    const attempt = cache.pipeline(broken, ['uniform']);
    await expect(attempt).rejects.toThrow(ShaderError);
    await expect(attempt).rejects.toThrow(/scan\.wgsl.*line \d+/);
  });

  test('memory that the device does not have', async () => {
    // Which size is too much depends on the adapter, so the device's answer is made up here.
    const answers = [null, new GPUOutOfMemoryError('no room')];
    const device = { pushErrorScope: () => undefined, popErrorScope: async () => answers.shift() ?? null };
    const attempt = checked(device as unknown as GPUDevice, 'the buffers of this run', () => 1);
    await expect(attempt).rejects.toThrow(/not enough memory for the buffers of this run; use fewer particles/);
  });

  test('a command that the device refuses', async () => {
    const { device } = holder.open;
    const attempt = checked(device, 'a test buffer', () =>
      device.createBuffer({ size: 16, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.MAP_WRITE }),
    );
    await expect(attempt).rejects.toThrow(/The GPU refused a test buffer/);
  });
});
