// The results of the bench as they are kept in JSON: its parts, each with the adapter on which it was measured.

import type { PassTimes } from '../../src/core/cost-profile';
import type { Part, Size } from './command.mjs';
import type { NetworkSizes } from './network';
import type { Ratio } from './ratios';

export interface Measured {
  readonly size: Size;
  readonly adapter: string;
  readonly software: boolean;
}

export interface Throughput extends NetworkSizes {
  readonly rows: number;
  /** The one that the engine takes, as `nameOfTile` of `src/engine/webgpu/network-tiles.ts` writes it. */
  readonly tile: string;
  /** Of one evaluation of all rows: the median, and the fastest and slowest sample. */
  readonly seconds: number;
  readonly range: readonly [number, number];
  /** Floating-point operations a second, a multiply-add counted as two. */
  readonly rate: number;
  /** The same of multiply-adds that stay in registers, just before: machines are faster in one minute than in another. */
  readonly multiplyAddRate: number;
  /** Largest error of a score against float64, relative to the largest score. */
  readonly error: number;
}

/** What one shape of a tile reaches. */
export interface TileRate extends NetworkSizes {
  readonly rows: number;
  readonly tile: string;
  readonly rate: number;
}

export interface ThroughputPart extends Measured {
  readonly evaluations: readonly Throughput[];
  readonly tiles: readonly TileRate[];
}

/** What a library reaches with so many rows. */
export interface PeerSpeed {
  readonly library: string;
  readonly rows: number;
  /** Of one evaluation: the median, and the fastest and slowest sample. */
  readonly seconds: number;
  readonly range: readonly [number, number];
  readonly rate: number;
  /** Of multiply-adds in the same page, just before. */
  readonly multiplyAddRate: number;
  /** Evaluations of the longest chain, and dispatches of each. */
  readonly evaluations: number;
  readonly dispatches: number;
  /** Largest error against float64 relative to the largest number: of one evaluation, and of the last of a chain. */
  readonly error: number;
  readonly chainError: number;
}

/** Why a library reaches nothing. */
export interface PeerFailure {
  readonly library: string;
  readonly rows: number;
  readonly failure: string;
}

export type PeerRate = PeerSpeed | PeerFailure;

/** What is measured in the page of the peers. */
export interface PeersMeasurement {
  readonly adapter: string;
  readonly software: boolean;
  /** As the browser names itself. */
  readonly browser: string;
  readonly network: NetworkSizes;
  readonly tiles: readonly Pick<TileRate, 'tile' | 'rows' | 'rate'>[];
  readonly rates: readonly PeerRate[];
}

export interface PeersPart extends Measured, PeersMeasurement {
  readonly versions: Readonly<Record<string, string>>;
  readonly ratios: readonly Ratio[];
}

/** A run whose arithmetic is known. */
export interface Overhead {
  readonly particles: number;
  readonly blocks: number;
  readonly nodes: number;
  readonly rounds: number;
  /** Milliseconds of the parallel sampler: the median, and the fastest and slowest. */
  readonly run: number;
  readonly range: readonly [number, number];
  /** The same by the clock: what lies between submits is in it even where a device has a clock of its own. */
  readonly elapsed: number;
  /** Milliseconds that its network evaluations take by themselves, each with its launch, at their fastest. */
  readonly arithmetic: number;
  /** Operations a second of these evaluations. */
  readonly rate: number;
  /** Microseconds a round of the fastest run beyond the arithmetic. */
  readonly perRound: number;
  /** Dispatches that a round records. */
  readonly dispatches: number;
  /** Kernels of the run, each timed by itself; null where there is no such clock. */
  readonly times: PassTimes | null;
}

export interface OverheadPart extends Measured {
  /** Microseconds, at its fastest. */
  readonly emptyDispatch: number;
  /** The same of a dispatch whose size the device reads. */
  readonly emptyIndirect: number;
  readonly runs: readonly Overhead[];
}

export interface RunTiming {
  readonly blocks: number;
  readonly particles: number;
  readonly rounds: number;
  readonly evaluations: number;
  /** Milliseconds of the parallel sampler and of the sequential one, each the median of the repeats. */
  readonly parallel: number;
  readonly sequential: number;
}

export interface RunsPart extends Measured {
  /** Sequential steps of the runs. */
  readonly steps: number;
  /** Tiles that were found fastest on this adapter, by its name, the network and the number of rows; none on a software adapter, which
   * measures none by itself. */
  readonly tuned: Readonly<Record<string, string>>;
  readonly runs: readonly RunTiming[];
}

export interface Scaling extends RunTiming {
  readonly target: 'gaussian' | 'mixture' | 'ring';
  readonly dimension: number;
  readonly steps: number;
}

export interface ScalingPart extends Measured {
  readonly runs: readonly Scaling[];
}

export interface Task {
  /** Milliseconds by the clock, and of them on a processor. */
  readonly elapsed: number;
  readonly processor: number;
}

export interface PagePart extends Measured {
  readonly browser: string;
  /** Bytes of contents: as sent, and as they are. Of the page until its default run is done, and of all that the visit asks for, the copy for
   * visits without a network included. */
  readonly bytes: {
    readonly page: { readonly files: number; readonly sent: number; readonly raw: number };
    readonly all: { readonly files: number; readonly sent: number; readonly raw: number };
  };
  /** Milliseconds after the begin of the visit, medians: of the first text or line, of the first picture of particles, and of the end of the default run. */
  readonly firstPaint: number;
  readonly firstPicture: number;
  readonly runDone: number;
  /** The longest tasks by processor: before the begin of the run, and from then on. */
  readonly longestTask: { readonly start: Task; readonly run: Task };
}

export interface PartResults {
  readonly throughput: ThroughputPart;
  readonly peers: PeersPart;
  readonly overhead: OverheadPart;
  readonly runs: RunsPart;
  readonly scaling: ScalingPart;
  readonly page: PagePart;
}

/** The parts that were measured so far. */
export type BenchResults = { readonly [Name in Part]?: PartResults[Name] | undefined };

/** Goes up by one whenever the parts have other fields; parts of another format are not kept. */
export const FORMAT = 3;

/** The results as they stand in the file. */
export interface BenchFile extends BenchResults {
  readonly format: number;
}
