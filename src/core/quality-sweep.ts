// Quality at equal depth as runs: the methods of a race stopped after a fixed number of rounds, and the sequential samplers on
// fewer steps, all on one problem and one noise.

import { laneLabel } from './lane-label';
import { blocksUpTo, type Lane, laneSpec, stepsOf } from './race';
import type { FewStepSolver, MethodSpec, RunSpec } from './spec';
import { SpecError } from './spec';
import type { Sweep } from './sweep';

/** `K`: rounds of a block, or iterations of Parareal. */
export const FIXED_ROUNDS = [1, 2, 3, 4, 6, 8, 12, 16] as const;

/** One curve: runs that differ in how much they may do. */
export interface QualityCurve {
  readonly label: string;
  /** Place of its method among the lanes; null for the sequential sampler on fewer steps. */
  readonly lane: number | null;
  readonly points: readonly {
    /** Rounds of a block, or steps of a baseline. */
    readonly amount: number;
    readonly spec: RunSpec;
  }[];
}

export interface QualityPlan {
  readonly curves: readonly QualityCurve[];
  /** Lanes without a fixed number of rounds, and lanes that are not possible, each with the reason. */
  readonly leftOut: readonly { readonly label: string; readonly reason: string }[];
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
    label:
      solver === 'exponential' ? 'Fewer steps' : `Fewer steps, ${laneLabel({ method: specOf(1).method, blocks: 1 })}`,
    lane: null,
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

/** A label that no curve has yet, numbered where it must be. */
function unusedLabel(label: string, curves: readonly QualityCurve[]): string {
  const taken = (name: string) => curves.some((curve) => curve.label === name);
  for (let number = 2, name = label; ; number++) {
    if (!taken(name)) return name;
    name = `${label} (${number})`;
  }
}

/** The curves for the lanes of a race. Lanes that differ only in when they stop are one curve. */
export function qualityPlan(base: RunSpec, lanes: readonly Lane[]): QualityPlan {
  const curves: QualityCurve[] = [];
  const leftOut: { label: string; reason: string }[] = [];
  lanes.forEach((lane, index) => {
    // The sequential sampler is the last point of the baseline.
    if (lane.method.kind === 'sequential') return;
    const label = laneLabel(lane, false);
    try {
      const spec = laneSpec(base, lane);
      const points = FIXED_ROUNDS.filter((amount) => amount <= mostRounds(spec)).flatMap((amount) => {
        const method = withRounds(lane.method, amount);
        return method === null ? [] : [{ amount, spec: { ...spec, method } }];
      });
      if (points.length === 0) leftOut.push({ label, reason: 'it has no fixed number of rounds' });
      else if (!curves.some((curve) => sameRuns(curve.points, points))) {
        curves.push({ label: unusedLabel(label, curves), lane: index, points });
      }
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      leftOut.push({ label, reason: error.message });
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
