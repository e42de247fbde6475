// The network in jax-js on WebGPU, compiled by `jit`. Its arrays are used up by what they are passed to, unless passed as `ref`.

import { defaultDevice, init, jit, nn, numpy as np } from '@jax-js/jax';
import type { Peer } from './peer';

const floats = (numbers: Float32Array) => new Float32Array(numbers);

function evaluate(states: np.Array, parameters: np.Array[]): np.Array {
  let values = states;
  for (let i = 0; i < parameters.length; i += 2) {
    const [weights, bias] = [parameters[i] as np.Array, parameters[i + 1] as np.Array];
    values = np.matmul(i === 0 ? values : nn.silu(values), weights).add(bias);
  }
  return values;
}

export const jax: Peer = {
  library: '@jax-js/jax',
  async open(network) {
    if (!(await init('webgpu')).includes('webgpu')) throw new Error('jax-js has no WebGPU backend here.');
    if (defaultDevice('webgpu') !== 'webgpu') throw new Error(`jax-js took the device ${defaultDevice()}.`);
    const parameters = network.flatMap(({ inputs, outputs, weights, bias }) => [
      np.array(floats(weights)).reshape([inputs, outputs]),
      np.array(floats(bias)),
    ]);
    const compiled = jit(evaluate);
    const call = (states: np.Array) =>
      compiled(
        states,
        parameters.map((parameter) => parameter.ref),
      );
    return {
      async prepare(states, rows) {
        const first = np.array(floats(states)).reshape([rows, states.length / rows]);
        return {
          async chain(evaluations) {
            let last = call(first.ref);
            for (let i = 1; i < evaluations; i++) last = call(last);
            return (await last.data()) as Float32Array;
          },
          dispose: () => first.dispose(),
        };
      },
    };
  },
};
