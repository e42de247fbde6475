// Measures what runs cost, one at a time, beside the figure, and keeps what was measured by what was run.

import type { CostProfile } from '../core/cost-profile';
import type { RunSpec } from '../core/spec';
import { shareOfWork, useCost } from './cost';
import { KeptRuns } from './kept-runs';
import { type Session, sentenceOf } from './session';

/** Profiles that are kept: some dozens of numbers each. */
const KEPT = 256;
/** Time between two reports of progress, milliseconds. */
const REPORTS = 100;

/** What was measured, and of which run. */
export interface MeasuredCost {
  readonly spec: RunSpec;
  readonly profile: CostProfile;
}

export class CostRunner {
  private readonly kept = new KeptRuns<CostProfile>(KEPT);
  private latest: MeasuredCost | null = null;
  private controller: AbortController | null = null;

  constructor(private readonly session: Session) {}

  /** What a run costs; undefined before it was measured. */
  profile(spec: RunSpec): CostProfile | undefined {
    return this.kept.get(spec);
  }

  /** What there is to show for a run: its own costs, else those of the run that was measured last; null before the first. */
  shown(spec: RunSpec): MeasuredCost | null {
    const profile = this.kept.get(spec);
    return profile ? { spec, profile } : this.latest;
  }

  /** Measures a run; one that is being measured is given up. Resolves when it is measured, cancelled or has failed, which the store
   * says. */
  async measure(spec: RunSpec): Promise<void> {
    this.controller?.abort();
    const controller = new AbortController();
    this.controller = controller;
    const { signal } = controller;
    let reportedAt = Number.NEGATIVE_INFINITY;
    let latest = '';
    useCost.setState({ work: { spec, stage: 'passes', share: 0 }, failure: null, end: 'none' });
    try {
      const profile = await this.session.profileAside(spec, {
        signal,
        onProgress: ({ stage, share }) => {
          const now = performance.now();
          if (signal.aborted || (stage === latest && now - reportedAt < REPORTS)) return;
          reportedAt = now;
          latest = stage;
          useCost.setState({ work: { spec, stage, share: shareOfWork(stage, share) } });
        },
      });
      this.kept.set(spec, profile);
      this.latest = { spec, profile };
      this.end(controller, { failure: null, end: 'done' });
    } catch (error) {
      if (signal.aborted) this.end(controller, { failure: null, end: 'cancelled' });
      else this.end(controller, { failure: { spec, sentence: sentenceOf(error) }, end: 'none' });
    }
  }

  cancel(): void {
    this.controller?.abort();
  }

  /** Says how it ended, unless another measurement has begun. */
  private end(
    controller: AbortController,
    outcome: Pick<ReturnType<typeof useCost.getState>, 'failure' | 'end'>,
  ): void {
    if (this.controller !== controller) return;
    this.controller = null;
    useCost.setState(({ version }) => ({ ...outcome, work: null, version: version + 1 }));
  }
}
