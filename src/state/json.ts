// Small helpers on plain JSON values, used where documents are compared or edited by path. They know nothing of runs.

/** A plain JSON value. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** A plain JSON object. */
export type JsonObject = { readonly [key: string]: Json };

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Equality of JSON values; the order of keys does not matter. */
export function sameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((value, index) => sameJson(value, b[index]));
  }
  if (!isJsonObject(a) || !isJsonObject(b)) return false;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => key in b && sameJson(a[key], b[key]));
}

/** What of `value` differs from `base`; undefined when nothing does. Objects of another `kind`, or that lack one of the
 * base's keys, are taken whole; arrays always are. `overlay` is its inverse. */
export function difference(value: Json, base: Json): Json | undefined {
  if (sameJson(value, base)) return undefined;
  if (!isJsonObject(value) || !isJsonObject(base) || value.kind !== base.kind) return value;
  if (Object.keys(base).some((key) => !(key in value))) return value;
  const result: Record<string, Json> = {};
  for (const [key, entry] of Object.entries(value)) {
    const baseEntry = base[key];
    const changed = baseEntry === undefined ? entry : difference(entry, baseEntry);
    if (changed !== undefined) result[key] = changed;
  }
  return result;
}

/** `base` with the entries of `patch` laid over it: the inverse of `difference`. */
export function overlay(base: Json, patch: Json): Json {
  if (!isJsonObject(base) || !isJsonObject(patch)) return patch;
  if ('kind' in patch && patch.kind !== base.kind) return patch;
  const result: Record<string, Json> = { ...base };
  for (const [key, entry] of Object.entries(patch)) {
    const baseEntry = base[key];
    result[key] = baseEntry === undefined ? entry : overlay(baseEntry, entry);
  }
  return result;
}

/** The value at a path such as `method.tolerance`; undefined when there is none. */
export function valueAt(document: Json, path: string): Json | undefined {
  let value: Json | undefined = document;
  for (const key of path.split('.')) {
    if (!isJsonObject(value)) return undefined;
    value = value[key];
  }
  return value;
}

/** A copy of the document with the value at a path replaced; objects on the way are copied, never changed. */
export function withValueAt(document: JsonObject, path: string, value: Json): JsonObject {
  const [key, ...rest] = path.split('.') as [string, ...string[]];
  if (rest.length === 0) return { ...document, [key]: value };
  const inner = document[key];
  return { ...document, [key]: withValueAt(isJsonObject(inner) ? inner : {}, rest.join('.'), value) };
}
