// Makes the runs of the lab that is open, and keeps what was measured of each.

import { LAB_NAMES, type LabName } from '../core/labs';
import { type LabPoint, type LabResult, overlaid, pointsOf, resultOf, type ShippedPoints } from '../core/labs/lab';
import type { Trace } from '../core/trace';
import { type LabPlan, labOf, planLab, useLabs } from './labs';
import type { Session } from './session';
import { isSlow, SweepRunner } from './sweep-runner';

/** Results that are kept of each lab: a few numbers each, or as many as weigh so much where they hold a run. */
const KEPT = 2048;
/** Entries of a run that weigh as much as a few numbers. */
const LIGHT = 2048;

/** What is known of a lab at present. */
export interface LabKnowledge {
  readonly plan: LabPlan;
  /** Of this device, over those that came with the page. */
  readonly points: readonly LabPoint[];
  readonly shipped: ShippedPoints<LabPoint> | null;
  /** Runs that have no result yet. */
  readonly missing: number;
  /** Sentences about runs that failed. */
  readonly failures: readonly string[];
}

export class LabsRunner {
  private readonly runners: Readonly<Record<LabName, SweepRunner<LabResult>>>;
  /** What is known of runs of the figure. */
  private readonly shown = new WeakMap<Trace, LabPoint>();

  constructor(private readonly session: Session) {
    const runnerOf = (name: LabName) =>
      new SweepRunner<LabResult>(session, {
        most: KEPT,
        weightOf: ({ trace }) => 1 + (trace?.entries ?? 0) / LIGHT,
        // Another lab is open: this one has nothing to run.
        specs: () => (useLabs.getState().lab === name ? this.plan().runs.map(({ spec }) => spec) : []),
        follow: (look) =>
          useLabs.subscribe(
            (state, before) => (state.settings !== before.settings || state.inFull !== before.inFull) && look(),
          ),
        summarise: (trace) => resultOf(labOf(name), trace),
        // A lab that was left ends its runs late; by then they are no concern of the one that is open.
        onWork: (work) => useLabs.getState().lab === name && useLabs.setState({ work }),
        onEnd: (end) => useLabs.getState().lab === name && useLabs.setState({ end }),
        onResult: () => useLabs.setState(({ version }) => ({ version: version + 1 })),
      });
    this.runners = Object.fromEntries(LAB_NAMES.map((name) => [name, runnerOf(name)])) as Record<
      LabName,
      SweepRunner<LabResult>
    >;
  }

  /** What the open lab would run at present. */
  plan(): LabPlan {
    return planLab(useLabs.getState(), isSlow());
  }

  /** Makes the runs of the open lab that have no result yet. Rejects when there is no engine. */
  async run(): Promise<void> {
    const { lab } = useLabs.getState();
    for (const name of LAB_NAMES) if (name !== lab) this.runners[name].cancel();
    await this.runners[lab].run();
  }

  cancel(): void {
    for (const name of LAB_NAMES) this.runners[name].cancel();
  }

  /** Makes the runs of a lab that need not be open and says nothing of them. Rejects like {@link Session.runAside}. */
  async runQuietly(plan: LabPlan, signal: AbortSignal): Promise<void> {
    const runner = this.runners[plan.name];
    for (const { spec } of plan.runs) {
      if (!runner.outcome(spec)) runner.keep(spec, await this.session.runAside(spec, { signal }));
    }
  }

  /** What is known of the open lab, or of one with the settings of a plan. */
  knowledge(plan: LabPlan = this.plan()): LabKnowledge {
    const runner = this.runners[plan.name];
    const outcomes = plan.runs.map(({ spec }) => runner.outcome(spec));
    const shipped = plan.lab.shipped(plan.settings);
    const device = plan.lab.looksAtFigure
      ? this.shownPoints(plan)
      : pointsOf(plan.runs, (spec) => runner.outcome(spec)?.result ?? undefined);
    return {
      plan,
      points: overlaid(shipped?.points ?? [], device),
      shipped,
      missing: outcomes.filter((outcome) => outcome === undefined).length,
      failures: [...new Set(outcomes.flatMap((outcome) => outcome?.failure ?? []))],
    };
  }

  /** The run that the figure shows, once it is finished. */
  private shownPoints({ lab }: LabPlan): LabPoint[] {
    const { trace } = this.session;
    if (!trace?.outcome) return [];
    const known = this.shown.get(trace) ?? { place: { run: 'shown' }, ...resultOf(lab, trace), origin: 'device' };
    this.shown.set(trace, known);
    return [known];
  }
}
