// The score kernels of the playground bound to rows of some nodes of a plan, as a round of the engine dispatches it.

import type { Plan } from '../../src/core/plan';
import type { ComputePass } from '../../src/engine/webgpu/compute-pass';
import type { OpenDevice } from '../../src/engine/webgpu/device';
import { encodeNodes, encodeState } from '../../src/engine/webgpu/layout';
import { bindModel } from '../../src/engine/webgpu/model-bindings';
import type { NetworkTile } from '../../src/engine/webgpu/network-tiles';
import { activationWords, createScorePasses, scoreGroups, scoreProgram } from '../../src/engine/webgpu/score-pass';

/** Kernels that read states and write their scores, both `[node][coordinate][particle]` from the first node on. */
export interface BoundScore {
  readonly path: GPUBuffer;
  readonly scores: GPUBuffer;
  /** Records one evaluation of all rows. */
  encode(pass: GPUComputePassEncoder): void;
  /** Records one whose states are the scores of the last, and the other way round. Of a single node alone. */
  encodeBack(pass: GPUComputePassEncoder): void;
  destroy(): void;
}

/** Rows: particles at the first `nodes` nodes of a plan; its own number of particles tells the engine which tile to take. */
export interface Rows {
  readonly plan: Plan;
  readonly nodes: number;
  readonly particles: number;
  /** `[node][coordinate][particle]` */
  readonly states: Float32Array;
}

/** Binds the kernels in the tile that the engine takes for the plan, or in a given one. */
export async function bindRows(
  open: OpenDevice,
  { plan, nodes, particles, states }: Rows,
  tile?: NetworkTile,
): Promise<BoundScore> {
  const { device } = open;
  const program = scoreProgram(plan, open.adapter.software, tile);
  const place = { first: 0, count: nodes, stride: 1, segmentLength: nodes, kept: 0, reach: 1, front: 0 };
  const all: (GPUBuffer | GPUTexture)[] = [];
  const create = (words: BufferSource & { readonly byteLength: number }, kind = GPUBufferUsage.STORAGE) => {
    const usage = kind | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
    const buffer = device.createBuffer({ size: Math.max(16, words.byteLength), usage });
    device.queue.writeBuffer(buffer, 0, words);
    all.push(buffer);
    return buffer;
  };
  const batch = create(Uint32Array.of(0, particles, 0, 0), GPUBufferUsage.UNIFORM);
  const state = create(encodeState({ phase: 1, clock: 0, iteration: 0, segment: 0, ...place }));
  const constants = create(encodeNodes(plan));
  const path = create(new Float32Array(states));
  const scores = create(new Float32Array(states.length));
  const model = bindModel(device, 'model', program.model, (resource) => all.push(resource));
  const words = activationWords(program, nodes * particles);
  const memory = words > 0 ? [create(new Float32Array(words))] : [];
  const bind = (from: GPUBuffer, to: GPUBuffer) => {
    const read = (buffer: GPUBuffer) => ({ type: 'read-only-storage', buffer }) as const;
    return createScorePasses(open.cache, program, [
      { type: 'uniform', buffer: batch },
      read(state),
      read(constants),
      read(from),
      { type: 'storage', buffer: to },
      ...model,
      ...memory.map((buffer) => ({ type: 'storage', buffer }) as const),
    ]);
  };
  const destroy = () => {
    for (const resource of all) resource.destroy();
  };
  try {
    const [forth, back] = await Promise.all([bind(path, scores), bind(scores, path)]);
    const workgroups = scoreGroups(program, nodes * particles);
    const encodeAll = (kernels: readonly ComputePass[], pass: GPUComputePassEncoder) => {
      for (const kernel of kernels) kernel.encode(pass, workgroups);
    };
    return {
      path,
      scores,
      encode: (pass) => encodeAll(forth, pass),
      encodeBack: (pass) => encodeAll(back, pass),
      destroy,
    };
  } catch (error) {
    destroy();
    throw error;
  }
}

/** Copies a buffer of numbers to the host. */
export async function readNumbers(device: GPUDevice, buffer: GPUBuffer): Promise<Float32Array> {
  const copy = device.createBuffer({ size: buffer.size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const commands = device.createCommandEncoder();
  commands.copyBufferToBuffer(buffer, 0, copy, 0, buffer.size);
  device.queue.submit([commands.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  const numbers = new Float32Array(copy.getMappedRange().slice(0));
  copy.destroy();
  return numbers;
}
