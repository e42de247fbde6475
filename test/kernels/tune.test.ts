// The choice of a network kernel's tile: what is measured, what is kept, and that no tile changes what a run computes.

import { describe, expect, test } from 'vitest';
import { encodeModel } from '../../src/core/model-file';
import { withHalfWeights } from '../../src/core/scores/half-weights';
import type { Outcome } from '../../src/core/trace';
import {
  activationFloats,
  type NetworkTile,
  nameOfTile,
  networkTile,
  networkTiles,
  parseTile,
  parseTileChoice,
} from '../../src/engine/webgpu/network-tiles';
import { agree, best, measuredRows, type TileTiming, Tuner, timeTiles } from '../../src/engine/webgpu/tune';
import { createWebGpuEngine } from '../../src/engine/webgpu/webgpu-engine';
import { WebGpuRun } from '../../src/engine/webgpu/webgpu-run';
import { startOptions } from '../../src/state/address';
import { syntheticNetwork } from '../synthetic-network';
import { openTestDevice } from './harness';
import { mixtureTarget, networkTarget, planOf, specOf } from './plans';

const holder = openTestDevice();

/** A memory that counts. */
function memory(kept: Record<string, string> = {}) {
  const tiles = new Map(Object.entries(kept));
  return {
    tiles,
    read: (key: string) => tiles.get(key) ?? null,
    write: (key: string, tile: string) => tiles.set(key, tile),
  };
}

const USUAL: NetworkTile = { kind: 'rows', quads: 1 };
const NARROW: NetworkTile = { kind: 'fused', quads: 1, outputs: 4, tiles: 1 };
const LAYERS: NetworkTile = { kind: 'layers', quads: 1, outputs: 4, rowThreads: 4, outputThreads: 8 };
const GPU = { adapter: { name: 'some GPU', software: false } };
const SOFTWARE = { adapter: { name: 'a CPU', software: true } };
/** 2 blocks of 16 nodes and 40 particles: rounds of 640 rows, steps of 40. */
const plan = planOf(networkTarget(2, 32, 2), specOf({ blocks: 2, nodes: 16, particles: 40 }));

test('names of tiles are read back, and nothing else is', () => {
  for (const software of [true, false]) {
    for (const tile of networkTiles({ dimension: 2, width: 128 }, software, 4096)) {
      expect(parseTile(nameOfTile(tile))).toEqual(tile);
      expect(parseTileChoice(nameOfTile(tile))).toEqual(tile);
    }
  }
  expect([parseTileChoice('auto'), parseTileChoice('tune')]).toEqual(['auto', 'tune']);
  for (const name of [
    '',
    'fused',
    'fused-3x8x1',
    'fused-2x8x0',
    'rows-3',
    'layers-2x8',
    'layers-2x8-0x8',
    'fused-2x8x1 ',
  ]) {
    expect(parseTile(name)).toBeNull();
    expect(() => parseTileChoice(name)).toThrow(`The tile is "${name}"; allowed are auto, tune, and names such as`);
  }
});

test('a software adapter takes more rows a thread the longer the run, as far as they fit and compile', () => {
  const taken = (width: number, work: number) => nameOfTile(networkTile({ dimension: 2, width }, true, work));
  expect([1e8, 2e9, 1e10].map((work) => taken(128, work))).toEqual(['rows-1', 'rows-2', 'rows-4']);
  expect([1e8, 2e9, 1e10].map((work) => taken(256, work))).toEqual(['rows-1', 'rows-2', 'rows-2']);
  expect([1e8, 2e9, 1e10].map((work) => taken(512, work))).toEqual(['fused-2x8x1', 'rows-1', 'rows-1']);
});

test('an address names the choice', () => {
  expect(startOptions('').tile).toBe('auto');
  expect(startOptions('?run=0&tile=fused-1x4x1').tile).toEqual(NARROW);
  expect(() => startOptions('?tile=fast')).toThrow('The tile is "fast"; allowed are auto, tune, and names such as');
});

test('rows are measured at powers of four', () => {
  expect([1, 256, 257, 1024, 4000, 65_536, 1e6].map(measuredRows)).toEqual([
    256, 256, 1024, 1024, 4096, 65_536, 65_536,
  ]);
});

test('the fastest tile is taken, and the usual one where the difference is noise', () => {
  const timings = (seconds: readonly number[]): TileTiming[] =>
    [USUAL, NARROW, LAYERS].map((tile, index) => ({ tile, seconds: seconds[index] as number }));
  expect(best(timings([1, 0.9, 0.8]))).toBe(LAYERS);
  expect(best(timings([1, 0.9, 1.2]))).toBe(NARROW);
  expect(best(timings([1, 0.98, 0.99]))).toBe(USUAL);
});

test('scores that differ by more than rounding, or are no numbers, disagree', () => {
  const scores = Float32Array.of(3, -1, 0);
  expect(agree(Float32Array.of(3.0001, -1, 0), scores)).toBe(true);
  expect(agree(Float32Array.of(3.001, -1, 0), scores)).toBe(false);
  expect(agree(Float32Array.of(Number.NaN, -1, 0), scores)).toBe(false);
});

describe('a tuner', () => {
  test('has nothing to say of what is no network', () => {
    const mixture = planOf(mixtureTarget(2), specOf({ blocks: 1, nodes: 4, particles: 4 }));
    expect(new Tuner(memory(), 'tune').tiles(GPU, mixture)).toBeNull();
    expect(new Tuner(memory(), 'tune').missing(GPU, mixture)).toEqual([]);
  });

  test('measures both loops, on a software adapter only when told to', () => {
    expect(new Tuner(memory(), 'auto').missing(GPU, plan)).toEqual([1024, 256]);
    expect(new Tuner(memory(), 'auto').missing(SOFTWARE, plan)).toEqual([]);
    expect(new Tuner(memory(), 'tune').missing(SOFTWARE, plan)).toEqual([1024, 256]);
    expect(new Tuner(memory(), NARROW).missing(GPU, plan)).toEqual([]);
  });

  test('takes what is kept for adapter, network and rows, if it fits', () => {
    const kept = memory({
      'some GPU|2x32x2|1024': nameOfTile(LAYERS),
      'some GPU|2x32x2|256': nameOfTile(NARROW),
      'a CPU|2x32x2|1024': 'nonsense',
      // 3 outputs a thread there are none, and 64 threads of 8 outputs are more than the width.
      'a CPU|2x32x2|256': 'layers-1x8-2x64',
    });
    expect(new Tuner(kept, 'auto').tiles(GPU, plan)).toEqual({ parallel: LAYERS, sequential: NARROW });
    expect(new Tuner(kept, 'auto').missing(GPU, plan)).toEqual([]);
    expect(new Tuner(kept, 'auto').tiles(SOFTWARE, plan)).toEqual({ parallel: USUAL, sequential: USUAL });
  });

  test('keeps what a network in half precision takes apart', () => {
    const half = planOf(networkTarget(2, 32, 2, 'f16'), plan.spec);
    const kept = memory({ 'some GPU|2x32x2|1024': nameOfTile(LAYERS), 'some GPU|2x32x2 f16|256': nameOfTile(NARROW) });
    expect(new Tuner(kept, 'auto').tiles(GPU, half)).toMatchObject({ sequential: NARROW });
    expect(new Tuner(kept, 'auto').missing(GPU, half)).toEqual([1024]);
    expect(new Tuner(kept, 'auto').missing(GPU, plan)).toEqual([256]);
  });

  test('takes the one that was asked for, or says why not', () => {
    expect(new Tuner(memory(), LAYERS).tiles(GPU, plan)).toEqual({ parallel: LAYERS, sequential: LAYERS });
    const wide: NetworkTile = { kind: 'fused', quads: 4, outputs: 16, tiles: 16 };
    expect(() => new Tuner(memory(), wide).tiles(GPU, plan)).toThrow(
      'The tile fused-4x16x16 does not fit the network "synthetic" of width 32',
    );
  });
});

test.each(['f32', 'f16'])('every tile of a software adapter is timed, the usual one first: %s', async (weights) => {
  const given = syntheticNetwork({ dimension: 2, width: 8, depth: 1 });
  const model = weights === 'f16' ? withHalfWeights(given) : given;
  const timings = await timeTiles(holder.open, model, 256, USUAL);
  expect(timings.map(({ tile }) => nameOfTile(tile)).sort()).toEqual(
    networkTiles(model, true, 256).map(nameOfTile).sort(),
  );
  expect(timings[0]?.tile).toEqual(USUAL);
  for (const { seconds } of timings) expect(seconds).toBeGreaterThan(0);
});

describe('a run', () => {
  const network = networkTarget(2, 32, 2);
  const grid = { blocks: 2, nodes: 6, particles: 21 } as const;
  const spec = specOf({ ...grid, dynamics: 'sde' }, { linearPart: 'gaussian-data', tolerance: null, iterations: 3 });
  /** Derivatives in rounds, and scores without them in predictions and in the corrector. */
  const corrected = specOf(
    { ...grid, dynamics: 'ode' },
    {
      linearPart: 'jacobian',
      start: 'prediction',
      tolerance: null,
      iterations: 3,
      corrector: { friction: 2, time: 0.5, subBlocks: 2, steps: 4, rounds: 2 },
    },
  );

  test.each([
    ['its steps', spec, 21],
    ['the nodes of its corrector', corrected, 6 * 21],
  ] as const)('takes working memory for the rows of the loop that needs it: %s', async (_, wanted, rows) => {
    const run = await WebGpuRun.create(holder.open, planOf(network, wanted), { parallel: NARROW, sequential: LAYERS });
    expect(run.buffers.activations.size).toBe(4 * activationFloats(LAYERS, 32, rows));
    run.destroy();
  });

  test.each([
    ['of the SDE', spec],
    ['with derivatives and a corrector', corrected],
  ])('%s is the same to the bit in any tile', async (_, wanted) => {
    const results = [];
    const tiles = [null, { parallel: NARROW, sequential: LAYERS }, { parallel: LAYERS, sequential: NARROW }];
    for (const ofLoops of tiles) {
      const run = await WebGpuRun.create(holder.open, planOf(network, wanted), ofLoops);
      const { outcome, rounds } = await run.run();
      const { samples, reference } = outcome as Outcome;
      results.push({ samples, reference, errors: rounds.map((round) => round.error) });
      run.destroy();
    }
    expect(results[0]?.samples.every(Number.isFinite)).toBe(true);
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
  });
});

describe('an engine', () => {
  const small = encodeModel(syntheticNetwork({ dimension: 2, width: 8, depth: 1, name: 'two-moons' })).buffer;
  const loadModel = () => Promise.resolve(small);
  const target = { kind: 'network', name: 'two-moons' } as const;
  const spec = specOf({ target, blocks: 1, nodes: 2, particles: 5 }, { tolerance: null, iterations: 1 });

  test('waits for tiles that it is told to measure, which are measured once', async () => {
    const kept = memory();
    const engine = await createWebGpuEngine({ gpu: holder.gpu, loadModel, tile: 'tune', tileMemory: kept });
    await engine.run(spec);
    const name = engine.adapter.name;
    expect([...kept.tiles.keys()]).toEqual([`${name}|2x8x1|256`]);
    kept.tiles.set(`${name}|2x8x1|256`, nameOfTile(NARROW));
    await engine.run(spec);
    expect(kept.tiles.get(`${name}|2x8x1|256`)).toBe(nameOfTile(NARROW));
    engine.destroy();
  });

  test('on a GPU tiles are measured after it, and given up for the next run', async () => {
    const kept = memory();
    const engine = await createWebGpuEngine({ gpu: asHardware(holder.gpu), loadModel, tileMemory: kept });
    await engine.run(spec);
    // The next run does not wait.
    await engine.run(spec);
    expect(kept.tiles.size).toBe(0);
    await expect.poll(() => kept.tiles.size, { timeout: 60_000 }).toBe(1);
    engine.destroy();
  });
});

/** The same adapter under a name that says nothing of software. */
function asHardware(gpu: GPU): GPU {
  const requestAdapter = async (options?: GPURequestAdapterOptions) => {
    const adapter = await gpu.requestAdapter(options);
    if (!adapter) return null;
    const info = { vendor: 'test', architecture: 'gpu', device: '', description: '', isFallbackAdapter: false };
    return new Proxy(adapter, {
      get: (of, key) => {
        if (key === 'info') return info;
        const value: unknown = Reflect.get(of, key, of);
        return typeof value === 'function' ? value.bind(of) : value;
      },
    });
  };
  return { requestAdapter } as unknown as GPU;
}
