// The tables of the bench.

import type { RunTiming } from './runs';

export interface Throughput {
  readonly dimension: number;
  readonly width: number;
  readonly depth: number;
  readonly rows: number;
  /** Of one evaluation of all rows: the median, and the fastest and slowest sample. */
  readonly seconds: number;
  readonly range: readonly [number, number];
  /** Floating-point operations a second, a multiply-add counted as two. */
  readonly rate: number;
  /** Largest error of a score against float64, relative to the largest score. */
  readonly error: number;
}

/** What one shape of a tile reaches. */
export interface TileRate {
  readonly dimension: number;
  readonly width: number;
  readonly depth: number;
  readonly rows: number;
  /** As `NetworkTile` of `src/engine/webgpu/network-tiles.ts`. */
  readonly quads: number;
  readonly outputs: number;
  readonly tiles: number;
  readonly rate: number;
}

export interface BenchResults {
  readonly adapter: string;
  readonly software: boolean;
  /** Floating-point operations a second of multiply-adds that stay in registers. */
  readonly multiplyAddRate: number;
  /** Seconds. */
  readonly emptyDispatch: number;
  readonly throughput: readonly Throughput[];
  readonly tiles: readonly TileRate[];
  /** Sequential steps of the runs. */
  readonly steps: number;
  readonly runs: readonly RunTiming[];
}

const row = (cells: readonly (string | number)[]) => `| ${cells.join(' | ')} |`;
const head = (cells: readonly string[]) => [row(cells), row(cells.map(() => '---'))];
const grouped = (value: number) => value.toLocaleString('en');

/** Both tables as Markdown. */
export function tableOf(results: BenchResults): string {
  const { adapter, multiplyAddRate, emptyDispatch, throughput, tiles, steps, runs } = results;
  const lines = [
    '# Speed',
    '',
    `Made by \`npm run bench\` on the adapter ${adapter}, in Node. Multiply-adds that stay in registers: ${(multiplyAddRate / 1e9).toFixed(2)} GFLOP/s. A dispatch that does nothing: ${(1e6 * emptyDispatch).toFixed(1)} µs.`,
    '',
    '## One network evaluation',
    '',
    ...head(['dimension', 'width', 'hidden layers', 'rows', 'ms', 'GFLOP/s', 'of the multiply-add rate', 'error']),
    ...throughput.map(({ dimension, width, depth, rows, seconds, rate, error }) =>
      row([
        dimension,
        width,
        depth,
        grouped(rows),
        (1000 * seconds).toPrecision(3),
        (rate / 1e9).toFixed(2),
        `${((100 * rate) / multiplyAddRate).toFixed(0)} %`,
        error.toExponential(1),
      ]),
    ),
    '',
    '## Tiles',
    '',
    ...head(['width', 'rows', 'rows of a tile', 'outputs of a thread', 'tiles of a workgroup', 'GFLOP/s']),
    ...tiles.map((tile) =>
      row([tile.width, grouped(tile.rows), 4 * tile.quads, tile.outputs, tile.tiles, (tile.rate / 1e9).toFixed(2)]),
    ),
    '',
    `## Sequential against parallel, ${steps} steps`,
    '',
    'The network of the default run, PIADM with the Gaussian linear part, tolerance 1e-3.',
    '',
    ...head([
      'particles',
      'blocks',
      'rounds',
      'evaluations',
      'parallel, ms',
      'sequential, ms',
      'sequential / parallel',
    ]),
    ...runs.map(({ particles, blocks, rounds, evaluations, parallel, sequential }) =>
      row([
        grouped(particles),
        blocks,
        rounds,
        grouped(evaluations),
        parallel.toFixed(1),
        sequential.toFixed(1),
        (sequential / parallel).toFixed(2),
      ]),
    ),
  ];
  return `${lines.join('\n')}\n`;
}
