// Steps over a whole block: a few-step sampler makes nothing else; Parareal corrects the fine solution of a block by the
// difference that its new first state makes to the coarse step.

import type { CoarseSteps } from '../coarse';
import { noiseVariance, signal } from '../process';
import type { ScheduleState } from '../schedules';
import type { OnProduced, Pass, PassContext } from './pass';

export class CoarsePass implements Pass {
  private readonly steps: CoarseSteps;
  /** Of Parareal the coarse step of each block in the sweep before, of a few-step sampler the data prediction at its first node.
   * `[block][coordinate][particle]` */
  private readonly kept: Float64Array;
  /** End of each block after the sweep before, `[block][coordinate][particle]`. */
  private readonly ends: Float64Array;
  /** `[coordinate][particle]` */
  private readonly next: Float64Array;
  private readonly blocks: number;
  private readonly isParareal: boolean;

  constructor(private readonly context: PassContext) {
    const { plan, stateLength } = context;
    if (plan.coarse === null) throw new Error('The plan has no steps over whole blocks.');
    this.steps = plan.coarse;
    this.blocks = plan.coarse.stateFactor.length;
    this.isParareal = plan.schedule.kind === 'parareal';
    this.kept = new Float64Array(this.blocks * stateLength);
    this.ends = new Float64Array(this.isParareal ? this.kept.length : 0);
    this.next = new Float64Array(stateLength);
  }

  run(step: ScheduleState, onProduced: OnProduced | undefined): void {
    const { plan, squares, stateLength, particles, path, roundStates } = this.context;
    const block = step.first / plan.parameters.blockLength;
    const produced = step.first + plan.parameters.blockLength;
    const [from, to, at] = [step.first * stateLength, produced * stateLength, block * stateLength];
    const { next } = this;
    this.solve(block, step.first);
    const corrects = this.isParareal && step.iteration >= this.blocks;
    if (this.isParareal) {
      for (let i = 0; i < stateLength; i++) {
        const coarse = next[i] as number;
        // In this order, so that a block whose first state has not moved keeps its fine solution to the last bit.
        if (corrects) next[i] = (path[to + i] as number) + (coarse - (this.kept[at + i] as number));
        this.kept[at + i] = coarse;
      }
    }
    roundStates?.(next, 0, stateLength);
    squares.fill(0);
    for (let i = 0; i < stateLength; i++) {
      const value = next[i] as number;
      // A node that had no state has changed from where its step began.
      const before = corrects ? (this.ends[at + i] as number) : (path[from + i] as number);
      squares[i % particles] = (squares[i % particles] as number) + (value - before) ** 2;
    }
    path.set(next, to);
    if (this.isParareal) this.ends.set(next, at);
    onProduced?.(0, produced, squares);
  }

  /** The coarse step of a block from its first node, into `next`. */
  private solve(block: number, first: number): void {
    const { plan, path, scores, noise, stateLength } = this.context;
    const { steps, next } = this;
    const a = steps.stateFactor[block] as number;
    const b = steps.scoreWeight[block] as number;
    const from = first * stateLength;
    for (let i = 0; i < stateLength; i++) next[i] = a * (path[from + i] as number) + b * (scores[i] as number);
    for (let node = first; node < first + plan.parameters.blockLength; node++) {
      const weight = steps.noiseWeight[node] as number;
      if (weight === 0) continue;
      const xi = noise(node);
      for (let i = 0; i < stateLength; i++) next[i] = (next[i] as number) + weight * (xi[i] as number);
    }
    if (!this.isParareal) this.extrapolate(block, first);
  }

  /** Adds what the data prediction of the step before says, and keeps that of this step. */
  private extrapolate(block: number, first: number): void {
    const { plan, path, scores, stateLength } = this.context;
    const { steps, next, kept } = this;
    const noiseTime = plan.noiseTimes[first] ?? Number.NaN;
    const [a, variance] = [signal(noiseTime), noiseVariance(noiseTime)];
    const weight = steps.predictionWeight[block] as number;
    const [from, at] = [first * stateLength, block * stateLength];
    for (let i = 0; i < stateLength; i++) {
      kept[at + i] = ((path[from + i] as number) + variance * (scores[i] as number)) / a;
      if (weight !== 0) next[i] = (next[i] as number) + weight * (kept[at - stateLength + i] as number);
    }
  }
}
