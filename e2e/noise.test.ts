// The noise of this browser: the shader's words are the very integers of the float64 code, and its normals are within the
// accuracy that the design allows.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { normal, threefry2x32 } from '../src/core/random';
import { expect, openIdle, test } from './playground';

/** Draws of each kind, and what differs from one to the next: all four words of key and counter. */
const COUNT = 4096;
const SEED = 0x9e3779b9;
const STREAM = 1;
/** Spreads particles over all 32 bits. */
const STRIDE = 0x01000193;

test('words and normals are those of the float64 code', async ({ page }) => {
  const library = readFileSync(path.join(import.meta.dirname, '../shaders/lib/noise.wgsl'), 'utf8');
  await openIdle(page);
  const drawn = await page.evaluate(drawInPage, { library, count: COUNT, seed: SEED, stream: STREAM, stride: STRIDE });
  let largest = 0;
  for (let i = 0; i < COUNT; i++) {
    const particle = Math.imul(i, STRIDE) >>> 0;
    expect(drawn.words[i]).toBe(threefry2x32(SEED, STREAM, particle, i)[0]);
    largest = Math.max(largest, Math.abs(drawn.normals[i]! - normal(SEED, STREAM, particle, i)));
  }
  expect(largest).toBeLessThan(2e-6);
});

interface Draw {
  readonly library: string;
  readonly count: number;
  readonly seed: number;
  readonly stream: number;
  readonly stride: number;
}

/** Runs in the page: one invocation a draw. */
async function drawInPage({ library, count, seed, stream, stride }: Draw) {
  const code = `${library}
    @group(0) @binding(0) var<storage, read_write> words: array<u32>;
    @group(0) @binding(1) var<storage, read_write> normals: array<f32>;
    @compute @workgroup_size(64) fn draw(@builtin(global_invocation_id) id: vec3u) {
      let particle = id.x * ${stride}u;
      words[id.x] = threefry(vec2u(${seed}u, ${stream}u), vec2u(particle, id.x));
      normals[id.x] = normalAt(${seed}u, ${stream}u, particle, id.x);
    }`;
  const adapter = await navigator.gpu.requestAdapter();
  const device = await adapter!.requestDevice();
  const bindGroupLayout = device.createBindGroupLayout({
    entries: [0, 1].map((binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type: 'storage' as const },
    })),
  });
  const pipeline = await device.createComputePipelineAsync({
    layout: device.createPipelineLayout({ bindGroupLayouts: [bindGroupLayout] }),
    compute: { module: device.createShaderModule({ code }), entryPoint: 'draw' },
  });
  const size = 4 * count;
  const buffers = [0, 1].map(() =>
    device.createBuffer({ size, usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC }),
  );
  const reads = [0, 1].map(() =>
    device.createBuffer({ size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST }),
  );
  const bindGroup = device.createBindGroup({
    layout: bindGroupLayout,
    entries: buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
  });
  const encoder = device.createCommandEncoder();
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindGroup);
  pass.dispatchWorkgroups(count / 64);
  pass.end();
  buffers.forEach((buffer, i) => {
    encoder.copyBufferToBuffer(buffer, 0, reads[i]!, 0, size);
  });
  device.queue.submit([encoder.finish()]);
  await Promise.all(reads.map((buffer) => buffer.mapAsync(GPUMapMode.READ)));
  const [words, normals] = reads.map((buffer) => buffer.getMappedRange().slice(0));
  device.destroy();
  return { words: [...new Uint32Array(words!)], normals: [...new Float32Array(normals!)] };
}
