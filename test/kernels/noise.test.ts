// The noise kernel against golden words, against the float64 twin, and as a distribution.

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import noise from '../../shaders/lib/noise.wgsl?raw';
import { normalQuantile, threefry2x32, uniformOf } from '../../src/core/random';
import { openTestDevice, runKernel } from './harness';

const holder = openTestDevice();

/** Words and normals of counters (first + i, 0) under a key. */
const code = `${noise}
@group(0) @binding(0) var<storage, read> inputs: array<vec4u>;
@group(0) @binding(1) var<storage, read_write> words: array<u32>;
@group(0) @binding(2) var<storage, read_write> normals: array<f32>;
@compute @workgroup_size(64)
fn draw(@builtin(workgroup_id) group: vec3u, @builtin(num_workgroups) groups: vec3u, @builtin(local_invocation_index) thread: u32) {
  let i = (group.y * groups.x + group.x) * 64u + thread;
  if (i >= arrayLength(&words)) { return; }
  words[i] = threefry(inputs[i].xy, inputs[i].zw);
  normals[i] = standardNormal(words[i]);
}`;

/** Normals of given words. */
const quantileCode = `${noise}
@group(0) @binding(0) var<storage, read> words: array<u32>;
@group(0) @binding(1) var<storage, read_write> normals: array<f32>;
@compute @workgroup_size(1)
fn quantiles() {
  for (var i = 0u; i < arrayLength(&words); i++) { normals[i] = standardNormal(words[i]); }
}`;

async function draw(inputs: readonly (readonly [number, number, number, number])[]) {
  const packed = new Uint32Array(4 * inputs.length);
  for (const [i, input] of inputs.entries()) packed.set(input, 4 * i);
  const [, words, normals] = await runKernel(
    holder.open,
    { label: 'noise', code, entryPoint: 'draw' },
    [
      { type: 'read-only-storage', data: packed },
      { type: 'storage', data: new Uint32Array(inputs.length) },
      { type: 'storage', data: new Float32Array(inputs.length) },
    ],
    Math.ceil(inputs.length / 64),
  );
  return { words: new Uint32Array(words as ArrayBuffer), normals: new Float32Array(normals as ArrayBuffer) };
}

describe('noise kernel', () => {
  test('gives the golden words and normals', async () => {
    const golden = JSON.parse(readFileSync(new URL('../golden/noise.json', import.meta.url), 'utf8'));
    const known: [number, number, number, number][] = golden.knownAnswers.map(
      (answer: { key: [number, number]; counter: [number, number] }) => [...answer.key, ...answer.counter],
    );
    const draws = golden.draws.map(
      (d: { seed: number; stream: number; particle: number; node: number; d: number; coordinate: number }) =>
        [d.seed, d.stream, d.particle, d.node * d.d + d.coordinate] as const,
    );
    const result = await draw([...known, ...draws]);
    golden.knownAnswers.forEach((answer: { words: number[] }, i: number) => {
      expect(result.words[i]).toBe(answer.words[0]);
    });
    golden.draws.forEach((expected: { word: number; normal: number }, i: number) => {
      expect(result.words[known.length + i]).toBe(expected.word);
      expect(Math.abs((result.normals[known.length + i] as number) - expected.normal)).toBeLessThan(2e-6);
    });
  });

  test('has the same words as the CPU and normals within 2e-6 of float64', async () => {
    const count = 200_000;
    const result = await draw(Array.from({ length: count }, (_, i) => [7, 1, i, (i * 2654435761) >>> 0]));
    let worst = 0;
    for (let i = 0; i < count; i++) {
      const word = threefry2x32(7, 1, i, (i * 2654435761) >>> 0)[0];
      if (word !== result.words[i]) expect(result.words[i], `word ${i}`).toBe(word);
      worst = Math.max(worst, Math.abs(normalQuantile(uniformOf(word)) - (result.normals[i] as number)));
    }
    expect(worst).toBeLessThan(2e-6);
  });

  test('is within 2e-6 at the ends and at the seams of the quantile', async () => {
    // Words around p = 0, 1/2, 1 and around |p - 1/2| = 0.425, where the central formula ends.
    const seams = [0, 0.075, 0.5, 0.925, 1].map((p) => p * 2 ** 32);
    const words = Uint32Array.from(
      seams.flatMap((seam) =>
        Array.from({ length: 64 }, (_, i) => Math.min(2 ** 32 - 1, Math.max(0, Math.floor(seam) + (i - 32) * 256))),
      ),
    );
    const [, bytes] = await runKernel(
      holder.open,
      { label: 'quantiles', code: quantileCode, entryPoint: 'quantiles' },
      [
        { type: 'read-only-storage', data: words },
        { type: 'storage', data: new Float32Array(words.length) },
      ],
      1,
    );
    const normals = new Float32Array(bytes as ArrayBuffer);
    words.forEach((word, i) => {
      const expected = normalQuantile(uniformOf(word));
      expect(Math.abs((normals[i] as number) - expected), `word ${word}`).toBeLessThan(2e-6);
    });
  });

  test('a million normals pass moment and Kolmogorov-Smirnov tests', async () => {
    const count = 1_000_000;
    const { normals } = await draw(Array.from({ length: count }, (_, i) => [11, 0, i % 1000, Math.floor(i / 1000)]));
    const sorted = Float64Array.from(normals).sort();
    let mean = 0;
    let second = 0;
    let fourth = 0;
    for (const x of sorted) {
      mean += x / count;
      second += (x * x) / count;
      fourth += x ** 4 / count;
    }
    // Four standard errors: std 1 / sqrt n, sqrt(2 / n) and sqrt(96 / n).
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(second - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(fourth - 3)).toBeLessThan(4 * Math.sqrt(96 / count));
    // Kolmogorov-Smirnov in quantiles: compare with the exact quantiles on a fine grid of probabilities.
    let distance = 0;
    for (let p = 0.0005; p < 1; p += 0.0005) {
      const quantile = normalQuantile(p);
      let low = 0;
      let high = count;
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((sorted[middle] as number) <= quantile) low = middle + 1;
        else high = middle;
      }
      distance = Math.max(distance, Math.abs(low / count - p));
    }
    // 1.95 / sqrt n is the 0.1 % point of the statistic.
    expect(distance).toBeLessThan(1.95 / Math.sqrt(count));
  });
});
