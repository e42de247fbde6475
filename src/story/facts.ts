// Numbers of the story as text, read off what was run. What is not known yet is a mark, never a number.

import { segmentsOf, type Trace } from '../core/trace';
import { formatTimes } from '../views/labs/claims';
import { formatCount, formatError } from '../views/numbers';
import type { Words } from '../words';
import type { Evidence } from './chapter';

/** Stands for a number that is not known yet. */
export const UNKNOWN = '…';

type Maybe = number | null | undefined;

/** `1,024` */
export function count(value: Maybe): string {
  return value == null ? UNKNOWN : formatCount(Math.round(value));
}

/** `0.0013`; in words where it is not finite. */
export function error(value: Maybe, words: Words): string {
  return value == null ? UNKNOWN : formatError(value, words);
}

/** `7.1`, `29`, of a ratio. */
export function times(value: Maybe): string {
  return value == null || !Number.isFinite(value) ? UNKNOWN : formatTimes(value);
}

/** `0.61`, of an exponent. */
export function power(value: Maybe): string {
  return value == null ? UNKNOWN : value.toFixed(2).replace('-', '−');
}

/** A number of a claim of the lab beside the text; null while it is not known. */
export function claimed({ lab }: Evidence, name: string, number: string): number | null {
  return lab?.claims.find((claim) => claim.name === name)?.numbers[number] ?? null;
}

/** Largest error over nodes and particles after each round of a run of one block, the start first. */
export function errorsByRound(trace: Trace): readonly number[] {
  return segmentsOf(trace)[0]?.error ?? [];
}

/** The error after some numbers of rounds; after the last one it stays. `[place]` */
export function errorsAt(trace: Trace, places: readonly number[]): readonly number[] {
  const errors = errorsByRound(trace);
  return places.map((place) => errors[Math.min(place, errors.length - 1)] ?? Number.NaN);
}

/** Distance of every particle's sample to its sequential twin, RMS over coordinates. `[particle]` */
export function distances(trace: Trace): readonly number[] {
  const { outcome, plan } = trace;
  if (!outcome) return [];
  const { samples, reference } = outcome;
  return Array.from({ length: samples.length / plan.dimension }, (_, particle) => {
    let sum = 0;
    for (let at = particle * plan.dimension; at < (particle + 1) * plan.dimension; at++)
      sum += ((samples[at] ?? Number.NaN) - (reference[at] ?? Number.NaN)) ** 2;
    return Math.sqrt(sum / plan.dimension);
  });
}

/** The option whose value is nearest to a number by ratio. */
export function nearestOption(options: readonly number[], value: Maybe): string | null {
  if (value == null || !(value > 0)) return null;
  const away = (option: number) => Math.abs(Math.log(option / value));
  return String(options.reduce((best, option) => (away(option) < away(best) ? option : best)));
}
