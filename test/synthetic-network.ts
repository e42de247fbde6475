// Small networks with made-up weights for tests: every weight is a fixed normal number, scaled so that activations stay
// of order one.

import { normal } from '../src/core/random';
import type { DenseLayer, NetworkModel } from '../src/core/scores';

/** A network of the given sizes, the same on every call; `frequencies` is 3 by default. */
export function syntheticNetwork(sizes: {
  readonly dimension: number;
  readonly width: number;
  readonly depth: number;
  readonly frequencies?: number;
  readonly name?: string;
}): NetworkModel {
  const { dimension, width, depth, frequencies = 3, name = 'synthetic' } = sizes;
  const numbers = (tensor: number, length: number, scale: number) =>
    Float32Array.from({ length }, (_, i) => scale * normal(77, 0, tensor, i));
  const layers: DenseLayer[] = Array.from({ length: depth + 1 }, (_, i) => {
    const inputs = i === 0 ? dimension : width;
    const outputs = i === depth ? dimension : width;
    return {
      inputs,
      outputs,
      weights: numbers(2 * i, inputs * outputs, 1 / Math.sqrt(inputs)),
      bias: numbers(2 * i + 1, outputs, 0.3),
    };
  });
  return {
    kind: 'network',
    name,
    dimension,
    width,
    layers,
    timeWeights: numbers(100, 2 * frequencies * width, 0.4),
    timeFrequencies: Float32Array.from({ length: frequencies }, (_, f) => 0.5 * (f + 1)),
    dataMean: Float64Array.from({ length: dimension }, (_, c) => 0.25 * c),
    dataVariance: 1.25,
    trainedOn: 'two-moons',
  };
}
