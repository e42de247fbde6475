// The face of the engine: it runs a spec on a backend and hands out a trace. It knows nothing of the page.

import type { CostProfile } from '../core/cost-profile';
import type { Plan } from '../core/plan';
import type { RunSpec } from '../core/spec';
import type { Trace } from '../core/trace';

export type BackendName = 'webgpu' | 'cpu';

/** Gets the bytes of a trained network by name: from the page's own address, or from disk. Rejects with an Error whose
 * message is a sentence when there is none. */
export type LoadModel = (name: string) => Promise<ArrayBuffer>;

/** Where answers are kept between visits: names of tiles, by a key that names adapter, network and rows. */
export interface TileMemory {
  read(key: string): string | null;
  write(key: string, tile: string): void;
}

/** Where the work is done, for people. */
export interface AdapterDescription {
  readonly name: string;
  /** A CPU pretending to be a GPU: right answers, little speed. */
  readonly software: boolean;
}

/** Buffers from which the stage draws without a read-back: states `[node][coordinate][particle]`, float32. */
export interface PositionBuffer {
  readonly buffer: GPUBuffer;
  readonly firstParticle: number;
  readonly particles: number;
}

/** What `views/stage` needs to draw particles of the current run straight from the device. */
export interface StageSource {
  /** Of the run whose states these are. */
  readonly plan: Plan;
  readonly device: GPUDevice;
  readonly dimension: number;
  readonly totalNodes: number;
  /** One entry per batch of particles. */
  readonly positions: {
    readonly parallel: readonly PositionBuffer[];
    readonly sequential: readonly PositionBuffer[];
  };
}

export interface Progress {
  /** Records so far; the same object on every call, growing. */
  readonly trace: Trace;
  readonly phase: 'sequential' | 'parallel';
  /** Steps of the sequential reference that are done, of `plan.totalNodes`. */
  readonly sequentialDone: number;
  /** Nodes of the parallel path that are final, of `plan.totalNodes`. */
  readonly parallelDone: number;
}

export interface RunOptions {
  readonly signal?: AbortSignal;
  /** Called about once per submit (or per 16 ms on the CPU). Must not throw. */
  readonly onProgress?: (progress: Progress) => void;
  /** For runs that are measured and not drawn: `stageSource` stays that of the run before. */
  readonly aside?: boolean;
}

/** Parts of measuring what a run costs, in their order: the run by pass, the run as it is, the rate of multiply-adds, a dispatch without
 * work, and score rows. A backend leaves out what it has not. */
export const PROFILE_STAGES = ['passes', 'run', 'rate', 'launch', 'rows'] as const;
export type ProfileStage = (typeof PROFILE_STAGES)[number];

export interface ProfileOptions {
  readonly signal?: AbortSignal | undefined;
  /** Called with the share of a stage that is done. Must not throw. */
  readonly onProgress?: ((progress: { readonly stage: ProfileStage; readonly share: number }) => void) | undefined;
}

export interface Engine {
  readonly backend: BackendName;
  readonly adapter: AdapterDescription;
  /** Resolves targets (and loads a network) and computes the plan, without running anything. Rejects with SpecError. */
  prepare(spec: RunSpec): Promise<Plan>;
  /** Runs a spec. Rejects with SpecError, with an Error whose message is a sentence, or with an AbortError. One run at
   * a time: a second call waits for the first to end. */
  run(spec: RunSpec, options?: RunOptions): Promise<Trace>;
  /** Measures what a run costs here, beside what is drawn; it waits for its turn and rejects as `run` does. Absent where a backend cannot
   * measure. */
  profile?(spec: RunSpec, options?: ProfileOptions): Promise<CostProfile>;
  /** Buffers of the run in progress or of the last finished one; null on the CPU and before the first run. */
  stageSource(): StageSource | null;
  destroy(): void;
}
