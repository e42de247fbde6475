// A network whose weights are rounded to half precision: another network, which needs half the memory. All backends evaluate the
// rounded one, so that they agree.

import { LARGEST_HALF, LEAST_NORMAL_HALF, nearestHalf } from '../half';
import { SpecError } from '../spec';
import type { NetworkModel } from './network';

/**
 * The network with the weights and biases of all layers rounded to the nearest half, ties to the even one, and to zero below 2^-14
 * in magnitude, where devices may take halves for zero. The bias of the first layer and the weights of the time branch stay: they
 * are added up in double precision before the run.
 * @throws SpecError where a weight has no half near it
 */
export function withHalfWeights(model: NetworkModel): NetworkModel {
  const rounded = (values: Float32Array, tensor: string) =>
    values.map((value, index) => {
      const half = nearestHalf(value, Number.POSITIVE_INFINITY);
      if (Number.isFinite(half)) return Math.abs(half) < LEAST_NORMAL_HALF ? 0 : half;
      const [given, largest] = [value, LARGEST_HALF].map((number) => number.toLocaleString('en-US'));
      throw new SpecError(
        `target.weights is "f16", but entry ${index} of the tensor ${tensor} of the network "${model.name}" is ${given}; half precision ends at ${largest}, so allowed is "f32".`,
      );
    });
  return {
    ...model,
    halfWeights: true,
    layers: model.layers.map((layer, i) => ({
      ...layer,
      weights: rounded(layer.weights, `layers.${i}.weights`),
      bias: i === 0 ? layer.bias : rounded(layer.bias, `layers.${i}.bias`),
    })),
  };
}
