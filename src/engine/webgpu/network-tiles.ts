// How the network kernels are cut into threads: the tiles that there are, the one that is taken where nothing was measured, their names,
// and the statements of the kernels that there are for each of a thread's accumulators.

import { fillIn } from './fill-in';

/** All layers in one kernel: what a thread of `score-network.wgsl` computes, and how many tiles make a workgroup. */
export interface FusedTile {
  readonly kind: 'fused';
  /** Rows of a tile, four a vector. */
  readonly quads: number;
  /** Outputs of a thread, a multiple of four that divides the width. */
  readonly outputs: number;
  /** Tiles of a workgroup. */
  readonly tiles: number;
}

/** A kernel a layer: what a thread of `layer-network.wgsl` computes, and the threads of a workgroup along rows and outputs. */
export interface LayerTile {
  readonly kind: 'layers';
  /** Rows of a thread, four a vector. */
  readonly quads: number;
  /** Outputs of a thread, a multiple of four. */
  readonly outputs: number;
  readonly rowThreads: number;
  /** Together they compute `outputs outputThreads` outputs, which divide the width. */
  readonly outputThreads: number;
}

/** All layers in one kernel without workgroup memory: the rows of a thread of `row-network.wgsl`. */
export interface RowTile {
  readonly kind: 'rows';
  /** Rows of a thread, four a vector. */
  readonly quads: number;
}

export type NetworkTile = FusedTile | LayerTile | RowTile;

/** Threads of a workgroup of `row-network.wgsl`: a quad. */
export const ROW_THREADS = 4;

/** What of a network decides whether a tile fits. */
export interface NetworkSizes {
  readonly dimension: number;
  readonly width: number;
}

/** Workgroup memory and threads of a workgroup that WebGPU guarantees, and private memory of a thread that WGSL does. */
export const WORKGROUP_BYTES = 16384;
const PRIVATE_BYTES = 8192;
const WORKGROUP_THREADS = 256;
const VECTOR_BYTES = 16;
/** Inputs that `layer-network.wgsl` holds in workgroup memory at a time. */
const CHUNK = 8;
/** Memory for the activations of all rows between layers, at most: what one binding may have. */
const ACTIVATION_BYTES = 2 ** 27;

/** `fused-2x8x1` (vectors of rows, outputs, tiles), `layers-2x8-8x8` (vectors of rows, outputs, threads along each) or `rows-2` (vectors
 * of rows). */
export function nameOfTile(tile: NetworkTile): string {
  switch (tile.kind) {
    case 'fused':
      return `fused-${tile.quads}x${tile.outputs}x${tile.tiles}`;
    case 'layers':
      return `layers-${tile.quads}x${tile.outputs}-${tile.rowThreads}x${tile.outputThreads}`;
    case 'rows':
      return `rows-${tile.quads}`;
  }
}

/** Reads what {@link nameOfTile} has written; null where it is no tile. */
export function parseTile(name: string): NetworkTile | null {
  const numbers = (match: RegExpExecArray) => match.slice(1).map(Number) as [number, number, number, number];
  const fused = /^fused-([124])x(4|8|16)x(\d{1,2})$/.exec(name);
  if (fused) {
    const [quads, outputs, tiles] = numbers(fused);
    return tiles > 0 ? { kind: 'fused', quads, outputs, tiles } : null;
  }
  const rows = /^rows-([124])$/.exec(name);
  if (rows) return { kind: 'rows', quads: Number(rows[1]) };
  const layers = /^layers-([124])x(4|8|16)-(\d{1,2})x(\d{1,2})$/.exec(name);
  if (!layers) return null;
  const [quads, outputs, rowThreads, outputThreads] = numbers(layers);
  return rowThreads > 0 && outputThreads > 0 ? { kind: 'layers', quads, outputs, rowThreads, outputThreads } : null;
}

/** How tiles are chosen: `auto` measures on a GPU, after the first run of a shape, and takes what suits most on a software adapter, which
 * compiles longer than it would gain; `tune` measures everywhere, before the run; or one tile for all. */
export type TileChoice = 'auto' | 'tune' | NetworkTile;

/** @throws Error whose message is a sentence when a text is none of the choices. */
export function parseTileChoice(text: string): TileChoice {
  if (text === 'auto' || text === 'tune') return text;
  const tile = parseTile(text);
  if (tile) return tile;
  throw new Error(
    `The tile is "${text}"; allowed are auto, tune, and names such as fused-2x8x1 (vectors of rows, outputs, tiles), layers-2x8-8x8 (vectors of rows, outputs, threads along each) and rows-2 (vectors of rows).`,
  );
}

/** Rows that a workgroup covers. */
export function rowsOfTile(tile: NetworkTile): number {
  const { kind, quads } = tile;
  return 4 * quads * (kind === 'fused' ? tile.tiles : kind === 'layers' ? tile.rowThreads : ROW_THREADS);
}

/** Floats of working memory that a tile takes for some rows: activations of two layers. */
export function activationFloats(tile: NetworkTile, width: number, rows: number): number {
  const tileRows = rowsOfTile(tile);
  return tile.kind === 'layers' ? 2 * width * tileRows * Math.ceil(rows / tileRows) : 0;
}

/** Whether a tile is one of a network's: outputs share out evenly, and a workgroup and a thread have no more memory than is guaranteed,
 * nor a binding more bytes. */
export function tileFits(tile: NetworkTile, { dimension, width }: NetworkSizes, rows: number): boolean {
  if (tile.kind === 'rows') {
    // States and places of biases are another such memory.
    const units = Math.max(width, dimension + 1);
    return tile.quads * units * VECTOR_BYTES <= PRIVATE_BYTES;
  }
  if (tile.kind === 'fused') {
    const { quads, outputs, tiles } = tile;
    return (
      width % outputs === 0 &&
      (tiles * width) / outputs <= WORKGROUP_THREADS &&
      tiles * quads * Math.max(width, dimension) * VECTOR_BYTES <= WORKGROUP_BYTES
    );
  }
  const { quads, outputs, rowThreads, outputThreads } = tile;
  return (
    width % (outputs * outputThreads) === 0 &&
    rowThreads * outputThreads <= WORKGROUP_THREADS &&
    CHUNK * (quads * rowThreads + 1 + (outputs / 4) * outputThreads) * VECTOR_BYTES <= WORKGROUP_BYTES &&
    4 * activationFloats(tile, width, rows) <= ACTIVATION_BYTES
  );
}

/** Threads that run together on most GPUs: tiles are put side by side until a workgroup has as many. */
export const SIMD_THREADS = 32;

/**
 * The tiles that are worth measuring for a network and a number of rows.
 *
 * All layers in one kernel: a thread reads `outputs / 4 + quads` vectors for `4 quads outputs` multiply-adds of numbers, so larger tiles read less per
 * multiply-add (64 per 4 vectors at 2 quads and 8 outputs, 128 per 6 at 4 and 8) and hold more accumulators (64 and 128 numbers of the 255
 * registers of a thread). Smaller ones leave more threads to hide what reading takes, and tiles side by side share the weights in the cache
 * and fill the SIMD units of a GPU; a software adapter has none to fill.
 *
 * A kernel a layer: weights come from memory once for all rows of a workgroup, 32 to 128, instead of once for the 8 or 16 whose
 * activations have room in workgroup memory. At width 512, where weights are too many for the nearest cache, that is an eighth of the
 * reading; of 128 rows by 128 outputs each number read serves 128 multiply-adds. The price is to write and read all activations between
 * layers, 8 bytes for `width` multiply-adds.
 */
export function networkTiles(sizes: NetworkSizes, software: boolean, rows: number): NetworkTile[] {
  return (software ? softwareTiles() : hardwareTiles(sizes.width)).filter((tile) => tileFits(tile, sizes, rows));
}

const fused = (quads: number, outputs: number, tiles: number): FusedTile => ({ kind: 'fused', quads, outputs, tiles });
const layers = (quads: number, outputs: number, rowThreads: number, outputThreads: number): LayerTile => ({
  kind: 'layers',
  quads,
  outputs,
  rowThreads,
  outputThreads,
});

const rows = (quads: number): RowTile => ({ kind: 'rows', quads });

/** A software adapter runs the threads of a workgroup in turn, so that few wide ones are best. Of those that keep activations in workgroup
 * memory, each load is some sixty instructions there; rows in private memory, read with one, take none for their own and share those
 * of weights. */
function softwareTiles(): NetworkTile[] {
  return [rows(1), rows(2), rows(4), fused(2, 8, 1), fused(4, 4, 1), fused(4, 8, 1), layers(4, 8, 2, 4)];
}

/** Workgroups of one and of four SIMD units. */
function hardwareTiles(width: number): NetworkTile[] {
  const shapes = [
    [1, 4],
    [2, 4],
    [2, 8],
    [4, 4],
    [4, 8],
  ] as const;
  const all = shapes.flatMap(([quads, outputs]) =>
    [SIMD_THREADS, 4 * SIMD_THREADS].map((threads) => fused(quads, outputs, Math.ceil((threads * outputs) / width))),
  );
  const byLayer = [layers(1, 8, 8, 8), layers(2, 8, 8, 8), layers(4, 8, 8, 8), layers(2, 8, 16, 16)];
  const different = new Map([...all, ...byLayer].map((tile) => [nameOfTile(tile), tile]));
  return [...different.values()];
}

/** Multiply-adds of the sequential sampler, as operations, from which on twice and four times as many rows of a thread save a software
 * adapter more time than they take to compile. */
const LONG_WORK = { two: 1e9, four: 8e9 };
/** Width beyond which rows take longer to compile than a shorter run to make. */
const WIDE = 256;

/** The tile of a network on an adapter of which nothing is measured.
 * @param work operations of all rows of the sequential sampler */
export function networkTile(sizes: NetworkSizes, software: boolean, work: number): NetworkTile {
  if (software) {
    const quads = work > LONG_WORK.four ? 4 : work > LONG_WORK.two ? 2 : 1;
    const isShort = quads === 1 && sizes.width > WIDE;
    const fitting = [4, 2, 1].map(rows).find((tile) => tile.quads <= quads && tileFits(tile, sizes, 0));
    return isShort || !fitting ? fused(2, 8, 1) : fitting;
  }
  const { width, dimension } = sizes;
  const memory = WORKGROUP_BYTES / (2 * Math.max(width, dimension) * VECTOR_BYTES);
  return fused(2, 8, Math.max(1, Math.floor(Math.min((SIMD_THREADS * 8) / width, memory))));
}

/** Puts the statements of all accumulators into a network kernel, output `o` by vector of rows `q`. */
export function writeTile(code: string, { quads, outputs }: FusedTile | LayerTile): string {
  const each = (count: number, statement: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => statement(index));
  const cells = (statement: (o: number, q: number) => string) =>
    each(outputs, (o) => each(quads, (q) => statement(o, q)).join(' '));
  const multiply = (weights: (index: string) => string, inputs: (q: number) => string) => [
    ...each(outputs / 4, (w) => `let w${w} = ${weights(`weight + ${w}u * THREADS`)};`),
    ...each(quads, (q) => `let x${q} = ${inputs(q)};`),
    ...cells((o, q) => `y${o}_${q} += w${Math.floor(o / 4)}.${'xyzw'.charAt(o % 4)} * x${q};`),
  ];
  const statements: Readonly<Record<string, readonly string[]>> = {
    accumulators: cells((o, q) => `var y${o}_${q} = sums[${o * quads + q}u];`),
    'multiply hidden activation': multiply(
      (index) => `weightsOf(hidden[${index}])`,
      (q) => `x[${q}u]`,
    ),
    'multiply weights inputs': multiply(
      (index) => `weights[${index}]`,
      (q) => `inputs[row + ${q}u]`,
    ),
    store: cells((o, q) => `activation[unit + ${4 * Math.floor(o / 4)}u * THREADS + ${o % 4}u][${q}u] = y${o}_${q};`),
    sums: cells((o, q) => `sums[${o * quads + q}u] = y${o}_${q};`),
  };
  return fillIn(code, statements);
}
