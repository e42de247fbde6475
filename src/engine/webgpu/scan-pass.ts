// The scan of a round: which shader makes new nodes of the scores, by the kind of the linear part, and what it reads.

import type { Plan } from '../../core/plan';
import type { ShaderDescription } from './compute-pass';
import { scanShaders } from './scan-shaders';
import { packMixture } from './score-pass';

/** A scan as plain data. Its bindings are parameters, batch, state, nodes, path, scores, linear parts and its table. */
export interface ScanProgram {
  readonly shader: ShaderDescription;
  /** Work items per particle. */
  readonly items: number;
  /** Whether its linear part is a number a node and nothing is clipped: what `lib/scan-few.wgsl` can do. */
  readonly isPlain: boolean;
  /** The box of the data, `[coordinate][2]`; of a predictor then the variance of the data and the surrogate. */
  readonly table: Float32Array<ArrayBuffer>;
}

/** The scan of a plan. */
export function scanProgram(plan: Plan): ScanProgram {
  const table = tableOf(plan);
  const { dimension, derivative, predictor } = plan;
  const common = { isPlain: false, table };
  if (predictor !== null) return { ...common, shader: scanShaders.predictor(plan, predictor), items: 1 };
  switch (derivative) {
    case null:
      return { ...common, shader: scanShaders.numbers(plan, 0), items: dimension, isPlain: plan.box === null };
    case 'trace':
      return { ...common, shader: scanShaders.numbers(plan, 1), items: dimension };
    case 'diagonal':
      return { ...common, shader: scanShaders.numbers(plan, 2), items: dimension };
    case 'matrix':
      return { ...common, shader: scanShaders.matrix(plan), items: 1 };
  }
}

function tableOf({ box, predictor, surrogate, target, dimension }: Plan): Float32Array<ArrayBuffer> {
  const limits = box ?? new Float64Array(2 * dimension);
  if (predictor === null) return Float32Array.from(limits);
  const mixture = predictor.surrogate && surrogate ? packMixture(surrogate.model) : new Float32Array(0);
  return Float32Array.from([...limits, target.dataVariance, ...mixture]);
}
