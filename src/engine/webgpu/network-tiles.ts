// How the network kernel is cut into threads: the shapes that a tile may have, the one that is taken, and the statements of the kernel
// that there are for each of a thread's accumulators.

/** What a thread of `score-network.wgsl` computes, and how many tiles make a workgroup. */
export interface NetworkTile {
  /** Rows of a tile, four a vector. */
  readonly quads: number;
  /** Outputs of a thread, a multiple of four that divides the width. */
  readonly outputs: number;
  /** Tiles of a workgroup. */
  readonly tiles: number;
}

/** Workgroup memory and threads of a workgroup that WebGPU guarantees. */
const WORKGROUP_BYTES = 16384;
const WORKGROUP_THREADS = 256;

/** Bytes of workgroup memory of a tile: a float of each row a unit. */
function tileBytes(quads: number, units: number): number {
  return 16 * quads * units;
}

/** Whether a tile is one of a network's: outputs share out evenly, and a workgroup has no more memory and threads than are guaranteed. */
function tileFits({ quads, outputs, tiles }: NetworkTile, width: number, dimension: number): boolean {
  return (
    width % outputs === 0 &&
    (tiles * width) / outputs <= WORKGROUP_THREADS &&
    tiles * tileBytes(quads, Math.max(width, dimension)) <= WORKGROUP_BYTES
  );
}

/** Threads that run together on most GPUs: tiles are put side by side until a workgroup has as many. */
const SIMD_THREADS = 32;

/**
 * The tiles that are worth trying for a network.
 *
 * A thread reads `outputs / 4 + quads` vectors for `4 quads outputs` multiply-adds of numbers, so larger tiles read less per
 * multiply-add (64 per 4 vectors at 2 quads and 8 outputs, 256 per 8 at 4 and 16) and hold more accumulators (64 and 256
 * numbers): past what a thread has in registers they spill. Smaller ones leave more threads to hide what reading takes, and tiles side by
 * side share the weights in the cache, and fill the SIMD units of a GPU; a software adapter has none to fill.
 */
export function networkTiles(width: number, dimension: number, software: boolean): NetworkTile[] {
  const shapes = [
    { quads: 1, outputs: 4 },
    { quads: 1, outputs: 8 },
    { quads: 2, outputs: 4 },
    { quads: 2, outputs: 8 },
    { quads: 2, outputs: 16 },
    { quads: 4, outputs: 4 },
    { quads: 4, outputs: 8 },
    { quads: 4, outputs: 16 },
  ];
  const counts = software ? [1] : [1, 2, 4, 8];
  return counts
    .flatMap((tiles) => shapes.map((shape) => ({ ...shape, tiles })))
    .filter(
      (tile) => tileFits(tile, width, dimension) && (software || (tile.tiles * width) / tile.outputs >= SIMD_THREADS),
    );
}

/** Multiply-adds of the sequential sampler, as operations, from which on a software adapter runs longer than it compiles. */
const LONG_WORK = 1e9;

/** The tile of a network on an adapter of which nothing is measured.
 * @param work operations of all rows of the sequential sampler */
export function networkTile(width: number, dimension: number, software: boolean, work: number): NetworkTile {
  // Few wide threads on a software adapter, whose barriers are dear; but its compiler takes the longer the more sums there are.
  if (software && work > LONG_WORK) {
    const wide: NetworkTile = { quads: 4, outputs: 8, tiles: 1 };
    if (tileFits(wide, width, dimension)) return wide;
  }
  const narrow: NetworkTile = { quads: 2, outputs: 8, tiles: 1 };
  if (software) return narrow;
  const memory = WORKGROUP_BYTES / tileBytes(narrow.quads, Math.max(width, dimension));
  const tiles = Math.floor(Math.min((SIMD_THREADS * narrow.outputs) / width, memory));
  return { ...narrow, tiles: Math.max(1, tiles) };
}

/** Puts the statements of all accumulators into `score-network.wgsl`, output `o` by vector of rows `q`. */
export function writeTile(code: string, { quads, outputs }: NetworkTile): string {
  const each = (count: number, statement: (index: number) => string) =>
    Array.from({ length: count }, (_, index) => statement(index));
  const cells = (statement: (o: number, q: number) => string) =>
    each(outputs, (o) => each(quads, (q) => statement(o, q)).join(' '));
  const statements: Readonly<Record<string, readonly string[]>> = {
    accumulators: cells((o, q) => `var y${o}_${q} = sums[${o * quads + q}u];`),
    multiply: [
      ...each(outputs / 4, (w) => `let w${w} = hidden[weight + ${w}u];`),
      ...each(quads, (q) => `let x${q} = activation[row + ${q}u];`),
      ...cells((o, q) => `y${o}_${q} += w${Math.floor(o / 4)}.${'xyzw'.charAt(o % 4)} * x${q};`),
    ],
    store: cells((o, q) => `activation[unit + ${o * quads + q}u] = y${o}_${q};`),
  };
  return code.replace(/^( *)\/\/@ (\w+)$/gm, (_line, indent: string, name: string) => {
    const lines = statements[name];
    if (lines === undefined)
      throw new Error(`The kernel asks for "${name}"; there are ${Object.keys(statements).join(', ')}.`);
    return lines.map((line) => indent + line).join('\n');
  });
}
