// Makes a complete RunSpec of input from outside: a link, a file, the console, the page's controls. Absent fields get their
// defaults; everything else that is not exactly right is a sentence naming the field, the value and what is allowed.

import { FIELD_RANGES } from './fields';
import { noiseTimes } from './grid';
import { resolveMethod } from './methods';
import { dimensionOf, parseTarget } from './parse-target';
import {
  choice,
  type Field,
  FieldError,
  type FieldTable,
  flag,
  formatNumber,
  isObject,
  number,
  numberOrNull,
  only,
  readObject,
  wrong,
} from './read-value';
import { planSizes } from './sizes';
import {
  type CorrectorSpec,
  DEFAULT_SPEC,
  LIMITS,
  type MethodSpec,
  type RoundSettings,
  type RunSpec,
  SpecError,
  type StoppingSettings,
} from './spec';
import { startError, starts } from './starts';
import { predictorOf, updateError, updateOf, updates } from './updates';

type Kind = MethodSpec['kind'];
type MethodOf<K extends Kind> = Extract<MethodSpec, { kind: K }>;

const DEFAULT_PIADM: MethodOf<'piadm'> | null = DEFAULT_SPEC.method.kind === 'piadm' ? DEFAULT_SPEC.method : null;

/** A setting of a method that is a number with a range of its own. */
const numeric = (field: keyof typeof FIELD_RANGES): Field<number> => ({
  read: number(FIELD_RANGES[field]),
  default: FIELD_RANGES[field].default ?? undefined,
});

/** Settings of every method that repeats rounds; methods differ in the linear part that stands when none is given. */
const rounds = (linearPart: string): FieldTable<RoundSettings> => ({
  linearPart: { read: choice(Object.keys(updates)), default: linearPart },
  jacobianCap: numeric('method.jacobianCap'),
  clip: { read: choice(['none', 'data']), default: 'none' },
  surrogateComponents: numeric('method.surrogateComponents'),
  start: { read: choice(Object.keys(starts)), default: 'constant' },
});

const stopping: FieldTable<StoppingSettings> = {
  tolerance: {
    read: numberOrNull(FIELD_RANGES['method.tolerance'], 'for a fixed number of iterations'),
    default: DEFAULT_PIADM?.tolerance,
  },
  iterations: numeric('method.iterations'),
};

const corrector: FieldTable<CorrectorSpec> = {
  friction: numeric('method.corrector.friction'),
  time: numeric('method.corrector.time'),
  subBlocks: numeric('method.corrector.subBlocks'),
  steps: numeric('method.corrector.steps'),
  rounds: numeric('method.corrector.rounds'),
};

function parseCorrector(value: unknown, field: string): CorrectorSpec | null {
  if (value === null) return null;
  if (!isObject(value)) throw wrong(field, value, 'are null for none, or objects such as {"friction": 2}');
  return readObject(corrector, value, `${field}.`, 'the corrector');
}

/** The settings of every method. A new method has an entry here. */
const methodFields: { readonly [K in Kind]: FieldTable<MethodOf<K>> } = {
  sequential: { kind: { read: only('sequential') } },
  piadm: {
    kind: { read: only('piadm'), default: 'piadm' },
    ...rounds('picard'),
    ...stopping,
    corrector: { read: parseCorrector, default: null },
  },
  window: {
    kind: { read: only('window') },
    ...rounds('paradigms'),
    window: numeric('method.window'),
    tolerance: { read: number(FIELD_RANGES['method.window.tolerance']), default: 0.1 },
  },
  wavefront: { kind: { read: only('wavefront') }, ...rounds('picard'), ...stopping },
  anderson: {
    kind: { read: only('anderson') },
    ...rounds('picard'),
    memory: numeric('method.memory'),
    ...stopping,
  },
  parareal: {
    kind: { read: only('parareal') },
    pipelined: { read: flag, default: false },
    ...stopping,
  },
  'few-step': {
    kind: { read: only('few-step') },
    solver: { read: choice(['exponential', 'ddim', 'dpm-solver++']), default: 'exponential' },
    steps: numeric('method.steps'),
  },
};

/** Names of all methods. */
const METHODS = Object.keys(methodFields) as Kind[];

function parseMethod(input: unknown): MethodSpec {
  if (input === undefined) return DEFAULT_SPEC.method;
  if (!isObject(input)) throw wrong('method', input, 'are objects such as {"kind": "piadm"}');
  const kind = input.kind === undefined ? 'piadm' : choice(METHODS)(input.kind, 'method.kind');
  return readMethod(kind, input);
}

function readMethod<K extends Kind>(kind: K, input: Readonly<Record<string, unknown>>): MethodOf<K> {
  return readObject(methodFields[kind], input, 'method.', `the method "${kind}"`);
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
  precision: { read: choice(['f32', 'f16', 'f16-saturating']), default: DEFAULT_SPEC.precision },
};

/** A rule about several settings together: a sentence and the field to change, or null when it is kept. */
type Rule = (spec: RunSpec) => FieldError | null;

/** Shorter steps of noise time are lost in rounding: the finest grid on offer, 16,384 nodes down to 1e-6, has steps above 1e-9. */
const SHORTEST_STEP = 1e-12;

/** Which settings go together. */
const rules: readonly Rule[] = [
  ({ cutoff, horizon }) =>
    cutoff < horizon
      ? null
      : new FieldError(
          `cutoff is ${formatNumber(cutoff)}; allowed are numbers from ${formatNumber(FIELD_RANGES.cutoff.minimum)} to less than the largest noise time, which is ${formatNumber(horizon)}.`,
          'cutoff',
        ),
  (spec) => {
    if (spec.cutoff >= spec.horizon || spec.blocks * spec.nodes > LIMITS.totalNodes) return null;
    const times = noiseTimes(spec);
    const shortest = times
      .subarray(1)
      .reduce((least, r, j) => Math.min(least, (times[j] ?? Number.NaN) - r), spec.horizon);
    return shortest >= SHORTEST_STEP
      ? null
      : new FieldError(
          `cutoff is ${formatNumber(spec.cutoff)} with the horizon ${formatNumber(spec.horizon)} and ${formatNumber(spec.blocks * spec.nodes)} nodes, whose shortest step is ${shortest.toPrecision(2)}; allowed are steps of at least ${SHORTEST_STEP}. Take a smaller cutoff or fewer nodes.`,
          'cutoff',
        );
  },
  ({ blocks, nodes }) =>
    blocks * nodes <= LIMITS.totalNodes
      ? null
      : new FieldError(
          `nodes is ${formatNumber(nodes)} in each of ${formatNumber(blocks)} blocks, ${formatNumber(blocks * nodes)} in all; allowed are ${formatNumber(LIMITS.totalNodes)} in all.`,
          'nodes',
        ),
  ({ method, dynamics }) =>
    method.kind === 'piadm' && method.corrector !== null && dynamics !== 'ode'
      ? new FieldError(
          'method.corrector is an object with dynamics "sde"; allowed is null, since the corrector belongs to the ODE.',
          'method.corrector',
        )
      : null,
  ({ method, blocks, nodes }) => {
    const corrector = method.kind === 'piadm' ? method.corrector : null;
    if (corrector === null) return null;
    const total = blocks * (nodes + corrector.subBlocks * corrector.steps);
    return total <= LIMITS.totalNodes
      ? null
      : new FieldError(
          `method.corrector.steps is ${formatNumber(corrector.steps)} in each of ${formatNumber(corrector.subBlocks)} sub-blocks behind each of ${formatNumber(blocks)} blocks, which makes ${formatNumber(total)} nodes in all; allowed are ${formatNumber(LIMITS.totalNodes)}.`,
          'method.corrector.steps',
        );
  },
  ({ method, blocks, nodes }) =>
    method.kind === 'few-step' && (blocks * nodes) % method.steps !== 0
      ? new FieldError(
          `method.steps is ${formatNumber(method.steps)}; allowed are divisors of the ${formatNumber(blocks * nodes)} nodes of the grid.`,
          'method.steps',
        )
      : null,
  ({ method, dynamics }) =>
    method.kind === 'few-step' && method.solver !== 'exponential' && dynamics !== 'ode'
      ? new FieldError(
          `method.solver is "${method.solver}" with dynamics "sde"; allowed is "exponential", since the other solvers are of the ODE.`,
          'method.solver',
        )
      : null,
  ({ method, target }) => {
    const linearPart = 'linearPart' in method ? method.linearPart : '';
    const dimension = dimensionOf(target);
    return dimension === null ? null : updateError(linearPart, dimension);
  },
  ({ method, target }) => {
    const dimension = dimensionOf(target);
    return 'start' in method && dimension !== null ? startError(method.start, dimension) : null;
  },
  ({ method, dynamics }) =>
    dynamics !== 'sde' && 'linearPart' in method && predictorOf(updateOf(method.linearPart))?.regression
      ? new FieldError(
          `method.linearPart is "${method.linearPart}" with dynamics "ode"; allowed are parts without regression, since a smooth path shows how the score changes in one direction only.`,
          'method.linearPart',
        )
      : null,
];

/** Whether the run fits memory, as far as the spec tells: the dimension of a network is known only from its file. */
function checkSizes(spec: RunSpec): void {
  planSizes(resolveMethod(spec), dimensionOf(spec.target) ?? 1, spec.particles);
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
