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
import { WORKGROUP_BYTES } from './network-tiles';
import { assemble, weightsOf } from './shaders';

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

/** Bytes of a number on the device. */
const FLOAT_BYTES = 4;
/** Tangents that the shader carries at once: with the value three columns of a matrix. */
const MOST_TANGENTS = 2;

/** How the shader of a network is laid out. */
export function networkLayout(model: NetworkModel, shape: DerivativeShape) {
  const { dimension, width } = model;
  const products = productsPerRow(model, shape);
  const tangents = Math.min(products, MOST_TANGENTS);
  const units = Math.max(width, dimension);
  const slots = shapeIn(dimension, shape) === 'matrix' ? dimension * dimension : dimension;
  const rowBytes = FLOAT_BYTES * (units * (1 + tangents) + slots);
  const rows = 4 * rowBytes <= WORKGROUP_BYTES ? 4 : 2;
  return {
    /** Rows of a tile: a vector of four, or of two where four have too little workgroup memory. */
    rows,
    tangents,
    sweeps: Math.ceil(products / tangents),
    units,
    slots,
    /** Workgroup memory of one tile. */
    tileBytes: rows * rowBytes,
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
    const { rows, tangents, sweeps, units, slots } = networkLayout(model, shape);
    const constants = {
      ...constantsOf(dimension, shape),
      WORKGROUP: (tiles * width) / 8,
      TILES: tiles,
      ROWS: rows,
      WIDTH: width,
      DEPTH: model.layers.length - 1,
      UNITS: units,
      TANGENTS: tangents,
      SWEEPS: sweeps,
      SLOTS: slots,
      PROBES: needsProbes(model, shape) ? 1 : 0,
    };
    const types = [
      `alias Rows = vec${rows}f;`,
      `alias Planes = mat${1 + tangents}x${rows}f;`,
      `alias Outputs = mat${rows}x4f;`,
      `alias RowsOfOutputs = mat4x${rows}f;\n`,
    ];
    return {
      label: 'derivative-network',
      code: assemble(
        constants,
        types.join('\n'),
        run,
        noise,
        clip,
        linearPart(dimension, shape),
        weightsOf(model),
        derivativeNetwork,
      ),
      entryPoint: 'score',
    };
  },
};
