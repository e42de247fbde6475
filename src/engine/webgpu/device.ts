// Opens a device and turns every way in which a GPU can fail into a message for people.

import type { AdapterDescription } from '../engine';
import { PipelineCache } from './compute-pass';

/** Thrown when there is no adapter at all. */
export class NoAdapterError extends Error {
  override name = 'NoAdapterError';
}

/** Thrown when the device went away during a run. */
export class DeviceLostError extends Error {
  override name = 'DeviceLostError';
}

/** Thrown when the device has not enough memory. */
export class OutOfMemoryError extends Error {
  override name = 'OutOfMemoryError';
}

/** An open device with what the engine needs to know of it. */
export interface OpenDevice {
  readonly device: GPUDevice;
  readonly adapter: AdapterDescription;
  readonly cache: PipelineCache;
  /** Whether passes can be timed on the GPU itself. */
  readonly timestamps: boolean;
  /** Milliseconds until an empty submit is answered: 100 in Firefox, under 2 elsewhere. */
  readonly latency: number;
  /** Rejects with {@link DeviceLostError} when the device is lost or raises an error that nobody expected. */
  readonly failure: Promise<never>;
}

const SOFTWARE = /swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i;

/** Asks for an adapter; null where there is none. Chooses the fast one of two. */
export async function requestAdapter(gpu: GPU): Promise<GPUAdapter | null> {
  return (await gpu.requestAdapter({ powerPreference: 'high-performance' })) ?? (await gpu.requestAdapter());
}

/** Names an adapter and says whether it is a CPU in disguise. */
export function describeAdapter(adapter: GPUAdapter): AdapterDescription {
  const { vendor, architecture, device, description } = adapter.info;
  const name = description || [vendor, architecture, device].filter((part) => part !== '').join(' ');
  return {
    name: name === '' ? 'unnamed adapter' : name,
    software: adapter.info.isFallbackAdapter === true || SOFTWARE.test([name, vendor, architecture, device].join(' ')),
  };
}

/** Opens a device with default limits. Rejects with {@link NoAdapterError}. */
export async function openDevice(gpu: GPU): Promise<OpenDevice> {
  const adapter = await requestAdapter(gpu);
  if (!adapter) throw new NoAdapterError('This device offers no WebGPU adapter.');
  const description = describeAdapter(adapter);
  const wanted: GPUFeatureName[] = ['timestamp-query'];
  // Only kernels of software adapters use them.
  if (description.software) wanted.push('subgroups');
  const device = await adapter.requestDevice({
    label: 'picard-playground',
    requiredFeatures: wanted.filter((feature) => adapter.features.has(feature)),
  });
  const failure = new Promise<never>((_, reject) => {
    device.lost.then((info) => {
      reject(new DeviceLostError(`The GPU device was lost (${info.message || info.reason || 'no reason given'}).`));
    }, reject);
    device.addEventListener('uncapturederror', (event) => {
      reject(new Error(`The GPU refused a command: ${event.error.message}`));
    });
  });
  // Watched by every run; outside of one a loss has nobody to tell.
  failure.catch(() => undefined);
  return {
    device,
    adapter: description,
    cache: new PipelineCache(device),
    timestamps: device.features.has('timestamp-query'),
    latency: await measureLatency(device),
    failure,
  };
}

/** Runs `make`, which allocates and awaits nothing, and rejects with {@link OutOfMemoryError} or a validation message where the device complains. */
export async function checked<T>(device: GPUDevice, what: string, make: () => T): Promise<T> {
  device.pushErrorScope('out-of-memory');
  device.pushErrorScope('validation');
  // The scopes are closed before anything is awaited, so that no other command falls into them.
  const [result, scopes] = scoped(make, () => Promise.all([device.popErrorScope(), device.popErrorScope()]));
  const [validation, memory] = await scopes;
  if (memory) {
    throw new OutOfMemoryError(`The GPU has not enough memory for ${what}; use fewer particles, nodes or dimensions.`);
  }
  if (validation) throw new Error(`The GPU refused ${what}: ${validation.message}`);
  return result;
}

function scoped<T, S>(make: () => T, close: () => S): [T, S] {
  try {
    const made = make();
    return [made, close()];
  } catch (error) {
    close();
    throw error;
  }
}

async function measureLatency(device: GPUDevice): Promise<number> {
  const buffer = device.createBuffer({
    label: 'latencyBuffer',
    size: 16,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  let best = Number.POSITIVE_INFINITY;
  for (let trial = 0; trial < 2; trial++) {
    const begin = performance.now();
    device.queue.submit([device.createCommandEncoder({ label: 'latency.commands' }).finish()]);
    await buffer.mapAsync(GPUMapMode.READ);
    buffer.unmap();
    best = Math.min(best, performance.now() - begin);
  }
  buffer.destroy();
  return best;
}
