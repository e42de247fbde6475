// Connects the page to its engine: WebGPU where there is any, else the CPU, or the one that the address asks for.

import { createEngine } from '../engine/create-engine';
import type { Engine } from '../engine/engine';
import type { StartOptions } from './address';
import { loadModel } from './models';
import { keep, keptAt } from './view';

/** Goes up by one with the kernels: what was measured of earlier ones does not count. */
const KERNELS = 2;

/** Measured tiles stay on this device. */
const tileMemory = {
  read: (key: string) => keptAt(`picard-playground.tile${KERNELS}|${key}`),
  write: (key: string, tile: string) => keep(`picard-playground.tile${KERNELS}|${key}`, tile),
};

/** Makes the engine of the page; `onLost` is called with a sentence when its device is lost outside of a run.
 * Rejects with an Error whose message is a sentence. */
export function connect(
  { backend, tile }: Pick<StartOptions, 'backend' | 'tile'>,
  onLost: (sentence: string) => void,
): Promise<Engine> {
  return createEngine({ backend, tile, tileMemory, loadModel, onDeviceLost: onLost });
}
