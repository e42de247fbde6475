// Frames, axes and marks that the plots share: the axis of network calls has the same ends and the same margins in the
// convergence plot and in the heatmap, so that they line up when one stands above the other. No React, no canvas.

import { ticks } from 'd3-array';
import type { Trace } from '../core/trace';
import type { Words } from '../words';
import type { Point, Rectangle } from './geometry';
import { formatCount } from './numbers';
import type { Mark, Palette } from './scene';
import { finishedNodes } from './trace-lookup';

/** The text family of every drawing: a face that is installed, or the system's own; for Chinese those of the systems. */
export const FONT =
  'Inter, "Source Sans 3", system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC", sans-serif';

export const SIZE = { label: 11, title: 12 } as const;

/** Width below which drawings leave out words. */
export const NARROW = 480;

/** Left and right margins of the plots over network calls; the right one holds the colour bar. CSS pixels. */
export function plotMargins(width: number): { readonly left: number; readonly right: number } {
  return width < NARROW ? { left: 38, right: 64 } : { left: 46, right: 70 };
}

/** The axis of network calls. */
export interface ClockAxis {
  /** First and last number of calls; half a call of room on both sides. */
  readonly last: number;
  readonly left: number;
  readonly right: number;
  /** Horizontal place of a number of calls. */
  at(clock: number): number;
  /** Number of calls at a horizontal place, not rounded. */
  invert(x: number): number;
}

/** Ends that a growing axis may have: so it moves seldom. */
const AXIS_STEPS = [16, 24];

function nextAxisEnd(calls: number): number {
  for (let scale = 1; ; scale *= 2) {
    for (const step of AXIS_STEPS) if (step * scale >= calls) return step * scale;
  }
}

/** Network calls that the axis spans. Of a finished trace, those it made. Of a growing one, an estimate that never falls
 * while it grows: if each part of the grid takes as many calls per node as the slowest beginning so far. */
export function clockExtent(trace: Trace): number {
  const calls = Math.max(1, trace.rounds.at(-1)?.clock ?? 1);
  if (trace.outcome) return calls;
  let expected = calls;
  trace.rounds.forEach((record, index) => {
    const reached = Math.max(finishedNodes(trace, index), record.firstNode + record.count * record.stride);
    if (!record.isStart) expected = Math.max(expected, (record.clock * trace.plan.totalNodes) / Math.max(1, reached));
  });
  return nextAxisEnd(Math.min(expected, Math.max(trace.plan.maxRecords, calls)));
}

/** The shared axis for a drawing of this width. */
export function clockAxis(trace: Trace, width: number): ClockAxis {
  const margins = plotMargins(width);
  const last = clockExtent(trace);
  const left = margins.left;
  const right = Math.max(left + 1, width - margins.right);
  const unit = (right - left) / (last + 1);
  return { last, left, right, at: (clock) => left + (clock + 0.5) * unit, invert: (x) => (x - left) / unit - 0.5 };
}

export function line(points: readonly Point[], stroke: string, width = 1, dash?: readonly number[]): Mark {
  return dash ? { kind: 'line', points, stroke, width, dash } : { kind: 'line', points, stroke, width };
}

export function text(
  x: number,
  y: number,
  content: string,
  fill: string,
  options: {
    readonly size?: number;
    readonly weight?: number;
    readonly anchor?: 'start' | 'middle' | 'end';
    readonly baseline?: 'top' | 'middle' | 'bottom';
  } = {},
): Mark {
  return { kind: 'text', x, y, text: content, fill, size: SIZE.label, ...options };
}

/** Characters as wide as high: Chinese ones and their marks. */
const SQUARE = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]/gu;

/** Width of a text in sizes of its letters, roughly, where a letter that is not square is `letter` wide on average. */
export function widthInSizes(content: string, letter: number): number {
  const squares = content.match(SQUARE)?.length ?? 0;
  return (content.length - squares) * letter + squares;
}

/** Width of a text in CSS pixels, roughly: a scene is made without a canvas to measure on. */
export function textWidth(content: string, size: number = SIZE.label): number {
  return widthInSizes(content, 0.58) * size;
}

/** Whole numbers to print along an axis from 0 to `last`, at most about `most`. */
export function wholeTicks(last: number, most: number): number[] {
  return ticks(0, last, Math.max(1, most)).filter(Number.isInteger);
}

/** Ticks, numbers and the name of the axis of network calls, in the `ROW` pixels below a frame. */
export function clockAxisMarks(axis: ClockAxis, bottom: number, palette: Palette, words: Words): Mark[] {
  const { calls, networkCalls } = words.views.axes;
  const name = axis.right - axis.left < NARROW - 100 ? calls : networkCalls;
  const nameLeft = axis.right - textWidth(name);
  const marks: Mark[] = [
    line(
      [
        [axis.left, bottom],
        [axis.right, bottom],
      ],
      palette.hairline,
    ),
  ];
  for (const tick of wholeTicks(axis.last, (axis.right - axis.left) / 64)) {
    const x = axis.at(tick);
    const label = formatCount(tick);
    marks.push(
      line(
        [
          [x, bottom],
          [x, bottom + 3],
        ],
        palette.muted,
      ),
    );
    if (x + textWidth(label) / 2 + 8 < nameLeft)
      marks.push(text(x, bottom + 5, label, palette.muted, { anchor: 'middle', baseline: 'top' }));
  }
  marks.push(text(axis.right, bottom + 5, name, palette.muted, { anchor: 'end', baseline: 'top' }));
  return marks;
}

/** Height of the row of numbers below a frame. */
export const TICK_ROW = 19;
/** Height of the row of words above a frame. */
export const WORD_ROW = 20;

/** Marks of a row of samples with their meanings, from left to right; stops before `right`. */
export function keyMarks(
  left: number,
  right: number,
  middle: number,
  entries: readonly {
    readonly name: string;
    readonly stroke: string;
    readonly width: number;
    readonly dash?: readonly number[];
    /** What the line lies on in the picture; absent for paper. */
    readonly ground?: string;
  }[],
  palette: Palette,
): Mark[] {
  const marks: Mark[] = [];
  let x = left;
  for (const { name, stroke, width, dash, ground } of entries) {
    const end = x + 22 + textWidth(name);
    if (end > right) break;
    if (ground) marks.push({ kind: 'rect', x, y: middle - 4, width: 16, height: 8, fill: ground });
    marks.push(
      line(
        [
          [x, middle],
          [x + 16, middle],
        ],
        stroke,
        width,
        dash,
      ),
    );
    marks.push(text(x + 21, middle, name, palette.muted, { baseline: 'middle' }));
    x = end + 14;
  }
  return marks;
}

/** The edge of a frame's left and bottom, as hairlines. */
export function frameMarks(frame: Rectangle, palette: Palette): Mark[] {
  const bottom = frame.y + frame.height;
  return [
    line(
      [
        [frame.x, frame.y],
        [frame.x, bottom],
        [frame.x + frame.width, bottom],
      ],
      palette.hairline,
    ),
  ];
}
