// The network in ONNX Runtime Web on its WebGPU provider. Results stay on the GPU until the last is read.

import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import * as ort from 'onnxruntime-web/webgpu';
import { onnxModel } from './onnx-model';
import type { Peer } from './peer';

export const onnx: Peer = {
  library: 'onnxruntime-web',
  async open(network) {
    // From the page's own host; threads would need headers that isolate the page.
    ort.env.wasm.wasmPaths = { wasm };
    ort.env.wasm.numThreads = 1;
    const session = await ort.InferenceSession.create(onnxModel(network), {
      executionProviders: ['webgpu'],
      graphOptimizationLevel: 'all',
      preferredOutputLocation: 'gpu-buffer',
      // Refuses what the WebGPU provider cannot do, instead of doing it on the CPU.
      extra: { session: { disable_cpu_ep_fallback: '1' } },
    });
    const evaluate = async (x: ort.Tensor) => {
      const { y } = await session.run({ x });
      if (y === undefined) throw new Error('ONNX Runtime Web gave no result.');
      if (y.location !== 'gpu-buffer') throw new Error(`ONNX Runtime Web left its result at ${y.location}.`);
      return y;
    };
    return {
      async prepare(states, rows) {
        const first = new ort.Tensor('float32', states, [rows, states.length / rows]);
        return {
          async chain(evaluations) {
            let last = await evaluate(first);
            for (let i = 1; i < evaluations; i++) {
              const next = await evaluate(last);
              last.dispose();
              last = next;
            }
            const result = await last.getData(true);
            return result as Float32Array;
          },
          dispose: () => first.dispose(),
        };
      },
    };
  },
};
