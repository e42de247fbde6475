// The score shaders that also write linear parts made of the score's derivative, as plain records.

import derivativeGaussian from '../../../shaders/derivative-gaussian.wgsl?raw';
import derivativeMixture from '../../../shaders/derivative-mixture.wgsl?raw';
import derivativeNetwork from '../../../shaders/derivative-network.wgsl?raw';
import clip from '../../../shaders/lib/clip.wgsl?raw';
import linearMatrix from '../../../shaders/lib/linear-matrix.wgsl?raw';
import linearNumbers from '../../../shaders/lib/linear-numbers.wgsl?raw';
import noise from '../../../shaders/lib/noise.wgsl?raw';
import run from '../../../shaders/lib/run.wgsl?raw';
import type { NetworkModel } from '../../core/scores';
import { type DerivativeShape, derivativeEntries, needsProbes, productsPerRow } from '../../core/scores/evaluate';
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
    // Function memory is short (8,192 bytes): only matrices, of few dimensions, need another vector.
    MATRIX_SIZE: shapeIn(dimension, shape) === 'matrix' ? dimension : 1,
  };
}

/** The functions that write a linear part. */
function linearPart(dimension: number, shape: DerivativeShape): string {
  return shapeIn(dimension, shape) === 'matrix' ? linearMatrix : linearNumbers;
}

/** Rows of a tile of `derivative-network.wgsl`, and bytes of a vector of that many floats. */
export const DERIVATIVE_TILE_ROWS = 4;
const VECTOR_BYTES = 16;
/** Tangents that the shader carries at once: with the value three columns of a matrix. */
const MOST_TANGENTS = 2;

/** How the shader of a network is laid out. */
export function networkLayout(model: NetworkModel, shape: DerivativeShape) {
  const { dimension, width } = model;
  const products = productsPerRow(model, shape);
  const tangents = Math.min(products, MOST_TANGENTS);
  const units = Math.max(width, dimension);
  const slots = shapeIn(dimension, shape) === 'matrix' ? dimension * dimension : dimension;
  return {
    tangents,
    sweeps: Math.ceil(products / tangents),
    units,
    slots,
    /** Workgroup memory of one tile. */
    tileBytes: VECTOR_BYTES * (units * (1 + tangents) + slots),
  };
}

/** A score and its linear part; the entry point is `score`. */
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
  network: (model: NetworkModel, shape: DerivativeShape, tiles: number): ShaderDescription => {
    const { dimension, width } = model;
    const { tangents, sweeps, units, slots } = networkLayout(model, shape);
    const constants = {
      ...constantsOf(dimension, shape),
      WORKGROUP: (tiles * width) / 8,
      TILES: tiles,
      WIDTH: width,
      DEPTH: model.layers.length - 1,
      UNITS: units,
      TANGENTS: tangents,
      SWEEPS: sweeps,
      SLOTS: slots,
      PROBES: needsProbes(model, shape) ? 1 : 0,
    };
    const planes = `alias Planes = mat${1 + tangents}x4f;\n`;
    return {
      label: 'derivative-network',
      code: assemble(constants, planes, run, noise, clip, linearPart(dimension, shape), derivativeNetwork),
      entryPoint: 'score',
    };
  },
};
