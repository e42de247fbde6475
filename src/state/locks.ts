// Links for teaching: what of the page is hidden, and which settings are shown but cannot be changed. A link holds both by name
// (`hide=presets&lock=problem,sampler`), and they hold as long as the page: readers who open the link without them have all of it.

import { create } from 'zustand';
import { describeValue, FieldError } from '../core/read-value';
import type { RunSpec } from '../core/spec';
import { isJsonObject, type Json, type JsonObject, sameJson } from './json';

/** Parts of the page that a link can hide. */
export const HIDEABLE = ['settings', 'presets', 'panels', 'note', 'export'] as const;
export type Hideable = (typeof HIDEABLE)[number];

/** Groups of settings that a link can lock. */
export const LOCKABLE = ['problem', 'sampler', 'run'] as const;
export type Lockable = (typeof LOCKABLE)[number];

/** The fields of each group. */
export const LOCKED_FIELDS: Readonly<Record<Lockable, readonly (keyof RunSpec)[]>> = {
  problem: ['target', 'dynamics', 'horizon', 'cutoff'],
  sampler: ['blocks', 'nodes', 'spacing', 'method'],
  run: ['particles', 'seed', 'precision'],
};

export interface Locks {
  readonly hidden: readonly Hideable[];
  readonly locked: readonly Lockable[];
}

export const NO_LOCKS: Locks = { hidden: [], locked: [] };

/** The locks of the page. */
export interface LocksState extends Locks {
  /** The run whose locked fields stay; null where they stay as the page has them. */
  readonly held: RunSpec | null;
}

/** Nothing is hidden or locked. */
export const OPEN: LocksState = { ...NO_LOCKS, held: null };

export const useLocks = create<LocksState>(() => OPEN);

/** A document of settings with its locked fields as another one has them. */
export function withLocked(document: JsonObject, present: JsonObject): JsonObject {
  const { locked, held } = useLocks.getState();
  if (locked.length === 0) return document;
  const kept = (held as unknown as JsonObject | null) ?? present;
  const fields = locked.flatMap((group) => LOCKED_FIELDS[group]);
  return { ...document, ...Object.fromEntries(fields.map((field) => [field, kept[field] ?? null])) };
}

/**
 * Refuses a run that differs from a document in what is locked.
 * @throws FieldError whose sentence names the field, its value and the one that the link allows
 */
export function refuseLocked(spec: RunSpec, allowed: JsonObject): void {
  for (const group of useLocks.getState().locked) {
    for (const field of LOCKED_FIELDS[group]) {
      const found = firstDifference(spec[field] as unknown as Json, allowed[field], field);
      if (!found) continue;
      const { path, value, other } = found;
      const allowedValue = other === undefined ? 'nothing' : describeValue(other);
      const sentence = `${path} is ${describeValue(value)}; allowed is ${allowedValue}, since the link of this page locks ${NAMES[group]}.`;
      throw new FieldError(sentence, path);
    }
  }
}

/** The groups in sentences. */
const NAMES: Readonly<Record<Lockable, string>> = {
  problem: 'the problem',
  sampler: 'the sampler',
  run: 'particles, seed and precision',
};

interface Difference {
  readonly path: string;
  readonly value: Json | undefined;
  readonly other: Json | undefined;
}

/** Where two values differ first; null where they do not. */
function firstDifference(value: Json | undefined, other: Json | undefined, path: string): Difference | null {
  if (sameJson(value, other)) return null;
  if (!isJsonObject(value) || !isJsonObject(other)) return { path, value, other };
  for (const key of new Set([...Object.keys(value), ...Object.keys(other)])) {
    const found = firstDifference(value[key], other[key], `${path}.${key}`);
    if (found) return found;
  }
  return null;
}

/** Whether a part of the page is hidden. Where a group is locked, so is what would change it all at once: the presets. */
export function isHidden({ hidden, locked }: Locks, part: Hideable): boolean {
  return hidden.includes(part) || (part === 'presets' && locked.length > 0);
}

/** The parts of a hash. */
export function encodeLocks({ hidden, locked }: Locks): string[] {
  return [
    ...(hidden.length > 0 ? [`hide=${hidden.join(',')}`] : []),
    ...(locked.length > 0 ? [`lock=${locked.join(',')}`] : []),
  ];
}

/**
 * The locks of a link; null where it has none.
 * @throws Error whose message is a sentence
 */
export function decodeLocks(hide: string | undefined, lock: string | undefined): Locks | null {
  if (hide === undefined && lock === undefined) return null;
  return { hidden: names('hide', hide, HIDEABLE), locked: names('lock', lock, LOCKABLE) };
}

function names<T extends string>(field: string, text: string | undefined, allowed: readonly T[]): readonly T[] {
  const given = (text ?? '').split(',').filter((name) => name !== '');
  for (const name of given) {
    if (allowed.some((candidate) => candidate === name)) continue;
    throw new Error(`The link's ${field} is ${JSON.stringify(name.slice(0, 24))}; allowed: ${allowed.join(', ')}.`);
  }
  return allowed.filter((candidate) => given.includes(candidate));
}
