// Runs a list of specs one after another beside the figure, and keeps what they came to by what was run: for races and for
// comparisons of quality. What is wanted is asked anew before every run, so that it may change meanwhile.

import { stepsOf } from '../core/race';
import type { RunSpec } from '../core/spec';
import type { Trace } from '../core/trace';
import { KeptRuns, keyOf } from './kept-runs';
import { useRun } from './run';
import { type Session, sentenceOf } from './session';

/** Time between two reports of progress, milliseconds. */
const REPORTS = 100;

/** The work that is done at present. */
export interface SweepWork {
  /** The run in progress. */
  readonly spec: RunSpec;
  /** Share of it that is done. */
  readonly share: number;
  /** Runs that are done, of how many. */
  readonly done: number;
  readonly total: number;
}

/** How the last sweep ended. */
export type SweepEnd = 'none' | 'done' | 'cancelled';

/** What a run came to, or a sentence about why it failed. */
export type Outcome<Result> =
  | { readonly result: Result; readonly failure: null }
  | { readonly result: null; readonly failure: string };

/** What a sweep is made of, and where it tells how it goes. */
export interface SweepOptions<Result> {
  /** Weight of the results that are kept, and of one of them; 1 when absent. */
  readonly most: number;
  readonly weightOf?: (result: Result) => number;
  /** The runs that are wanted at present, in order. */
  readonly specs: () => readonly RunSpec[];
  /** The problem that all of them share: a sweep of another one is not continued. Absent where runs share none. */
  readonly problem?: () => RunSpec;
  /** Calls back when what is wanted may have changed, until what it returns is called. */
  readonly follow: (look: () => void) => () => void;
  /** What must be there before the first run; rejects with an Error whose message is a sentence. */
  readonly prepare?: (signal: AbortSignal) => Promise<void>;
  readonly summarise: (trace: Trace) => Result;
  readonly onWork: (work: SweepWork | null) => void;
  readonly onEnd: (end: SweepEnd) => void;
  readonly onResult: () => void;
}

/** Whether a CPU does the sampling. */
export function isSlow(): boolean {
  const { backend } = useRun.getState();
  return backend !== null && (backend.backend === 'cpu' || backend.software);
}

export class SweepRunner<Result> {
  private readonly kept: KeptRuns<Outcome<Result>>;
  private controller: AbortController | null = null;
  /** Resolves when the sweep in progress has ended. */
  private ended: Promise<void> = Promise.resolve();
  /** The run in progress, and what ends it alone. */
  private current: { readonly spec: RunSpec; readonly controller: AbortController } | null = null;

  constructor(
    private readonly session: Session,
    private readonly options: SweepOptions<Result>,
  ) {
    const { most, weightOf } = options;
    this.kept = new KeptRuns(most, ({ result }) => (result !== null && weightOf ? weightOf(result) : 1));
  }

  /** What a run came to; undefined before. */
  outcome(spec: RunSpec): Outcome<Result> | undefined {
    return this.kept.get(spec);
  }

  /** Keeps what a run came to that was made for somebody else. */
  keep(spec: RunSpec, trace: Trace): void {
    this.kept.set(spec, { result: this.options.summarise(trace), failure: null });
    this.options.onResult();
  }

  /** Runs what has no result yet. Resolves when all is done or the sweep is cancelled; a run that fails says so in its place, and
   * the others go on. Rejects when there is no engine, or nothing can be prepared. */
  async run(): Promise<void> {
    // One that was cancelled is waited for, one that goes on is this one.
    if (this.controller?.signal.aborted) await this.ended;
    if (this.controller) return;
    const controller = new AbortController();
    let hasEnded = () => {};
    this.ended = new Promise((resolve) => {
      hasEnded = resolve;
    });
    const { signal } = controller;
    this.controller = controller;
    const end = this.followChanges(controller);
    const { options } = this;
    options.onEnd('none');
    try {
      await this.session.ready;
      await options.prepare?.(signal);
      // What failed is tried again.
      for (const spec of options.specs()) if (this.kept.get(spec)?.failure != null) this.kept.delete(spec);
      for (let next = this.next(); next !== null && !signal.aborted; next = this.next())
        await this.runOne(next, signal);
      options.onEnd(signal.aborted ? 'cancelled' : 'done');
    } catch (error) {
      if (!signal.aborted) throw error;
      options.onEnd('cancelled');
    } finally {
      end();
      this.controller = null;
      options.onWork(null);
      hasEnded();
    }
  }

  cancel(): void {
    this.controller?.abort();
  }

  /** Ends the sweep when another problem is set, and a run that is not wanted any more; returns what ends that. */
  private followChanges(controller: AbortController): () => void {
    const { options } = this;
    const problem = () => (options.problem ? problemOf(options.problem()) : '');
    const begun = problem();
    return options.follow(() => {
      const { current } = this;
      if (problem() !== begun) controller.abort();
      else if (current && !options.specs().some((spec) => keyOf(spec) === keyOf(current.spec)))
        current.controller.abort();
    });
  }

  private next(): RunSpec | null {
    return this.options.specs().find((spec) => !this.kept.get(spec)) ?? null;
  }

  private async runOne(spec: RunSpec, sweepSignal: AbortSignal): Promise<void> {
    const { options } = this;
    const controller = new AbortController();
    this.current = { spec, controller };
    const signal = AbortSignal.any([sweepSignal, controller.signal]);
    let reportedAt = Number.NEGATIVE_INFINITY;
    const report = (share: number) => {
      const specs = options.specs();
      options.onWork({ spec, share, done: specs.filter((of) => this.kept.get(of)).length, total: specs.length });
    };
    report(0);
    try {
      // When it is overtaken by a cancel, nobody waits for how it ends.
      const running = this.session.runAside(spec, {
        signal,
        onProgress: ({ trace: { plan }, sequentialDone, parallelDone }) => {
          const now = performance.now();
          if (now - reportedAt < REPORTS || signal.aborted) return;
          reportedAt = now;
          report((sequentialDone + parallelDone) / (2 * plan.totalNodes));
        },
      });
      // An engine that compiles shaders hears of a cancel late; the reader need not wait for that.
      running.catch(() => undefined);
      const trace = await Promise.race([running, rejection(signal)]);
      this.kept.set(spec, { result: options.summarise(trace), failure: null });
    } catch (error) {
      if (signal.aborted) return;
      this.kept.set(spec, { result: null, failure: sentenceOf(error) });
    } finally {
      this.current = null;
    }
    options.onResult();
  }
}

/** Rejects when the signal does. */
function rejection(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const give = () => reject(signal.reason as Error);
    if (signal.aborted) give();
    else signal.addEventListener('abort', give, { once: true });
  });
}

/** What all runs of a sweep share: the problem, its grid and its noise. */
function problemOf(base: RunSpec): string {
  return keyOf({ ...base, method: { kind: 'sequential' }, blocks: 1, nodes: stepsOf(base) });
}
