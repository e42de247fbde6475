// The rate at which an adapter multiplies and adds: vectors that stay in registers, in as many independent chains as hide the latency.

import { ComputePass } from '../../src/engine/webgpu/compute-pass';
import type { OpenDevice } from '../../src/engine/webgpu/device';
import { type Sampling, type Timing, time } from './timing';

const CHAINS = 16;
const STEPS = 512;
const THREADS = 64;
/** Enough to fill a large GPU; a software adapter is full with its few threads. */
const WORKGROUPS = { hardware: 8192, software: 64 };

const chains = (statement: (chain: number) => string) =>
  Array.from({ length: CHAINS }, (_, i) => statement(i)).join(' ');

const CODE = `
@group(0) @binding(0) var<storage, read_write> result: array<vec4f>;
@compute @workgroup_size(${THREADS})
fn multiplyAdd(@builtin(global_invocation_id) id: vec3u) {
  let factor = vec4f(0.999 + 1e-9 * f32(id.x));
  let term = vec4f(1e-3, 2e-3, 3e-3, 4e-3);
  ${chains((i) => `var y${i} = vec4f(${i}.0);`)}
  for (var step = 0u; step < ${STEPS}u; step++) {
    ${chains((i) => `y${i} = factor * y${i} + term;`)}
  }
  result[id.x] = ${Array.from({ length: CHAINS }, (_, i) => `y${i}`).join(' + ')};
}
`;

/** Floating-point operations a second, a multiply-add counted as two. */
export async function multiplyAddRate(
  open: OpenDevice,
  sampling: Sampling,
): Promise<{ readonly rate: number; readonly timing: Timing }> {
  const { device } = open;
  const workgroups = open.adapter.software ? WORKGROUPS.software : WORKGROUPS.hardware;
  const buffer = device.createBuffer({ size: 16 * THREADS * workgroups, usage: GPUBufferUsage.STORAGE });
  const shader = { label: 'multiply-add', code: CODE, entryPoint: 'multiplyAdd' };
  const pass = await ComputePass.create(open.cache, shader, [{ type: 'storage', buffer }]);
  const timing = await time(device, (encoder) => pass.encode(encoder, workgroups), sampling);
  buffer.destroy();
  return { rate: (2 * 4 * CHAINS * STEPS * THREADS * workgroups) / timing.seconds, timing };
}
