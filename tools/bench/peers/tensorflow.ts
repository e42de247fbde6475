// The network in TensorFlow.js on its WebGPU backend: matrix products with the bias fused, then SiLU as two operations, since none of its
// fused activations is SiLU.

import '@tensorflow/tfjs-backend-webgpu';
import * as tf from '@tensorflow/tfjs-core';
import type { Peer } from './peer';

export const tensorflow: Peer = {
  library: '@tensorflow/tfjs-backend-webgpu',
  async open(network) {
    // Small operations would otherwise run on the CPU.
    tf.env().set('WEBGPU_CPU_FORWARD', false);
    if (!(await tf.setBackend('webgpu'))) throw new Error('TensorFlow.js has no WebGPU backend here.');
    await tf.ready();
    if (tf.getBackend() !== 'webgpu') throw new Error(`TensorFlow.js took the backend ${tf.getBackend()}.`);
    const layers = network.map(({ inputs, outputs, weights, bias }) => ({
      b: tf.tensor2d(weights, [inputs, outputs]),
      bias: tf.tensor1d(bias),
    }));
    const evaluate = (states: tf.Tensor) =>
      tf.tidy(() =>
        layers.reduce((a, layer, index) => {
          const sums = tf.fused.matMul({ a, ...layer });
          return index < layers.length - 1 ? tf.mul(sums, tf.sigmoid(sums)) : sums;
        }, states),
      );
    return {
      async prepare(states, rows) {
        const first = tf.tensor2d(states, [rows, states.length / rows]);
        return {
          async chain(evaluations) {
            let last = evaluate(first);
            for (let i = 1; i < evaluations; i++) {
              const next = evaluate(last);
              last.dispose();
              last = next;
            }
            const result = await last.data();
            last.dispose();
            return result;
          },
          dispose: () => first.dispose(),
        };
      },
    };
  },
};
