// Trains a network that predicts the noise in noised data of a mixture. A pure function of its settings: the same
// settings give the same bytes. It reads and writes no files.

import { normal } from '../../src/core/random';
import type { MixtureModel, NetworkModel } from '../../src/core/scores';
import { mixtureMoments } from '../../src/core/targets/mixtures';
import { Adam } from './adam';
import { createBatches, TRAINING_STREAM } from './batches';
import { createLossGradient, type NetworkShape, tensorShapes } from './network-jax';
import type { TrainingSettings } from './settings';

/** Mean loss over the steps `firstStep .. lastStep`. */
export interface LossEntry {
  readonly firstStep: number;
  readonly lastStep: number;
  readonly loss: number;
}

/** Rows of the recorded loss curve. */
const CURVE_ENTRIES = 25;

/** Trains on `data`; `onEntry` is told every new entry of the loss curve. Throws when the loss is no longer finite. */
export async function train(
  settings: TrainingSettings,
  data: MixtureModel,
  onEntry?: (entry: LossEntry) => void,
): Promise<{ model: NetworkModel; curve: LossEntry[] }> {
  const frequencies = Float32Array.from(settings.frequencies);
  const shape = {
    dimension: data.dimension,
    width: settings.width,
    depth: settings.depth,
    frequencies: frequencies.length,
  };
  const lossGradient = await createLossGradient(shape);
  const batchAt = createBatches(data, frequencies, settings.noiseTimes, settings.batch, settings.seed);
  const optimiser = new Adam(initialTensors(shape, settings.seed));
  const curve: LossEntry[] = [];
  let firstStep = 0;
  let sum = 0;
  for (let step = 0; step < settings.steps; step++) {
    const tensors = optimiser.parameters.map((tensor) => Float32Array.from(tensor));
    const { loss, gradients } = lossGradient(tensors, batchAt(step));
    if (!Number.isFinite(loss))
      throw new Error(`The training of ${settings.name} diverged: its loss at step ${step} is ${loss}.`);
    optimiser.update(gradients, learningRateAt(settings, step), settings.averageDecay);
    sum += loss;
    if (step + 1 >= ((curve.length + 1) * settings.steps) / CURVE_ENTRIES) {
      const entry = { firstStep, lastStep: step, loss: sum / (step + 1 - firstStep) };
      curve.push(entry);
      onEntry?.(entry);
      firstStep = step + 1;
      sum = 0;
    }
  }
  return { model: modelOf(settings, data, frequencies, optimiser.average), curve };
}

/** Linear rise, then a half cosine down to zero. */
export function learningRateAt(settings: TrainingSettings, step: number): number {
  const rise = Math.min(1, (step + 1) / settings.warmUp);
  return settings.learningRate * rise * 0.5 * (1 + Math.cos((Math.PI * step) / settings.steps));
}

/** Weights normal with variance 1/inputs (the output layer's a hundredth of that), biases zero. */
function initialTensors(shape: NetworkShape, seed: number): Float64Array[] {
  const shapes = tensorShapes(shape);
  return shapes.map((sizes, tensor) => {
    const [inputs = 0, outputs] = sizes;
    if (outputs === undefined) return new Float64Array(inputs);
    const scale = Math.sqrt(1 / inputs) * (tensor === shapes.length - 2 ? 0.1 : 1);
    return Float64Array.from(
      { length: inputs * outputs },
      (_, i) => scale * normal(seed, TRAINING_STREAM.weights, tensor, i),
    );
  });
}

function modelOf(
  settings: TrainingSettings,
  data: MixtureModel,
  timeFrequencies: Float32Array,
  tensors: readonly Float64Array[],
): NetworkModel {
  const [timeWeights, ...rest] = tensors.map((tensor) => Float32Array.from(tensor));
  const layers = Array.from({ length: settings.depth + 1 }, (_, i) => ({
    inputs: i === 0 ? data.dimension : settings.width,
    outputs: i === settings.depth ? data.dimension : settings.width,
    weights: rest[2 * i] ?? new Float32Array(),
    bias: rest[2 * i + 1] ?? new Float32Array(),
  }));
  const moments = mixtureMoments(data);
  return {
    kind: 'network',
    name: settings.name,
    dimension: data.dimension,
    width: settings.width,
    layers,
    timeWeights: timeWeights ?? new Float32Array(),
    timeFrequencies,
    dataMean: moments.mean,
    dataVariance: moments.variance,
    trainedOn: settings.name,
  };
}
