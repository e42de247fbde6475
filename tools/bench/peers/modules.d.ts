// What the bench uses of its peers' packages, which are not installed where types are checked.

declare module '@tensorflow/tfjs-backend-webgpu';

declare module '@tensorflow/tfjs-core' {
  export interface Tensor {
    data(): Promise<Float32Array>;
    dispose(): void;
  }
  export function env(): { set(flag: string, value: boolean): void };
  export function setBackend(name: string): Promise<boolean>;
  export function ready(): Promise<void>;
  export function getBackend(): string;
  export function tensor1d(values: Float32Array): Tensor;
  export function tensor2d(values: Float32Array, shape: readonly [number, number]): Tensor;
  export function tidy<T>(work: () => T): T;
  export function mul(a: Tensor, b: Tensor): Tensor;
  export function sigmoid(x: Tensor): Tensor;
  export const fused: { matMul(options: { a: Tensor; b: Tensor; bias: Tensor }): Tensor };
}

declare module 'onnxruntime-web/webgpu' {
  export class Tensor {
    constructor(type: 'float32', data: Float32Array, dims: readonly number[]);
    readonly location: string;
    getData(release?: boolean): Promise<unknown>;
    dispose(): void;
  }
  export interface InferenceSession {
    run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor | undefined>>>;
  }
  export const InferenceSession: {
    create(model: Uint8Array, options: object): Promise<InferenceSession>;
  };
  export const env: {
    readonly wasm: { wasmBinary?: ArrayBuffer; numThreads?: number };
  };
}
