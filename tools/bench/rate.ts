// The rate at which an adapter multiplies and adds: the page measures it the same way.

export { multiplyAddRate } from '../../src/engine/webgpu/adapter-rate';
