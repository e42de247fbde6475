// The network in jax-js: its forward pass, the loss of noise prediction and the gradient, on the WebAssembly backend.
// Everything enters and leaves as plain arrays; nothing else in the tool knows of jax-js.

import { init, jit, numpy as np, valueAndGrad } from '@jax-js/jax';

import type { NetworkModel } from '../../src/core/scores';
import type { Batch } from './batches';

/** Shape of a network. */
export interface NetworkShape {
  readonly dimension: number;
  readonly width: number;
  readonly depth: number;
  /** Number of frequencies, `F`. */
  readonly frequencies: number;
}

/** Shapes of the trainable tensors in the order used everywhere in this tool: the time weights, then weights
 * `[inputs, outputs]` and bias of every layer. */
export function tensorShapes({ dimension, width, depth, frequencies }: NetworkShape): number[][] {
  const shapes = [[2 * frequencies, width]];
  for (let layer = 0; layer <= depth; layer++) {
    const inputs = layer === 0 ? dimension : width;
    const outputs = layer === depth ? dimension : width;
    shapes.push([inputs, outputs], [outputs]);
  }
  return shapes;
}

/** Trainable tensors of a finished model, in the order of `tensorShapes`. */
export function tensorsOf(model: NetworkModel): Float32Array[] {
  return [model.timeWeights, ...model.layers.flatMap((layer) => [layer.weights, layer.bias])];
}

/** `x / (1 + e^{-x})`. The library's own gives a gradient of NaN below -88, where `e^{-x}` overflows; from -60 down the
 * value differs from zero by less than 1e-24. */
function silu(x: np.Array): np.Array {
  const denominator = np.exp(np.minimum(np.negative(x.ref), 60)).add(1);
  return x.div(denominator);
}

/** Noise prediction from the state-free part of the first pre-activation, `time` = bias + time features' part. */
function predictNoise(parameters: np.Array[], states: np.Array, time: np.Array): np.Array {
  const [firstWeights, ...rest] = parameters as [np.Array, ...np.Array[]];
  let hidden = np.matmul(states, firstWeights).add(time);
  for (let i = 0; i < rest.length; i += 2) {
    hidden = np.matmul(silu(hidden), rest[i] as np.Array).add(rest[i + 1] as np.Array);
  }
  return hidden;
}

function meanSquaredError(parameters: np.Array[], states: np.Array, features: np.Array, noise: np.Array): np.Array {
  const [timeWeights, firstWeights, firstBias, ...rest] = parameters as [np.Array, np.Array, np.Array, ...np.Array[]];
  const time = np.matmul(features, timeWeights).add(firstBias);
  return np.mean(np.square(predictNoise([firstWeights, ...rest], states, time).sub(noise)));
}

const matrix = (values: Float32Array, columns: number) =>
  np.array(values as Float32Array<ArrayBuffer>).reshape([values.length / columns, columns]);

/** Loss (mean over rows and coordinates of the squared error of eps) and its gradient, tensor by tensor. */
export async function createLossGradient(shape: NetworkShape) {
  await init('wasm');
  const shapes = tensorShapes(shape);
  const compiled = jit(valueAndGrad(meanSquaredError));
  return (tensors: readonly Float32Array[], batch: Batch): { loss: number; gradients: Float32Array[] } => {
    const parameters = tensors.map((tensor, i) =>
      np.array(tensor as Float32Array<ArrayBuffer>).reshape(shapes[i] ?? []),
    );
    const [loss, gradients] = compiled(
      parameters,
      matrix(batch.states, shape.dimension),
      matrix(batch.features, 2 * shape.frequencies),
      matrix(batch.noise, shape.dimension),
    );
    return {
      loss: loss.dataSync()[0] ?? Number.NaN,
      gradients: gradients.map((gradient) => gradient.dataSync() as Float32Array),
    };
  };
}

/** Noise prediction in float32 for many rows at one noise time. `states` and the result are `[row][dimension]`, `time` is
 * `[width]`: the first layer's bias with the part of the noise time. */
export async function createNoisePrediction(model: NetworkModel) {
  await init('wasm');
  const shape = { ...model, depth: model.layers.length - 1, frequencies: model.timeFrequencies.length };
  const shapes = tensorShapes(shape);
  const tensors = tensorsOf(model).map((tensor, i) =>
    np.array(tensor as Float32Array<ArrayBuffer>).reshape(shapes[i] ?? []),
  );
  const parameters = [tensors[1] as np.Array, ...tensors.slice(3)];
  const compiled = jit(predictNoise);
  return (states: Float32Array, time: Float32Array): Float32Array =>
    compiled(
      parameters.map((tensor) => tensor.ref),
      matrix(states, model.dimension),
      np.array(time as Float32Array<ArrayBuffer>),
    ).dataSync() as Float32Array;
}
