// The scan of a round: which shader makes new nodes of the scores, by the kind of the linear part.

import type { Plan } from '../../core/plan';
import type { ShaderDescription } from './compute-pass';
import { shaders } from './shaders';

/** A scan as plain data. */
export interface ScanProgram {
  readonly shader: ShaderDescription;
  /** Work items per particle. */
  readonly items: number;
}

/** The scan of a plan; of the sequential reference where `plan.derivative` is null. */
export function scanProgram(plan: Plan): ScanProgram {
  const { dimension, spec, derivative } = plan;
  if (plan.predictor !== null || plan.box !== null) throw new Error('not written yet');
  switch (derivative) {
    case null:
      return { shader: shaders.scan(dimension, spec.precision, 0), items: dimension };
    case 'trace':
      return { shader: shaders.scan(dimension, spec.precision, 1), items: dimension };
    case 'diagonal':
      return { shader: shaders.scan(dimension, spec.precision, 2), items: dimension };
    case 'matrix':
      return { shader: shaders.scanMatrix(dimension, spec.precision), items: 1 };
  }
}
