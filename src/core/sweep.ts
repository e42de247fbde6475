// A sweep: runs that differ from one base in a few settings. Races, comparisons of quality and links speak it, so that many runs
// are one document as well. It knows nothing of what the runs are made for.

import { parseSpec } from './parse-spec';
import { FieldError, formatNumber, isObject, list, readObject, wrong } from './read-value';
import { type RunSpec, SpecError } from './spec';

/** A setting and the values that it takes, one run for each. */
export interface Variation {
  /** Path of a setting of the base, such as `seed` or `method.tolerance`; empty for several settings at once, which the values
   * then name: `{"blocks": 1, "nodes": 512}`. */
  readonly path: string;
  /** JSON values. */
  readonly values: readonly unknown[];
}

/** All combinations of the variations, the last one varying fastest. */
export interface Sweep {
  readonly base: RunSpec;
  readonly vary: readonly Variation[];
}

/** Most variations of a sweep and most runs: a page lists them all. */
export const SWEEP_LIMITS = { variations: 4, runs: 256 } as const;

type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a path leads to a setting of a document. */
function hasPath(document: unknown, path: readonly string[]): boolean {
  const [key, ...rest] = path;
  if (key === undefined) return true;
  return isObject(document) && Object.hasOwn(document, key) && hasPath(document[key], rest);
}

/** A copy of a document with the value at a path replaced. */
function replaced(document: JsonObject, path: readonly string[], value: unknown): JsonObject {
  const [key = '', ...rest] = path;
  const inner = document[key];
  return { ...document, [key]: rest.length === 0 ? value : replaced(isObject(inner) ? inner : {}, rest, value) };
}

/** The base with one value of a variation. */
function varied(document: JsonObject, { path }: Variation, value: unknown): JsonObject {
  if (path !== '') return replaced(document, path.split('.'), value);
  return isObject(value) ? { ...document, ...value } : document;
}

function readVariation(value: unknown, field: string): Variation {
  if (!isObject(value)) throw wrong(field, value, 'are objects such as {"path": "seed", "values": [1, 2]}');
  const variation = readObject<Variation>(
    {
      path: {
        read: (path, name) => {
          if (typeof path !== 'string') throw wrong(name, path, 'are texts such as "seed" or "method.tolerance"');
          return path;
        },
      },
      values: { read: list((item: unknown) => item, 'values', 1, SWEEP_LIMITS.runs) },
    },
    value,
    `${field}.`,
    'a variation',
  );
  if (variation.path === '') {
    variation.values.forEach((item, index) => {
      if (!isObject(item)) {
        throw wrong(`${field}.values[${index}]`, item, 'are objects of settings such as {"blocks": 1, "nodes": 512}');
      }
    });
  }
  return variation;
}

/**
 * A valid sweep of whatever was given: every run of it is one that is possible. Fields of the base may be absent.
 * @param input a JSON value
 * @throws SpecError, a {@link FieldError} where it is about one field
 */
export function parseSweep(input: unknown): Sweep {
  if (!isObject(input)) throw wrong('sweep', input, 'are objects such as {"base": {}, "vary": []}');
  const sweep = readObject<Sweep>(
    {
      base: { read: parseSpec, default: parseSpec({}) },
      vary: { read: list(readVariation, 'variations', 0, SWEEP_LIMITS.variations) },
    },
    input,
    '',
    'a sweep',
  );
  sweep.vary.forEach(({ path }, index) => {
    if (path === '' || hasPath(sweep.base, path.split('.'))) return;
    throw wrong(`vary[${index}].path`, path, 'are settings of the base such as "seed", or an empty text for several');
  });
  const runs = sweep.vary.reduce((product, { values }) => product * values.length, 1);
  if (runs > SWEEP_LIMITS.runs) {
    throw new FieldError(
      `vary makes ${formatNumber(runs)} runs; allowed are ${formatNumber(SWEEP_LIMITS.runs)}.`,
      'vary',
    );
  }
  expandSweep(sweep);
  return sweep;
}

/**
 * The runs of a sweep, in order.
 * @throws SpecError naming the run that is not possible
 */
export function expandSweep({ base, vary }: Sweep): RunSpec[] {
  const documents = vary.reduce<JsonObject[]>(
    (before, variation) =>
      before.flatMap((document) => variation.values.map((value) => varied(document, variation, value))),
    [{ ...base }],
  );
  return documents.map((document, index) => {
    try {
      return parseSpec(document);
    } catch (error) {
      if (!(error instanceof SpecError)) throw error;
      throw new SpecError(`Run ${formatNumber(index + 1)} of the sweep is not possible. ${error.message}`, {
        cause: error,
      });
    }
  });
}
