// Makes a complete RunSpec of input from outside: a link, a file, the console, the page's controls. Absent fields get their
// defaults; everything else that is not exactly right is a sentence naming the field, the value and what is allowed.

import { FIELD_RANGES } from './fields';
import { resolveMethod } from './methods';
import { dimensionOf, parseTarget } from './parse-target';
import {
  choice,
  FieldError,
  type FieldTable,
  formatNumber,
  isObject,
  number,
  numberOrNull,
  only,
  readObject,
  wrong,
} from './read-value';
import { planSizes } from './sizes';
import { DEFAULT_SPEC, LIMITS, type MethodSpec, type RunSpec, SpecError } from './spec';
import { starts } from './starts';
import { updates } from './updates';

const METHODS = ['piadm', 'sequential'] as const satisfies readonly MethodSpec['kind'][];

type Piadm = Extract<MethodSpec, { kind: 'piadm' }>;
type Sequential = Extract<MethodSpec, { kind: 'sequential' }>;

const DEFAULT_PIADM: Piadm | null = DEFAULT_SPEC.method.kind === 'piadm' ? DEFAULT_SPEC.method : null;

/** Settings of PIADM. */
const piadm: FieldTable<Piadm> = {
  kind: { read: only('piadm'), default: 'piadm' },
  linearPart: { read: choice(Object.keys(updates)), default: DEFAULT_PIADM?.linearPart },
  jacobianCap: { read: number(FIELD_RANGES['method.jacobianCap']), default: DEFAULT_PIADM?.jacobianCap },
  start: { read: choice(Object.keys(starts)), default: DEFAULT_PIADM?.start },
  tolerance: {
    read: numberOrNull(FIELD_RANGES['method.tolerance'], 'for a fixed number of iterations'),
    default: DEFAULT_PIADM?.tolerance,
  },
  iterations: { read: number(FIELD_RANGES['method.iterations']), default: DEFAULT_PIADM?.iterations },
  corrector: { read: only(null), default: null },
};

/** The sequential sampler has no settings. */
const sequential: FieldTable<Sequential> = { kind: { read: only('sequential') } };

function parseMethod(input: unknown): MethodSpec {
  if (input === undefined) return DEFAULT_SPEC.method;
  if (!isObject(input)) throw wrong('method', input, 'are objects such as {"kind": "piadm"}');
  const kind = input.kind === undefined ? 'piadm' : choice(METHODS)(input.kind, 'method.kind');
  switch (kind) {
    case 'piadm':
      return readObject(piadm, input, 'method.', 'the method "piadm"');
    case 'sequential':
      return readObject(sequential, input, 'method.', 'the method "sequential"');
  }
}

/** Every field of a run. */
const run: FieldTable<RunSpec> = {
  version: { read: only(1), default: 1 },
  target: { read: parseTarget, default: DEFAULT_SPEC.target },
  dynamics: { read: choice(['sde', 'ode']), default: DEFAULT_SPEC.dynamics },
  horizon: { read: number(FIELD_RANGES.horizon), default: DEFAULT_SPEC.horizon },
  cutoff: { read: number(FIELD_RANGES.cutoff), default: DEFAULT_SPEC.cutoff },
  blocks: { read: number(FIELD_RANGES.blocks), default: DEFAULT_SPEC.blocks },
  nodes: { read: number(FIELD_RANGES.nodes), default: DEFAULT_SPEC.nodes },
  spacing: { read: choice(['stretched', 'uniform', 'single-tail']), default: DEFAULT_SPEC.spacing },
  method: { read: parseMethod, default: DEFAULT_SPEC.method },
  particles: { read: number(FIELD_RANGES.particles), default: DEFAULT_SPEC.particles },
  seed: { read: number(FIELD_RANGES.seed), default: DEFAULT_SPEC.seed },
  precision: { read: only('f32'), default: 'f32' },
};

/** A rule about several settings together: a sentence and the field to change, or null when it is kept. */
type Rule = (spec: RunSpec) => FieldError | null;

/** Which settings go together. */
const rules: readonly Rule[] = [
  ({ cutoff, horizon }) =>
    cutoff < horizon
      ? null
      : new FieldError(
          `cutoff is ${formatNumber(cutoff)}; allowed are numbers from ${formatNumber(FIELD_RANGES.cutoff.minimum)} to less than the largest noise time, which is ${formatNumber(horizon)}.`,
          'cutoff',
        ),
  ({ blocks, nodes }) =>
    blocks * nodes <= LIMITS.totalNodes
      ? null
      : new FieldError(
          `nodes is ${formatNumber(nodes)} in each of ${formatNumber(blocks)} blocks, ${formatNumber(blocks * nodes)} in all; allowed are ${formatNumber(LIMITS.totalNodes)} in all.`,
          'nodes',
        ),
];

/** Whether the run fits memory, as far as the spec tells: the dimension of a network is known only from its file. */
function checkSizes(spec: RunSpec): void {
  const { parameters } = resolveMethod(spec);
  planSizes({
    dimension: dimensionOf(spec.target) ?? 1,
    totalNodes: parameters.total,
    nodesInFlight: Math.min(parameters.blockLength, parameters.total),
    iterations: parameters.iterations,
    particles: spec.particles,
  });
}

/**
 * A complete, valid run of whatever was given. Parsing its result again gives an equal run.
 * @param input a JSON value; fields may be absent
 * @throws SpecError, a {@link FieldError} where it is about one field
 */
export function parseSpec(input: unknown): RunSpec {
  if (!isObject(input)) {
    throw new SpecError(
      `A run must be an object of settings such as {"blocks": 8}; this is ${input === undefined ? 'nothing' : typeof input === 'string' ? 'a text' : Array.isArray(input) ? 'a list' : String(input)}.`,
    );
  }
  const spec = readObject(run, input, '', 'a run');
  for (const rule of rules) {
    const error = rule(spec);
    if (error) throw error;
  }
  checkSizes(spec);
  return spec;
}
