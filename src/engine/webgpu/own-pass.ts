// The pass that some methods have of their own beside score and scan: the corrector of PIADM-ODE, Anderson acceleration, and
// steps over a whole block. All have the same bindings, so that one encoder serves them.

import type { Plan } from '../../core/plan';
import { andersonProgram } from './anderson-pass';
import { coarseProgram } from './coarse-pass';
import type { ShaderDescription } from './compute-pass';
import { correctorProgram } from './corrector-pass';

/** A pass as plain data. Its bindings are parameters, batch, state, nodes, path, scores, `memory` (its own floats, one buffer a
 * batch and loop: `ownFloats` of `core/sizes` per particle) and then its tables. */
export interface OwnProgram {
  readonly shader: ShaderDescription;
  /** Work items per particle. */
  readonly items: number;
  /** Whether it follows every scan; else it takes the scan's place in corrector nodes and in steps over a whole block. */
  readonly follows: boolean;
  /** Constants, shared by batches and loops. */
  readonly tables: readonly Float32Array<ArrayBuffer>[];
}

/** The own pass of a plan's method, for the parallel run or for the sequential reference; null where there is none. */
export function ownProgram(plan: Plan, loop: 'parallel' | 'sequential'): OwnProgram | null {
  if (plan.corrector !== null) return correctorProgram(plan, plan.corrector);
  if (loop === 'sequential') return null;
  if (plan.memory > 0) return andersonProgram(plan);
  return plan.coarse === null ? null : coarseProgram(plan, plan.coarse);
}
