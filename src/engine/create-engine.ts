// Chooses the backend. WebGPU where there is an adapter; the CPU only where there is none: whatever else goes wrong with
// WebGPU is an error for people, never a silent step down.

import { createCpuEngine } from './cpu/cpu-engine';
import type { BackendName, Engine, LoadModel, TileMemory } from './engine';
import type { TileChoice } from './webgpu/network-tiles';

export interface EngineOptions {
  readonly backend: 'auto' | BackendName;
  readonly loadModel: LoadModel;
  /** WebGPU; the browser's own when absent. Null for none. */
  readonly gpu?: GPU | null;
  /** How tiles of network kernels are chosen on WebGPU, and where measured ones are kept. */
  readonly tile?: TileChoice;
  readonly tileMemory?: TileMemory;
  /** Told with a sentence when the device went away. */
  readonly onDeviceLost?: (message: string) => void;
}

/** Makes an engine. Rejects with an Error whose message is a sentence when `webgpu` is asked for and cannot be had. */
export async function createEngine({ backend, loadModel, gpu, ...options }: EngineOptions): Promise<Engine> {
  const available = gpu === undefined ? browserGpu() : gpu;
  if (backend === 'cpu' || (backend === 'auto' && !available)) return createCpuEngine({ loadModel });
  if (!available) {
    throw new Error('There is no WebGPU here: use a browser that has it, or ask for the backend "cpu".');
  }
  const [{ createWebGpuEngine }, { NoAdapterError }] = await Promise.all([
    import('./webgpu/webgpu-engine'),
    import('./webgpu/device'),
  ]);
  try {
    return await createWebGpuEngine({ gpu: available, loadModel, ...options });
  } catch (error) {
    if (backend === 'auto' && error instanceof NoAdapterError) return createCpuEngine({ loadModel });
    throw error;
  }
}

function browserGpu(): GPU | null {
  return typeof navigator === 'undefined' ? null : ((navigator.gpu as GPU | undefined) ?? null);
}
