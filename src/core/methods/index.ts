// The methods on offer. A new one is a file, a line here, and a member of `MethodSpec`.

import { entryOf } from '../registry';
import type { MethodSpec, RunSpec } from '../spec';
import type { Method, ResolvedMethod } from './method';
import { piadm } from './piadm';
import { sequential } from './sequential';

export type { Method, ResolvedMethod } from './method';

export const methods = { piadm, sequential } satisfies Record<MethodSpec['kind'], Method>;

/** @throws SpecError when there is no method of that name */
export const methodOf = (kind: string): Method => entryOf<Method>(methods, kind, 'method.kind');

/** Schedule, parameters, linear part and start of a spec. */
export const resolveMethod = (spec: RunSpec): ResolvedMethod => methodOf(spec.method.kind).resolve(spec);
