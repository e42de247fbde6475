// Runs single kernels in Node and reads their results back.

import { beforeAll } from 'vitest';
import { type Binding, ComputePass, type ShaderDescription } from '../../src/engine/webgpu/compute-pass';
import { type OpenDevice, openDevice } from '../../src/engine/webgpu/device';
import { bindModel, bytesOf, type ModelData } from '../../src/engine/webgpu/model-bindings';
import type { PackedScore } from '../../src/engine/webgpu/score-pass';
import { nodeGpu } from '../../tools/node-gpu';

type Words = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A buffer of a kernel under test, its content and how it is bound; or a part of a model, which is not read back. */
export type TestBinding =
  | { readonly type: GPUBufferBindingType; readonly data: Words }
  | { readonly type: 'model'; readonly data: ModelData };

/** The bindings of a score's model. */
export const modelOf = ({ model }: PackedScore): TestBinding[] =>
  model.map((data) => ({ type: 'model' as const, data }));

/** The one device of all files of this process: what one of them compiled the others need not compile again. */
let shared: Promise<{ open: OpenDevice; gpu: GPU }> | null = null;

async function openShared(): Promise<{ open: OpenDevice; gpu: GPU }> {
  const gpu = await nodeGpu();
  return { gpu, open: await openDevice(gpu) };
}

/** The device of the tests; the result is filled before the tests of a file run. */
export function openTestDevice(): { open: OpenDevice; gpu: GPU } {
  const holder = {} as { open: OpenDevice; gpu: GPU };
  beforeAll(async () => {
    shared ??= openShared();
    Object.assign(holder, await shared);
  });
  return holder;
}

/** Dispatches one shader, or some after each other, and returns the bytes of every binding afterwards; of a model's none. */
export async function runKernel(
  open: OpenDevice,
  shaders: ShaderDescription | readonly ShaderDescription[],
  bindings: readonly TestBinding[],
  workgroups: number,
): Promise<ArrayBuffer[]> {
  const { device } = open;
  device.pushErrorScope('validation');
  const resources: (GPUBuffer | GPUTexture)[] = [];
  const buffers = bindings.map(({ type, data }) => {
    if (type === 'model') return null;
    const buffer = device.createBuffer({
      size: Math.max(16, data.byteLength),
      usage:
        (type === 'uniform' ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE) |
        GPUBufferUsage.COPY_DST |
        GPUBufferUsage.COPY_SRC,
    });
    device.queue.writeBuffer(buffer, 0, data);
    resources.push(buffer);
    return buffer;
  });
  const bound = bindings.flatMap(({ type, data }, index): Binding[] =>
    type === 'model'
      ? bindModel(device, `model ${index}`, [data], (resource) => resources.push(resource))
      : [{ type, buffer: buffers[index] as GPUBuffer }],
  );
  const passes = await Promise.all([shaders].flat().map((shader) => ComputePass.create(open.cache, shader, bound)));
  const commands = device.createCommandEncoder();
  const encoder = commands.beginComputePass();
  for (const pass of passes) pass.encode(encoder, workgroups);
  encoder.end();
  const staging = buffers.map((buffer, index) => {
    if (buffer === null) return null;
    const size = bytesOf((bindings[index] as TestBinding).data);
    const copy = device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
    commands.copyBufferToBuffer(buffer, 0, copy, 0, size);
    return copy;
  });
  device.queue.submit([commands.finish()]);
  const error = await device.popErrorScope();
  if (error) throw new Error(error.message);
  const results: ArrayBuffer[] = [];
  for (const copy of staging) {
    await copy?.mapAsync(GPUMapMode.READ);
    results.push(copy?.getMappedRange().slice(0) ?? new ArrayBuffer(0));
    copy?.destroy();
  }
  for (const resource of resources) resource.destroy();
  return results;
}
