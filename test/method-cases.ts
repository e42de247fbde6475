// Every method of the registry with every linear part and start of theirs, on a small grid, for tests that hold for all of them: a
// new one is tested by its line in its registry alone.

import { methods } from '../src/core/methods';
import { parseSpec } from '../src/core/parse-spec';
import { type Plan, planRun } from '../src/core/plan';
import { type SimulationOptions, simulate } from '../src/core/sampler';
import type { Dynamics, MethodSpec } from '../src/core/spec';
import { starts } from '../src/core/starts';
import { resolveTarget } from '../src/core/targets';
import type { Outcome } from '../src/core/trace';
import { type Update, updates } from '../src/core/updates';

/** Settings of a method, its name in `kind`. */
export type Settings = Readonly<Record<string, unknown>>;
export type Kind = keyof typeof methods;

export const KINDS = Object.keys(methods) as Kind[];
export const START_NAMES = Object.keys(starts);
export const PART_NAMES = Object.keys(updates);
/** Both dynamics. */
export const DYNAMICS = ['sde', 'ode'] as const;

/** Settings without which a method cannot run on a small grid, or would have one window alone. */
const NEEDED: Partial<Record<Kind, Settings>> = { window: { window: 4 }, 'few-step': { steps: 2 } };

/** The settings of a kind, where those needed are given and all others have their defaults. */
export const defaultsOf = (kind: Kind): MethodSpec =>
  parseSpec({ blocks: 2, nodes: 4, method: { kind, ...NEEDED[kind] } }).method;

/** Whether a kind repeats rounds with a linear part and from a start. */
export const repeatsRounds = (kind: Kind): boolean => 'linearPart' in defaultsOf(kind);

/** Kinds that repeat rounds. */
export const ROUND_KINDS = KINDS.filter(repeatsRounds);

/** Settings that make rounds go on until residuals are below a tolerance. */
export function until(kind: Kind, tolerance: number): Settings {
  const settings = defaultsOf(kind);
  if ('iterations' in settings) return { tolerance, iterations: 512 };
  return 'tolerance' in settings ? { tolerance } : {};
}

/** A plan whose rounds go on for as long as anything may change. */
export function endless(input: object, settings: Settings): Plan {
  const plan = planOf({ ...input, method: { ...settings, ...until(settings.kind as Kind, 1e-9) } });
  return { ...plan, parameters: { ...plan.parameters, tolerance: 0 } };
}

/** Whether a linear part goes with the dynamics: regression needs the noise of the SDE. */
export function goesWith(part: string, dynamics: Dynamics): boolean {
  const update: Update = updates[part as keyof typeof updates];
  return dynamics === 'sde' || update.derivative !== null || update.predictor?.regression !== true;
}

/** Every linear part with every one of some starts; a kind that has neither is alone. */
export function combinations(kind: Kind, dynamics: Dynamics, startNames: readonly string[] = START_NAMES): Settings[] {
  if (!repeatsRounds(kind)) return [{ kind, ...NEEDED[kind] }];
  return PART_NAMES.filter((part) => goesWith(part, dynamics)).flatMap((linearPart) =>
    startNames.map((start) => ({ kind, ...NEEDED[kind], linearPart, start })),
  );
}

/** Settings in a word, for messages. */
export const nameOf = (settings: Settings): string => JSON.stringify(settings);

/** The plan of a spec that may lack fields, of a target that needs no file. */
export function planOf(input: object): Plan {
  const spec = parseSpec(input);
  return planRun(spec, resolveTarget(spec.target, null));
}

/** Runs the float64 simulation of a plan to its end. */
export function runPlan(plan: Plan, options: SimulationOptions = {}): Outcome {
  const simulation = simulate(plan, options);
  for (;;) {
    const { done, value } = simulation.next();
    if (done) return value;
  }
}
