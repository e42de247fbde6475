// Rounding to half precision on the device, bit by bit against the float64 twin: all halves and the float32 values beside
// them, all midpoints and the values beside those, the ends of the range, subnormals, and random bits. And in runs of every
// kind of pass, every state of path and reference is a half.

import { expect, test } from 'vitest';
import { LARGEST_HALF, nearestHalf } from '../../src/core/half';
import { parseSpec } from '../../src/core/parse-spec';
import { planRun } from '../../src/core/plan';
import { threefry2x32 } from '../../src/core/random';
import { resolveTarget } from '../../src/core/targets';
import { readStates } from '../../src/engine/webgpu/read-back';
import { roundingOf } from '../../src/engine/webgpu/shaders';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { openTestDevice, runKernel } from './harness';

const holder = openTestDevice();
const INFINITE = 0x7f800000;

const code = (precision: 'f16' | 'f16-saturating') => `${roundingOf(precision)}
@group(0) @binding(0) var<storage, read> inputs: array<f32>;
@group(0) @binding(1) var<storage, read_write> outputs: array<f32>;
@compute @workgroup_size(64)
fn roundAll(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (group.y * groups.x + group.x) * 64u + thread;
  if (i < arrayLength(&inputs)) { outputs[i] = rounded(inputs[i]); }
}`;

/** Bits of float32 values to try, both signs of each. */
function inputBits(): Uint32Array<ArrayBuffer> {
  const magnitudes: number[] = [];
  const around = (bits: number) => magnitudes.push(bits - 1, bits, bits + 1);
  // Halves with a full mantissa end with 13 zeros, their midpoints with a one and 12 zeros; from 2^-14 to above the largest.
  for (let bits = 0x38800000; bits <= 0x47800000; bits += 0x1000) around(bits);
  // Below are the multiples of 2^-24, and their midpoints.
  const float = new Float32Array(1);
  const word = new Uint32Array(float.buffer);
  for (let count = 1; count <= 2048; count++) {
    float[0] = count * 2 ** -25;
    around(word[0] as number);
  }
  // Zero, subnormals of float32, the smallest normal; the largest, infinity and two kinds of NaN.
  magnitudes.push(0, 1, 0x7fffff, 0x800000, 0x7f7fffff, INFINITE, INFINITE + 1, 0x7fc00000);
  for (let i = 0; i < 100_000; i++) magnitudes.push((threefry2x32(5, 6, i, 0)[0] as number) & 0x7fffffff);
  const inputs = new Uint32Array(2 * magnitudes.length);
  magnitudes.forEach((bits, i) => {
    inputs[2 * i] = bits;
    inputs[2 * i + 1] = bits | 0x80000000;
  });
  return inputs;
}

test.each(['f16', 'f16-saturating'] as const)('%s', async (precision) => {
  const inputs = inputBits();
  expect(inputs.length).toBeGreaterThan(500_000);
  const [, bytes] = await runKernel(
    holder.open,
    { label: 'half', code: code(precision), entryPoint: 'roundAll' },
    [
      { type: 'read-only-storage', data: inputs },
      { type: 'storage', data: new Uint32Array(inputs.length) },
    ],
    Math.ceil(inputs.length / 64),
  );
  const outputs = new Uint32Array(bytes as ArrayBuffer);
  const values = new Float32Array(inputs.buffer);
  const float = new Float32Array(1);
  const word = new Uint32Array(float.buffer);
  const largest = precision === 'f16' ? Number.POSITIVE_INFINITY : LARGEST_HALF;
  let wrong: string | null = null;
  for (let i = 0; i < inputs.length && wrong === null; i++) {
    const output = outputs[i] as number;
    float[0] = nearestHalf(values[i] as number, largest);
    const isNan = ((inputs[i] as number) & 0x7fffffff) > INFINITE;
    const right = isNan ? (output & 0x7fffffff) > INFINITE : output === word[0];
    if (!right) wrong = `${values[i]} became bits ${output.toString(16)}, not those of ${float[0]}`;
  }
  expect(wrong).toBeNull();
});

test.each([
  { method: { kind: 'piadm', linearPart: 'jacobian', tolerance: null, iterations: 3 } },
  {
    method: { kind: 'piadm', start: 'prediction', corrector: { steps: 6 }, tolerance: null, iterations: 3 },
    dynamics: 'ode',
  },
  { method: { kind: 'window', start: 'gaussian', window: 9 } },
  { method: { kind: 'anderson', memory: 2, tolerance: null, iterations: 3 } },
  { method: { kind: 'parareal', tolerance: null, iterations: 1 } },
])('all states are halves: %j', async (over) => {
  const grid = { target: { kind: 'mixture', name: 'ring' }, blocks: 2, nodes: 12, particles: 4, precision: 'f16' };
  const spec = parseSpec({ ...grid, ...over });
  const plan = planRun(spec, resolveTarget(spec.target, null));
  const run = await WebGpuRun.create(holder.open, plan);
  await run.run();
  for (const which of ['path', 'reference'] as const) {
    for (let node = 0; node <= plan.totalNodes; node++) {
      for (const y of await readStates(holder.open, plan, run.buffers, which, node)) {
        expect(y, `${which}, node ${node}`).toBe(nearestHalf(y, Number.POSITIVE_INFINITY));
      }
    }
  }
  run.destroy();
});
