// The engine and the traces of the page: everything large that lives outside React. One job is in flight at most: a new
// run cancels the one before, and a run that is cancelled or fails leaves the result and the picture of the run before.
// It reports to the run store and knows nothing of what draws from it.

import { reduceForSoftware } from '../core/cost';
import type { CostProfile } from '../core/cost-profile';
import type { Plan } from '../core/plan';
import type { RunSpec } from '../core/spec';
import { type RunSummary, summarise } from '../core/summary';
import { countsOf, type Trace, TraceRecorder } from '../core/trace';
import type { Engine, ProfileOptions, Progress, RunOptions, StageSource } from '../engine/engine';
import { goesOn, isFrozen } from './presenting';
import { INITIAL_RUN, type Reduction, type RunState, useRun } from './run';

/** Makes an engine; `onLost` is called with a sentence when its device is lost outside of a run. */
export type Connect = (onLost: (sentence: string) => void) => Promise<Engine>;

export interface SessionRunOptions {
  /** Make the run smaller where it would take long without a GPU, and say so in the run store. */
  readonly reduce?: boolean;
  /** Called once, when the spec has proved to be one that can be run. */
  readonly onBegun?: () => void;
  /** Called once, right before the run's trace takes the place of the one that is shown. */
  readonly onShown?: () => void;
}

/** Options of a run beside the figure. */
export type AsideOptions = Pick<RunOptions, 'signal' | 'onProgress'>;

interface Job {
  readonly controller: AbortController;
  readonly spec: RunSpec;
  readonly options: SessionRunOptions;
  reduction: Reduction | null;
  begun: boolean;
  shown: boolean;
}

/** A finished run. */
interface Finished {
  readonly trace: Trace;
  readonly result: RunSummary;
  readonly reduction: Reduction | null;
}

export class Session {
  /** Resolves when the engine is there; rejects with an Error whose message is a sentence. */
  readonly ready: Promise<void>;
  private readonly engine: Promise<Engine>;
  private connected: Engine | null = null;
  private job: Job | null = null;
  private finished: Finished | null = null;
  private visible: Trace | null = null;
  /** Whether a CPU does the sampling. */
  private slow = false;
  private reportedAt = 0;
  /** End the runs beside the figure that are in progress. */
  private readonly interruptions = new Set<AbortController>();

  constructor(private readonly connect: Connect) {
    useRun.setState({ ...INITIAL_RUN });
    this.engine = this.open();
    this.ready = this.engine.then(() => undefined);
    // Whoever awaits `ready` or runs sees the failure; without this it would also count as unhandled.
    this.ready.catch((error: unknown) => useRun.setState({ status: 'error', error: sentenceOf(error) }));
  }

  /** The trace that views draw: of the run in progress, else of the last finished one, else an empty one of a preview. */
  get trace(): Trace | null {
    return this.visible;
  }

  /** The run in progress, as it was asked for; null when there is none. */
  get runningSpec(): RunSpec | null {
    return this.job?.spec ?? null;
  }

  /** Summary of the last finished run. */
  get result(): RunSummary | null {
    return this.finished?.result ?? null;
  }

  /** Buffers that hold the states of the trace that is shown; null when they hold others, or when there are none. */
  stage(): StageSource | null {
    const source = this.connected?.stageSource() ?? null;
    return source !== null && source.plan === this.visible?.plan ? source : null;
  }

  /** The plan of a spec, without running it. Rejects with SpecError or an Error whose message is a sentence. */
  async prepare(spec: RunSpec): Promise<Plan> {
    return (await this.engine).prepare(spec);
  }

  /** Shows the target and empty axes of a spec when there is no run to show yet. */
  async preview(spec: RunSpec): Promise<void> {
    const engine = await this.engine;
    const plan = await engine.prepare(spec);
    if (this.finished !== null || (this.visible !== null && this.visible.rounds.length > 0)) return;
    this.show(new TraceRecorder(plan, engine.backend, engine.adapter.name), null);
  }

  /** Runs a spec. Rejects with an Error whose message is a sentence, or with an AbortError; then the result and the
   * trace stay those of the run before. */
  async run(spec: RunSpec, options: SessionRunOptions = {}): Promise<RunSummary> {
    this.job?.controller.abort();
    const job: Job = {
      controller: new AbortController(),
      spec,
      options,
      reduction: null,
      begun: false,
      shown: false,
    };
    this.job = job;
    for (const interruption of this.interruptions) interruption.abort();
    if (this.finished) this.show(this.finished.trace, this.finished.reduction);
    useRun.setState({ status: 'running', progress: PREPARING, error: null, message: null, lost: null });
    try {
      return await this.attempt(job);
    } catch (error) {
      if (this.job === job) this.abandon(error);
      throw error;
    }
  }

  /** Runs a spec beside the figure: nothing of it is shown, and the figure keeps its picture. A run of the figure goes first:
   * it interrupts this one, which begins anew after it. Rejects like `run`. */
  runAside(spec: RunSpec, { signal, onProgress }: AsideOptions = {}): Promise<Trace> {
    return this.aside(signal, (engine, ending) =>
      engine.run(spec, {
        signal: ending,
        onProgress: (progress) => !isFrozen() && onProgress?.(progress),
        aside: true,
      }),
    );
  }

  /** Measures what a run costs, beside the figure as `runAside`. */
  profileAside(spec: RunSpec, { signal, onProgress }: ProfileOptions = {}): Promise<CostProfile> {
    return this.aside(signal, (engine, ending) => {
      if (!engine.profile) throw new Error('This backend does not measure what a run costs.');
      return engine.profile(spec, {
        signal: ending,
        onProgress: (progress) => !isFrozen() && onProgress?.(progress),
      });
    });
  }

  /** Does what a run of the figure interrupts, and begins it anew after each. */
  private async aside<Result>(
    signal: AbortSignal | undefined,
    work: (engine: Engine, signal: AbortSignal) => Promise<Result>,
  ): Promise<Result> {
    let lost = false;
    for (;;) {
      const engine = await this.engine;
      await this.figureRests(signal);
      await goesOn(signal);
      signal?.throwIfAborted();
      const interruption = new AbortController();
      this.interruptions.add(interruption);
      const ending = signal ? AbortSignal.any([signal, interruption.signal]) : interruption.signal;
      try {
        const result = await work(engine, ending);
        await goesOn(ending);
        ending.throwIfAborted();
        return result;
      } catch (error) {
        signal?.throwIfAborted();
        if (interruption.signal.aborted) continue;
        if (lost || !isNamed(error, 'DeviceLostError')) throw error;
        lost = true;
        this.lose(sentenceOf(error));
      } finally {
        this.interruptions.delete(interruption);
      }
    }
  }

  /** Cancels the run in progress, if there is one. */
  cancel(): void {
    this.job?.controller.abort();
  }

  /** Resolves when no run of the figure is in progress, or the signal ends the wait. */
  private async figureRests(signal: AbortSignal | undefined): Promise<void> {
    while (this.job !== null && !signal?.aborted) {
      await new Promise<void>((resolve) => {
        const end = useRun.subscribe(() => this.job === null && go());
        const go = () => {
          end();
          signal?.removeEventListener('abort', go);
          resolve();
        };
        signal?.addEventListener('abort', go);
      });
    }
  }

  private async open(): Promise<Engine> {
    const engine = await this.connect((sentence) => this.lose(sentence));
    this.connected = engine;
    useRun.setState({
      backend: { backend: engine.backend, adapter: engine.adapter.name, software: engine.adapter.software },
    });
    return engine;
  }

  /** Runs a job; when the device is lost meanwhile, once more on the device that the engine opens then. */
  private async attempt(job: Job): Promise<RunSummary> {
    try {
      return await this.execute(job);
    } catch (error) {
      if (!isNamed(error, 'DeviceLostError') || job.controller.signal.aborted) throw error;
      this.lose(sentenceOf(error));
      return await this.execute(job);
    }
  }

  private async execute(job: Job): Promise<RunSummary> {
    const { signal } = job.controller;
    const engine = await this.engine;
    await goesOn(signal);
    signal.throwIfAborted();
    this.slow = engine.backend === 'cpu' || engine.adapter.software;
    const ran = job.options.reduce && this.slow ? reduceForSoftware(job.spec) : job.spec;
    job.reduction = ran === job.spec ? null : { full: job.spec, ran };
    const trace = await engine.run(ran, {
      signal,
      onProgress: (progress) => {
        if (this.job === job && !signal.aborted && !isFrozen()) this.report(job, progress);
      },
    });
    await goesOn(signal);
    signal.throwIfAborted();
    const result = summarise(trace);
    this.begin(job);
    this.finished = { trace, result, reduction: job.reduction };
    this.job = null;
    this.showJob(job, trace, { status: 'done', progress: null });
    return result;
  }

  private begin(job: Job): void {
    if (!job.begun) job.options.onBegun?.();
    job.begun = true;
  }

  /** Back to the run before, after a cancel or a failure. */
  private abandon(error: unknown): void {
    this.job = null;
    const cancelled = isNamed(error, 'AbortError');
    const settled = this.finished ? 'done' : 'idle';
    const outcome = {
      status: cancelled ? settled : 'error',
      error: cancelled ? null : sentenceOf(error),
      progress: null,
    } as const;
    if (this.finished) this.show(this.finished.trace, this.finished.reduction, outcome);
    else if (this.visible)
      this.show(new TraceRecorder(this.visible.plan, this.visible.backend, this.visible.adapter), null, outcome);
    else useRun.setState(outcome);
  }

  private report(job: Job, { trace, phase, sequentialDone, parallelDone }: Progress): void {
    this.begin(job);
    const now = performance.now();
    const begins = phase !== useRun.getState().progress?.phase || (trace.rounds.length > 0 && trace !== this.visible);
    if (!begins && now - this.reportedAt < (this.slow ? SLOW_REPORTS : REPORTS)) return;
    this.reportedAt = now;
    const progress = { phase, sequentialDone, parallelDone, totalNodes: trace.plan.totalNodes };
    // The picture of the run before stays until there is something to put in its place.
    if (trace.rounds.length > 0 || this.finished === null) {
      this.showJob(job, trace, { progress });
    } else {
      useRun.setState({ progress });
    }
  }

  private showJob(job: Job, trace: Trace, change: Partial<RunState>): void {
    if (!job.shown) job.options.onShown?.();
    job.shown = true;
    this.show(trace, job.reduction, change);
  }

  /** Shows a trace together with what was made smaller for it. */
  private show(trace: Trace, reduction: Reduction | null, change: Partial<RunState> = {}): void {
    this.visible = trace;
    useRun.setState((state) => ({
      ...change,
      reduction,
      counts: trace.rounds.length > 0 ? countsOf(trace) : null,
      milliseconds: trace.outcome?.milliseconds ?? null,
      finished: trace.outcome !== null,
      version: state.version + 1,
    }));
  }

  /** The buffers are gone: the picture is drawn from the trace, and the page runs on. */
  private lose(sentence: string): void {
    useRun.setState((state) => ({ lost: sentence, version: state.version + 1 }));
  }
}

/** Time between two reports of progress, milliseconds: where a CPU samples, each one takes time from that. */
const REPORTS = 16;
const SLOW_REPORTS = 200;

const PREPARING = { phase: 'preparing', sequentialDone: 0, parallelDone: 0, totalNodes: 0 } as const;

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

/** The message of an error, as a sentence. */
export function sentenceOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return /[.!?…]$/.test(message) ? message : `${message}.`;
}
