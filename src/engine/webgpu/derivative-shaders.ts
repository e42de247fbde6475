// The score shaders that also write linear parts made of the score's derivative, as plain records.

import derivativeGaussian from '../../../shaders/derivative-gaussian.wgsl?raw';
import derivativeMixture from '../../../shaders/derivative-mixture.wgsl?raw';
import clip from '../../../shaders/lib/clip.wgsl?raw';
import linearMatrix from '../../../shaders/lib/linear-matrix.wgsl?raw';
import linearNumbers from '../../../shaders/lib/linear-numbers.wgsl?raw';
import run from '../../../shaders/lib/run.wgsl?raw';
import { type DerivativeShape, derivativeEntries } from '../../core/scores/evaluate';
import type { ShaderDescription } from './compute-pass';
import { COLUMNS_PER_GROUP } from './layout';
import { assemble } from './shaders';

/** `DERIVATIVE` of the shaders. */
const SHAPE_NUMBER: Readonly<Record<DerivativeShape, number>> = { trace: 1, diagonal: 2, matrix: 3 };

/** In one dimension all shapes are one number. */
function shapeIn(dimension: number, shape: DerivativeShape): DerivativeShape {
  return dimension === 1 ? 'trace' : shape;
}

/** Text constants of a shape. */
function constantsOf(dimension: number, shape: DerivativeShape): Readonly<Record<string, number>> {
  return {
    DIMENSION: dimension,
    DERIVATIVE: SHAPE_NUMBER[shapeIn(dimension, shape)],
    ENTRIES: derivativeEntries(shape, dimension),
  };
}

/** The functions that write a linear part. */
function linearPart(dimension: number, shape: DerivativeShape): string {
  return shapeIn(dimension, shape) === 'matrix' ? linearMatrix : linearNumbers;
}

export const derivativeShaders = {
  gaussian: (dimension: number, shape: DerivativeShape): ShaderDescription => ({
    label: 'derivative-gaussian',
    code: assemble({ ...constantsOf(dimension, shape), WORKGROUP: COLUMNS_PER_GROUP }, run, clip, derivativeGaussian),
    entryPoint: 'score',
  }),
  mixture: (dimension: number, shape: DerivativeShape): ShaderDescription => ({
    label: 'derivative-mixture',
    code: assemble(
      { ...constantsOf(dimension, shape), WORKGROUP: COLUMNS_PER_GROUP },
      run,
      clip,
      linearPart(dimension, shape),
      derivativeMixture,
    ),
    entryPoint: 'score',
  }),
};
