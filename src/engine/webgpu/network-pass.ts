// The score pass of a network: packs its weights for the kernels, in a tile of a given shape, with or without derivatives.

import { flopsPerRow } from '../../core/cost';
import { bitsOfHalf } from '../../core/half';
import type { NetworkModel } from '../../core/scores';
import type { DerivativeShape } from '../../core/scores/evaluate';
import { timeBranch } from '../../core/scores/network';
import { derivativeShaders, networkLayout } from './derivative-shaders';
import type { Numbers } from './model-bindings';
import { type NetworkTile, networkTile, rowsOfTile, SIMD_THREADS, WORKGROUP_BYTES } from './network-tiles';
import { packRows } from './row-network';
import type { PackedScore } from './score-pass';
import { shaders } from './shaders';

/** Outputs that a thread of `derivative-network.wgsl` computes. */
const THREAD_OUTPUTS = 8;

/** The tile that a network without derivatives has where nothing was measured.
 * @param rows rows of the whole sequential sampler */
export function defaultTile(model: NetworkModel, software: boolean, rows: number): NetworkTile {
  return networkTile(model, software, rows * flopsPerRow(model));
}

/** A network at the given noise times, without derivatives, in tiles of a shape. */
export function plainNetwork(model: NetworkModel, noiseTimes: ArrayLike<number>, tile: NetworkTile): PackedScore {
  const one = { items: 1, itemsPerGroup: rowsOfTile(tile), split: 1, activations: 0 };
  switch (tile.kind) {
    case 'rows': {
      const { texels, weights, few } = packRows(model);
      const texture = {
        width: texels,
        format: model.halfWeights ? 'rgba16float' : 'rgba32float',
        numbers: packWeights(model, weights),
      } as const;
      const packed = [texture, Float32Array.from(few), nodeBiases(model, noiseTimes)];
      return { ...one, shaders: [shaders.rowNetwork(model, tile)], model: packed };
    }
    case 'fused':
      return { ...one, shaders: [shaders.scoreNetwork(model, tile)], model: packNetwork(model, noiseTimes) };
    case 'layers':
      return {
        ...one,
        shaders: model.layers.map((_, layer) => shaders.layerNetwork(model, tile, layer)),
        model: packNetwork(model, noiseTimes),
        split: model.width / (tile.outputs * tile.outputThreads),
        activations: 2 * model.width,
      };
  }
}

/** A network with linear parts made of its derivative. */
export function derivedNetwork(
  model: NetworkModel,
  noiseTimes: ArrayLike<number>,
  shape: DerivativeShape,
  software: boolean,
): PackedScore {
  const { rows, tileBytes } = networkLayout(model, shape);
  // A software adapter takes a time to compile that grows with workgroup memory, and gains nothing of tiles side by side.
  const most = Math.min((SIMD_THREADS * THREAD_OUTPUTS) / model.width, WORKGROUP_BYTES / tileBytes);
  const tiles = software ? 1 : Math.max(1, Math.floor(most));
  return {
    shaders: [derivativeShaders.network(model, shape, tiles)],
    model: packNetwork(model, noiseTimes),
    items: 1,
    itemsPerGroup: tiles * rows,
    split: 1,
    activations: 0,
  };
}

/** Hidden layers, output layer, and the bias of the first layer at each node, as the kernels with tiles of outputs read them. */
export function packNetwork(model: NetworkModel, noiseTimes: ArrayLike<number>): Numbers[] {
  const output = model.layers.at(-1);
  if (!output) throw new Error(`The network "${model.name}" has no layers.`);
  const hidden: number[] = [];
  model.layers.slice(0, -1).forEach((layer, index) => {
    for (const weight of layer.weights) hidden.push(weight);
    // The first layer's bias is part of the time branch.
    if (index > 0) for (const bias of layer.bias) hidden.push(bias);
  });
  return [
    packWeights(model, hidden),
    Float32Array.from([...output.weights, ...output.bias]),
    nodeBiases(model, noiseTimes),
  ];
}

/** `[node][output]` of the first layer. */
function nodeBiases(model: NetworkModel, noiseTimes: ArrayLike<number>): Float32Array<ArrayBuffer> {
  const { width } = model;
  const biases = new Float32Array(noiseTimes.length * width);
  for (let j = 0; j < noiseTimes.length; j++) biases.set(timeBranch(model, noiseTimes[j] ?? Number.NaN), j * width);
  return biases;
}

/** Weights as `weightsOf` of the shaders reads them, and textures. */
function packWeights({ halfWeights }: NetworkModel, weights: readonly number[]): Numbers {
  return halfWeights ? packHalves(weights) : Float32Array.from(weights);
}

/** Two halves a word, the first in its lower bits. There is an even number of them, since widths are multiples of eight. */
function packHalves(halves: readonly number[]): Uint32Array<ArrayBuffer> {
  const bits = (at: number) => bitsOfHalf(halves[at] ?? Number.NaN);
  return Uint32Array.from({ length: halves.length / 2 }, (_, i) => bits(2 * i) | (bits(2 * i + 1) << 16));
}
