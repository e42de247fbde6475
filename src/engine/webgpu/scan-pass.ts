// The scan of a round: which shader makes new nodes of the scores, by the kind of the linear part, and what it reads.

import type { Plan } from '../../core/plan';
import type { ShaderDescription } from './compute-pass';
import { scanShaders } from './scan-shaders';
import { packMixture } from './score-pass';

/** Text constants of where the linear part has its numbers. */
const LINEAR = { node: 0, trace: 1, diagonal: 2 } as const;

/** Coordinates of a particle that one thread walks along side by side, at most. */
const MOST_COORDINATES = 4;

/** A scan as plain data. Its bindings are parameters, batch, state, nodes, path, scores, linear parts and its table, and, where it measures,
 * the reference and the measurements: all storage buffers that a device is sure to bind. */
export interface ScanProgram {
  readonly shader: ShaderDescription;
  /** Work items per particle. */
  readonly items: number;
  /** Whether its linear part is a number a node and nothing is clipped: what `lib/scan-few.wgsl` can do. */
  readonly isPlain: boolean;
  /** Whether it measures its steps, and starts. */
  readonly measures: boolean;
  /** The box of the data, `[coordinate][2]`; of a predictor then the variance of the data and the surrogate. */
  readonly table: Float32Array<ArrayBuffer>;
}

/**
 * The scan of a plan.
 *
 * A scan that measures has a thread for all coordinates of a particle, whose squares it sums: of few coordinates they wait for memory
 * together, of many a thread for each is faster, and their steps are measured by a pass after the scan.
 * @param measuring whether it should measure its steps
 */
export function scanProgram(plan: Plan, measuring: boolean): ScanProgram {
  const { dimension, derivative, predictor } = plan;
  const common = { isPlain: false, table: tableOf(plan) };
  const whole = { ...common, measures: measuring, items: 1 };
  if (predictor !== null) return { ...whole, shader: scanShaders.predictor(plan, predictor, measuring) };
  if (derivative === 'matrix') return { ...whole, shader: scanShaders.matrix(plan, measuring) };
  const measures = measuring && dimension <= MOST_COORDINATES;
  const shader = scanShaders.numbers(plan, LINEAR[derivative ?? 'node'], measures);
  const isPlain = derivative === null && plan.box === null;
  return { ...common, shader, measures, items: measures ? 1 : dimension, isPlain };
}

function tableOf({ box, predictor, surrogate, target, dimension }: Plan): Float32Array<ArrayBuffer> {
  const limits = box ?? new Float64Array(2 * dimension);
  if (predictor === null) return Float32Array.from(limits);
  const mixture = predictor.surrogate && surrogate ? packMixture(surrogate.model) : new Float32Array(0);
  return Float32Array.from([...limits, target.dataVariance, ...mixture]);
}
