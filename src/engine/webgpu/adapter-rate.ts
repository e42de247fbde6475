// The rate at which an adapter multiplies and adds: numbers that stay in registers, in independent chains that hide the latency. How
// many chains are best depends on the registers of the adapter, so that the best of a few shapes counts. Most steps are written out as
// values: SwiftShader stores a variable whenever it changes, which takes longer than the step.

import { ComputePass } from './compute-pass';
import type { OpenDevice } from './device';
import { type Sampling, time } from './timing';

/** Chains of numbers or of vectors of four. */
const SHAPES = [
  { type: 'f32', width: 1, chains: 12 },
  { type: 'vec4f', width: 4, chains: 3 },
  { type: 'vec4f', width: 4, chains: 4 },
  { type: 'vec4f', width: 4, chains: 8 },
] as const;
/** Steps of a chain, and those of them that are written out. */
const STEPS = 512;
const WRITTEN = 32;
const THREADS = 64;
/** Enough to fill a large GPU; a software adapter is full with its few threads. */
const WORKGROUPS = { hardware: 8192, software: 64 };

function codeOf({ type, chains }: (typeof SHAPES)[number]): string {
  const each = (statement: (chain: number) => string) =>
    Array.from({ length: chains }, (_, i) => statement(i)).join(' ');
  const step = (index: number) => each((i) => `let x${i}_${index + 1} = factor * x${i}_${index} + term;`);
  return `
@group(0) @binding(0) var<storage, read_write> result: array<vec4f>;
@compute @workgroup_size(${THREADS})
fn multiplyAdd(@builtin(global_invocation_id) id: vec3u) {
  let factor = ${type}(0.999 + 1e-9 * f32(id.x));
  let term = ${type}(1e-3);
  ${each((i) => `var y${i} = ${type}(${i}.0);`)}
  for (var step = 0u; step < ${STEPS / WRITTEN}u; step++) {
    ${each((i) => `let x${i}_0 = y${i};`)}
    ${Array.from({ length: WRITTEN }, (_, index) => step(index)).join('\n    ')}
    ${each((i) => `y${i} = x${i}_${WRITTEN};`)}
  }
  result[id.x] = vec4f(${Array.from({ length: chains }, (_, i) => `y${i}`).join(' + ')});
}
`;
}

/** Floating-point operations a second, a multiply-add counted as two. */
export async function multiplyAddRate(open: OpenDevice, sampling: Sampling): Promise<number> {
  const { device } = open;
  const workgroups = open.adapter.software ? WORKGROUPS.software : WORKGROUPS.hardware;
  const buffer = device.createBuffer({
    label: 'multiplyAddBuffer',
    size: 16 * THREADS * workgroups,
    usage: GPUBufferUsage.STORAGE,
  });
  let best = 0;
  try {
    for (const shape of SHAPES) {
      const shader = { label: 'multiply-add', code: codeOf(shape), entryPoint: 'multiplyAdd' };
      const pass = await ComputePass.create(open.cache, shader, [{ type: 'storage', buffer }]);
      const { seconds } = await time(device, (encoder) => pass.encode(encoder, workgroups), sampling);
      best = Math.max(best, (2 * shape.width * shape.chains * STEPS * THREADS * workgroups) / seconds);
    }
  } finally {
    buffer.destroy();
  }
  return best;
}
