// The methods on offer. A new one is a file, a line here, a member of `MethodSpec` and its fields in `parse-spec.ts`.

import { entryOf } from '../registry';
import type { MethodSpec, RunSpec } from '../spec';
import { anderson } from './anderson';
import { fewStep } from './few-step';
import type { Method, ResolvedMethod } from './method';
import { parareal } from './parareal';
import { piadm } from './piadm';
import { sequential } from './sequential';
import { wavefront } from './wavefront';
import { window } from './window';

export type { Method, ResolvedMethod } from './method';

export const methods = {
  piadm,
  window,
  wavefront,
  anderson,
  parareal,
  'few-step': fewStep,
  sequential,
} satisfies Record<MethodSpec['kind'], Method>;

/** @throws SpecError when there is no method of that name */
export const methodOf = (kind: string): Method => entryOf<Method>(methods, kind, 'method.kind');

/** Schedule, parameters, linear part, start and sizes of a spec. */
export const resolveMethod = (spec: RunSpec): ResolvedMethod => methodOf(spec.method.kind).resolve(spec);
