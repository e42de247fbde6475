// The settings at the top of a script: constants taken from the spec, each with its meaning. A script has those that its pieces
// use, so this file need not know which these are.

import { STREAM } from '../random';
import { productsPerRow } from '../scores/evaluate';
import { literal, matrix, vector } from './literals';
import type { ScriptRun } from './run';

/** A constant: its name, its value, and what it is. */
type Setting = readonly [name: string, value: number | string | null, meaning: string];

/** All constants, in the order of a script. */
function settingsOf(run: ScriptRun): readonly Setting[] {
  const { spec, target, method } = run;
  const { parameters, corrector, update } = method;
  return [
    ...targetSettings(run),
    ['DIMENSION', target.dimension, 'd, coordinates of a state'],
    ['SEED', spec.seed, 'of all noise'],
    ['PARTICLES', spec.particles, 'independent samples'],
    ['HORIZON', spec.horizon, 'T, noise time of the start'],
    ['CUTOFF', spec.cutoff, 'delta, noise time at which sampling stops'],
    ['BLOCKS', spec.blocks, 'N'],
    ['NODES', spec.nodes, 'M, nodes of a block'],
    ['ITERATIONS', parameters.iterations, iterationsMeaning(run)],
    ['TOLERANCE', 'tolerance' in spec.method ? spec.method.tolerance : null, toleranceMeaning(run)],
    ['WINDOW', parameters.window, 'nodes of the window'],
    ['STRIDE', parameters.blockLength, 'nodes of the grid that a step covers'],
    ['REMEMBERED', method.memory, 'rounds that the acceleration remembers'],
    ['CAP', method.jacobianCap, 'eigenvalues of the linear part are clipped to [0, CAP]'],
    [
      'PRODUCTS',
      update.derivative === null ? 0 : productsPerRow(target.model, update.derivative),
      'Jacobian-vector products of a row, each counted as one evaluation more',
    ],
    ['FRICTION', corrector?.friction ?? null, 'of the corrector, in units of sqrt(L)'],
    ['TIME', corrector?.time ?? null, 'of the corrector at every block end, in units of 1 / sqrt(L)'],
    ['SUB_BLOCKS', parameters.subBlocks, 'of the corrector'],
    ['STEPS', parameters.correctorSteps, 'of a sub-block'],
    ['CORRECTOR_ROUNDS', parameters.correctorRounds, 'of a sub-block, at most'],
    ['PERIOD', spec.nodes + parameters.subBlocks * parameters.correctorSteps, 'nodes of a block and its corrector'],
    ['START_STREAM', STREAM.start, 'what noise is for: the start of all paths'],
    ['PATH_STREAM', STREAM.path, 'the noise of the path'],
    ['VELOCITY_STREAM', STREAM.correctorVelocity, "the corrector's first velocities"],
    ['NOISE_V_STREAM', STREAM.correctorNoiseV, 'its noise of velocities'],
    ['NOISE_U_STREAM', STREAM.correctorNoiseU, 'its noise of positions'],
    ['PROBE_STREAM', STREAM.probes, 'probes of estimated derivatives'],
    ['TARGET_STREAM', STREAM.targets, 'means of a random mixture'],
  ];
}

function targetSettings({ spec: { target } }: ScriptRun): readonly Setting[] {
  switch (target.kind) {
    case 'network':
      return [['MODEL', `public/models/${target.name}.safetensors`, 'the weights, where the command names no file']];
    case 'gaussian':
      return [
        ['MEAN', target.mean, 'of every coordinate of the data'],
        ['STD', target.std, 'of every coordinate'],
      ];
    case 'points':
      return [['STD', target.bandwidth, 'bandwidth around every point']];
    case 'mixture':
      if (!('components' in target)) return [];
      return [
        ['COMPONENTS', target.components, 'of the mixture'],
        ['STD', target.std, 'of a component'],
        ['TARGET_SEED', target.seed, 'of the means'],
      ];
  }
}

function iterationsMeaning({ spec, flags }: ScriptRun): string {
  const most = flags.has('tolerance') ? ', at most' : '';
  return spec.method.kind === 'parareal'
    ? `iterations${most}; exact after N`
    : `rounds of a block${most}; exact after M`;
}

function toleranceMeaning({ spec }: ScriptRun): string {
  if (spec.method.kind === 'window')
    return "of a node's change, in units of the standard deviation of its step's noise";
  return 'rounds end when the largest change (RMS over coordinates, worst particle) is below';
}

/** Lists of numbers: points, the components of a mixture, and those of a surrogate. */
function listsOf(run: ScriptRun): readonly string[] {
  const { spec, surrogate } = run;
  const lists: string[] = [];
  if (spec.target.kind === 'points') lists.push(matrix('MEANS', spec.target.points));
  if (spec.target.kind === 'mixture' && 'means' in spec.target) {
    const { weights, means, stds } = spec.target;
    lists.push(vector('WEIGHTS', weights), matrix('MEANS', means), vector('STDS', stds));
  }
  if (surrogate !== null) {
    const { model } = surrogate;
    const rows = Array.from({ length: model.components }, (_, k) =>
      model.means.subarray(k * model.dimension, (k + 1) * model.dimension),
    );
    lists.push(vector('SURROGATE_LOG_WEIGHTS', model.logWeights), matrix('SURROGATE_MEANS', rows));
    lists.push(vector('SURROGATE_VARIANCES', model.variances));
  }
  return lists;
}

/**
 * The settings that `code` uses, as lines of Python.
 * @param code the pieces of the script
 */
export function settings(run: ScriptRun, code: string): string {
  const lines = settingsOf(run)
    .filter(([name]) => new RegExp(`\\b${name}\\b`).test(code))
    .map(([name, value, meaning]) => `${name} = ${literal(value)}  # ${meaning}`);
  return [...lines, ...listsOf(run)].join('\n');
}
