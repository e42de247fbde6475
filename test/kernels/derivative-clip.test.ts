// The clips of shaders/lib against their twin in float64, on matrices of all sizes of entries, infinite ones included.

import { describe, expect, test } from 'vitest';
import clip from '../../shaders/lib/clip.wgsl?raw';
import linearMatrix from '../../shaders/lib/linear-matrix.wgsl?raw';
import linearNumbers from '../../shaders/lib/linear-numbers.wgsl?raw';
import run from '../../shaders/lib/run.wgsl?raw';
import { linearPartOf } from '../../src/core/eigen-clip';
import { normal } from '../../src/core/random';
import { floatBits } from '../../src/engine/webgpu/layout';
import { assemble } from '../../src/engine/webgpu/shaders';
import { clipRounding } from './bounds';
import { openTestDevice, runKernel } from './harness';

const holder = openTestDevice();

const CAP = 1.05;
const [A, B] = [Math.fround(1.01), Math.fround(0.7)];

/** Reads derivatives `[entry][particle]` of one row and writes its linear parts. */
const pass = `
@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read> nodes: array<Node>;
@group(0) @binding(2) var<storage, read> derivatives: array<f32>;
@group(0) @binding(3) var<storage, read_write> linearParts: array<f32>;
var<private> derivative: array<f32, ENTRIES>;
@compute @workgroup_size(64)
fn clipRows(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= batch.particles) { return; }
  for (var e = 0u; e < ENTRIES; e++) { derivative[e] = derivatives[e * batch.particles + id.x]; }
  writeLinearPart(0u, 0u, id.x);
}`;

async function clipped(dimension: number, entries: number, derivatives: Float32Array<ArrayBuffer>) {
  const particles = derivatives.length / entries;
  const results = await runKernel(
    holder.open,
    {
      label: 'clip',
      code: assemble(
        { DIMENSION: dimension, ENTRIES: entries },
        run,
        clip,
        entries === 1 ? linearNumbers : linearMatrix,
        pass,
      ),
      entryPoint: 'clipRows',
    },
    [
      { type: 'uniform', data: Uint32Array.of(0, particles, floatBits(CAP), 0) },
      { type: 'read-only-storage', data: Float32Array.of(A, B, 0, 0, 0, 0, 0, 0) },
      { type: 'read-only-storage', data: derivatives },
      { type: 'storage', data: new Float32Array(derivatives.length) },
    ],
    Math.ceil(particles / 64),
  );
  return new Float32Array(results[3] as ArrayBuffer);
}

describe.each([2, 3, 4])('matrices of %i rows', (size) => {
  const entries = size * size;
  const scales = [1e-3, 0.1, 0.5, 1, 10, 1e3, 1e6];
  const each = 30;
  const particles = scales.length * each;

  test('are those of float64, up to roundings of the size of their entries', async () => {
    const derivatives = new Float32Array(entries * particles);
    for (let p = 0; p < particles; p++) {
      for (let i = 0; i < size; i++) {
        for (let j = i; j < size; j++) {
          // Multiples of the identity, too, whose eigenvalues are equal.
          const value = p % each === 0 ? Number(i === j) : normal(8, 0, p, i * size + j);
          const scaled = scales[Math.floor(p / each)]! * value;
          derivatives[(i * size + j) * particles + p] = scaled;
          derivatives[(j * size + i) * particles + p] = scaled;
        }
      }
    }
    const actual = await clipped(size, entries, derivatives);
    const expected = Float64Array.from(derivatives);
    linearPartOf('matrix', size, A, B, Math.fround(CAP), expected, particles);
    for (let p = 0; p < particles; p++) {
      const column = (values: ArrayLike<number>) =>
        Array.from({ length: entries }, (_, e) => values[e * particles + p] as number);
      const norm = A * Math.sqrt(size) + B * Math.hypot(...column(derivatives));
      const wanted = column(expected);
      const error = Math.hypot(...column(actual).map((value, e) => value - wanted[e]!));
      expect(error, `matrix ${p}`).toBeLessThan(clipRounding('matrix', size) * norm);
    }
  });

  test('of infinite entries are finite, and of a NaN NaN', async () => {
    const inputs = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 3e38, -3e38, Number.NaN];
    const count = inputs.length * entries;
    const derivatives = new Float32Array(entries * count);
    inputs.forEach((value, n) => {
      for (let entry = 0; entry < entries; entry++) {
        const transposed = (entry % size) * size + Math.floor(entry / size);
        for (const e of [entry, transposed]) derivatives[e * count + n * entries + entry] = value;
      }
    });
    const actual = await clipped(size, entries, derivatives);
    actual.forEach((value, at) => {
      const isNaNInput = at % count >= count - entries;
      expect(Number.isNaN(value)).toBe(isNaNInput);
      if (!isNaNInput) expect(Math.abs(value)).toBeLessThan(CAP * 1.001);
    });
  });
});

test('numbers are clipped, infinities too, and a NaN stays', async () => {
  const inputs = [0, -0.3, 0.02, 5, -5, 3e38, -3e38, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NaN];
  const actual = await clipped(1, 1, Float32Array.from(inputs));
  const cap = Math.fround(CAP);
  expect([...actual].slice(3)).toEqual([cap, 0, cap, 0, cap, 0, Number.NaN]);
  [A, A - 0.3 * B, A + 0.02 * B].forEach((value, n) => {
    expect(Math.abs(actual[n]! - value)).toBeLessThan(4 * 2 ** -24);
  });
});
