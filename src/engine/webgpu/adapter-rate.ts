// The rate at which an adapter multiplies and adds: vectors that stay in registers, in independent chains that hide the latency. How
// many chains are best depends on the registers of the adapter, so that the best of a few numbers counts.

import { ComputePass } from './compute-pass';
import type { OpenDevice } from './device';
import { type Sampling, time } from './timing';

const CHAINS = [4, 8, 16];
const STEPS = 512;
const THREADS = 64;
/** Enough to fill a large GPU; a software adapter is full with its few threads. */
const WORKGROUPS = { hardware: 8192, software: 64 };

function codeOf(chains: number): string {
  const each = (statement: (chain: number) => string) => Array.from({ length: chains }, (_, i) => statement(i));
  return `
@group(0) @binding(0) var<storage, read_write> result: array<vec4f>;
@compute @workgroup_size(${THREADS})
fn multiplyAdd(@builtin(global_invocation_id) id: vec3u) {
  let factor = vec4f(0.999 + 1e-9 * f32(id.x));
  let term = vec4f(1e-3, 2e-3, 3e-3, 4e-3);
  ${each((i) => `var y${i} = vec4f(${i}.0);`).join(' ')}
  for (var step = 0u; step < ${STEPS}u; step++) {
    ${each((i) => `y${i} = factor * y${i} + term;`).join(' ')}
  }
  result[id.x] = ${each((i) => `y${i}`).join(' + ')};
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
    for (const chains of CHAINS) {
      const shader = { label: 'multiply-add', code: codeOf(chains), entryPoint: 'multiplyAdd' };
      const pass = await ComputePass.create(open.cache, shader, [{ type: 'storage', buffer }]);
      const { seconds } = await time(device, (encoder) => pass.encode(encoder, workgroups), sampling);
      best = Math.max(best, (2 * 4 * chains * STEPS * THREADS * workgroups) / seconds);
    }
  } finally {
    buffer.destroy();
  }
  return best;
}
