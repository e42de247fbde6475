// The score pass of a target's model: packs the model for its shader and says how rows are cut into workgroups.

import { flopsPerRow } from '../../core/cost';
import type { Plan } from '../../core/plan';
import type { GaussianModel, MixtureModel, NetworkModel } from '../../core/scores';
import { type DerivativeShape, derivativeEntries } from '../../core/scores/evaluate';
import { timeBranch } from '../../core/scores/network';
import type { ShaderDescription } from './compute-pass';
import { derivativeShaders, networkLayout } from './derivative-shaders';
import { COLUMNS_PER_GROUP } from './layout';
import { type NetworkTile, networkTile } from './network-tiles';
import { shaders } from './shaders';

/** Outputs that a thread of `derivative-network.wgsl` computes. */
const THREAD_OUTPUTS = 8;
/** Threads that run together on most GPUs: tiles are put side by side until a workgroup has as many. */
const SIMD_THREADS = 32;
/** Workgroup memory that WebGPU guarantees. */
const WORKGROUP_BYTES = 16384;

/** Tiles of a workgroup. A software adapter takes a time to compile that grows with workgroup memory, and gains nothing. */
function tilesOf(width: number, tileBytes: number, software: boolean): number {
  if (software) return 1;
  return Math.max(1, Math.floor(Math.min((SIMD_THREADS * THREAD_OUTPUTS) / width, WORKGROUP_BYTES / tileBytes)));
}

/** A packed score: its shader, its model buffers after the five common ones and, with a derivative, the linear parts; and its
 * work items. */
export interface ScoreProgram {
  readonly shader: ShaderDescription;
  readonly model: readonly Float32Array<ArrayBuffer>[];
  /** Work items per row, and items that a workgroup covers. */
  readonly items: number;
  readonly itemsPerGroup: number;
  /** Numbers of a row's linear part that the shader writes; 0 where it writes none. */
  readonly entries: number;
}

/** The program that evaluates the plan's target on a GPU or on a software adapter, and the linear parts that the plan makes
 * of its derivative; a network without derivatives in tiles of a given shape, where one is given. */
export function scoreProgram(plan: Plan, software: boolean, tile?: NetworkTile): ScoreProgram {
  const { derivative } = plan;
  const { model } = plan.target;
  const entries = derivative === null ? 0 : derivativeEntries(derivative, model.dimension);
  switch (model.kind) {
    case 'gaussian':
      return { ...gaussianProgram(model, derivative), entries };
    case 'mixture':
      return { ...mixtureProgram(model, derivative), entries };
    case 'network':
      return { ...networkProgram(model, derivative, plan, software, tile), entries };
  }
}

type Packed = Omit<ScoreProgram, 'entries'>;

/** A mixture as shaders read it: `[component][log weight, variance, mean...]`. */
export function packMixture({
  dimension,
  components,
  logWeights,
  variances,
  means,
}: MixtureModel): Float32Array<ArrayBuffer> {
  const packed = new Float32Array(components * (dimension + 2));
  for (let k = 0; k < components; k++) {
    const offset = k * (dimension + 2);
    packed[offset] = logWeights[k] ?? Number.NaN;
    packed[offset + 1] = variances[k] ?? Number.NaN;
    packed.set(means.subarray(k * dimension, (k + 1) * dimension), offset + 2);
  }
  return packed;
}

function gaussianProgram(model: GaussianModel, derivative: DerivativeShape | null): Packed {
  const { dimension } = model;
  return {
    shader: derivative === null ? shaders.scoreGaussian(dimension) : derivativeShaders.gaussian(dimension, derivative),
    model: [Float32Array.from([model.variance, ...model.mean])],
    items: dimension,
    itemsPerGroup: COLUMNS_PER_GROUP,
  };
}

function mixtureProgram(model: MixtureModel, derivative: DerivativeShape | null): Packed {
  const { dimension } = model;
  return {
    shader: derivative === null ? shaders.scoreMixture(dimension) : derivativeShaders.mixture(dimension, derivative),
    model: [packMixture(model)],
    items: 1,
    itemsPerGroup: COLUMNS_PER_GROUP,
  };
}

function networkProgram(
  model: NetworkModel,
  derivative: DerivativeShape | null,
  { noiseTimes, totalNodes, spec }: Plan,
  software: boolean,
  tile?: NetworkTile,
): Packed {
  const { width } = model;
  const hiddenLayers = model.layers.slice(0, -1);
  const output = model.layers.at(-1);
  if (!output) throw new Error(`The network "${model.name}" has no layers.`);
  const hidden: number[] = [];
  hiddenLayers.forEach((layer, index) => {
    for (const weight of layer.weights) hidden.push(weight);
    // The first layer's bias is part of the time branch.
    if (index > 0) for (const bias of layer.bias) hidden.push(bias);
  });
  const nodeBias = new Float32Array(totalNodes * width);
  for (let j = 0; j < totalNodes; j++) nodeBias.set(timeBranch(model, noiseTimes[j] ?? Number.NaN), j * width);
  return {
    ...(derivative === null
      ? plainNetwork(model, software, totalNodes * spec.particles, tile)
      : derivedNetwork(model, derivative, software)),
    model: [Float32Array.from(hidden), Float32Array.from([...output.weights, ...output.bias]), nodeBias],
    items: 1,
  };
}

function plainNetwork(model: NetworkModel, software: boolean, rows: number, given?: NetworkTile) {
  const { dimension, width, layers } = model;
  const tile = given ?? networkTile(width, dimension, software, rows * flopsPerRow(model));
  return {
    shader: shaders.scoreNetwork(dimension, width, layers.length - 1, tile),
    itemsPerGroup: tile.tiles * tile.quads * 4,
  };
}

function derivedNetwork(model: NetworkModel, shape: DerivativeShape, software: boolean) {
  const { rows, tileBytes } = networkLayout(model, shape);
  const tiles = tilesOf(model.width, tileBytes, software);
  return {
    shader: derivativeShaders.network(model, shape, tiles),
    itemsPerGroup: tiles * rows,
  };
}
