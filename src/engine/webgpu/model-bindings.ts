// What the kernels of a score read of its model, on the device: numbers in a buffer, or in a texture.

import type { Binding } from './compute-pass';

export type Numbers = Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>;

/** A texture of four numbers a texel, row by row. */
export interface Texels {
  /** Texels of a row. */
  readonly width: number;
  readonly format: 'rgba32float' | 'rgba16float';
  /** Single precision, or two halves a word. */
  readonly numbers: Numbers;
}

export type ModelData = Numbers | Texels;

const TEXEL_BYTES = { rgba32float: 16, rgba16float: 8 };

export function bytesOf(data: ModelData): number {
  return ArrayBuffer.isView(data) ? data.byteLength : data.numbers.byteLength;
}

/** Writes the parts of a model to the device and binds them in their order, a texture with a sampler after it.
 * @param keep is told what has to be destroyed in the end */
export function bindModel(
  device: GPUDevice,
  label: string,
  model: readonly ModelData[],
  keep: (resource: GPUBuffer | GPUTexture) => void,
): Binding[] {
  return model.flatMap((data, index) => {
    const name = `${label} ${index}`;
    if (!ArrayBuffer.isView(data)) return bindTexels(device, name, data, keep);
    const { STORAGE, COPY_DST } = GPUBufferUsage;
    const size = Math.max(16, data.byteLength);
    const buffer = device.createBuffer({ label: `${name}Buffer`, size, usage: STORAGE | COPY_DST });
    device.queue.writeBuffer(buffer, 0, data);
    keep(buffer);
    return [{ type: 'read-only-storage', buffer } as const];
  });
}

function bindTexels(
  device: GPUDevice,
  name: string,
  { width, format, numbers }: Texels,
  keep: (resource: GPUTexture) => void,
): Binding[] {
  const { TEXTURE_BINDING, COPY_DST } = GPUTextureUsage;
  const bytesPerRow = TEXEL_BYTES[format] * width;
  const size = [width, numbers.byteLength / bytesPerRow];
  const usage = TEXTURE_BINDING | COPY_DST;
  const texture = device.createTexture({ label: `${name}Texture`, size, format, usage });
  device.queue.writeTexture({ texture }, numbers, { bytesPerRow }, size);
  keep(texture);
  return [
    { type: 'texture', texture },
    { type: 'sampler', sampler: device.createSampler({ label: `${name}Sampler` }) },
  ];
}
