// What a dispatch costs that does nothing: the page measures it the same way.

export { timeEmptyDispatch } from '../../src/engine/webgpu/empty-dispatch';
