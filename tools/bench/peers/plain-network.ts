// The playground's network at a single noise time as a plain perceptron, which every library can evaluate.

import { noiseVariance } from '../../../src/core/process';
import type { NetworkModel } from '../../../src/core/scores';
import { timeBranch } from '../../../src/core/scores/network';
import type { PlainNetwork } from './peer';

/** Layers that give the score `-eps / sigma` at a noise time: the time branch is the first bias, `-1 / sigma` part of the last layer. */
export function plainNetwork(model: NetworkModel, noiseTime: number): PlainNetwork {
  const scale = -1 / Math.sqrt(noiseVariance(noiseTime));
  const last = model.layers.length - 1;
  return model.layers.map(({ inputs, outputs, weights, bias }, index) => {
    const factor = index === last ? scale : 1;
    return {
      inputs,
      outputs,
      weights: weights.map((weight) => factor * weight),
      bias: index === 0 ? Float32Array.from(timeBranch(model, noiseTime)) : bias.map((value) => factor * value),
    };
  });
}
