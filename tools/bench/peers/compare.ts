// The playground's kernel and its peers on the same network and rows, one after another in one page.

import type { NetworkModel } from '../../../src/core/scores';
import { multiplyAddRate } from '../../../src/engine/webgpu/adapter-rate';
import { type OpenDevice, openDevice } from '../../../src/engine/webgpu/device';
import { type NetworkTile, nameOfTile, networkTiles } from '../../../src/engine/webgpu/network-tiles';
import { syntheticNetwork } from '../../../test/synthetic-network';
import { operationsOfRow, statesFor } from '../network';
import { OURS } from '../ratios';
import type { PeerRate, PeersMeasurement } from '../report';
import { ofAdapter, type Sizes } from '../settings';
import type { Sampling } from '../timing';
import { CHECKED, ErrorGauge, twinScores } from '../twin';
import { timeChain } from './chain-timing';
import { longPlan, openOurs } from './ours';
import type { OpenPeer, Peer } from './peer';
import { plainNetwork } from './plain-network';
import { type GpuWatch, watchGpu } from './watch';

/** Rows of a chain's result that are checked, at either end. */
const CHECKED_OF_CHAIN = 8;

interface Entry {
  readonly library: string;
  readonly peer: OpenPeer | Error;
}

const errorOf = (cause: unknown) => (cause instanceof Error ? cause : new Error(String(cause)));

/** Measures everything, and says what it has. */
export async function compareWithPeers(
  peers: readonly Peer[],
  settings: Sizes['peers'],
  say: (line: string) => Promise<void>,
): Promise<PeersMeasurement> {
  const { network } = settings;
  const watch = watchGpu();
  const open = await openDevice(navigator.gpu);
  const model = syntheticNetwork(network);
  await say(`Adapter in the browser: ${open.adapter.name}`);
  const { tiles, best } = await tryTiles(open, model, watch, settings, say);
  const entries: Entry[] = [
    { library: OURS.taken, peer: openOurs(open, model) },
    { library: OURS.best, peer: openOurs(open, model, best) },
  ];
  const plain = plainNetwork(model, noiseTimeOf(model));
  for (const peer of peers) entries.push({ library: peer.library, peer: await openPeer(peer, plain, watch) });
  const rates: PeerRate[] = [];
  for (const rows of ofAdapter(settings.rows, open.adapter.software)) {
    for (const { library, peer } of entries) {
      const rated = await ratePeer(library, peer, open, model, rows, watch, settings.sampling);
      rates.push(rated);
      await say(
        `${library}, ${rows} rows: ${'failure' in rated ? rated.failure : `${(rated.rate / 1e9).toFixed(2)} GFLOP/s`}`,
      );
    }
  }
  return {
    adapter: open.adapter.name,
    software: open.adapter.software,
    browser: navigator.userAgent,
    network,
    tiles,
    rates,
  };
}

const noiseTimeOf = (model: NetworkModel) => longPlan(model, 1).noiseTimes[0] as number;

/** Opens a library and makes sure that it opened a device of the same adapter. */
async function openPeer(peer: Peer, plain: ReturnType<typeof plainNetwork>, watch: GpuWatch) {
  const before = watch.adapters.length;
  try {
    const opened = await peer.open(plain);
    const [ours, ...others] = [watch.adapters[0], ...watch.adapters.slice(before)];
    if (others.length === 0) throw new Error(`${peer.library} opened no WebGPU device.`);
    const other = others.find((adapter) => adapter !== ours);
    if (other !== undefined) throw new Error(`${peer.library} took the adapter ${other}, the playground ${ours}.`);
    return opened;
  } catch (error) {
    return errorOf(error);
  }
}

/** Every tile of the own kernel, and the fastest. */
async function tryTiles(
  open: OpenDevice,
  model: NetworkModel,
  watch: GpuWatch,
  { network, tileRows, sampling }: Sizes['peers'],
  say: (line: string) => Promise<void>,
): Promise<{ tiles: PeersMeasurement['tiles']; best: NetworkTile }> {
  const tried: { readonly tile: NetworkTile; readonly rate: number }[] = [];
  for (const tile of networkTiles(network, open.adapter.software, tileRows)) {
    const rated = await ratePeer('', openOurs(open, model, tile), open, model, tileRows, watch, {
      ...sampling,
      samples: 1,
    });
    if ('failure' in rated) throw new Error(`The tile ${nameOfTile(tile)} failed: ${rated.failure}`);
    tried.push({ tile, rate: rated.rate });
  }
  const best = tried.reduce((a, b) => (b.rate > a.rate ? b : a));
  await say(`Best tile of ${tileRows} rows: ${nameOfTile(best.tile)}, ${(best.rate / 1e9).toFixed(2)} GFLOP/s`);
  const tiles = tried.map(({ tile, rate }) => ({ tile: nameOfTile(tile), rows: tileRows, rate }));
  return { tiles, best: best.tile };
}

async function ratePeer(
  library: string,
  peer: OpenPeer | Error,
  open: OpenDevice,
  model: NetworkModel,
  rows: number,
  watch: GpuWatch,
  sampling: Sampling,
): Promise<PeerRate> {
  if (peer instanceof Error) return { library, rows, failure: peer.message };
  const { dimension, width, layers } = model;
  const states = statesFor(rows * dimension);
  try {
    const multiplyAdds = await multiplyAddRate(open, sampling);
    const { chain, dispose } = await peer.prepare(states, rows);
    try {
      const { first, last, ...timing } = await timeChain(chain, watch, sampling);
      if (timing.dispatches <= 0) throw new Error('Nothing was dispatched on WebGPU.');
      if (timing.seconds <= 0) throw new Error('A chain took no longer than one evaluation.');
      const operations = rows * operationsOfRow({ dimension, width, depth: layers.length - 1 });
      return {
        library,
        rows,
        ...timing,
        rate: operations / timing.seconds,
        multiplyAddRate: multiplyAdds,
        error: chainError(model, states, first, 1),
        chainError: chainError(model, states, last, timing.evaluations),
      };
    } finally {
      dispose();
    }
  } catch (error) {
    return { library, rows, failure: errorOf(error).message };
  }
}

/** Error after a chain of evaluations, relative to the largest number: the first and the last rows. `[row][coordinate]` */
function chainError(model: NetworkModel, states: Float32Array, result: Float32Array, evaluations: number): number {
  if (result.length !== states.length) throw new Error(`There are ${result.length} numbers, not ${states.length}.`);
  const { dimension } = model;
  // The twin takes its time for a long chain.
  const count = Math.min(evaluations === 1 ? CHECKED : CHECKED_OF_CHAIN, states.length / dimension);
  const gauge = new ErrorGauge();
  for (const offset of [0, states.length - count * dimension]) {
    const place = (i: number) => offset + (i % count) * dimension + Math.floor(i / count);
    let expected = Float64Array.from({ length: count * dimension }, (_, i) => states[place(i)] as number);
    for (let i = 0; i < evaluations; i++) expected = twinScores(model, noiseTimeOf(model), expected) as typeof expected;
    expected.forEach((value, i) => {
      gauge.add(result[place(i)], value);
    });
  }
  return gauge.relative;
}
