// Where trained networks are kept.

import path from 'node:path';

const directory = path.resolve(import.meta.dirname, '../../public/models');

/** Path of a network by name. */
export function modelPath(name: string): string {
  return path.join(directory, `${name}.safetensors`);
}

/** Path of its card. */
export function cardPath(name: string): string {
  return path.join(directory, `${name}.md`);
}

/** Path of the picture of its loss curve. */
export function curvePath(name: string): string {
  return path.join(directory, `${name}-loss.svg`);
}
