// What is measured of a method on a problem. "Rounds to an error of 1e-3" has no meaning by itself for methods that pass an
// error on, so a method stops by its own rule, and its tolerance is the loosest of a ladder with which the largest error of all
// nodes and particles ends below 1e-3.

import { callsToAgreement, finalError } from '../../src/core/agreement';
import type { Plan } from '../../src/core/plan';
import { type SimulatedStep, simulate } from '../../src/core/sampler';
import { countsOf, segmentsOf, type Trace, TraceRecorder } from '../../src/core/trace';

/** Largest error, RMS over coordinates, with which a path agrees with the sequential one. */
export const AGREEMENT = 1e-3;
/** Tolerances that are tried, the loosest first. */
export const LADDER = [1e-1, 3e-2, 1e-2, 3e-3, 1e-3, 3e-4, 1e-4, 3e-5, 1e-5] as const;

/** Numbers that are not finite stand as null. */
export interface Measurement {
  readonly tolerance: number;
  /** Network calls in a row until the method's own rule stopped it. */
  readonly rounds: number;
  /** Of Parareal: the same with the coarse sweeps overlapped. */
  readonly pipelined?: number;
  /** Network calls until all nodes agree with the sequential path, for the median and the worst particle; null for never. */
  readonly median: number | null;
  readonly worst: number | null;
  /** Rows per particle, and how many of them are Jacobian-vector products. */
  readonly evaluations: number;
  readonly derivatives: number;
  readonly nodesInFlight: number;
  readonly hump: number | null;
  /** Largest error of any node and particle in the end. */
  readonly error: number | null;
  readonly milliseconds: number;
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Follows every particle through a float64 run: since when all its nodes agree. */
class ParticleWatch {
  /** `[node][particle]`: whether the newest state disagrees; a node that is not reached does. */
  private readonly disagrees: Uint8Array;
  private readonly count: Int32Array;
  /** Clock since which a particle agrees. */
  private readonly since: Float64Array;

  constructor(private readonly plan: Plan) {
    const { particles } = plan.spec;
    this.disagrees = new Uint8Array((plan.totalNodes + 1) * particles).fill(1);
    this.disagrees.fill(0, 0, particles);
    this.count = new Int32Array(particles).fill(plan.totalNodes);
    this.since = new Float64Array(particles).fill(Number.NaN);
  }

  see({ state, clock, path, reference }: SimulatedStep): void {
    const { dimension, spec } = this.plan;
    const { particles } = spec;
    for (let i = 0; i < state.count; i++) {
      const node = state.first + i * state.stride + state.reach;
      for (let particle = 0; particle < particles; particle++) {
        let square = 0;
        for (let c = 0; c < dimension; c++) {
          const at = (node * dimension + c) * particles + particle;
          square += ((path[at] as number) - (reference[at] as number)) ** 2;
        }
        this.note(node * particles + particle, particle, !(Math.sqrt(square / dimension) <= AGREEMENT));
      }
    }
    for (let particle = 0; particle < particles; particle++) {
      if ((this.count[particle] ?? 0) > 0) this.since[particle] = Number.NaN;
      else if (Number.isNaN(this.since[particle])) this.since[particle] = clock;
    }
  }

  private note(at: number, particle: number, disagrees: boolean): void {
    const change = Number(disagrees) - (this.disagrees[at] ?? 0);
    this.disagrees[at] = Number(disagrees);
    this.count[particle] = (this.count[particle] ?? 0) + change;
  }

  /** Calls of the median and of the worst particle. */
  get calls(): { median: number | null; worst: number | null } {
    const sorted = this.since.map((clock) => (Number.isNaN(clock) ? Number.POSITIVE_INFINITY : clock)).sort();
    return {
      median: finite(sorted[Math.ceil(sorted.length / 2) - 1] ?? Number.NaN),
      worst: finite(sorted.at(-1) ?? Number.NaN),
    };
  }
}

interface Watched {
  readonly trace: Trace;
  readonly calls: { median: number | null; worst: number | null };
  readonly milliseconds: number;
}

/** Runs a plan in float64. */
export function runInFloat64(plan: Plan): Watched {
  const trace = new TraceRecorder(plan, 'cpu', 'float64');
  const watch = new ParticleWatch(plan);
  const simulation = simulate(plan, { onStep: (step) => watch.see(step) });
  for (;;) {
    const { value, done } = simulation.next();
    if (done) {
      trace.finish(value);
      return { trace, calls: watch.calls, milliseconds: value.milliseconds.parallel };
    }
    // The paths of the pictures are of no use here, and large.
    if (value.kind === 'record') trace.append({ ...value.record, paths: [] });
  }
}

/** What a finished trace came to. */
export function measurementOf(
  trace: Trace,
  tolerance: number,
  calls: { median: number | null; worst: number | null },
): Measurement {
  const { rounds, evaluations, derivatives, nodesInFlight, hump } = countsOf(trace);
  const { method, blocks } = trace.plan.spec;
  return {
    tolerance,
    rounds,
    ...(method.kind === 'parareal' ? { pipelined: pipelinedRounds(rounds, blocks, trace) } : {}),
    ...calls,
    evaluations,
    derivatives,
    nodesInFlight,
    hump: finite(hump),
    error: finite(finalError(trace, 'worst')),
    milliseconds: trace.outcome?.milliseconds.parallel ?? Number.NaN,
  };
}

/** The calls of a GPU run's trace, which follows no single particles: its worst, and in one block its median too, since there
 * the median of each particle's largest error over all nodes is recorded. */
export function callsOfTrace(trace: Trace): { median: number | null; worst: number | null } {
  const [segment, ...others] = segmentsOf(trace);
  const whole = others.length === 0 && segment?.nodes === trace.plan.totalNodes && trace.plan.coarse === null;
  return {
    median: whole ? roundsToStay(segment.errorMedian) : null,
    worst: callsToAgreement(trace, AGREEMENT, 'worst'),
  };
}

/** Rounds after which errors, entry 0 of the start, stay in agreement; null for never. */
export function roundsToStay(errors: readonly number[]): number | null {
  const last = errors.findLastIndex((error) => !(error <= AGREEMENT));
  return last === errors.length - 1 ? null : last + 1;
}

/** Rounds when the coarse sweep of every iteration, of one call a block, counts as one, overlapped with the fine steps. The first
 * sweep has none to overlap with: its calls wait for each other. */
function pipelinedRounds(rounds: number, blocks: number, trace: Trace): number {
  const sweeps = trace.rounds.filter((record) => record.reach > 1).length / blocks;
  return rounds - (sweeps - 1) * (blocks - 1);
}

const passes = ({ error }: Measurement) => error !== null && error < AGREEMENT;

/**
 * The measurement with the loosest tolerance of the ladder that passes, or with the tightest when none does.
 * @param planWith the plan with a tolerance
 */
export function climb(planWith: (tolerance: number) => Plan): Measurement {
  const whole = planWith(LADDER.at(-1) ?? 0);
  if (whole.schedule.kind === 'blocks' && whole.parameters.blockLength === whole.totalNodes) return prefixes(whole);
  const tried = new Map<number, Measurement>();
  const at = (index: number) => {
    const known = tried.get(index);
    if (known) return known;
    const tolerance = LADDER[index] as number;
    const { trace, calls } = runInFloat64(planWith(tolerance));
    const measured = measurementOf(trace, tolerance, calls);
    tried.set(index, measured);
    return measured;
  };
  let index = 3;
  if (passes(at(index))) {
    while (index > 0 && passes(at(index - 1))) index--;
  } else {
    while (index < LADDER.length - 1 && !passes(at(index))) index++;
  }
  return at(index);
}

/** In one block every tolerance stops the same run somewhere, so that one run answers for all of them. */
function prefixes(plan: Plan): Measurement {
  const { trace, calls } = runInFloat64(plan);
  const whole = measurementOf(trace, LADDER.at(-1) ?? 0, calls);
  const [segment] = segmentsOf(trace);
  if (!segment) throw new Error('A run has at least one segment.');
  const records = trace.rounds.filter((record) => !record.isStart);
  for (const tolerance of LADDER) {
    const last = segment.residual.findIndex((residual) => residual < Math.fround(tolerance));
    const error = segment.error[last + 1] ?? Number.NaN;
    if (last < 0 || !(error < AGREEMENT)) continue;
    const made = records.slice(0, last + 1);
    const evaluations = trace.rounds.slice(0, trace.rounds.indexOf(made.at(-1) ?? (records[0] as never)) + 1);
    return {
      ...whole,
      tolerance,
      rounds: made.at(-1)?.clock ?? 0,
      evaluations: evaluations.reduce((sum, record) => sum + record.evaluations, 0),
      derivatives: made.reduce((sum, record) => sum + record.evaluations - record.count, 0),
      hump: finite(made.reduce((most, record) => Math.max(most, record.error), 0)),
      error,
      milliseconds: (whole.milliseconds * made.length) / records.length,
    };
  }
  return whole;
}
