// The pass of steps over a whole block: its shader, and the coefficients of each step and of each node's noise.

import type { CoarseSteps } from '../../core/coarse';
import type { Plan } from '../../core/plan';
import type { OwnProgram } from './own-pass';
import { shaders } from './shaders';

/** Floats of a step in the table; `CoarseStep` in `coarse.wgsl`. */
const STEP_FLOATS = 4;

/** The pass of a plan with coarse steps. Its memory is `[2][block][coordinate][particle]`. */
export function coarseProgram({ dimension, spec, schedule }: Plan, coarse: CoarseSteps): OwnProgram {
  const { stateFactor, scoreWeight, predictionWeight, noiseWeight } = coarse;
  const table = new Float32Array(STEP_FLOATS * stateFactor.length);
  stateFactor.forEach((factor, block) => {
    table.set([factor, scoreWeight[block] ?? Number.NaN, predictionWeight[block] ?? Number.NaN], STEP_FLOATS * block);
  });
  return {
    shader: shaders.coarse(dimension, spec.precision, schedule.kind === 'parareal'),
    items: dimension,
    follows: false,
    tables: [table, Float32Array.from(noiseWeight)],
  };
}
