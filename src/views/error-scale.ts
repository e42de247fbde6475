// Errors as heights and as colours. One domain of decades serves the convergence plot and the heatmap of a trace, so that
// a colour and a height mean the same number. Knows traces, but no frames and no marks.

import { agreementOf } from '../core/fronts';
import type { Trace } from '../core/trace';

export { agreementOf, toleranceOf } from '../core/fronts';

/** Nine equidistant anchors of viridis (matplotlib 1.5, S. van der Walt and N. Smith, CC0), whose lightness rises evenly:
 * it can be read in grey and by colour-blind readers. */
const VIRIDIS = [
  [68, 1, 84],
  [71, 45, 123],
  [59, 82, 139],
  [44, 114, 142],
  [33, 145, 140],
  [40, 174, 128],
  [94, 201, 98],
  [173, 220, 48],
  [253, 231, 37],
] as const;

/** Colours are rounded to so many steps, so that neighbours of a drawing can share one. */
const COLOUR_STEPS = 96;

/** Below a run's tolerance, so many decades are drawn: what is smaller is float32 rounding. */
const DECADES_BELOW_TOLERANCE = 3;
/** Errors at least up to here are on the scale: a start differs from the solution by about the size of the data. */
const LEAST_TOP = 1;
/** Float32 has no larger numbers: beyond, an error is not finite. */
const GREATEST_TOP = 39;

/** Exponents of ten between which errors are drawn. */
export interface ErrorDomain {
  readonly low: number;
  readonly high: number;
}

/** The decades that the errors and residuals of a trace are drawn on. Grows with the trace, never shrinks. */
export function errorDomain(trace: Trace): ErrorDomain {
  const low = Math.floor(Math.log10(agreementOf(trace)) + 1e-9) - DECADES_BELOW_TOLERANCE;
  let largest = 0;
  for (const { error, residual } of trace.rounds) {
    if (Number.isFinite(error) && error > largest) largest = error;
    if (Number.isFinite(residual) && residual > largest) largest = residual;
  }
  const high = largest > 0 ? Math.ceil(Math.log10(largest) - 1e-9) : LEAST_TOP;
  return { low, high: Math.max(LEAST_TOP, low + 4, Math.min(GREATEST_TOP, high)) };
}

/** Place of an error in its domain, 0 at the low end to 1 at the high one. Zero is at the low end; what is not finite, or
 * beyond an end, is at that end. */
export function errorPlace(domain: ErrorDomain, error: number): number {
  if (!Number.isFinite(error)) return 1;
  if (error <= 0) return 0;
  return Math.min(1, Math.max(0, (Math.log10(error) - domain.low) / (domain.high - domain.low)));
}

const COLOURS: readonly string[] = Array.from({ length: COLOUR_STEPS + 1 }, (_, step) => {
  const position = (step / COLOUR_STEPS) * (VIRIDIS.length - 1);
  const index = Math.min(VIRIDIS.length - 2, Math.floor(position));
  const from = VIRIDIS[index] ?? VIRIDIS[0];
  const to = VIRIDIS[index + 1] ?? from;
  const share = position - index;
  const channels = from.map((value, channel) => Math.round(value + share * ((to[channel] ?? value) - value)));
  return `#${channels.map((value) => value.toString(16).padStart(2, '0')).join('')}`;
});

/** CSS colour at a place from 0 (dark, small) to 1 (light, large). */
export function errorColour(place: number): string {
  return COLOURS[Math.round(Math.min(1, Math.max(0, place)) * COLOUR_STEPS)] ?? '';
}

/** Exponents to print, at least `1` apart and at most `most` of them. */
export function decadeTicks(domain: ErrorDomain, most: number): number[] {
  const span = domain.high - domain.low;
  const step = [1, 2, 3, 4, 6].find((candidate) => span / candidate + 1 <= most) ?? span;
  const ticks: number[] = [];
  for (let exponent = Math.ceil(domain.low / step) * step; exponent <= domain.high; exponent += step)
    ticks.push(exponent);
  return ticks;
}
