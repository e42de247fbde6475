// Choosing among methods and stopping rules. The settings of the parallel method are kept while another is chosen.

import { DEFAULT_SPEC } from '../core/spec';
import { isJsonObject, type Json, valueAt } from './json';
import { endEdit, setField, useSettings } from './settings';

const defaultTolerance = (): Json => valueAt(DEFAULT_SPEC as unknown as Json, 'method.tolerance') ?? null;

/** Latest settings of each method. */
const kept = new Map<string, Json>();
/** Latest tolerance. */
let keptTolerance: Json = null;

/** Chooses a method by its kind, with the settings it had last. */
export function setMethodKind(kind: string): void {
  const present = useSettings.getState().draft.method;
  if (isJsonObject(present)) kept.set(String(present.kind), present);
  const beginning = kind === DEFAULT_SPEC.method.kind ? (DEFAULT_SPEC.method as unknown as Json) : { kind };
  setField('method', kept.get(kind) ?? beginning);
}

/** Whether a block ends at a tolerance, or after a fixed number of rounds. */
export function setByTolerance(byTolerance: boolean): void {
  const present = valueAt(useSettings.getState().draft, 'method.tolerance') ?? null;
  if (present !== null) keptTolerance = present;
  setField('method.tolerance', byTolerance ? (keptTolerance ?? defaultTolerance()) : null);
  endEdit();
}
