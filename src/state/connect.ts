// Connects the page to its engine: WebGPU where there is any, else the CPU, or the one that the address asks for.

import { createEngine } from '../engine/create-engine';
import type { Engine } from '../engine/engine';
import { loadModel } from './models';

/** Makes the engine of the page; `onLost` is called with a sentence when its device is lost outside of a run.
 * Rejects with an Error whose message is a sentence. */
export function connect(backend: 'auto' | 'webgpu' | 'cpu', onLost: (sentence: string) => void): Promise<Engine> {
  return createEngine({ backend, loadModel, onDeviceLost: onLost });
}
