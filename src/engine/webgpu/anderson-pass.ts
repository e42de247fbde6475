// The pass of Anderson acceleration on the device: it follows every scan of the parallel run, a thread a particle.

import type { Plan } from '../../core/plan';
import type { OwnProgram } from './own-pass';
import { shaders } from './shaders';

/** The acceleration of a plan with memory. Its own floats: `[round][result, residual][row][coordinate][particle]`. */
export function andersonProgram({ dimension, spec, memory }: Plan): OwnProgram {
  return { shader: shaders.anderson(dimension, spec.precision, memory), items: 1, follows: true, tables: [] };
}
