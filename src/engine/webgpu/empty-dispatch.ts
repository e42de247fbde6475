// What a dispatch costs that does nothing: the price of every pass of a round, however little it computes.

import { ComputePass } from './compute-pass';
import type { OpenDevice } from './device';
import { type Sampling, type Timing, time } from './timing';

const CODE = `
@group(0) @binding(0) var<storage, read_write> nothing: array<u32>;
@compute @workgroup_size(1)
fn empty() { if (nothing[0] == 1u) { nothing[0] = 2u; } }
`;

/** Times one dispatch of a workgroup that finds nothing to do, one of many in a pass. */
export async function timeEmptyDispatch(open: OpenDevice, sampling: Sampling): Promise<Timing> {
  const buffer = open.device.createBuffer({ label: 'emptyDispatchBuffer', size: 16, usage: GPUBufferUsage.STORAGE });
  const shader = { label: 'empty', code: CODE, entryPoint: 'empty' };
  const pass = await ComputePass.create(open.cache, shader, [{ type: 'storage', buffer }]);
  try {
    return await time(open.device, (encoder) => pass.encode(encoder, 1), sampling);
  } finally {
    buffer.destroy();
  }
}
