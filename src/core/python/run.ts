// What a script needs to know of a run beside its spec: its target, the parts of its method, and the flags by which lines of
// pieces are chosen. Nothing here writes Python.

import { type ResolvedMethod, resolveMethod } from '../methods';
import type { NetworkModel } from '../scores';
import { needsProbes } from '../scores/evaluate';
import type { RunSpec } from '../spec';
import { type Surrogate, surrogateOf } from '../surrogate';
import { narrowestVariance, resolveTarget, type Target } from '../targets';
import { predictorOf, type ScorePredictor } from '../updates';
import type { Flag } from './pieces';

export interface ScriptRun {
  readonly spec: RunSpec;
  readonly target: Target;
  readonly method: ResolvedMethod;
  readonly predictor: ScorePredictor | null;
  /** What linear part or start know of the data beside its moments; null where they need no more. */
  readonly surrogate: Surrogate | null;
  readonly flags: ReadonlySet<Flag>;
}

/** @throws SpecError where the target of the spec cannot be made, of a network without its model for example, or too little is known
 * of its data */
export function scriptRun(spec: RunSpec, network: NetworkModel | null): ScriptRun {
  const target = resolveTarget(spec.target, network);
  const method = resolveMethod(spec);
  const predictor = predictorOf(method.update);
  const usesSurrogate = predictor?.surrogate === true || method.start.surrogate !== undefined;
  const surrogate = usesSurrogate ? surrogateOf(target, method.surrogateComponents) : null;
  // Asked for here, so that a corrector of unknown data has no script.
  if (method.corrector !== null) narrowestVariance(target);
  return { spec, target, method, predictor, surrogate, flags: flagsOf(spec, target, method, predictor, surrogate) };
}

function flagsOf(
  spec: RunSpec,
  target: Target,
  { update, parameters, corrector, clipped, memory, coarse }: ResolvedMethod,
  predictor: ScorePredictor | null,
  surrogate: Surrogate | null,
): ReadonlySet<Flag> {
  const { derivative } = update;
  const isNumber = derivative === 'trace' || derivative === 'diagonal';
  const regression = predictor?.regression === true;
  const estimate = derivative !== null && needsProbes(target.model, derivative);
  const all: Readonly<Record<Flag, boolean>> = {
    sde: spec.dynamics === 'sde',
    ode: spec.dynamics === 'ode',
    half: spec.precision !== 'f32',
    tolerance: parameters.tolerance > 0,
    clip: clipped,
    surrogate: predictor?.surrogate === true,
    regression,
    line: target.dimension === 1,
    plain: derivative === null,
    derivative: derivative !== null,
    trace: derivative === 'trace',
    diagonal: derivative === 'diagonal',
    matrix: derivative === 'matrix',
    exact: derivative !== null && !estimate,
    estimate,
    known: derivative === null && !regression,
    numbers: isNumber,
    matrices: derivative === 'matrix' || regression,
    components: surrogate !== null || derivative !== null,
    anderson: memory > 0,
    wavefront: spec.method.kind === 'wavefront',
    corrector: corrector !== null,
    pipelined: parameters.pipelined === 1,
    newest: coarse !== null,
  };
  return new Set((Object.keys(all) as Flag[]).filter((flag) => all[flag]));
}
