// The start of a segment: its shader and the constants it needs.

import type { Plan } from '../../core/plan';
import { starts } from '../../core/starts';
import type { ShaderDescription } from './compute-pass';
import { shaders } from './shaders';

/** A start as plain data. Its bindings are parameters, batch, state, nodes, path, scores and its table. */
export interface StartProgram {
  readonly shader: ShaderDescription;
  /** Work items per particle. */
  readonly items: number;
  readonly table: Float32Array<ArrayBuffer>;
}

/** The start of a plan. Its table: the variance of the data, then its mean, `[coordinate]`. */
export function startProgram({ dimension, spec, start, target }: Plan): StartProgram {
  const name = Object.entries(starts).find(([, entry]) => entry === start)?.[0] ?? 'unknown';
  return {
    shader: shaders.start(dimension, spec.precision, name),
    items: dimension,
    table: Float32Array.from([target.dataVariance, ...target.dataMean]),
  };
}
