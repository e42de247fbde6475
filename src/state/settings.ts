// The settings as they are being edited: a document shaped like a RunSpec whose leaves may still be wrong (half-typed
// numbers stay as text), with a sentence for each wrong field, and undo. It knows nothing of controls or of runs.

import { create } from 'zustand';
import { FIELD_RANGES } from '../core/fields';
import { methods } from '../core/methods';
import { parseSpec } from '../core/parse-spec';
import { FieldError } from '../core/read-value';
import { DEFAULT_SPEC, type RunSpec, SpecError } from '../core/spec';
import { isJsonObject, type Json, type JsonObject, sameJson, valueAt, withValueAt } from './json';
import { type LocksState, refuseLocked, useLocks, withLocked } from './locks';

/** The fields that have a control of their own, as paths into the document. */
export const FIELDS = [
  'target',
  'target.name',
  'target.dimension',
  'target.components',
  'target.mean',
  'target.std',
  'target.seed',
  'target.points',
  'target.bandwidth',
  'dynamics',
  'horizon',
  'cutoff',
  'spacing',
  'blocks',
  'nodes',
  'method',
  'method.kind',
  'method.linearPart',
  'method.start',
  'method.tolerance',
  'method.iterations',
  'method.jacobianCap',
  'method.clip',
  'method.surrogateComponents',
  'method.window',
  'method.memory',
  'method.solver',
  'method.steps',
  'method.pipelined',
  'method.corrector',
  'method.corrector.friction',
  'method.corrector.time',
  'method.corrector.subBlocks',
  'method.corrector.steps',
  'method.corrector.rounds',
  'particles',
  'seed',
  'precision',
] as const;
export type Field = (typeof FIELDS)[number];

export interface Checked {
  /** The document as a run; null while anything is wrong. */
  readonly spec: RunSpec | null;
  /** A sentence for each wrong field. */
  readonly errors: Readonly<Partial<Record<Field, string>>>;
  /** A sentence about the settings together, or about something that has no control of its own. */
  readonly general: string | null;
}

export interface SettingsState extends Checked {
  readonly draft: JsonObject;
  readonly past: readonly JsonObject[];
  readonly future: readonly JsonObject[];
  /** Field of the latest edit: further edits of the same field are one step of undo. */
  readonly editing: Field | null;
}

/** Fields that hold a number, or null for "none". */
const NUMERIC: readonly Field[] = [
  'target.dimension',
  'target.components',
  'target.mean',
  'target.std',
  'target.seed',
  'target.bandwidth',
  'horizon',
  'cutoff',
  'blocks',
  'nodes',
  'method.tolerance',
  'method.iterations',
  'method.jacobianCap',
  'method.surrogateComponents',
  'method.window',
  'method.memory',
  'method.steps',
  'method.corrector.friction',
  'method.corrector.time',
  'method.corrector.subBlocks',
  'method.corrector.steps',
  'method.corrector.rounds',
  'particles',
  'seed',
];

/** The number that a text says, or the text itself when it says none. */
export function numberOf(text: string): number | string {
  const trimmed = text.trim().replaceAll('−', '-');
  const value = Number(trimmed);
  return trimmed === '' || Number.isNaN(value) ? text : value;
}

/** The document with its typed numbers read: `"1e-3"` becomes 0.001, `"1e-"` stays. */
function read(draft: JsonObject): JsonObject {
  let result = draft;
  for (const field of NUMERIC) {
    const value = valueAt(result, field);
    if (typeof value === 'string') result = withValueAt(result, field, numberOf(value));
  }
  return result;
}

/** Steps of undo that are kept. */
const HISTORY = 100;

/** Checks a document; every wrong field gets its sentence, not only the first. */
export function checkDraft(draft: JsonObject): Checked {
  const errors: Partial<Record<Field, string>> = {};
  let candidate = read(draft);
  for (let attempt = 0; attempt <= FIELDS.length; attempt++) {
    try {
      const spec = parseSpec(candidate);
      return { spec: attempt === 0 ? spec : null, errors, general: null };
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      const field = fieldOf(error);
      if (field === null || field in errors) return { spec: null, errors, general: error.message };
      errors[field] = error.message;
      const repair = repairOf(field, candidate);
      if (repair === undefined) return { spec: null, errors, general: null };
      candidate = withValueAt(candidate, field, repair);
    }
  }
  return { spec: null, errors, general: null };
}

/** A value that is right for a field, so that other fields can be checked: its default, that of the draft's own method first. */
function repairOf(field: Field, draft: JsonObject): Json | undefined {
  const kind = valueAt(draft, 'method.kind');
  const ofMethod = field.startsWith('method.') && typeof kind === 'string' ? defaultMethod(kind) : null;
  const withMethod = ofMethod === null ? undefined : valueAt({ method: ofMethod }, field);
  return withMethod ?? rangeDefault(field) ?? valueAt(DEFAULT_SPEC as unknown as Json, field);
}

/** The settings that a method has when none are given; null for an unknown kind. */
export function defaultMethod(kind: string): Json | null {
  if (!Object.hasOwn(methods, kind)) return null;
  return parseSpec({ method: { kind } }).method as unknown as Json;
}

const rangeDefault = (field: Field): number | null =>
  Object.hasOwn(FIELD_RANGES, field) ? FIELD_RANGES[field as keyof typeof FIELD_RANGES].default : null;

/** The field with a control that an error is about; null when it names none. */
function fieldOf(error: SpecError): Field | null {
  if (!(error instanceof FieldError)) return null;
  const matching = FIELDS.filter(
    (field) =>
      error.field === field || (/^[.[]/.test(error.field.slice(field.length)) && error.field.startsWith(field)),
  );
  return matching.reduce<Field | null>(
    (best, field) => (best !== null && best.length > field.length ? best : field),
    null,
  );
}

const asDraft = (spec: RunSpec): JsonObject => spec as unknown as JsonObject;

const initial = (draft: JsonObject): SettingsState => ({
  draft,
  past: [],
  future: [],
  editing: null,
  ...checkDraft(draft),
});

export const useSettings = create<SettingsState>(() => initial(asDraft(DEFAULT_SPEC)));

/** Sets one field to a value that may be wrong. */
export function setField(field: Field, value: Json): void {
  const state = useSettings.getState();
  replace(withValueAt(state.draft, field, value), field);
}

/** Replaces the whole document, as a preset or the editor does; one step of undo. What a link has locked stays. */
export function setSettings(spec: RunSpec): void {
  replace(asDraft(spec), null);
}

/** Replaces the document by that of a link, with its locks. */
export function setLinked(spec: RunSpec, locks: LocksState): void {
  useLocks.setState(locks);
  setSettings(spec);
  holdLocked();
}

/** Replaces the document by that of a scene of the story, which has its own runs, until {@link holdLocked}. */
export function setTold(spec: RunSpec): void {
  change(asDraft(spec), null);
}

/** Puts back what is locked, here and in the steps of undo and redo. */
export function holdLocked(): void {
  if (useLocks.getState().locked.length === 0) return;
  const { draft: present, past, future } = useSettings.getState();
  const draft = withLocked(present, present);
  const steps = (documents: readonly JsonObject[]) => {
    const held = documents.map((document) => withLocked(document, present));
    return held.filter((document, index) => !sameJson(document, held[index + 1] ?? null));
  };
  const before = steps([...past, draft]).slice(0, -1);
  const after = steps([draft, ...future].toReversed())
    .toReversed()
    .slice(1);
  useSettings.setState({ draft, past: before, future: after, editing: null, ...checkDraft(draft) });
}

/**
 * A run that a script asks for. Fields that it leaves out have their defaults; those that are locked are the link's.
 * @throws SpecError for what is no run, and for another value of what is locked
 */
export function parseAsked(input: unknown): RunSpec {
  if (useLocks.getState().locked.length === 0 || !isJsonObject(input)) return parseSpec(input);
  const { draft } = useSettings.getState();
  const asked = parseSpec({ ...withLocked({}, draft), ...input });
  refuseLocked(asked, withLocked(asDraft(asked), draft));
  return asked;
}

export function undo(): void {
  const { past, draft, future } = useSettings.getState();
  const previous = past.at(-1);
  if (previous === undefined) return;
  useSettings.setState({
    draft: previous,
    past: past.slice(0, -1),
    future: [draft, ...future],
    editing: null,
    ...checkDraft(previous),
  });
}

export function redo(): void {
  const { past, draft, future } = useSettings.getState();
  const next = future[0];
  if (next === undefined) return;
  useSettings.setState({
    draft: next,
    past: [...past, draft],
    future: future.slice(1),
    editing: null,
    ...checkDraft(next),
  });
}

/** Starts anew with a document and no history. */
export function resetSettings(spec: RunSpec): void {
  useSettings.setState(initial(asDraft(spec)));
}

/** Ends the current edit: the next one is a step of undo of its own. */
export function endEdit(): void {
  useSettings.setState({ editing: null });
}

/** Replaces the document, but for what is locked. */
function replace(draft: JsonObject, field: Field | null): void {
  change(withLocked(draft, useSettings.getState().draft), field);
}

function change(draft: JsonObject, field: Field | null): void {
  const state = useSettings.getState();
  if (sameJson(draft, state.draft)) return;
  const continued = field !== null && field === state.editing;
  useSettings.setState({
    draft,
    past: continued ? state.past : [...state.past, state.draft].slice(-HISTORY),
    future: [],
    editing: field,
    ...checkDraft(draft),
  });
}
