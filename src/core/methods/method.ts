// The face of a method: a named combination of a schedule, a linear part and a start.

import type { ScheduleDefinition, ScheduleParameters } from '../schedules';
import type { RunSpec } from '../spec';
import type { Start } from '../starts';
import type { Update } from '../updates';

/** A method with the settings of one spec. */
export interface ResolvedMethod {
  readonly schedule: ScheduleDefinition;
  readonly parameters: ScheduleParameters;
  readonly update: Update;
  readonly start: Start;
}

export interface Method {
  readonly label: string;
  /** One or two sentences for a reader of the page. */
  readonly explanation: string;
  readonly paper: string;
  readonly resolve: (spec: RunSpec) => ResolvedMethod;
}
