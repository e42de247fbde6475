// Measures the parts of the bench that are asked for, one after another.

import { createEngine } from '../../src/engine/create-engine';
import type { Engine, TileMemory } from '../../src/engine/engine';
import { type OpenDevice, openDevice } from '../../src/engine/webgpu/device';
import { Tuner } from '../../src/engine/webgpu/tune';
import { nodeGpu } from '../node-gpu';
import { loadModel } from '../sample/sample';
import type { Part, Size } from './command.mjs';
import { measureOverhead } from './overhead';
import type { BenchResults, Measured, PartResults } from './report';
import { measureRuns, measureScaling } from './runs';
import { SIZES } from './settings';
import { measureThroughput } from './throughput';

type Say = (line: string) => void;

/** What the parts in Node are measured with, opened when first asked for: a device, and an engine with one of its own. */
class Machine {
  private readonly tiles = new Map<string, string>();
  private readonly tileMemory: TileMemory = {
    read: (key) => this.tiles.get(key) ?? null,
    write: (key, tile) => this.tiles.set(key, tile),
  };
  private opened: Promise<OpenDevice> | null = null;
  private created: Promise<{ readonly engine: Engine; readonly tuner: Tuner }> | null = null;

  constructor(private readonly size: Size) {}

  open(): Promise<OpenDevice> {
    this.opened ??= nodeGpu().then(openDevice);
    return this.opened;
  }

  /** The engine, which measures its tiles on a GPU before it runs, and what knows them. */
  engine(): Promise<{ readonly engine: Engine; readonly tuner: Tuner }> {
    this.created ??= this.create();
    return this.created;
  }

  /** The tiles that the engine has found, by what they are for. */
  get tuned(): Readonly<Record<string, string>> {
    return Object.fromEntries(this.tiles);
  }

  /** Adds to numbers where they are measured. */
  async measured<Result>(result: Result): Promise<Result & Measured> {
    const { adapter } = await this.open();
    return { size: this.size, adapter: adapter.name, software: adapter.software, ...result };
  }

  async close(): Promise<void> {
    (await this.created)?.engine.destroy();
    (await this.opened)?.device.destroy();
  }

  private async create() {
    const { adapter } = await this.open();
    const { tileMemory } = this;
    const tile = adapter.software ? 'auto' : 'tune';
    const engine = await createEngine({ backend: 'webgpu', gpu: await nodeGpu(), loadModel, tile, tileMemory });
    return { engine, tuner: new Tuner(tileMemory, tile) };
  }
}

type Measure<Name extends Part> = (machine: Machine, size: Size, say: Say) => Promise<PartResults[Name]>;

const MEASURES: { readonly [Name in Part]: Measure<Name> } = {
  async throughput(machine, size, say) {
    return machine.measured(await measureThroughput(await machine.open(), SIZES[size], say));
  },
  async peers(_machine, size, say) {
    // Playwright and Vite's own build are loaded where there is something to do for them.
    const { measurePeers } = await import('./peers');
    return { size, ...(await measurePeers(SIZES[size].peers, say)) };
  },
  async overhead(machine, size, say) {
    const { engine, tuner } = await machine.engine();
    return machine.measured(await measureOverhead(await machine.open(), engine, tuner, SIZES[size], say));
  },
  async runs(machine, size, say) {
    const runs = await measureRuns((await machine.engine()).engine, SIZES[size], say);
    return machine.measured({ ...runs, tuned: machine.tuned });
  },
  async scaling(machine, size, say) {
    return machine.measured(await measureScaling((await machine.engine()).engine, SIZES[size], say));
  },
  async page(_machine, size, say) {
    const { measurePage } = await import('./page-load');
    return { size, ...(await measurePage(SIZES[size], say)) };
  },
};

/** Measures parts and says what it has; `keep` gets each part as soon as it is there. */
export async function measure(
  parts: readonly Part[],
  size: Size,
  say: Say,
  keep: (part: BenchResults) => void,
): Promise<void> {
  const machine = new Machine(size);
  try {
    for (const part of parts) {
      const begun = performance.now();
      keep({ [part]: await MEASURES[part](machine, size, say) });
      say(`Part ${part}: ${Math.round((performance.now() - begun) / 1000)} s`);
    }
  } finally {
    await machine.close();
  }
}
