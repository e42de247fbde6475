// Quality at equal depth as people look at it. Its methods are those of the race; what its runs came to lies in the runner.

import { create } from 'zustand';
import { parseSpec } from '../core/parse-spec';
import { type LeftOut, type QualityCurve, qualityPlan } from '../core/quality-sweep';
import type { Lane } from '../core/race';
import { type RunSpec, SpecError } from '../core/spec';
import { reduceTogether } from '../core/sweep-cost';
import type { SweepEnd, SweepWork } from './sweep-runner';

export interface QualityState {
  /** Run as the settings say, also where that takes long. */
  readonly inFull: boolean;
  readonly work: SweepWork | null;
  readonly end: SweepEnd;
  /** Grows when results have come. */
  readonly version: number;
}

export const INITIAL_QUALITY: QualityState = { inFull: false, work: null, end: 'none', version: 0 };

export const useQuality = create<QualityState>(() => INITIAL_QUALITY);

/** The runs of the comparison. */
export interface QualityRuns {
  /** As the settings say, and as it is run: smaller where a CPU does the sampling. */
  readonly full: RunSpec;
  readonly base: RunSpec;
  /** Only runs that are possible. */
  readonly curves: readonly QualityCurve[];
  readonly leftOut: readonly LeftOut[];
}

/** Expected milliseconds of a whole comparison where a CPU does the sampling. Fewer particles say little of a distribution. */
const BUDGET = { milliseconds: 45_000, leastParticles: 256, leastSteps: 64, keepsRuns: false } as const;

/** Why a run is not possible; null when it is. */
function problemOf(spec: RunSpec): string | null {
  try {
    parseSpec(spec);
    return null;
  } catch (error) {
    if (!(error instanceof SpecError)) throw error;
    return error.message;
  }
}

/** A curve without the runs that are not possible, and the reason where there are such. */
function checked(curve: QualityCurve): { readonly curve: QualityCurve; readonly problem: string | null } {
  const problems = curve.points.map(({ spec }) => problemOf(spec));
  return {
    curve: { ...curve, points: curve.points.filter((_, index) => problems[index] === null) },
    problem: problems.find((problem) => problem !== null) ?? null,
  };
}

let latest: { readonly key: readonly unknown[]; readonly runs: QualityRuns } | null = null;

/**
 * What the comparison on a problem would run; the same object as long as nothing of it changes.
 * @param slow whether a CPU does the sampling
 */
export function planQuality(full: RunSpec, lanes: readonly Lane[], inFull: boolean, slow: boolean): QualityRuns {
  const key = [full, lanes, inFull, slow];
  if (latest?.key.every((entry, index) => entry === key[index])) return latest.runs;
  const specsOf = (of: RunSpec) =>
    qualityPlan(of, lanes).curves.flatMap(({ points }) => points.map(({ spec }) => spec));
  const base = slow && !inFull ? reduceTogether(full, specsOf, BUDGET) : full;
  const plan = qualityPlan(base, lanes);
  const curves = plan.curves.map(checked);
  const runs: QualityRuns = {
    full,
    base,
    curves: curves.flatMap(({ curve }) => (curve.points.length > 0 ? [curve] : [])),
    leftOut: [
      ...plan.leftOut,
      ...curves.flatMap(({ curve: { lane, solver }, problem }) =>
        problem === null ? [] : [{ lane, solver, problem }],
      ),
    ],
  };
  latest = { key, runs };
  return runs;
}
