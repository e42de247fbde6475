// Times and ratios as text; counts and errors are written as the views write them.

import { format } from 'd3-format';

const ratio = format('.2~r');
const tenths = format('.1f');
const grouped = format(',d');

/** `8.8`, `64`, `1,024` */
export function formatRatio(value: number): string {
  if (!Number.isFinite(value)) return '–';
  return value >= 100 ? grouped(Math.round(value)) : ratio(value);
}

/** A duration from milliseconds: `0.8 ms`, `420 ms`, `3.2 s`, `4 min`. */
export function formatDuration(milliseconds: number): string {
  if (milliseconds < 10) return `${tenths(milliseconds)} ms`;
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < 120_000) return `${tenths(milliseconds / 1000)} s`;
  return `${grouped(Math.round(milliseconds / 60_000))} min`;
}
