// The update of a round in the parallel corrector: velocity and position of a sub-block are made anew from its first node on,
// with the scores of the old positions (arXiv 2405.15986, Algorithm 3). What is linear in the state is exact, so these two
// coupled scans are the sums that the algorithm writes out.

import type { CorrectorStep } from '../corrector-step';
import { normal, STREAM } from '../random';
import { periodOf, type ScheduleState } from '../schedules';
import type { OnProduced, Pass, PassContext } from './pass';

export class CorrectorPass implements Pass {
  /** `[node][coordinate][particle]`; of corrector nodes, and of those that follow them. */
  readonly velocities: Float64Array;
  /** `[coordinate][particle]` */
  private readonly position: Float64Array;

  constructor(private readonly context: PassContext) {
    this.velocities = new Float64Array(context.path.length);
    this.position = new Float64Array(context.stateLength);
  }

  run({ first, count }: ScheduleState, onProduced: OnProduced | undefined): void {
    const { plan, squares } = this.context;
    const period = periodOf(plan.parameters);
    const step = plan.corrector?.steps[Math.floor(first / period)];
    if (step === undefined) throw new Error(`Node ${first} is not in a corrector.`);
    if (first % period === plan.parameters.blockLength) this.drawVelocity(first);
    for (let i = 0; i < count; i++) {
      this.moveNode(i, first + i, step);
      onProduced?.(i, first + i + 1, squares);
    }
  }

  /** `v ~ N(0, I)`, the same in every round; sub-blocks that follow go on with the velocity that they find. */
  private drawVelocity(node: number): void {
    const { plan, dimension, particles, stateLength } = this.context;
    for (let c = 0, at = node * stateLength; c < dimension; c++) {
      for (let p = 0; p < particles; p++, at++) {
        this.velocities[at] = normal(plan.spec.seed, STREAM.correctorVelocity, p, node * dimension + c);
      }
    }
  }

  /** Velocity and position of node `node + 1`, with the score of row `i`. */
  private moveNode(i: number, node: number, step: CorrectorStep): void {
    const { plan, path, scores, squares, dimension, particles, stateLength, roundStates } = this.context;
    const { velocities, position } = this;
    const { seed } = plan.spec;
    const [from, row] = [node * stateLength, i * stateLength];
    for (let c = 0, at = 0; c < dimension; c++) {
      const index = node * dimension + c;
      for (let p = 0; p < particles; p++, at++) {
        const v = velocities[from + at] as number;
        const s = scores[row + at] as number;
        const zv = normal(seed, STREAM.correctorNoiseV, p, index);
        const zu = normal(seed, STREAM.correctorNoiseU, p, index);
        velocities[from + stateLength + at] =
          step.velocityFactor * v + step.velocityScoreWeight * s + step.velocityNoise * zv;
        position[at] =
          (path[from + at] as number) +
          step.positionVelocityWeight * v +
          step.positionScoreWeight * s +
          step.sharedNoise * zv +
          step.positionNoise * zu;
      }
    }
    roundStates?.(position, 0, stateLength);
    squares.fill(0);
    const produced = from + stateLength;
    for (let c = 0, at = 0; c < dimension; c++) {
      for (let p = 0; p < particles; p++, at++) {
        const next = position[at] as number;
        const change = next - (path[produced + at] as number);
        path[produced + at] = next;
        squares[p] = (squares[p] as number) + change * change;
      }
    }
  }
}
