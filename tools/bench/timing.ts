// How GPU work is timed: as the page times its own, but of what takes long fewer samples.

import { type Timing, time as timeFully, type Sampling as UsualSampling } from '../../src/engine/webgpu/timing';

export type { Timing };

export interface Sampling extends UsualSampling {
  /** What takes so long is not sampled again. */
  readonly mostSeconds: number;
}

/** Median, and the smallest and largest of some numbers. */
export function spread(values: readonly number[]): {
  readonly median: number;
  readonly range: readonly [number, number];
} {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (index: number) => sorted[index] ?? Number.NaN;
  return { median: at(Math.floor(sorted.length / 2)), range: [at(0), at(sorted.length - 1)] };
}

/** Times what `encode` records, after it has run once. */
export async function time(
  device: GPUDevice,
  encode: (pass: GPUComputePassEncoder) => void,
  { mostSeconds, ...sampling }: Sampling,
): Promise<Timing> {
  const once = await timeFully(device, encode, { ...sampling, samples: 1 });
  if (sampling.samples === 1 || once.seconds * once.pieces > mostSeconds) return once;
  return timeFully(device, encode, sampling);
}
