// The start of a segment: its shader and the constants it needs.

import type { Plan } from '../../core/plan';
import { noiseVariance, signal } from '../../core/process';
import { starts } from '../../core/starts';
import type { ShaderDescription } from './compute-pass';
import { packMixture } from './score-pass';
import { shaders } from './shaders';

/** A start as plain data. Its bindings are parameters, batch, state, nodes, path, scores and its table. */
export interface StartProgram {
  readonly shader: ShaderDescription;
  /** Work items per particle. */
  readonly items: number;
  readonly table: Float32Array<ArrayBuffer>;
}

/** The start of a plan. */
export function startProgram(plan: Plan): StartProgram {
  const { dimension, spec, start } = plan;
  const name = Object.entries(starts).find(([, entry]) => entry === start)?.[0] ?? 'unknown';
  const items = start === starts.surrogate ? 1 : dimension;
  return { shader: shaders.start(dimension, spec.precision, name), items, table: tableOf(plan) };
}

/** What a start reads beside the path: of the Gaussian, the variance of the data and then its mean, `[coordinate]`; of the
 * prediction, `a` and `1 - a^2` of every node, `[node][2]`, the last included; of the surrogate, its mixture. */
function tableOf({ start, target, noiseTimes, surrogate }: Plan): Float32Array<ArrayBuffer> {
  switch (start) {
    case starts.gaussian:
      return Float32Array.from([target.dataVariance, ...target.dataMean]);
    case starts.prediction:
      return Float32Array.from(Array.from(noiseTimes, (r) => [signal(r), noiseVariance(r)]).flat());
    case starts.surrogate:
      if (surrogate === null) throw new Error('The plan has no surrogate.');
      return packMixture(surrogate.model);
    default:
      return new Float32Array(0);
  }
}
