// Logarithmic axes of the labs: places of values, numbers to print, and grid lines. It knows no lab.

import type { Rectangle } from '../geometry';
import { formatCount, powerOfTen, superscript } from '../numbers';
import { line, text, textWidth } from '../plot-frame';
import type { Mark, Palette } from '../scene';

/** A logarithmic axis; values beyond an end are at that end. */
export interface LogAxis {
  readonly low: number;
  readonly high: number;
  /** Place of a value, CSS pixels. */
  at(value: number): number;
}

/** An axis from `low` to `high`, both above 0, between two places. */
export function logAxis(low: number, high: number, from: number, to: number): LogAxis {
  const [start, span] = [Math.log(low), Math.log(high) - Math.log(low)];
  return {
    low,
    high,
    at: (value) => {
      const share = span > 0 ? (Math.log(Math.max(value, Number.MIN_VALUE)) - start) / span : 0.5;
      return from + (to - from) * Math.min(1, Math.max(0, share));
    },
  };
}

/** The ends that values need, with a little room, and at least a factor of `least` apart. */
export function logExtent(values: readonly number[], least: number): readonly [number, number] {
  const known = values.filter((value) => Number.isFinite(value) && value > 0);
  if (known.length === 0) return [1, least];
  const [low, high] = [Math.min(...known), Math.max(...known)];
  const lacking = Math.max(1, least / (high / low)) ** 0.5;
  const room = (high / low) ** 0.06;
  return [low / lacking / room, high * lacking * room];
}

const SERIES: readonly (readonly number[])[] = [[1, 2, 5], [1, 3], [1]];

/** Round numbers on a logarithmic axis: as many as fit, `most` at most. */
export function logTicks(low: number, high: number, most: number): number[] {
  const [first, last] = [Math.floor(Math.log10(low)), Math.ceil(Math.log10(high))];
  const between = (factors: readonly number[], step: number) => {
    const found: number[] = [];
    for (let exponent = Math.ceil(first / step) * step; exponent <= last; exponent += step)
      for (const factor of factors) {
        const value = Number(`${factor}e${exponent}`);
        if (value >= low * (1 - 1e-9) && value <= high * (1 + 1e-9)) found.push(value);
      }
    return found;
  };
  for (const factors of SERIES) {
    const found = between(factors, 1);
    if (found.length <= most) return found;
  }
  let step = 2;
  while (between([1], step).length > Math.max(1, most)) step++;
  return between([1], step);
}

/** `200`, `0.05`, `10⁴` */
export function tickText(value: number): string {
  const exponent = Math.log10(value);
  if (value >= 1e4 || value < 1e-3) {
    const whole = Math.round(exponent);
    return Math.abs(exponent - whole) < 1e-9
      ? powerOfTen(whole)
      : `${Math.round(value / 10 ** Math.floor(exponent))}\u00a0×\u00a0${powerOfTen(Math.floor(exponent))}`;
  }
  return value >= 1 ? formatCount(value) : String(value);
}

/** Hairlines across a plot with their numbers at the left, where they fit. */
export function gridMarks(plot: Rectangle, axis: LogAxis, palette: Palette, apart = 26): Mark[] {
  return logTicks(axis.low, axis.high, plot.height / apart + 1).flatMap((value) => {
    const y = axis.at(value);
    const across = line(
      [
        [plot.x, y],
        [plot.x + plot.width, y],
      ],
      palette.hairline,
    );
    const hairline = { ...across, opacity: 0.6 } as Mark;
    const label = tickText(value);
    if (textWidth(label) > plot.x - 6) return [hairline];
    return [hairline, text(plot.x - 6, y, label, palette.muted, { anchor: 'end', baseline: 'middle' })];
  });
}

/** Ticks below a plot at given values, with numbers where they do not touch each other nor reach `limit`. */
export function tickMarks(
  plot: Rectangle,
  axis: LogAxis,
  values: readonly number[],
  palette: Palette,
  limit = Number.POSITIVE_INFINITY,
  format: (value: number) => string = tickText,
): Mark[] {
  const bottom = plot.y + plot.height;
  let free = Number.NEGATIVE_INFINITY;
  return values.flatMap((value) => {
    const x = axis.at(value);
    const marks: Mark[] = [
      line(
        [
          [x, bottom],
          [x, bottom + 3],
        ],
        palette.muted,
      ),
    ];
    const label = format(value);
    const half = textWidth(label) / 2;
    if (x - half < free || x + half > limit) return marks;
    free = x + half + 8;
    return [...marks, text(x, bottom + 5, label, palette.muted, { anchor: 'middle', baseline: 'top' })];
  });
}

/** Powers of two from `low` to `high`, every one or every few, so that about `most` are left. */
export function powersOfTwo(low: number, high: number, most: number): number[] {
  const [first, last] = [Math.ceil(Math.log2(low) - 1e-9), Math.floor(Math.log2(high) + 1e-9)];
  const step = Math.max(1, Math.ceil((last - first) / Math.max(1, most - 1)));
  const values: number[] = [];
  for (let exponent = first; exponent <= last; exponent += step) values.push(2 ** exponent);
  return values;
}

/** A power of two, from 2¹⁴ on as such. */
export function powerOfTwoText(value: number): string {
  const exponent = Math.round(Math.log2(value));
  return exponent >= 14 ? `2${superscript(exponent)}` : formatCount(value);
}

/** The vertical place of a value that may be beyond the axis of a plot, for lines that are cut to it. */
export function unclamped(axis: LogAxis, plot: Rectangle, value: number): number {
  const share = Math.log(value / axis.low) / Math.log(axis.high / axis.low);
  return plot.y + plot.height * (1 - share);
}
