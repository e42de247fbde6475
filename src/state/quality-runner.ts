// Runs the comparison of quality at equal depth, measures the samples of each run, and keeps the numbers.

import { expectedWork } from '../core/expected-work';
import { type Quality, qualityOf } from '../core/metrics/quality';
import type { RunSpec } from '../core/spec';
import { countsOf, type Trace } from '../core/trace';
import { planQuality, type QualityRuns, useQuality } from './quality';
import { followLanes, raceBase, useRace } from './race';
import type { Session } from './session';
import { isSlow, SweepRunner } from './sweep-runner';

/** Results that are kept: a few numbers each. */
const KEPT = 4096;
/** Exact sets whose distances are the floor. */
export const FLOOR_SETS = 20;

/** What a run came to. */
export interface QualityPoint {
  /** Network calls in a row. */
  readonly rounds: number;
  readonly evaluations: number;
  readonly derivatives: number;
  /** Of its samples to the target. */
  readonly distance: number;
  /** Of the sequential sampler on the whole grid and the same noise. */
  readonly reference: number;
}

/** The distance that samples are measured by, and its floor. */
export interface QualityScale {
  readonly kind: Quality['kind'];
  readonly compared: number;
  /** Distances of exact sets of the same size. */
  readonly floor: readonly number[];
}

export class QualityRunner extends SweepRunner<QualityPoint> {
  /** Of the problem that was prepared last. */
  private prepared: { readonly key: string; readonly quality: Quality; readonly scale: QualityScale } | null = null;
  private ordered: { readonly runs: QualityRuns; readonly specs: readonly RunSpec[] } | null = null;

  constructor(private readonly engine: Session) {
    super(engine, {
      most: KEPT,
      specs: () => this.specs(),
      problem: () => this.runs().full,
      follow: followLanes,
      prepare: (signal) => this.prepare(signal),
      summarise: (trace) => this.pointOf(trace),
      onWork: (work) => useQuality.setState({ work }),
      onEnd: (end) => useQuality.setState({ end }),
      onResult: () => useQuality.setState(({ version }) => ({ version: version + 1 })),
    });
  }

  /** What the comparison would run at present. */
  runs(): QualityRuns {
    return planQuality(raceBase(), useRace.getState().lanes, useQuality.getState().inFull, isSlow());
  }

  /** The distance of the present problem; null before it was prepared. */
  scale(): QualityScale | null {
    return this.prepared?.key === scaleKey(this.runs().base) ? this.prepared.scale : null;
  }

  /** Runs of few calls first, so that all curves grow from the left. */
  private specs(): readonly RunSpec[] {
    const runs = this.runs();
    if (this.ordered?.runs === runs) return this.ordered.specs;
    const specs = runs.curves.flatMap(({ points }) => points.map(({ spec }) => spec));
    const depth = new Map(specs.map((spec) => [spec, expectedWork(spec).rounds]));
    specs.sort((a, b) => (depth.get(a) ?? 0) - (depth.get(b) ?? 0));
    this.ordered = { runs, specs };
    return specs;
  }

  private async prepare(signal: AbortSignal): Promise<void> {
    const { base } = this.runs();
    const key = scaleKey(base);
    if (this.prepared?.key === key) return;
    const { target } = await this.engine.prepare(base);
    const quality = qualityOf({ target, cutoff: base.cutoff, particles: base.particles });
    const floor: number[] = [];
    for (let index = 0; index < FLOOR_SETS; index++) {
      floor.push(quality.floor(index));
      // Each takes some ten milliseconds: the page draws and listens in between.
      await new Promise((resolve) => setTimeout(resolve));
      signal.throwIfAborted();
    }
    this.prepared = { key, quality, scale: { kind: quality.kind, compared: quality.compared, floor } };
    useQuality.setState(({ version }) => ({ version: version + 1 }));
  }

  private pointOf(trace: Trace): QualityPoint {
    const { outcome } = trace;
    if (!outcome || !this.prepared) throw new Error('The run is not finished, so it has no samples yet.');
    if (this.prepared.key !== scaleKey(trace.plan.spec)) throw new Error('The run is of another problem.');
    const { rounds, evaluations, derivatives } = countsOf(trace);
    const { quality } = this.prepared;
    return {
      rounds,
      evaluations,
      derivatives,
      distance: quality.distance(outcome.samples),
      reference: quality.distance(outcome.reference),
    };
  }
}

/** What a distance depends on: the target, the cutoff and the number of particles. */
function scaleKey({ target, cutoff, particles }: RunSpec): string {
  return JSON.stringify([target, cutoff, particles]);
}
