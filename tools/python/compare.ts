// Compares what a script prints with the summary of the same run on the CPU backend.

import type { RunSummary } from '../../src/core/summary';

/** The JSON line of a script. Numbers that are not finite are null. */
export interface ScriptResult {
  readonly rounds: number;
  readonly evaluations: number;
  readonly derivatives: number;
  readonly sequentialSteps: number;
  readonly nodesInFlight: number;
  readonly hump: number | null;
  readonly finalError: number | null;
  /** The first four particles, `[particle][coordinate]`. */
  readonly samples: readonly (readonly (number | null)[])[];
  readonly reference: readonly (readonly (number | null)[])[];
}

/**
 * Samples and reference may differ by so much of the largest coordinate of theirs. Both codes make the same roundings of states;
 * exponentials, logarithms and cosines of two libraries differ in their last digit, and sums over components, over units of a
 * network and over nodes (Anderson acceleration) are ordered otherwise. A step length is the difference of two noise times up to
 * a few hundred times as large, so that the last digit of these, 2^-53, is about 1e-13 of a step; tens of steps add up, and a
 * path between two modes enlarges what it is given by some thousand times.
 */
export const TOLERANCE = 1e-9;

/** The trace keeps errors in float32, a script in float64: half a unit in the last place beside {@link TOLERANCE}. */
const FLOAT32_ROUNDING = 2 ** -24;

/** Errors below this times the largest coordinate are roundings: paths agree, and their last digits need not. */
const ROUNDINGS = 1e-9;

const COUNTS = ['rounds', 'evaluations', 'derivatives', 'sequentialSteps', 'nodesInFlight'] as const;

/** What differs, in words; empty where nothing does. */
export function differences(script: ScriptResult, summary: RunSummary): string[] {
  const found: string[] = [];
  for (const name of COUNTS) {
    if (script[name] !== summary[name]) found.push(`${name} ${script[name]} instead of ${summary[name]}`);
  }
  const largest = Math.max(1, ...summary.reference.flat().map(Math.abs));
  const finalError = summary.segments.at(-1)?.error.at(-1) ?? Number.NaN;
  for (const [name, actual, wanted] of [
    ['hump', script.hump, summary.hump],
    ['final error', script.finalError, finalError],
  ] as const) {
    const allowed = ROUNDINGS * largest + (TOLERANCE + FLOAT32_ROUNDING) * wanted;
    if (!near(actual, wanted, allowed)) found.push(`${name} ${actual} instead of ${wanted}`);
  }
  for (const name of ['samples', 'reference'] as const) {
    const wanted = summary[name].slice(0, 4);
    const scale = Math.max(1e-3, ...wanted.flat().filter(Number.isFinite).map(Math.abs));
    const worst = worstDifference(script[name], wanted);
    if (!(worst <= TOLERANCE * scale)) found.push(`${name} differ by ${worst.toExponential(1)}`);
  }
  return found;
}

/** Whether two numbers are as near as allowed; what is not finite must be so in both. */
function near(actual: number | null, wanted: number, allowed: number): boolean {
  if (actual === null || !Number.isFinite(wanted)) return actual === null && !Number.isFinite(wanted);
  return Math.abs(actual - wanted) <= allowed;
}

/** The largest difference of two lists of states; infinite where shapes differ or only one of two numbers is finite. */
export function worstDifference(
  actual: readonly (readonly (number | null)[])[],
  wanted: readonly (readonly number[])[],
): number {
  if (actual.length !== wanted.length) return Number.POSITIVE_INFINITY;
  let worst = 0;
  wanted.forEach((row, particle) => {
    if (actual[particle]?.length !== row.length) worst = Number.POSITIVE_INFINITY;
    row.forEach((value, c) => {
      const other = actual[particle]?.[c] ?? null;
      if (other === null && !Number.isFinite(value)) return;
      const difference = other === null ? Number.POSITIVE_INFINITY : Math.abs(other - value);
      worst = difference <= worst ? worst : difference;
    });
  });
  return worst;
}
