// The pass of the parallel corrector: its shader, and the coefficients of its steps at each block's end.

import type { CorrectorSteps } from '../../core/corrector';
import type { Plan } from '../../core/plan';
import type { OwnProgram } from './own-pass';
import { shaders } from './shaders';

/** Floats of a step in the table; `CorrectorStep` in `corrector.wgsl`. */
const STEP_FLOATS = 8;

/** The pass of a plan's corrector; the reference runs the same, one node at a time. Its memory holds velocities,
 * `[node][coordinate][particle]`. */
export function correctorProgram({ dimension, spec }: Plan, { steps }: CorrectorSteps): OwnProgram {
  const table = new Float32Array(STEP_FLOATS * steps.length);
  steps.forEach((step, block) => {
    table.set(
      [
        step.velocityFactor,
        step.velocityScoreWeight,
        step.positionVelocityWeight,
        step.positionScoreWeight,
        step.velocityNoise,
        step.sharedNoise,
        step.positionNoise,
      ],
      STEP_FLOATS * block,
    );
  });
  return { shader: shaders.corrector(dimension, spec.precision), items: dimension, follows: false, tables: [table] };
}
