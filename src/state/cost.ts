// What the page knows of measuring what a run costs: the work in progress, and what went wrong. What was measured lies in the runner
// (`cost-runner.ts`), and `version` tells readers that it has changed.

import { create } from 'zustand';
import type { RunSpec } from '../core/spec';
import { PROFILE_STAGES, type ProfileStage } from '../engine/engine';

export interface CostWork {
  /** The run that is measured. */
  readonly spec: RunSpec;
  readonly stage: ProfileStage;
  /** Share of all stages that is done. */
  readonly share: number;
}

export interface CostState {
  /** Null when nothing is being measured. */
  readonly work: CostWork | null;
  /** A sentence about why a run could not be measured; null when the last one could. */
  readonly failure: { readonly spec: RunSpec; readonly sentence: string } | null;
  /** How the last measurement ended. */
  readonly end: 'none' | 'done' | 'cancelled';
  /** Grows when something was measured. */
  readonly version: number;
}

export const INITIAL_COST: CostState = { work: null, failure: null, end: 'none', version: 0 };

export const useCost = create<CostState>(() => INITIAL_COST);

/** Shares of the stages in the whole work, in the order of `PROFILE_STAGES`: the two runs take most of it. */
const SHARES: readonly number[] = [0.4, 0.3, 0.12, 0.06, 0.12];

/** Share of the whole work that is done. */
export function shareOfWork(stage: ProfileStage, share: number): number {
  const index = PROFILE_STAGES.indexOf(stage);
  const before = SHARES.slice(0, index).reduce((sum, value) => sum + value, 0);
  return before + (SHARES[index] ?? 0) * share;
}
