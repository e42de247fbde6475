// Runs the lanes of the race one after another beside the figure, and keeps what they came to by what was run.

import { stepsOf } from '../core/race';
import { slimTrace } from '../core/race-result';
import type { RunSpec } from '../core/spec';
import type { Trace } from '../core/trace';
import { KeptRuns, keyOf } from './kept-runs';
import { planRace, type RacePlan, raceBase, useRace } from './race';
import { useRun } from './run';
import { type Session, sentenceOf } from './session';
import { useSettings } from './settings';

/** Finished lanes that are kept: those of some races, of some megabytes at most each. */
const KEPT = 48;
/** Time between two reports of progress, milliseconds. */
const REPORTS = 100;

/** What a lane came to: its trace, or a sentence about why it failed. */
export type LaneOutcome =
  | { readonly trace: Trace; readonly failure: null }
  | { readonly trace: null; readonly failure: string };

/** Whether a CPU does the sampling. */
export function isSlow(): boolean {
  const { backend } = useRun.getState();
  return backend !== null && (backend.backend === 'cpu' || backend.software);
}

export class RaceRunner {
  private readonly kept = new KeptRuns<LaneOutcome>(KEPT);
  private controller: AbortController | null = null;
  /** Ends the lane in progress. */
  private lane: AbortController | null = null;

  constructor(private readonly session: Session) {}

  /** What the race would run at present. */
  plan(): RacePlan {
    return planRace(raceBase(), useRace.getState(), isSlow());
  }

  /** What a run came to; undefined before. */
  outcome(spec: RunSpec): LaneOutcome | undefined {
    return this.kept.get(spec);
  }

  /** Runs the lanes that have no result yet. Resolves when all are done or the race is cancelled; a lane that fails says so in
   * its place, and the others go on. Rejects when there is no engine. */
  async run(): Promise<void> {
    if (this.controller) return;
    const controller = new AbortController();
    this.controller = controller;
    const end = this.followChanges(controller);
    useRace.setState({ outcome: 'none', playing: false });
    try {
      await this.session.ready;
      this.forgetFailures();
      for (let next = this.next(); next !== null && !controller.signal.aborted; next = this.next()) {
        this.lane = new AbortController();
        await this.runLane(next, AbortSignal.any([controller.signal, this.lane.signal]));
      }
      useRace.setState({ outcome: controller.signal.aborted ? 'cancelled' : 'done' });
    } finally {
      end();
      this.controller = null;
      useRace.setState({ work: null });
    }
  }

  cancel(): void {
    this.controller?.abort();
  }

  /** Ends the race when another problem is set, whose race it is not, and a lane that is changed or removed while it runs;
   * returns what ends that. */
  private followChanges(controller: AbortController): () => void {
    const problem = problemOf(this.plan().full);
    const look = () => {
      const { full, runs } = this.plan();
      const { work } = useRace.getState();
      if (problemOf(full) !== problem) controller.abort();
      else if (work && !runs.some(({ spec }) => spec && keyOf(spec) === keyOf(work.spec))) this.lane?.abort();
    };
    const ends = [
      useSettings.subscribe(({ spec }, before) => spec !== before.spec && look()),
      useRace.subscribe(({ lanes, inFull }, before) => (lanes !== before.lanes || inFull !== before.inFull) && look()),
    ];
    return () => {
      for (const end of ends) end();
    };
  }

  /** The first lane without a result; lanes may be added, changed and removed while others run. */
  private next(): RunSpec | null {
    return this.plan().runs.find(({ spec }) => spec && !this.kept.get(spec))?.spec ?? null;
  }

  /** What failed is tried again. */
  private forgetFailures(): void {
    for (const { spec } of this.plan().runs) {
      if (spec && this.kept.get(spec)?.failure) this.kept.delete(spec);
    }
  }

  private async runLane(spec: RunSpec, signal: AbortSignal): Promise<void> {
    let reportedAt = Number.NEGATIVE_INFINITY;
    const report = (share: number) => {
      const specs = this.plan().runs.flatMap(({ spec: of }) => (of ? [of] : []));
      const done = specs.filter((of) => this.kept.get(of)).length;
      useRace.setState({ work: { spec, share, done, total: specs.length } });
    };
    report(0);
    try {
      const trace = await this.session.runAside(spec, {
        signal,
        onProgress: ({ trace: { plan }, sequentialDone, parallelDone }) => {
          const now = performance.now();
          if (now - reportedAt < REPORTS || signal.aborted) return;
          reportedAt = now;
          report((sequentialDone + parallelDone) / (2 * plan.totalNodes));
        },
      });
      this.kept.set(spec, { trace: slimTrace(trace), failure: null });
    } catch (error) {
      if (signal.aborted) return;
      this.kept.set(spec, { trace: null, failure: sentenceOf(error) });
    }
    useRace.setState(({ version }) => ({ version: version + 1 }));
  }
}

/** What all lanes of a race share. */
function problemOf(base: RunSpec): string {
  return keyOf({ ...base, method: { kind: 'sequential' }, blocks: 1, nodes: stepsOf(base) });
}
