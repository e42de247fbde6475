// The part on throughput: the network kernel with ever more rows, and in every tile.

import { multiplyAddRate } from '../../src/engine/webgpu/adapter-rate';
import type { OpenDevice } from '../../src/engine/webgpu/device';
import { nameOfTile, networkTiles } from '../../src/engine/webgpu/network-tiles';
import { syntheticNetwork } from '../../test/synthetic-network';
import { operationsOfRow, timeNetwork } from './network';
import type { Throughput, ThroughputPart, TileRate } from './report';
import { ofAdapter, type Sizes } from './settings';

export async function measureThroughput(
  open: OpenDevice,
  { throughput, sampling }: Sizes,
  say: (line: string) => void,
): Promise<Omit<ThroughputPart, 'size' | 'adapter' | 'software'>> {
  const { software } = open.adapter;
  const most = ofAdapter(throughput.mostOperations, software);
  const rate = await multiplyAddRate(open, sampling);
  say(`Multiply-adds in Node: ${(rate / 1e9).toFixed(2)} GFLOP/s`);
  const evaluations: Throughput[] = [];
  const tiles: TileRate[] = [];
  for (const sizes of throughput.networks) {
    const model = syntheticNetwork(sizes);
    for (const rows of throughput.rows.filter((count) => count * operationsOfRow(sizes) <= most)) {
      const { timing, rate: reached, error } = await timeNetwork(open, model, rows, sampling);
      evaluations.push({ ...sizes, rows, seconds: timing.seconds, range: timing.range, rate: reached, error });
      say(`${sizes.width} x ${sizes.depth}, ${rows} rows: ${(reached / 1e9).toFixed(2)} GFLOP/s`);
    }
    const rows = throughput.tileRows;
    for (const tile of networkTiles(sizes, software, rows)) {
      const { rate: reached } = await timeNetwork(open, model, rows, sampling, tile);
      tiles.push({ ...sizes, tile: nameOfTile(tile), rows, rate: reached });
    }
    say(`${sizes.width} x ${sizes.depth}: every tile tried`);
  }
  return { multiplyAddRate: rate, evaluations, tiles };
}
