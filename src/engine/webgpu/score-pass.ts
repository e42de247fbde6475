// The score pass of a target's model: packs the model for its shader and says how rows are cut into workgroups.

import type { Plan } from '../../core/plan';
import type { GaussianModel, MixtureModel, NetworkModel } from '../../core/scores';
import { type DerivativeShape, derivativeEntries } from '../../core/scores/evaluate';
import { type Binding, ComputePass, type PipelineCache, type ShaderDescription } from './compute-pass';
import { derivativeShaders } from './derivative-shaders';
import { COLUMNS_PER_GROUP } from './layout';
import type { ModelData } from './model-bindings';
import { defaultTile, derivedNetwork, plainNetwork } from './network-pass';
import type { NetworkTile } from './network-tiles';
import { shaders } from './shaders';

/** A packed score: its shaders, its model's bindings after the five common ones and, with a derivative, the linear parts; and its
 * work items. */
export interface PackedScore {
  /** Run one after the other, each on the same workgroups. */
  readonly shaders: readonly ShaderDescription[];
  readonly model: readonly ModelData[];
  /** Work items per row, items that a workgroup covers, and workgroups that share them. */
  readonly items: number;
  readonly itemsPerGroup: number;
  readonly split: number;
  /** Floats of working memory per row, rows rounded up to `itemsPerGroup`: a last buffer; 0 where there is none. */
  readonly activations: number;
}

export interface ScoreProgram extends PackedScore {
  /** Numbers of a row's linear part that the shaders write; 0 where they write none. */
  readonly entries: number;
}

/** Floats of the working memory that a score needs for some rows. */
export function activationWords({ activations, itemsPerGroup }: PackedScore, rows: number): number {
  return activations * itemsPerGroup * Math.ceil(rows / itemsPerGroup);
}

/** Rows that the scores of a plan's two loops evaluate at once, at most. The sequential one's serves the parallel run as well where that
 * has derivatives and its corrector none. */
export function loopRows({ nodesInFlight, batches, derivative, corrector }: Plan): {
  readonly parallel: number;
  readonly sequential: number;
} {
  const particles = Math.max(...batches.map((batch) => batch.particles));
  const parallel = nodesInFlight * particles;
  return { parallel, sequential: derivative !== null && corrector !== null ? parallel : particles };
}

/** Workgroups that evaluate some rows. */
export function scoreGroups({ items, itemsPerGroup, split }: PackedScore, rows: number): number {
  return split * Math.ceil((rows * items) / itemsPerGroup);
}

/** Binds a score to its buffers, in the order of its shaders; the last is its working memory where it has one. Rejects with ShaderError. */
export function createScorePasses(
  cache: PipelineCache,
  program: PackedScore,
  bindings: readonly Binding[],
): Promise<ComputePass[]> {
  return Promise.all(program.shaders.map((shader) => ComputePass.create(cache, shader, bindings)));
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
      return { ...networkProgram(model, plan, software, tile), entries };
  }
}

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

function gaussianProgram(model: GaussianModel, derivative: DerivativeShape | null): PackedScore {
  const { dimension } = model;
  return {
    shaders: [
      derivative === null ? shaders.scoreGaussian(dimension) : derivativeShaders.gaussian(dimension, derivative),
    ],
    model: [Float32Array.from([model.variance, ...model.mean])],
    items: dimension,
    itemsPerGroup: COLUMNS_PER_GROUP,
    split: 1,
    activations: 0,
  };
}

function mixtureProgram(model: MixtureModel, derivative: DerivativeShape | null): PackedScore {
  const { dimension } = model;
  return {
    shaders: [derivative === null ? shaders.scoreMixture(dimension) : derivativeShaders.mixture(dimension, derivative)],
    model: [packMixture(model)],
    items: 1,
    itemsPerGroup: COLUMNS_PER_GROUP,
    split: 1,
    activations: 0,
  };
}

function networkProgram(model: NetworkModel, plan: Plan, software: boolean, tile?: NetworkTile): PackedScore {
  const { derivative, noiseTimes, totalNodes, spec } = plan;
  const times = noiseTimes.subarray(0, totalNodes);
  return derivative === null
    ? plainNetwork(model, times, tile ?? defaultTile(model, software, totalNodes * spec.particles))
    : derivedNetwork(model, times, derivative, software);
}
