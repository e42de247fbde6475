// Times and rates as text, from nanoseconds and single operations up.

import { format } from 'd3-format';

/** Two significant digits of what is below a hundred, and whole numbers above. */
const short = (value: number) => (value >= 99.5 ? format(',d')(Math.round(value)) : format('.2~r')(value));

const TIMES = [
  ['ns', 1e-6],
  ['µs', 1e-3],
  ['ms', 1],
  ['s', 1000],
] as const;

/** Shorter times are told as shorter than this one. */
const LEAST = 1e-7;

/** A time from milliseconds with two digits: `12 ns`, `570 µs`, `4.2 ms`, `3.2 s`. */
export function formatTime(milliseconds: number): string {
  if (!(milliseconds > 0)) return '0\u00a0ms';
  if (milliseconds < LEAST) return `<\u00a0${formatTime(LEAST)}`;
  const [unit, scale] = TIMES.findLast(([, of]) => milliseconds >= 0.9995 * of) ?? TIMES[0];
  return `${short(milliseconds / scale)}\u00a0${unit}`;
}

const RATES = [
  ['MFLOP/s', 1e6],
  ['GFLOP/s', 1e9],
  ['TFLOP/s', 1e12],
] as const;

/** Operations a second: `640 MFLOP/s`, `3.3 GFLOP/s`, `52 TFLOP/s`. */
export function formatRate(operations: number): string {
  const [unit, scale] = RATES.findLast(([, of]) => operations >= of) ?? RATES[0];
  return `${short(operations / scale)}\u00a0${unit}`;
}

/** A share of a whole, with a digit behind the point where it is small: `0.4%`, `38%`. */
export function formatPart(share: number): string {
  const percent = 100 * share;
  if (percent > 0 && percent < 0.05) return '<\u00a00.1%';
  return `${percent < 9.95 ? format('.1~f')(percent) : Math.round(percent)}%`;
}
