// Which pieces a script is made of, in their order: a piece uses names of those before it.

import type { Target } from '../targets';
import type { ScriptRun } from './run';

/** Names of the pieces of a run, but for `signal`, which stands behind `process` where it is used. */
export function partsOf(run: ScriptRun): readonly string[] {
  return ['noise', 'process', ...targetParts(run), ...stepParts(run), ...methodParts(run), 'report'];
}

/** The name of a run's start; null for methods that have none. */
function startOfRun({ spec }: ScriptRun): string | null {
  return 'start' in spec.method ? spec.method.start : null;
}

/** Data, their density and moments where they are needed, and their score. */
function targetParts(run: ScriptRun): readonly string[] {
  const { spec, target, method, predictor, flags } = run;
  const { kind } = target.model;
  const usesMoments =
    startOfRun(run) === 'gaussian' ||
    ('linearPart' in spec.method && spec.method.linearPart === 'gaussian-data') ||
    (predictor?.regression === true && !predictor.surrogate);
  const tellsNarrowest = target.model.kind === 'network' && target.model.narrowestVariance !== undefined;
  const usesDensity = flags.has('clip') || (method.corrector !== null && kind === 'network' && !tellsNarrowest);
  // The score of a single mixture, without its derivative, is in one piece.
  const mixture = ['scores/mixture-components', ...(flags.has('components') ? ['scores/mixture-score'] : [])];
  const narrowest = tellsNarrowest ? 'network' : kind === 'gaussian' ? 'gaussian' : 'mixture';
  return [
    ...modelParts(target, { usesMoments: usesMoments || (usesDensity && target.density === null) }),
    ...(kind === 'mixture' ? [...densityParts(run), ...(usesMoments ? ['targets/mixture-moments'] : [])] : []),
    ...(kind !== 'mixture' && usesDensity ? densityParts(run) : []),
    ...(kind === 'mixture' || run.surrogate !== null ? mixture : []),
    ...(kind === 'mixture' && flags.has('components') ? ['scores/mixture'] : []),
    ...(method.corrector === null ? [] : [`targets/${narrowest}-narrowest`]),
    ...(run.surrogate !== null ? ['surrogate'] : []),
  ];
}

/** Score of a target that is no mixture, which needs no density. */
function modelParts({ model }: Target, { usesMoments }: { readonly usesMoments: boolean }): readonly string[] {
  switch (model.kind) {
    case 'gaussian':
      return ['targets/gaussian', 'scores/gaussian'];
    case 'network':
      return [
        'scores/network',
        ...(model.halfWeights ? ['scores/network-halves'] : []),
        ...(usesMoments ? ['scores/network-moments'] : []),
      ];
    case 'mixture':
      return [];
  }
}

/** The density `DATA` of a target, which for a network is that on which it was trained. */
function densityParts({ spec, target }: ScriptRun): readonly string[] {
  const { model, density } = target;
  if (model.kind === 'gaussian' || density === null) return ['targets/gaussian-density'];
  if (model.kind === 'network') return [`targets/${model.trainedOn}`, 'targets/equal-mixture'];
  if (spec.target.kind === 'mixture' && 'means' in spec.target) return ['targets/mixture'];
  // Points stand among the settings.
  if (spec.target.kind === 'mixture') return [`targets/${spec.target.name}`, 'targets/equal-mixture'];
  return ['targets/equal-mixture'];
}

/** The grid, one step, and the sequential sampler. */
function stepParts({ spec, target, method, flags }: ScriptRun): readonly string[] {
  const { spacing, blocks, horizon, cutoff } = spec;
  const isStretched = spacing === 'single-tail' && (blocks === 1 || horizon <= 1 || cutoff >= 1);
  const hasCorrector = method.corrector !== null;
  return [
    `grids/${isStretched ? 'stretched' : spacing}`,
    ...(hasCorrector ? ['grids/with-corrector'] : []),
    `dynamics/${spec.dynamics}`,
    ...(flags.has('half') ? [`precisions/${spec.precision}`] : []),
    ...(hasCorrector ? ['corrector', 'sequential-path-corrector'] : ['sequential-path']),
    'record',
    ...(flags.has('derivative') ? [`derivatives/${target.model.kind}`] : []),
  ];
}

/** Linear part, clip, start, round and schedule. */
function methodParts(run: ScriptRun): readonly string[] {
  const { spec, predictor, flags } = run;
  const { method } = spec;
  const below = flags.has('tolerance') ? ['below'] : [];
  switch (method.kind) {
    case 'sequential':
      return ['schedules/sequential'];
    case 'parareal':
      return [...below, 'schedules/parareal'];
    case 'few-step':
      return ['schedules/few-step', `solvers/${method.solver}`];
    case 'piadm':
    case 'window':
    case 'wavefront':
    case 'anderson': {
      const { linearPart, start } = method;
      return [
        ...(predictor?.regression ? ['linear-parts/jacobian', 'linear-parts/path-regression'] : []),
        ...(predictor?.regression ? [] : [`linear-parts/${linearPart}`]),
        ...(predictor?.regression && predictor.surrogate ? ['linear-parts/surrogate-regression'] : []),
        ...(flags.has('clip') ? ['clips/data'] : []),
        `starts/${start}`,
        'finish-round',
        'round',
        ...(method.kind === 'anderson' ? ['anderson'] : []),
        ...(method.kind === 'window' ? [] : below),
        ...(flags.has('corrector') ? ['correct'] : []),
        `schedules/${method.kind === 'window' || method.kind === 'wavefront' ? method.kind : 'blocks'}`,
      ];
    }
  }
}
