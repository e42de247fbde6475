// The face of a method: a named combination of a schedule, a linear part and a start.

import type { ScheduleDefinition, ScheduleParameters } from '../schedules';
import type { CorrectorSpec, FewStepSolver, RoundSettings, RunSpec, StoppingSettings } from '../spec';
import { SpecError } from '../spec';
import { type Start, startOf } from '../starts';
import { type Update, updateOf } from '../updates';
import type { Described } from './described';

/** A method with the settings of one spec. */
export interface ResolvedMethod {
  readonly schedule: ScheduleDefinition;
  readonly parameters: ScheduleParameters;
  readonly update: Update;
  readonly start: Start;
  /** Upper clip of the eigenvalues of linear parts made of derivatives or by regression. */
  readonly jacobianCap: number;
  /** Whether implied data predictions are kept in the box of the data. */
  readonly clipped: boolean;
  /** Components that are asked for where linear part or start need a surrogate of the data. */
  readonly surrogateComponents: number;
  /** Rounds that Anderson acceleration remembers; 0 for none. */
  readonly memory: number;
  readonly corrector: CorrectorSpec | null;
  /** Solver of steps over a whole block, where the method has such steps. */
  readonly coarse: FewStepSolver | null;
  /** Most nodes evaluated in one round. */
  readonly nodesInFlight: number;
  /** More records (starts and rounds), and more nodes in all of them together, than this cannot happen. */
  readonly maxRecords: number;
  readonly recordedNodes: number;
}

/** A method; its equation is what distinguishes it. */
export interface Method extends Described {
  readonly resolve: (spec: RunSpec) => ResolvedMethod;
}

/** The settings of a spec's method, whose kind must be `kind`.
 * @throws SpecError when it is another */
export function settingsOf<K extends RunSpec['method']['kind']>(
  kind: K,
  { method }: RunSpec,
): Extract<RunSpec['method'], { kind: K }> {
  if (method.kind !== kind) throw new SpecError(`method.kind is "${method.kind}"; ${kind} cannot run it.`);
  return method as Extract<RunSpec['method'], { kind: K }>;
}

/** What a method is of that has no linear part, no memory, no corrector and no coarse steps. */
export const PLAIN = {
  jacobianCap: 1,
  clipped: false,
  surrogateComponents: 1,
  memory: 0,
  corrector: null,
  coarse: null,
} as const;

/** Linear part, clip and start of a method that repeats rounds. */
export function roundsOf({ linearPart, jacobianCap, clip, surrogateComponents, start }: RoundSettings) {
  return {
    update: updateOf(linearPart),
    jacobianCap,
    clipped: clip === 'data',
    surrogateComponents,
    start: startOf(start),
  };
}

/** A tolerance as the GPU holds it, so that both backends compare with the same number; 0 for none. */
export function toleranceOf({ tolerance }: Pick<StoppingSettings, 'tolerance'>): number {
  return Math.fround(tolerance ?? 0);
}
