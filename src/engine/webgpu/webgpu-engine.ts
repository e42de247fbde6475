// The WebGPU engine: keeps a device, the run in progress and the last finished one, whose buffers the stage draws.

import type { CostProfile } from '../../core/cost-profile';
import type { Plan } from '../../core/plan';
import type { RunSpec } from '../../core/spec';
import type { Trace } from '../../core/trace';
import type {
  AdapterDescription,
  Engine,
  LoadModel,
  ProfileOptions,
  RunOptions,
  StageSource,
  TileMemory,
} from '../engine';
import { resolvePlan } from '../resolve';
import {
  DeviceLostError,
  describeAdapter,
  NoAdapterError,
  type OpenDevice,
  openDevice,
  requestAdapter,
} from './device';
import type { TileChoice } from './network-tiles';
import { profileRun } from './profile';
import { Tuner } from './tune';
import { WebGpuRun } from './webgpu-run';

export interface WebGpuEngineOptions {
  readonly gpu: GPU;
  readonly loadModel: LoadModel;
  /** How tiles of network kernels are chosen; `auto` when absent. */
  readonly tile?: TileChoice;
  /** Where measured tiles are kept; as long as the engine lives when absent. */
  readonly tileMemory?: TileMemory;
  /** Told when the device went away outside of a run; the next run opens a new one. */
  readonly onDeviceLost?: (message: string) => void;
}

/** Opens the adapter. Rejects with NoAdapterError where there is none. */
export async function createWebGpuEngine(options: WebGpuEngineOptions): Promise<Engine> {
  const adapter = await requestAdapter(options.gpu);
  if (!adapter) throw new NoAdapterError('This device offers no WebGPU adapter.');
  return new WebGpuEngine(options, describeAdapter(adapter));
}

function memoryOf(tiles: Map<string, string>): TileMemory {
  return { read: (key) => tiles.get(key) ?? null, write: (key, tile) => tiles.set(key, tile) };
}

class WebGpuEngine implements Engine {
  readonly backend = 'webgpu' as const;
  private open: Promise<OpenDevice> | null = null;
  private current: WebGpuRun | null = null;
  /** Whether the run in progress is one that is not drawn. */
  private aside = false;
  private finished: WebGpuRun | null = null;
  private queue: Promise<unknown> = Promise.resolve();
  private destroyed = false;
  private readonly tuner: Tuner;
  /** Ends the measuring of tiles that goes on between runs. */
  private tuning: AbortController | null = null;

  constructor(
    private readonly options: WebGpuEngineOptions,
    /** After a loss the next device may be another one. */
    public adapter: AdapterDescription,
  ) {
    this.tuner = new Tuner(options.tileMemory ?? memoryOf(new Map()), options.tile ?? 'auto');
  }

  prepare(spec: RunSpec): Promise<Plan> {
    return resolvePlan(spec, this.options.loadModel);
  }

  run(spec: RunSpec, options: RunOptions = {}): Promise<Trace> {
    this.tuning?.abort();
    return this.queued(() => this.runNow(spec, options));
  }

  profile(spec: RunSpec, options: ProfileOptions = {}): Promise<CostProfile> {
    return this.queued(async () => {
      const { plan, open } = await this.begin(spec, options.signal);
      return Promise.race([profileRun(open, plan, this.tuner.tiles(open, plan), options), open.failure]);
    });
  }

  stageSource(): StageSource | null {
    const drawn = this.current !== null && !this.aside ? this.current : this.finished;
    return drawn?.stageSource() ?? null;
  }

  destroy(): void {
    this.destroyed = true;
    this.tuning?.abort();
    this.current?.destroy();
    this.finished?.destroy();
    this.current = null;
    this.finished = null;
    this.open?.then(
      ({ device }) => device.destroy(),
      () => undefined,
    );
    this.open = null;
  }

  private queued<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.queue.then(work);
    // The queue only orders runs; each caller hears of its own failure.
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async begin(spec: RunSpec, signal: AbortSignal | undefined): Promise<{ plan: Plan; open: OpenDevice }> {
    signal?.throwIfAborted();
    if (this.destroyed) throw new Error('The engine has been closed.');
    const plan = await this.prepare(spec);
    const open = await this.device();
    this.adapter = open.adapter;
    return { plan, open };
  }

  private async runNow(spec: RunSpec, options: RunOptions): Promise<Trace> {
    const { plan, open } = await this.begin(spec, options.signal);
    if (this.tuner.first) await Promise.race([this.tuner.tune(open, plan, options.signal), open.failure]);
    const tiles = this.tuner.tiles(open, plan);
    const run = await Promise.race([WebGpuRun.create(open, plan, tiles), open.failure]);
    this.current = run;
    this.aside = options.aside === true;
    try {
      const trace = await Promise.race([run.run(options), open.failure]);
      // A run that was cancelled while its results were read leaves the buffers of the one before.
      options.signal?.throwIfAborted();
      if (this.aside) {
        run.destroy();
        return trace;
      }
      this.finished?.destroy();
      this.finished = run;
      this.tuneLater(open, plan);
      return trace;
    } catch (error) {
      run.destroy();
      throw error;
    } finally {
      this.current = null;
    }
  }

  /** Measures tiles for the next run of this shape, unless that comes first. */
  private tuneLater(open: OpenDevice, plan: Plan): void {
    if (this.tuner.missing(open, plan).length === 0) return;
    const controller = new AbortController();
    this.tuning = controller;
    this.queued(() => Promise.race([this.tuner.tune(open, plan, controller.signal), open.failure])).catch(
      (error: unknown) => {
        // A lost device is told of elsewhere; whatever else goes wrong is.
        if (!controller.signal.aborted && !(error instanceof DeviceLostError)) throw error;
      },
    );
  }

  private device(): Promise<OpenDevice> {
    if (!this.open) {
      const opening = openDevice(this.options.gpu);
      this.open = opening;
      opening.then(
        (open) => open.failure.catch((error: unknown) => this.forget(opening, error)),
        () => this.forget(opening, null),
      );
    }
    return this.open;
  }

  /** Drops a device that failed; whatever lives on it is gone. */
  private forget(opening: Promise<OpenDevice>, error: unknown): void {
    if (this.open !== opening) return;
    this.open = null;
    this.finished?.destroy();
    this.finished = null;
    // A device that refused a command still holds its memory.
    opening.then(
      ({ device }) => device.destroy(),
      () => undefined,
    );
    if (error instanceof Error && !this.current) this.options.onDeviceLost?.(error.message);
  }
}
