// One network evaluation of many rows by the kernel of the playground, timed, and checked against the float64 twin.

import { parseSpec } from '../../src/core/parse-spec';
import { type Plan, planRun } from '../../src/core/plan';
import { normal } from '../../src/core/random';
import type { NetworkModel } from '../../src/core/scores';
import { createScore } from '../../src/core/scores/evaluate';
import { resolveTarget } from '../../src/core/targets';
import { ComputePass } from '../../src/engine/webgpu/compute-pass';
import type { OpenDevice } from '../../src/engine/webgpu/device';
import { encodeNodes, encodeState } from '../../src/engine/webgpu/layout';
import type { NetworkTile } from '../../src/engine/webgpu/network-tiles';
import { scoreProgram } from '../../src/engine/webgpu/score-pass';
import { type Sampling, type Timing, time } from './timing';

/** A network of the bench: random weights, which cost what trained ones cost. */
interface NetworkSizes {
  readonly dimension: number;
  readonly width: number;
  /** Hidden layers. */
  readonly depth: number;
}

/** Time nodes over which rows are spread. */
const NODES = 16;

/** Floating-point operations of a row, a multiply-add counted as two; biases and activations are not counted. */
function operationsOfRow({ dimension, width, depth }: NetworkSizes): number {
  return 2 * (2 * dimension * width + (depth - 1) * width * width);
}

export interface NetworkTiming {
  readonly timing: Timing;
  /** Operations a second. */
  readonly rate: number;
  /** Largest error of a score, relative to the largest score. */
  readonly error: number;
}

/** Rows evaluated on both sides. */
const CHECKED = 64;

function planFor(model: NetworkModel, rows: number): Plan {
  const spec = parseSpec({
    target: { kind: 'network', name: 'two-moons' },
    blocks: 1,
    nodes: NODES,
    particles: rows / NODES,
  });
  return planRun(spec, resolveTarget({ kind: 'network', name: model.name }, model));
}

/** Times the evaluation of `rows` rows, a multiple of the bench's time nodes. */
export async function timeNetwork(
  open: OpenDevice,
  model: NetworkModel,
  rows: number,
  sampling: Sampling,
  tile?: NetworkTile,
): Promise<NetworkTiming> {
  const { device } = open;
  const { dimension, width } = model;
  const plan = planFor(model, rows);
  const particles = rows / NODES;
  const program = scoreProgram(plan, open.adapter.software, tile);
  const path = Float32Array.from({ length: (NODES + 1) * dimension * particles }, (_, i) => 1.2 * normal(5, 1, i, 0));
  const place = { first: 0, count: NODES, stride: 1, segmentLength: NODES, kept: 0, reach: 1, front: 0 };
  const data = [
    Uint32Array.of(0, particles, 0, 0),
    encodeState({ phase: 1, clock: 0, iteration: 0, segment: 0, ...place }),
    encodeNodes(plan),
    path,
    new Float32Array(NODES * dimension * particles),
    ...program.model,
  ];
  const bindings = data.map((words, index) => {
    const kind = index === 0 ? GPUBufferUsage.UNIFORM : GPUBufferUsage.STORAGE;
    const usage = kind | GPUBufferUsage.COPY_DST | GPUBufferUsage.COPY_SRC;
    const buffer = device.createBuffer({ size: Math.max(16, words.byteLength), usage });
    device.queue.writeBuffer(buffer, 0, words as BufferSource);
    return { buffer, type: index === 0 ? 'uniform' : index === 4 ? 'storage' : 'read-only-storage' } as const;
  });
  try {
    const pass = await ComputePass.create(open.cache, program.shader, bindings);
    const workgroups = Math.ceil((rows * program.items) / program.itemsPerGroup);
    const timing = await time(device, (encoder) => pass.encode(encoder, workgroups), sampling);
    const scores = new Float32Array(await readBuffer(device, bindings[4]?.buffer as GPUBuffer));
    const depth = model.layers.length - 1;
    return {
      timing,
      rate: (rows * operationsOfRow({ dimension, width, depth })) / timing.seconds,
      error: errorOf(plan, model, path, scores, particles),
    };
  } finally {
    for (const { buffer } of bindings) buffer.destroy();
  }
}

function errorOf(plan: Plan, model: NetworkModel, path: Float32Array, scores: Float32Array, particles: number): number {
  const { dimension } = model;
  const evaluator = createScore(model);
  const count = Math.min(CHECKED, particles);
  let [worst, largest] = [0, 0];
  for (const node of [0, NODES - 1]) {
    const at = node * dimension * particles;
    const states = new Float64Array(dimension * count);
    for (let c = 0; c < dimension; c++)
      for (let p = 0; p < count; p++) states[c * count + p] = path[at + c * particles + p] as number;
    const expected = new Float64Array(dimension * count);
    evaluator.evaluate(plan.noiseTimes[node] as number, states, 0, expected, 0, count);
    for (let c = 0; c < dimension; c++)
      for (let p = 0; p < count; p++) {
        const value = expected[c * count + p] as number;
        const difference = Math.abs((scores[at + c * particles + p] as number) - value);
        worst = Number.isFinite(difference) ? Math.max(worst, difference) : Number.POSITIVE_INFINITY;
        largest = Math.max(largest, Math.abs(value));
      }
  }
  return worst / largest;
}

async function readBuffer(device: GPUDevice, buffer: GPUBuffer): Promise<ArrayBuffer> {
  const copy = device.createBuffer({ size: buffer.size, usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST });
  const commands = device.createCommandEncoder();
  commands.copyBufferToBuffer(buffer, 0, copy, 0, buffer.size);
  device.queue.submit([commands.finish()]);
  await copy.mapAsync(GPUMapMode.READ);
  const words = copy.getMappedRange().slice(0);
  copy.destroy();
  return words;
}
