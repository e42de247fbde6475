// All parts of the bench on the adapter of this machine.

import { createEngine } from '../../src/engine/create-engine';
import { openDevice } from '../../src/engine/webgpu/device';
import { networkTiles } from '../../src/engine/webgpu/network-tiles';
import { syntheticNetwork } from '../../test/synthetic-network';
import { nodeGpu } from '../node-gpu';
import { loadModel } from '../sample/sample';
import { timeEmptyDispatch } from './empty';
import { timeNetwork } from './network';
import { multiplyAddRate } from './rate';
import type { BenchResults, Throughput, TileRate } from './report';
import { type RunTiming, timeRun } from './runs';
import { runOf, SIZES, type Size } from './settings';

/** Measures one part after another and says what it has. */
export async function measure(size: Size, say: (line: string) => void): Promise<BenchResults> {
  const { rows, tileRows, networks, particles, blocks, steps, sampling } = SIZES[size];
  const gpu = await nodeGpu();
  const open = await openDevice(gpu);
  say(`Adapter: ${open.adapter.name}`);
  const rate = await multiplyAddRate(open, sampling);
  const empty = await timeEmptyDispatch(open, sampling);
  const throughput: Throughput[] = [];
  const tiles: TileRate[] = [];
  for (const sizes of networks) {
    const model = syntheticNetwork(sizes);
    for (const count of rows) {
      const { timing, rate: reached, error } = await timeNetwork(open, model, count, sampling);
      throughput.push({ ...sizes, rows: count, seconds: timing.seconds, range: timing.range, rate: reached, error });
      say(`${sizes.width} x ${sizes.depth}, ${count} rows: ${(reached / 1e9).toFixed(2)} GFLOP/s`);
    }
    for (const tile of networkTiles(sizes.width, sizes.dimension, open.adapter.software)) {
      const { rate: reached } = await timeNetwork(open, model, tileRows, sampling, tile);
      tiles.push({ ...sizes, ...tile, rows: tileRows, rate: reached });
    }
    say(`${sizes.width} x ${sizes.depth}: every tile tried`);
  }
  open.device.destroy();
  const engine = await createEngine({ backend: 'webgpu', gpu, loadModel });
  const runs: RunTiming[] = [];
  for (const count of particles) {
    for (const blockCount of blocks) {
      const run = await timeRun(engine, runOf(steps, blockCount, count), sampling.samples);
      runs.push(run);
      say(`${count} particles, ${blockCount} blocks: ${run.rounds} rounds in ${run.parallel.toFixed(0)} ms`);
    }
  }
  engine.destroy();
  const { name, software } = open.adapter;
  return {
    adapter: name,
    software,
    multiplyAddRate: rate,
    emptyDispatch: empty.seconds,
    throughput,
    tiles,
    steps,
    runs,
  };
}
