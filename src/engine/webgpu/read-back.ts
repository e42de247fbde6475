// Reads what a finished run left on the device: final states of all particles, and projected positions for pictures.

import type { Plan } from '../../core/plan';
import type { SegmentEnd } from '../../core/trace';
import type { BatchBuffers, RunBuffers } from './buffers';
import { ComputePass } from './compute-pass';
import type { OpenDevice } from './device';
import { COLUMNS_PER_GROUP } from './layout';
import { shaders } from './shaders';

/** Copies a range of words to the host. */
async function readWords(open: OpenDevice, source: GPUBuffer, firstWord: number, words: number): Promise<Float32Array> {
  const staging = open.device.createBuffer({
    label: 'readBackBuffer',
    size: 4 * words,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  try {
    const commands = open.device.createCommandEncoder({ label: 'readBack.commands' });
    commands.copyBufferToBuffer(source, 4 * firstWord, staging, 0, 4 * words);
    open.device.queue.submit([commands.finish()]);
    await Promise.race([staging.mapAsync(GPUMapMode.READ), open.failure]);
    return new Float32Array(staging.getMappedRange().slice(0));
  } finally {
    staging.destroy();
  }
}

/** States of all particles at a node, `[particle][coordinate]`. */
export async function readStates(
  open: OpenDevice,
  plan: Plan,
  buffers: RunBuffers,
  which: 'path' | 'reference',
  node: number,
): Promise<Float32Array> {
  const { dimension } = plan;
  const states = new Float32Array(plan.spec.particles * dimension);
  await Promise.all(
    buffers.batches.map(async (batch) => {
      const words = dimension * batch.particles;
      const columns = await readWords(open, batch[which], node * words, words);
      for (let c = 0; c < dimension; c++) {
        for (let p = 0; p < batch.particles; p++) {
          states[(batch.firstParticle + p) * dimension + c] = columns[c * batch.particles + p] ?? Number.NaN;
        }
      }
    }),
  );
  return states;
}

/** Projected positions of the first `particles` of a batch at chosen nodes, `[entry][axis][particle]`. */
async function project(
  open: OpenDevice,
  plan: Plan,
  buffers: RunBuffers,
  batch: BatchBuffers,
  path: GPUBuffer,
  nodes: readonly number[],
  particles: number,
): Promise<Float32Array> {
  const words = nodes.length * 2 * particles;
  const { device } = open;
  const selection = device.createBuffer({
    label: 'selectionBuffer',
    size: 16,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const list = device.createBuffer({ label: 'nodeListBuffer', size: 4 * nodes.length, usage });
  const result = device.createBuffer({ label: 'projectedBuffer', size: 4 * words, usage });
  try {
    device.queue.writeBuffer(selection, 0, Uint32Array.of(batch.particles, particles, nodes.length, 0));
    device.queue.writeBuffer(list, 0, Uint32Array.from(nodes));
    const pass = await ComputePass.create(open.cache, shaders.project(plan.dimension), [
      { type: 'uniform', buffer: selection },
      { type: 'read-only-storage', buffer: list },
      { type: 'read-only-storage', buffer: path },
      { type: 'read-only-storage', buffer: buffers.projection },
      { type: 'storage', buffer: result },
    ]);
    const commands = device.createCommandEncoder({ label: 'project.commands' });
    const encoder = commands.beginComputePass({ label: 'project.pass' });
    pass.encode(encoder, Math.ceil(words / COLUMNS_PER_GROUP));
    encoder.end();
    device.queue.submit([commands.finish()]);
    return await readWords(open, result, 0, words);
  } finally {
    for (const buffer of [selection, list, result]) buffer.destroy();
  }
}

/** Sequential paths of the tracked particles, `[node][axis][tracked]`, nodes 0..L. */
export async function readReferencePaths(open: OpenDevice, plan: Plan, buffers: RunBuffers): Promise<Float32Array> {
  const batch = buffers.batches[0];
  if (!batch) throw new Error('A plan has at least one batch of particles.');
  const nodes = Array.from({ length: plan.totalNodes + 1 }, (_, node) => node);
  return project(open, plan, buffers, batch, batch.reference, nodes, plan.tracked);
}

/** All particles at the given nodes, both samplers. */
export async function readSegmentEnds(
  open: OpenDevice,
  plan: Plan,
  buffers: RunBuffers,
  nodes: readonly number[],
): Promise<SegmentEnd[]> {
  const particles = plan.spec.particles;
  const ends = nodes.map((node) => ({
    node,
    positions: new Float32Array(2 * particles),
    sequential: new Float32Array(2 * particles),
  }));
  for (const batch of buffers.batches) {
    const [path, reference] = await Promise.all([
      project(open, plan, buffers, batch, batch.path, nodes, batch.particles),
      project(open, plan, buffers, batch, batch.reference, nodes, batch.particles),
    ]);
    ends.forEach((end, entry) => {
      for (let axis = 0; axis < 2; axis++) {
        const from = (2 * entry + axis) * batch.particles;
        const to = axis * particles + batch.firstParticle;
        end.positions.set(path.subarray(from, from + batch.particles), to);
        end.sequential.set(reference.subarray(from, from + batch.particles), to);
      }
    });
  }
  return ends;
}
