// The part on throughput: the network kernel with ever more rows, and in every tile.

import type { NetworkModel } from '../../src/core/scores';
import { multiplyAddRate } from '../../src/engine/webgpu/adapter-rate';
import type { OpenDevice } from '../../src/engine/webgpu/device';
import { defaultTile } from '../../src/engine/webgpu/network-pass';
import { type NetworkTile, nameOfTile, networkTiles } from '../../src/engine/webgpu/network-tiles';
import { best, measuredRows, timeTiles } from '../../src/engine/webgpu/tune';
import { syntheticNetwork } from '../../test/synthetic-network';
import { operationsOfRow, timeNetwork } from './network';
import type { Throughput, ThroughputPart, TileRate } from './report';
import { ofAdapter, type Sizes } from './settings';

/** The tile that the engine takes for a number of rows: on a GPU the one that its tuner finds, each number measured once. */
export function tunedTiles(open: OpenDevice, model: NetworkModel): (rows: number) => Promise<NetworkTile | undefined> {
  const found = new Map<number, NetworkTile>();
  return async (rows) => {
    if (open.adapter.software) return undefined;
    const measured = measuredRows(rows);
    const tile =
      found.get(measured) ?? best(await timeTiles(open, model, measured, defaultTile(model, false, measured)));
    found.set(measured, tile);
    return tile;
  };
}

export async function measureThroughput(
  open: OpenDevice,
  { throughput, sampling }: Sizes,
  say: (line: string) => void,
): Promise<Omit<ThroughputPart, 'size' | 'adapter' | 'software'>> {
  const { software } = open.adapter;
  const most = ofAdapter(throughput.mostOperations, software);
  const evaluations: Throughput[] = [];
  const tiles: TileRate[] = [];
  for (const sizes of throughput.networks) {
    const model = syntheticNetwork(sizes);
    const tuned = tunedTiles(open, model);
    for (const rows of ofAdapter(throughput.rows, software).filter((count) => count * operationsOfRow(sizes) <= most)) {
      const multiplyAdds = await multiplyAddRate(open, sampling);
      const { timing, tile, rate: reached, error } = await timeNetwork(open, model, rows, sampling, await tuned(rows));
      evaluations.push({
        ...sizes,
        rows,
        tile: nameOfTile(tile),
        seconds: timing.seconds,
        range: timing.range,
        rate: reached,
        multiplyAddRate: multiplyAdds,
        error,
      });
      say(
        `${sizes.width} x ${sizes.depth}, ${rows} rows: ${(reached / 1e9).toFixed(2)} GFLOP/s of ${(multiplyAdds / 1e9).toFixed(2)}`,
      );
    }
    const rows = throughput.tileRows;
    for (const tile of networkTiles(sizes, software, rows)) {
      const { rate: reached } = await timeNetwork(open, model, rows, sampling, tile);
      tiles.push({ ...sizes, tile: nameOfTile(tile), rows, rate: reached });
    }
    say(`${sizes.width} x ${sizes.depth}: every tile tried`);
  }
  return { evaluations, tiles };
}
