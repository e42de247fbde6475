// The CPU engine: float64, the same traces as on the GPU. What the page uses where there is no WebGPU, and the oracle of
// the tests.

import type { CostProfile } from '../../core/cost-profile';
import type { Plan } from '../../core/plan';
import type { RunSpec } from '../../core/spec';
import { type Trace, TraceRecorder } from '../../core/trace';
import { abortError } from '../abort';
import type {
  AdapterDescription,
  Engine,
  LoadModel,
  ProfileOptions,
  Progress,
  RunOptions,
  StageSource,
} from '../engine';
import { resolvePlan } from '../resolve';
import { type Execute, executeHere, executeInWorker } from './execute';
import { profileTrace } from './profile';

export interface CpuEngineOptions {
  readonly loadModel: LoadModel;
}

/** The engine; in a worker where the platform has workers. */
export function createCpuEngine({ loadModel }: CpuEngineOptions): Engine {
  return new CpuEngine(loadModel, typeof Worker === 'undefined' ? executeHere : executeInWorker);
}

class CpuEngine implements Engine {
  readonly backend = 'cpu' as const;
  readonly adapter: AdapterDescription = { name: 'CPU, double precision', software: false };
  private queue: Promise<unknown> = Promise.resolve();
  private current: AbortController | null = null;
  private destroyed = false;

  constructor(
    private readonly loadModel: LoadModel,
    private readonly execute: Execute,
  ) {}

  prepare(spec: RunSpec): Promise<Plan> {
    return resolvePlan(spec, this.loadModel);
  }

  run(spec: RunSpec, options: RunOptions = {}): Promise<Trace> {
    return this.queued(() => this.runNow(spec, options));
  }

  profile(spec: RunSpec, { signal, onProgress }: ProfileOptions = {}): Promise<CostProfile> {
    return this.queued(async () => {
      const report = ({ trace, sequentialDone, parallelDone }: Progress) =>
        onProgress?.({ stage: 'run', share: (sequentialDone + parallelDone) / 2 / trace.plan.totalNodes });
      const trace = await this.runNow(spec, { ...(signal && { signal }), onProgress: report });
      return profileTrace(trace, { signal, onProgress });
    });
  }

  stageSource(): StageSource | null {
    return null;
  }

  destroy(): void {
    this.destroyed = true;
    this.current?.abort();
  }

  private queued<Result>(work: () => Promise<Result>): Promise<Result> {
    const result = this.queue.then(work);
    // The queue only orders runs; each caller hears of its own failure.
    this.queue = result.catch(() => undefined);
    return result;
  }

  private async runNow(spec: RunSpec, { signal, onProgress }: RunOptions): Promise<Trace> {
    const ending = new AbortController();
    signal?.addEventListener('abort', () => ending.abort(), { once: true });
    if (signal?.aborted || this.destroyed) throw abortError();
    this.current = ending;
    const plan = await this.prepare(spec);
    const trace = new TraceRecorder(plan, this.backend, this.adapter.name);
    const outcome = await this.execute(plan, ending.signal, (report) => {
      const { referencePaths, records, sequentialDone, parallelDone } = report;
      if (referencePaths) trace.setReferencePaths(referencePaths);
      for (const record of records) trace.append(record);
      const phase: Progress['phase'] = sequentialDone < plan.totalNodes ? 'sequential' : 'parallel';
      onProgress?.({ trace, phase, sequentialDone, parallelDone });
    });
    trace.finish(outcome);
    return trace;
  }
}
