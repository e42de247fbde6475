// Looking a name up in a registry: an unknown name is an error for people, never a silent fallback.

import { SpecError } from './spec';

/** `"a", "b" or "c"`, for sentences about what is allowed. */
export function listNames(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  const last = quoted.pop() ?? 'nothing';
  return quoted.length === 0 ? last : `${quoted.join(', ')} or ${last}`;
}

/**
 * The entry of a registry.
 * @param field path of the setting in the spec, for the message
 * @throws SpecError naming what is allowed
 */
export function entryOf<Entry>(registry: Readonly<Record<string, Entry>>, name: string, field: string): Entry {
  const entry = Object.hasOwn(registry, name) ? registry[name] : undefined;
  if (entry === undefined) {
    throw new SpecError(`${field} is ${JSON.stringify(name)}; allowed is ${listNames(Object.keys(registry))}.`);
  }
  return entry;
}
