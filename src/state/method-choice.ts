// Choosing among methods, stopping rules and correctors. The settings of each are kept while another is chosen.

import { parseSpec } from '../core/parse-spec';
import { DEFAULT_SPEC } from '../core/spec';
import { isJsonObject, type Json, valueAt } from './json';
import { defaultMethod, endEdit, setField, useSettings } from './settings';

const defaultTolerance = (): Json => valueAt(DEFAULT_SPEC as unknown as Json, 'method.tolerance') ?? null;

/** Latest settings of each method. */
const kept = new Map<string, Json>();
/** Latest tolerance. */
let keptTolerance: Json = null;

/** Chooses a method by its kind, with the settings it had last. */
export function setMethodKind(kind: string): void {
  const present = useSettings.getState().draft.method;
  if (isJsonObject(present)) kept.set(String(present.kind), present);
  setField('method', kept.get(kind) ?? defaultMethod(kind) ?? { kind });
}

/** Whether a block ends at a tolerance, or after a fixed number of rounds. */
export function setByTolerance(byTolerance: boolean): void {
  const present = valueAt(useSettings.getState().draft, 'method.tolerance') ?? null;
  if (present !== null) keptTolerance = present;
  setField('method.tolerance', byTolerance ? (keptTolerance ?? defaultTolerance()) : null);
  endEdit();
}

/** Latest settings of the corrector. */
let keptCorrector: Json = null;
/** An empty object is read as all its defaults. */
const defaultCorrector = (): Json =>
  valueAt(parseSpec({ dynamics: 'ode', method: { corrector: {} } }) as unknown as Json, 'method.corrector') ?? null;

/** Whether block ends are corrected. */
export function setCorrected(corrected: boolean): void {
  const present = valueAt(useSettings.getState().draft, 'method.corrector') ?? null;
  if (present !== null) keptCorrector = present;
  setField('method.corrector', corrected ? (keptCorrector ?? defaultCorrector()) : null);
  endEdit();
}
