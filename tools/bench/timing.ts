// How GPU work is timed: the page times its own the same way.

export { type Sampling, type Timing, time } from '../../src/engine/webgpu/timing';
