// Which tile of a network's kernel is fastest on an adapter: measured once for a shape of network and a number of rows, and kept.

import type { Plan } from '../../core/plan';
import { normal } from '../../core/random';
import type { NetworkModel } from '../../core/scores';
import type { TileMemory } from '../engine';
import { type Binding, ShaderError } from './compute-pass';
import type { OpenDevice } from './device';
import { encodeState } from './layout';
import { bindModel } from './model-bindings';
import { defaultTile, plainNetwork } from './network-pass';
import {
  activationFloats,
  type NetworkTile,
  nameOfTile,
  networkTiles,
  parseTile,
  type TileChoice,
  tileFits,
} from './network-tiles';
import { createScorePasses, loopRows, type PackedScore, scoreGroups } from './score-pass';
import { time } from './timing';

/** Tiles of the two loops of a run. */
export interface LoopTiles {
  readonly parallel: NetworkTile;
  readonly sequential: NetworkTile;
}

/** One tile, measured. */
export interface TileTiming {
  readonly tile: NetworkTile;
  /** Of one evaluation of all rows. */
  readonly seconds: number;
}

/** Numbers of rows at which tiles are measured: powers of four. */
const LEAST_ROWS = 256;
const MOST_ROWS = 65_536;
/** A sample takes at least so long. */
const SAMPLE_SECONDS = 0.002;
/** Another tile than the usual one is taken where it needs at most this share of its time: less is noise. */
const WORTH = 0.97;
/** Scores of two tiles differ by rounding, relative to the largest; beyond it a tile is wrong on this adapter and is not taken. */
const AGREEMENT = 1e-4;

/** The number of rows that stands for `rows`. */
export function measuredRows(rows: number): number {
  let power = LEAST_ROWS;
  while (power < rows && power < MOST_ROWS) power *= 4;
  return power;
}

/** Chooses the tiles of runs on one adapter. */
export class Tuner {
  constructor(
    private readonly memory: TileMemory,
    private readonly choice: TileChoice,
  ) {}

  /** Whether runs wait for measurements. */
  get first(): boolean {
    return this.choice === 'tune';
  }

  /**
   * The tiles of a plan; null where its target is no network.
   * @throws Error with a sentence when the tile that was asked for does not fit the network
   */
  tiles({ adapter }: Pick<OpenDevice, 'adapter'>, plan: Plan): LoopTiles | null {
    const { model } = plan.target;
    if (model.kind !== 'network') return null;
    const [parallel, sequential] = rowsOf(plan).map((rows) => {
      if (typeof this.choice === 'object') return fitting(this.choice, model, rows);
      const usual = defaultTile(model, adapter.software, plan.totalNodes * plan.spec.particles);
      const kept = this.memory.read(keyOf(adapter.name, model, measuredRows(rows)));
      const tile = kept === null ? null : parseTile(kept);
      return tile && tileFits(tile, model, rows) ? tile : usual;
    }) as [NetworkTile, NetworkTile];
    return { parallel, sequential };
  }

  /** Numbers of rows of a plan of which nothing is known yet and that would be measured. */
  missing({ adapter }: Pick<OpenDevice, 'adapter'>, plan: Plan): number[] {
    const { model } = plan.target;
    if (model.kind !== 'network' || typeof this.choice === 'object') return [];
    if (this.choice === 'auto' && adapter.software) return [];
    const rows = new Set(rowsOf(plan).map(measuredRows));
    return [...rows].filter((count) => this.memory.read(keyOf(adapter.name, model, count)) === null);
  }

  /** Measures what is missing for a plan and keeps it. Rejects with the signal's reason, or ShaderError. */
  async tune(open: OpenDevice, plan: Plan, signal?: AbortSignal): Promise<void> {
    const { model } = plan.target;
    if (model.kind !== 'network') return;
    const usual = defaultTile(model, open.adapter.software, plan.totalNodes * plan.spec.particles);
    for (const rows of this.missing(open, plan)) {
      const timings = await timeTiles(open, model, rows, usual, signal);
      this.memory.write(keyOf(open.adapter.name, model, rows), nameOfTile(best(timings)));
    }
  }
}

/** The fastest of some tiles; the first, which is the usual one, where no other is clearly faster. */
export function best(timings: readonly TileTiming[]): NetworkTile {
  const [usual, ...others] = timings;
  if (!usual) throw new Error('There is no tile to choose from.');
  const fastest = others.reduce((least, timing) => (timing.seconds < least.seconds ? timing : least), usual);
  return fastest.seconds < WORTH * usual.seconds ? fastest.tile : usual.tile;
}

/** Rows for which the tiles of the two loops are chosen. */
function rowsOf(plan: Plan): [number, number] {
  const { parallel, sequential } = loopRows(plan);
  // Rounds with derivatives have a kernel of their own, which has no choice of tiles.
  return [plan.derivative === null ? parallel : sequential, sequential];
}

function keyOf(adapter: string, { dimension, width, layers, halfWeights }: NetworkModel, rows: number): string {
  return `${adapter}|${dimension}x${width}x${layers.length - 1}${halfWeights ? ' f16' : ''}|${rows}`;
}

function fitting(tile: NetworkTile, model: NetworkModel, rows: number): NetworkTile {
  if (tileFits(tile, model, rows)) return tile;
  throw new Error(
    `The tile ${nameOfTile(tile)} does not fit the network "${model.name}" of width ${model.width}: its outputs must divide the width, and its memory and threads stay within what WebGPU guarantees.`,
  );
}

/** A time at which networks are measured; they cost the same at all. */
const NOISE_TIME = 1;

/** Times every tile that is worth it with `rows` rows, the usual one first. Tiles that do not compile here, or whose
 * scores differ from its, are left out. */
export async function timeTiles(
  open: OpenDevice,
  model: NetworkModel,
  rows: number,
  usual: NetworkTile,
  signal?: AbortSignal,
): Promise<TileTiming[]> {
  const others = networkTiles(model, open.adapter.software, rows).filter(
    (tile) => nameOfTile(tile) !== nameOfTile(usual),
  );
  const tiles = [usual, ...others];
  const bench = new RowBench(
    open,
    model,
    rows,
    Math.max(...tiles.map((tile) => activationFloats(tile, model.width, rows))),
  );
  try {
    const timings: TileTiming[] = [];
    let expected: Float32Array | null = null;
    for (const tile of tiles) {
      signal?.throwIfAborted();
      const timed = await bench.time(tile, signal);
      if (timed === null) continue;
      expected ??= timed.scores;
      if (agree(timed.scores, expected)) timings.push({ tile, seconds: timed.seconds });
    }
    return timings;
  } finally {
    bench.destroy();
  }
}

/** Whether scores are the same but for rounding. */
export function agree(scores: Float32Array, expected: Float32Array): boolean {
  const largest = expected.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return scores.every((value, index) => Math.abs(value - (expected[index] as number)) <= AGREEMENT * largest);
}

/** Rows of a network at one node, to be evaluated in any tile. */
class RowBench {
  private readonly resources: (GPUBuffer | GPUTexture)[] = [];
  private readonly common: readonly Binding[];
  private readonly models = new Map<NetworkTile['kind'], readonly Binding[]>();
  private readonly scores: GPUBuffer;
  private readonly activations: GPUBuffer;
  private readonly staging: GPUBuffer;

  constructor(
    private readonly open: OpenDevice,
    private readonly model: NetworkModel,
    private readonly rows: number,
    activations: number,
  ) {
    const { dimension } = model;
    const { UNIFORM, STORAGE, COPY_SRC, COPY_DST, MAP_READ } = GPUBufferUsage;
    const place = { first: 0, count: 1, stride: 1, segmentLength: 1, kept: 0, reach: 1, front: 0 };
    const state = encodeState({ phase: 1, clock: 0, iteration: 0, segment: 0, ...place });
    // Few numbers, drawn once: what they are does not matter.
    const drawn = Float32Array.from({ length: 1024 }, (_, i) => normal(1, 0, i, 0));
    const path = Float32Array.from({ length: dimension * rows }, (_, i) => drawn[(7 * i) % drawn.length] as number);
    this.scores = this.buffer('scores', STORAGE | COPY_SRC, path.byteLength);
    this.activations = this.buffer('activations', STORAGE, 4 * activations);
    this.staging = this.buffer('staging', MAP_READ | COPY_DST, path.byteLength);
    this.common = [
      { type: 'uniform', buffer: this.buffer('batch', UNIFORM | COPY_DST, 16, Uint32Array.of(0, rows, 0, 0)) },
      this.read('state', state),
      this.read('nodes', new Float32Array(8).fill(1)),
      this.read('path', path),
      { type: 'storage', buffer: this.scores },
    ];
  }

  /** Seconds of one evaluation, and the scores; null for a tile that does not compile on this adapter. */
  async time(tile: NetworkTile, signal?: AbortSignal): Promise<{ seconds: number; scores: Float32Array } | null> {
    const { device, cache, adapter } = this.open;
    const program = plainNetwork(this.model, [NOISE_TIME], tile);
    const memory = program.activations > 0 ? [{ type: 'storage' as const, buffer: this.activations }] : [];
    const bindings = [...this.common, ...this.modelOf(tile, program), ...memory];
    const passes = await createScorePasses(cache, program, bindings).catch((error: unknown) => {
      if (error instanceof ShaderError) return null;
      throw error;
    });
    if (passes === null) return null;
    const groups = scoreGroups(program, this.rows);
    const encode = (pass: GPUComputePassEncoder) => {
      for (const kernel of passes) kernel.encode(pass, groups);
    };
    const sampling = { samples: 1, leastSeconds: SAMPLE_SECONDS, onDevice: !adapter.software, signal };
    const { seconds } = await time(device, encode, sampling);
    const commands = device.createCommandEncoder({ label: 'tune.commands' });
    commands.copyBufferToBuffer(this.scores, 0, this.staging, 0, this.staging.size);
    device.queue.submit([commands.finish()]);
    await this.staging.mapAsync(GPUMapMode.READ);
    const scores = new Float32Array(this.staging.getMappedRange().slice(0));
    this.staging.unmap();
    return { seconds, scores };
  }

  destroy(): void {
    for (const resource of this.resources) resource.destroy();
  }

  /** The model as the kernels of a kind of tile read it, written when it is first asked for. */
  private modelOf({ kind }: NetworkTile, { model }: PackedScore): readonly Binding[] {
    const known =
      this.models.get(kind) ??
      bindModel(this.open.device, `tune ${kind} model`, model, (resource) => this.resources.push(resource));
    this.models.set(kind, known);
    return known;
  }

  private read(label: string, words: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>): Binding {
    const { STORAGE, COPY_DST } = GPUBufferUsage;
    return { type: 'read-only-storage', buffer: this.buffer(label, STORAGE | COPY_DST, words.byteLength, words) };
  }

  private buffer(
    label: string,
    usage: GPUBufferUsageFlags,
    bytes: number,
    words?: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
  ): GPUBuffer {
    const buffer = this.open.device.createBuffer({ label: `tune ${label}Buffer`, size: Math.max(16, bytes), usage });
    if (words) this.open.device.queue.writeBuffer(buffer, 0, words);
    this.resources.push(buffer);
    return buffer;
  }
}
