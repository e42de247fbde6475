// The network in ONNX Runtime Web on its WebGPU provider. Results stay on the GPU until the last is read.

import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import * as ort from 'onnxruntime-web/webgpu';
import { type LayerForm, onnxModel } from './onnx-model';
import type { Peer, PlainNetwork } from './peer';

const FORMS = ['MatMul', 'Gemm'] as const;
/** Rows with which both forms of a layer are tried. */
const TRIED_ROWS = 1024;

async function createSession(network: PlainNetwork, form: LayerForm) {
  return ort.InferenceSession.create(onnxModel(network, form), {
    executionProviders: ['webgpu'],
    graphOptimizationLevel: 'all',
    preferredOutputLocation: 'gpu-buffer',
    // Refuses what the WebGPU provider cannot do, instead of doing it on the CPU.
    extra: { session: { disable_cpu_ep_fallback: '1' } },
  });
}

async function evaluate(session: ort.InferenceSession, x: ort.Tensor): Promise<ort.Tensor> {
  const { y } = await session.run({ x });
  if (y === undefined) throw new Error('ONNX Runtime Web gave no result.');
  if (y.location !== 'gpu-buffer') throw new Error(`ONNX Runtime Web left its result at ${y.location}.`);
  return y;
}

/** As `Chain` of `peer.ts`, from given states. */
async function chainFrom(session: ort.InferenceSession, first: ort.Tensor, evaluations: number): Promise<Float32Array> {
  let last = await evaluate(session, first);
  for (let i = 1; i < evaluations; i++) {
    const next = await evaluate(session, last);
    last.dispose();
    last = next;
  }
  return (await last.getData(true)) as Float32Array;
}

/** Milliseconds of a short chain, after one that compiles. */
async function tryOut(session: ort.InferenceSession, columns: number): Promise<number> {
  const states = new ort.Tensor('float32', new Float32Array(TRIED_ROWS * columns), [TRIED_ROWS, columns]);
  await chainFrom(session, states, 2);
  const begun = performance.now();
  await chainFrom(session, states, 3);
  states.dispose();
  return performance.now() - begun;
}

export const onnx: Peer = {
  library: 'onnxruntime-web',
  async open(network) {
    // From the page's own host, and past the cache: 26 MB may be more than it holds, and then loading fails. Threads would need headers that
    // isolate the page.
    const response = await fetch(wasm, { cache: 'no-store' });
    if (!response.ok) throw new Error(`The code of ONNX Runtime Web cannot be loaded: ${response.status}.`);
    ort.env.wasm.wasmBinary = await response.arrayBuffer();
    ort.env.wasm.numThreads = 1;
    // The faster form of a layer counts.
    const columns = network[0]?.inputs ?? 0;
    let session: ort.InferenceSession | null = null;
    let least = Number.POSITIVE_INFINITY;
    for (const form of FORMS) {
      const other = await createSession(network, form);
      const milliseconds = await tryOut(other, columns);
      if (session === null || milliseconds < least) [session, least] = [other, milliseconds];
    }
    const fastest = session as ort.InferenceSession;
    return {
      async prepare(states, rows) {
        const first = new ort.Tensor('float32', states, [rows, states.length / rows]);
        return {
          chain: (evaluations) => chainFrom(fastest, first, evaluations),
          dispose: () => first.dispose(),
        };
      },
    };
  },
};
