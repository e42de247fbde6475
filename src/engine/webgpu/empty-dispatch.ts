// What a dispatch costs that does nothing: the price of every pass of a round, however little it computes.

import { ComputePass } from './compute-pass';
import type { OpenDevice } from './device';
import { type Sampling, type Timing, time } from './timing';

const CODE = `
@group(0) @binding(0) var<storage, read_write> nothing: array<u32>;
@compute @workgroup_size(1)
fn empty() { if (nothing[0] == 1u) { nothing[0] = 2u; } }
`;

/** Times one dispatch of a workgroup that finds nothing to do, one of many in a pass.
 * @param kind `indirect`: the device reads the size of the dispatch, and the browser checks it there, as of large dispatches of a round */
export async function timeEmptyDispatch(
  open: OpenDevice,
  sampling: Sampling,
  kind: 'direct' | 'indirect' = 'direct',
): Promise<Timing> {
  const { device } = open;
  const { STORAGE, INDIRECT, COPY_DST } = GPUBufferUsage;
  const buffer = device.createBuffer({ label: 'emptyDispatchBuffer', size: 16, usage: STORAGE });
  const size = device.createBuffer({ label: 'emptyDispatchSizeBuffer', size: 16, usage: INDIRECT | COPY_DST });
  device.queue.writeBuffer(size, 0, Uint32Array.of(1, 1, 1, 0));
  const shader = { label: 'empty', code: CODE, entryPoint: 'empty' };
  const pass = await ComputePass.create(open.cache, shader, [{ type: 'storage', buffer }]);
  try {
    const encode = (encoder: GPUComputePassEncoder) =>
      kind === 'direct' ? pass.encode(encoder, 1) : pass.encodeIndirect(encoder, size, 0);
    return await time(device, encode, sampling);
  } finally {
    buffer.destroy();
    size.destroy();
  }
}
