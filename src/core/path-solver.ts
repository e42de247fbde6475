// Rounds on a path in float64: evaluate the score at the nodes of a step, then the pass that makes new nodes of it. The
// sequential sampler and every parallel method are this with different schedules. It knows nothing of errors or traces.

import { linearPartOf } from './eigen-clip';
import { roundingOf } from './half';
import { AndersonPass } from './passes/anderson';
import { CoarsePass } from './passes/coarse';
import { CorrectorPass } from './passes/corrector';
import type { OnProduced, Pass, PassContext } from './passes/pass';
import { ScanPass } from './passes/scan';
import { type Plan, referencePlan } from './plan';
import { probeSign } from './random';
import { isCorrectorNode, PHASE, type ScheduleState } from './schedules';
import { createScore, derivativeEntries, needsProbes, type ScoreEvaluator } from './scores/evaluate';

export interface PathSolverOptions {
  readonly plan: Plan;
  /** Most rows of one step. */
  readonly rows: number;
  /** `xi_j` of a node, `[coordinate][particle]`. */
  readonly noise: (node: number) => Float64Array;
  /** Whether this is the reference: one node after the other, where no linear part and no acceleration is of consequence. */
  readonly sequential: boolean;
}

export class PathSolver {
  /** `[node][coordinate][particle]` */
  readonly path: Float64Array;
  /** Coordinates times particles. */
  readonly stateLength: number;
  private readonly plan: Plan;
  private readonly score: ScoreEvaluator;
  private readonly context: PassContext;
  /** `[coordinate][particle]` */
  private readonly probes: Float64Array | null;
  private readonly scan: Pass;
  private readonly corrector: Pass | null;
  private readonly coarse: Pass | null;

  constructor({ plan, rows, noise, sequential }: PathSolverOptions) {
    const { dimension, coefficients, target, spec } = plan;
    const { particles } = spec;
    this.plan = sequential ? referencePlan(plan) : plan;
    this.score = createScore(target.model);
    this.stateLength = dimension * particles;
    this.path = new Float64Array(plan.noiseTimes.length * this.stateLength);
    const { derivative } = this.plan;
    const entries = derivative === null ? 0 : derivativeEntries(derivative, dimension);
    this.probes =
      derivative !== null && needsProbes(target.model, derivative) ? new Float64Array(this.stateLength) : null;
    this.context = {
      plan: this.plan,
      coefficients,
      dimension,
      particles,
      stateLength: this.stateLength,
      path: this.path,
      scores: new Float64Array(rows * this.stateLength),
      linearParts: new Float64Array(rows * entries * particles),
      noise,
      squares: new Float64Array(particles),
      roundStates: roundingOf(spec.precision),
    };
    this.scan = plan.memory > 0 && !sequential ? new AndersonPass(this.context) : new ScanPass(this.context);
    this.corrector = plan.corrector === null ? null : new CorrectorPass(this.context);
    this.coarse = plan.coarse === null || sequential ? null : new CoarsePass(this.context);
  }

  /** State of a node, `[coordinate][particle]`: a view into the path. */
  stateAt(node: number): Float64Array {
    return this.path.subarray(node * this.stateLength, (node + 1) * this.stateLength);
  }

  /** Score at a node, `[coordinate][particle]`, valid until the next step. */
  scoreAt(node: number): Float64Array {
    const { scores, particles } = this.context;
    this.score.evaluate(this.noiseTime(node), this.path, node * this.stateLength, scores, 0, particles);
    return scores.subarray(0, this.stateLength);
  }

  /** Rounds the state of a node as the precision of the run asks. */
  roundState(node: number): void {
    this.context.roundStates?.(this.path, node * this.stateLength, (node + 1) * this.stateLength);
  }

  /** One round. Yields after every row of the score evaluation, so that a caller can pause or stop. */
  *round(step: ScheduleState, onProduced?: OnProduced): Generator<void, void> {
    if (step.phase !== PHASE.round) throw new Error('A path solver makes rounds only.');
    for (let i = 0; i < step.count; i++) {
      this.evaluateRow(i, step.first + i * step.stride);
      yield;
    }
    this.passOf(step).run(step, onProduced);
  }

  private passOf(step: ScheduleState): Pass {
    if (this.coarse !== null && step.segmentLength === 0) return this.coarse;
    if (this.corrector !== null && isCorrectorNode(step.first, this.plan.parameters)) return this.corrector;
    return this.scan;
  }

  private evaluateRow(i: number, node: number): void {
    const { plan, path, stateLength } = this;
    const { scores, linearParts, particles, coefficients } = this.context;
    const { derivative, dimension } = plan;
    const [time, from, to] = [this.noiseTime(node), node * stateLength, i * stateLength];
    if (derivative === null || isCorrectorNode(node, plan.parameters)) {
      this.score.evaluate(time, path, from, scores, to, particles);
      return;
    }
    const length = derivativeEntries(derivative, dimension) * particles;
    this.drawProbes(node);
    this.score.differentiate(derivative, time, path, from, scores, to, linearParts, i * length, particles, this.probes);
    linearPartOf(
      derivative,
      dimension,
      coefficients.stateFactor[node] as number,
      coefficients.scoreWeight[node] as number,
      plan.jacobianCap,
      linearParts.subarray(i * length, (i + 1) * length),
      particles,
    );
  }

  /** Probe signs of a node: the same in every round. */
  private drawProbes(node: number): void {
    const { probes } = this;
    if (probes === null) return;
    const { dimension, spec } = this.plan;
    for (let c = 0, at = 0; c < dimension; c++) {
      for (let p = 0; p < spec.particles; p++, at++) probes[at] = probeSign(spec.seed, p, node * dimension + c);
    }
  }

  private noiseTime(node: number): number {
    return this.plan.noiseTimes[node] ?? Number.NaN;
  }
}
