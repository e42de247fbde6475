// Quality at equal depth as runs: the methods of a race stopped after a fixed number of rounds, and the sequential samplers on
// fewer steps, all on one problem and one noise.

import { blocksUpTo, type Lane, laneSpec, stepsOf } from './race';
import type { FewStepSolver, MethodSpec, RunSpec } from './spec';
import { SpecError } from './spec';
import type { Sweep } from './sweep';

/** `K`: rounds of a block, or iterations of Parareal. */
export const FIXED_ROUNDS = [1, 2, 3, 4, 6, 8, 12, 16] as const;

/** What a curve is of: a method of the race, or the sequential sampler on fewer steps. */
export interface QualitySource {
  /** Place of its method among the lanes; null for the sequential sampler on fewer steps. */
  readonly lane: number | null;
  /** Of the sequential sampler on fewer steps; null for a lane. */
  readonly solver: FewStepSolver | null;
}

/** One curve: runs that differ in how much they may do. */
export interface QualityCurve extends QualitySource {
  readonly points: readonly {
    /** Rounds of a block, or steps of a baseline. */
    readonly amount: number;
    readonly spec: RunSpec;
  }[];
}

export interface QualityPlan {
  readonly curves: readonly QualityCurve[];
  /** Lanes that have no curve. */
  readonly leftOut: readonly LeftOut[];
}

export interface LeftOut extends QualitySource {
  /** Why it is not possible; null where it has no fixed number of rounds. */
  readonly problem: string | null;
}

/** Rounds after which a block is exact, whatever the method; more change nothing. */
function mostRounds({ method, blocks, nodes }: RunSpec): number {
  return method.kind === 'parareal' ? blocks : method.kind === 'wavefront' ? blocks * nodes : nodes;
}

function solversOf({ dynamics }: RunSpec): readonly FewStepSolver[] {
  return dynamics === 'ode' ? ['exponential', 'ddim', 'dpm-solver++'] : ['exponential'];
}

/** The sequential sampler on 2, 4, 8, ... steps, or divisors of the grid near these, and on all. */
function baseline(base: RunSpec, solver: FewStepSolver): QualityCurve {
  const steps = stepsOf(base);
  const amounts = new Set<number>();
  for (let wish = 2; wish < steps; wish *= 2) amounts.add(blocksUpTo(steps, wish));
  amounts.add(steps);
  const specOf = (amount: number): RunSpec => ({ ...base, method: { kind: 'few-step', solver, steps: amount } });
  return {
    lane: null,
    solver,
    points: [...amounts].map((amount) => ({ amount, spec: specOf(amount) })),
  };
}

/** A method with a fixed number of rounds in place of its tolerance; null where it has none. */
function withRounds(method: MethodSpec, iterations: number): MethodSpec | null {
  return 'iterations' in method ? { ...method, tolerance: null, iterations } : null;
}

function sameRuns(a: QualityCurve['points'], b: QualityCurve['points']): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** The curves for the lanes of a race. Lanes that differ only in when they stop are one curve. */
export function qualityPlan(base: RunSpec, lanes: readonly Lane[]): QualityPlan {
  const curves: QualityCurve[] = [];
  const leftOut: LeftOut[] = [];
  lanes.forEach((lane, index) => {
    // The sequential sampler is the last point of the baseline.
    if (lane.method.kind === 'sequential') return;
    const source = { lane: index, solver: null };
    try {
      const spec = laneSpec(base, lane);
      const points = FIXED_ROUNDS.filter((amount) => amount <= mostRounds(spec)).flatMap((amount) => {
        const method = withRounds(lane.method, amount);
        return method === null ? [] : [{ amount, spec: { ...spec, method } }];
      });
      if (points.length === 0) leftOut.push({ ...source, problem: null });
      else if (!curves.some((curve) => sameRuns(curve.points, points))) curves.push({ ...source, points });
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      leftOut.push({ ...source, problem: error.message });
    }
  });
  return { curves: [...solversOf(base).map((solver) => baseline(base, solver)), ...curves], leftOut };
}

/** All runs of the curves as one document. */
export function qualitySweep(base: RunSpec, { curves }: QualityPlan): Sweep {
  const values = curves.flatMap(({ points }) =>
    points.map(({ spec: { method, blocks, nodes } }) => ({ method, blocks, nodes })),
  );
  return { base, vary: [{ path: '', values }] };
}
