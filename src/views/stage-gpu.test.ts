// The stage's shader on a device: where points land, whose they are, and what happens to those without a place.

import { describe, expect, test, vi } from 'vitest';
import { openTestDevice as deviceOfFile } from '../../test/kernels/harness';
import { syntheticPlan } from '../../test/synthetic-trace';
import type { StageSource } from '../engine/engine';
import { encodePoints, type PointsDrawing, PointsPass, parseColour } from './stage-gpu';

const holder = deviceOfFile();
/** A row of 64 pixels is 256 bytes, what copies to a buffer ask for. */
const SIZE = 64;

const window = { xMin: -4, xMax: 4, yMin: -4, yMax: 4 };
const identity = Float64Array.from([1, 0, 0, 1]);

function drawingOf(changes: Partial<PointsDrawing> = {}): PointsDrawing {
  return {
    side: 'parallel',
    node: 0,
    window,
    colour: '#ff0000',
    opacity: 1,
    radius: 2,
    projection: identity,
    ...changes,
  };
}

/** A source without buffers, in two dimensions. */
function syntheticSource(device: GPUDevice): StageSource {
  return { device, plan: syntheticPlan(), dimension: 2, totalNodes: 0, positions: { parallel: [], sequential: [] } };
}

/** Draws states `[node][coordinate][particle]`, one list for each batch, and returns the alpha of each pixel, `[row][column]`. */
async function draw(batches: readonly (readonly number[][][])[], drawing: PointsDrawing): Promise<Uint8Array> {
  const { device } = holder.open;
  device.pushErrorScope('validation');
  const positions = batches.map((states) => {
    const data = Float32Array.from(states.flat(2));
    const buffer = device.createBuffer({
      size: data.byteLength,
      usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST,
    });
    device.queue.writeBuffer(buffer, 0, data);
    return { buffer, firstParticle: 0, particles: states[0]?.[0]?.length ?? 0 };
  });
  const [states] = batches;
  const source: StageSource = {
    ...syntheticSource(device),
    dimension: states?.[0]?.length ?? 2,
    totalNodes: (states?.length ?? 1) - 1,
    positions: { parallel: positions, sequential: [] },
  };
  const pass = new PointsPass(device, 'rgba8unorm');
  await pass.ready;
  const texture = device.createTexture({
    size: [SIZE, SIZE],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.RENDER_ATTACHMENT | GPUTextureUsage.COPY_SRC,
  });
  const copy = device.createBuffer({ size: 4 * SIZE * SIZE, usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ });
  const encoder = device.createCommandEncoder();
  expect(pass.encode(encoder, { view: texture.createView(), width: SIZE, height: SIZE }, source, drawing)).toBe(true);
  encoder.copyTextureToBuffer({ texture }, { buffer: copy, bytesPerRow: 4 * SIZE }, [SIZE, SIZE]);
  device.queue.submit([encoder.finish()]);
  const error = await device.popErrorScope();
  if (error) throw new Error(error.message);
  await copy.mapAsync(GPUMapMode.READ);
  const pixels = new Uint8Array(copy.getMappedRange().slice(0));
  for (const resource of [copy, texture, ...positions.map(({ buffer }) => buffer)]) resource.destroy();
  pass.destroy();
  return pixels.filter((_, i) => i % 4 === 3);
}

/** Sum of the alphas, as a number of whole pixels, and their centre in the plane. */
function massOf(alphas: Uint8Array): { pixels: number; x: number; y: number } {
  let [sum, x, y] = [0, 0, 0];
  alphas.forEach((alpha, i) => {
    sum += alpha / 255;
    x += (alpha / 255) * (-4 + (8 * ((i % SIZE) + 0.5)) / SIZE);
    y += (alpha / 255) * (4 - (8 * (Math.floor(i / SIZE) + 0.5)) / SIZE);
  });
  return { pixels: sum, x: x / sum, y: y / sum };
}

describe('points', () => {
  const states = [
    [[9], [9]],
    [[1], [-2]],
  ];

  test('a disc of the asked size lies at the state of the asked node', async () => {
    const { pixels, x, y } = massOf(await draw([states], drawingOf({ node: 1, radius: 4 })));
    // The edge falls over a pixel, which adds pi/12 to the area; sampling at pixel centres and 8-bit alphas move it by about 1.
    expect(Math.abs(pixels - Math.PI * (16 + 1 / 12))).toBeLessThan(1.5);
    // A pixel is 0.125 wide, and the centre of a disc is known better than that.
    expect(Math.hypot(x - 1, y + 2)).toBeLessThan(0.03);
  });

  test('a point outside of the window paints nothing', async () => {
    expect(massOf(await draw([states], drawingOf({ node: 0 }))).pixels).toBe(0);
  });

  test('every particle of every batch has its own', async () => {
    const row = (y: number) => [[[-3, -1, 1, 3], [y, y, y, y]]]; // biome-ignore format: one row
    const alphas = await draw([row(2), row(-2), row(0)], drawingOf());
    const inRow = (from: number, to: number) =>
      massOf(alphas.map((alpha, i) => (i >= from * SIZE && i < to * SIZE ? alpha : 0))).pixels;
    const disc = Math.PI * (4 + 1 / 12);
    for (const [from, to] of [[8, 24], [24, 40], [40, 56]] as const) // biome-ignore format: three rows
      expect(Math.abs(inRow(from, to) - 4 * disc)).toBeLessThan(4);
  });

  test('states of three coordinates are projected', async () => {
    const projection = Float64Array.from([0, 0, 1, 0, 1, 0]);
    const { x, y } = massOf(await draw([[[[3], [1.5], [-2]]]], drawingOf({ projection })));
    expect(Math.hypot(x + 2, y - 1.5)).toBeLessThan(0.03);
  });

  test('particles that are not finite are left out, the others stay', async () => {
    const states = [[[Number.NaN, 1, Number.POSITIVE_INFINITY], [0, 1, 0]]]; // biome-ignore format: one node
    const { pixels, x, y } = massOf(await draw([states], drawingOf()));
    expect(Math.abs(pixels - Math.PI * (4 + 1 / 12))).toBeLessThan(1);
    expect(Math.hypot(x - 1, y - 1)).toBeLessThan(0.03);
  });

  test('opacity is that of a point', async () => {
    const alphas = await draw([[[[0], [0]]]], drawingOf({ opacity: 0.5, radius: 4 }));
    expect(Math.max(...alphas)).toBe(128);
  });
});

test('a broken shader is told by file and line, and is no error of the device', async () => {
  const { device } = holder.open;
  device.pushErrorScope('validation');
  const pass = new PointsPass(device, 'rgba8unorm', '\n\nfn placeCorner(broken');
  await expect(pass.ready).rejects.toThrow(/^The shader stage\.wgsl does not compile on this device: line 3: /);
  expect(await device.popErrorScope()).toBeNull();
});

test('what a source was drawn with goes when another is drawn', async () => {
  const { device } = holder.open;
  const pass = new PointsPass(device, 'rgba8unorm');
  await pass.ready;
  const texture = device.createTexture({
    size: [SIZE, SIZE],
    format: 'rgba8unorm',
    usage: GPUTextureUsage.RENDER_ATTACHMENT,
  });
  const target = { view: texture.createView(), width: SIZE, height: SIZE };
  const createBuffer = vi.spyOn(device, 'createBuffer');
  const made = () => createBuffer.mock.results.map(({ value }) => value as GPUBuffer);
  /** Draws two batches twice; returns the buffers that this made. */
  const drawSource = (): GPUBuffer[] => {
    const positions = [0, 1].map(() => ({
      buffer: device.createBuffer({ size: 8, usage: GPUBufferUsage.STORAGE }),
      firstParticle: 0,
      particles: 1,
    }));
    createBuffer.mockClear();
    const source = { ...syntheticSource(device), positions: { parallel: positions, sequential: [] } };
    for (let i = 0; i < 2; i++) {
      const encoder = device.createCommandEncoder();
      pass.encode(encoder, target, source, drawingOf());
      device.queue.submit([encoder.finish()]);
    }
    return made();
  };
  device.pushErrorScope('validation');
  const first = drawSource();
  // A uniform for each batch, and the projection; the second drawing makes none.
  expect(first).toHaveLength(3);
  const destroyed = first.map((buffer) => vi.spyOn(buffer, 'destroy'));
  const second = drawSource();
  expect(second).toHaveLength(3);
  for (const destroy of destroyed) expect(destroy).toHaveBeenCalledOnce();
  const left = second.map((buffer) => vi.spyOn(buffer, 'destroy'));
  pass.destroy();
  for (const destroy of left) expect(destroy).toHaveBeenCalledOnce();
  expect(await device.popErrorScope()).toBeNull();
  createBuffer.mockRestore();
  texture.destroy();
});

test('a colour is #rrggbb', () => {
  expect(parseColour('#ff8000')).toEqual([1, 128 / 255, 0]);
  expect(() => parseColour('red')).toThrow('The colour is "red"; it has the form "#rrggbb".');
});

test('the first state of a node far into a large buffer is exact', () => {
  const bytes = encodePoints(drawingOf({ node: 16384 }), { width: 10, height: 10 }, 1000, 2);
  expect(new Uint32Array(bytes)[12]).toBe(32_768_000);
});
