// Reading untrusted JSON values: each reader gives a checked value or a sentence naming the field, the value and what is
// allowed. It knows nothing of particular settings.

import { listNames } from './registry';
import { SpecError } from './spec';

/** A SpecError about one field. */
export class FieldError extends SpecError {
  constructor(
    message: string,
    /** Path of the field in the spec, for example `method.tolerance` or `target.points[3]`. */
    readonly field: string,
  ) {
    super(message);
  }
}

/** Range of a numeric field. */
export interface FieldRange {
  /** Whole numbers only. */
  readonly whole: boolean;
  readonly minimum: number;
  readonly maximum: number;
  /** The minimum itself is not allowed. */
  readonly above?: boolean;
}

/** Longest text of a wrong value in a sentence. */
const SHOWN_CHARACTERS = 40;

/** A number as people write it: `16,384`, `0.001`, `1e+300`. */
export function formatNumber(value: number): string {
  const magnitude = Math.abs(value);
  if (!Number.isFinite(value) || magnitude >= 1e15 || (magnitude > 0 && magnitude < 1e-9)) return String(value);
  return value.toLocaleString('en-US', { maximumFractionDigits: 20 });
}

/** A wrong value, for sentences. */
export function describeValue(value: unknown): string {
  if (typeof value === 'number') return formatNumber(value);
  if (value === null) return 'null';
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (typeof value === 'object') return 'an object';
  if (typeof value === 'function' || typeof value === 'symbol') return `a ${typeof value}`;
  if (typeof value !== 'string') return String(value);
  const short = value.length > SHOWN_CHARACTERS ? `${value.slice(0, SHOWN_CHARACTERS)}…` : value;
  return JSON.stringify(short);
}

/** `whole numbers from 1 to 16,384` */
export function describeRange({ whole, minimum, maximum, above }: FieldRange): string {
  const noun = whole ? 'whole numbers' : 'numbers';
  const [from, to] = [formatNumber(minimum), formatNumber(maximum)];
  return above ? `${noun} above ${from} and up to ${to}` : `${noun} from ${from} to ${to}`;
}

/** The sentence about a wrong value. `allowed` follows "allowed" and begins with "is" or "are". */
export function wrong(field: string, value: unknown, allowed: string): FieldError {
  return new FieldError(`${field} is ${describeValue(value)}; allowed ${allowed}.`, field);
}

/** A reader of one field. */
export type Reader<Value> = (value: unknown, field: string) => Value;

/** A number in a range; `or` continues the sentence about what is allowed. */
export function number(range: FieldRange, or = ''): Reader<number> {
  return (value, field) => {
    const { whole, minimum, maximum, above } = range;
    const fits =
      typeof value === 'number' &&
      (whole ? Number.isInteger(value) : Number.isFinite(value)) &&
      value <= maximum &&
      (above ? value > minimum : value >= minimum);
    if (!fits) throw wrong(field, value, `are ${describeRange(range)}${or}`);
    // Without the sum a negative zero would stay one.
    return value + 0;
  };
}

/** A number in a range, or null, which means what `meaning` says. */
export function numberOrNull(range: FieldRange, meaning: string): Reader<number | null> {
  const read = number(range, `, or null ${meaning}`);
  return (value, field) => (value === null ? null : read(value, field));
}

/** One of some names. */
export function choice<Name extends string>(names: readonly Name[]): Reader<Name> {
  return (value, field) => {
    const name = names.find((candidate) => candidate === value);
    if (name === undefined) throw wrong(field, value, `is ${listNames(names)}`);
    return name;
  };
}

/** True or false. */
export const flag: Reader<boolean> = (value, field) => {
  if (typeof value !== 'boolean') throw wrong(field, value, 'is true or false');
  return value;
};

/** One value only. */
export function only<Value extends number | string | null>(allowed: Value): Reader<Value> {
  return (value, field) => {
    if (value !== allowed) throw wrong(field, value, `is ${describeValue(allowed)}`);
    return allowed;
  };
}

/** A list of so many entries, each read by `entry`. */
export function list<Value>(entry: Reader<Value>, noun: string, minimum: number, maximum: number): Reader<Value[]> {
  return (value, field) => {
    if (!Array.isArray(value)) throw wrong(field, value, `are lists of ${noun}`);
    if (value.length < minimum || value.length > maximum) {
      const [given, from, to] = [value.length, minimum, maximum].map(formatNumber);
      throw new FieldError(`${field} has ${given} ${noun}; allowed are ${from} to ${to}.`, field);
    }
    return Array.from(value, (item: unknown, index) => entry(item, `${field}[${index}]`));
  };
}

/** A list of rows of numbers, all of the same length. */
export function rows(range: FieldRange, noun: string, most: number, mostColumns: number): Reader<number[][]> {
  const read = list(list(number(range), 'coordinates', 1, mostColumns), noun, 1, most);
  return (value, field) => {
    const table = read(value, field);
    const columns = table[0]?.length ?? 0;
    table.forEach((row, index) => {
      if (row.length === columns) return;
      throw new FieldError(
        `${field}[${index}] has ${row.length} coordinates, but ${field}[0] has ${columns}; all must have the same number.`,
        field,
      );
    });
    return table;
  };
}

/** An object with string keys, and not a list. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How one field of an object is read; without a default it must be given. */
export interface Field<Value> {
  readonly read: Reader<Value>;
  readonly default?: Value;
}

/** All fields of an object. */
export type FieldTable<Shape> = { readonly [Key in keyof Shape]-?: Field<Shape[Key]> };

/**
 * Reads an object by its table of fields. Fields that are absent or undefined get their defaults.
 * @param prefix path of the object with a dot behind, or empty
 * @param owner what the fields are settings of, for sentences: `the method "piadm"`
 */
export function readObject<Shape extends object>(
  table: FieldTable<Shape>,
  input: Readonly<Record<string, unknown>>,
  prefix: string,
  owner: string,
): Shape {
  const names = Object.keys(table) as (keyof Shape & string)[];
  for (const name of Object.keys(input)) {
    if (Object.hasOwn(table, name)) continue;
    const allowed = names.length === 1 ? `is ${names[0]} alone` : `are ${names.join(', ')}`;
    const field = `${prefix}${name.slice(0, SHOWN_CHARACTERS)}`;
    throw new FieldError(`${field} is not a setting of ${owner}; allowed ${allowed}.`, field);
  }
  const result: Partial<Shape> = {};
  for (const name of names) {
    const field = table[name];
    const value = Object.hasOwn(input, name) ? input[name] : undefined;
    result[name] =
      value === undefined && field.default !== undefined ? field.default : field.read(value, prefix + name);
  }
  return result as Shape;
}
