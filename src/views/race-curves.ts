// The race as curves: nodes that agree with the sequential path against the clock, one curve a lane. A pure function of the lanes'
// traces; the clock is network calls, or the measured time spread evenly over them.

import { ticks } from 'd3-array';
import { laneMilliseconds, laneResult } from '../core/race-result';
import type { Trace } from '../core/trace';
import type { Words } from '../words';
import { clipPolyline, type Point, type Rectangle } from './geometry';
import { laneColour } from './lane-colours';
import { agreementCurve } from './lane-progress';
import { formatCount } from './numbers';
import { frameMarks, line, TICK_ROW, text, textWidth, WORD_ROW } from './plot-frame';
import type { RacePicture } from './race-lanes';
import type { Mark, Palette, Scene } from './scene';
import type { Table } from './view';

export type RaceClock = 'rounds' | 'time';

export interface RaceCurvesInput extends RacePicture {
  readonly clock: RaceClock;
  /** Place of the clock: network calls or milliseconds. */
  readonly position: number;
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly words: Words;
}

/** What one network call of a lane takes on the clock: one, or its share of the lane's measured time. */
export function unitOf(trace: Trace, clock: RaceClock): number {
  if (clock === 'rounds') return 1;
  const rounds = trace.rounds.at(-1)?.clock ?? 0;
  return rounds > 0 && trace.outcome ? laneMilliseconds(trace) / rounds : 0;
}

/** Network calls that a lane has made at a place of the clock. */
export function callsAt(trace: Trace, clock: RaceClock, position: number): number {
  const rounds = trace.rounds.at(-1)?.clock ?? 0;
  const unit = unitOf(trace, clock);
  // A little more, so that a place that was made from a number of calls gives that number back.
  return unit > 0 ? Math.min(rounds, Math.floor(position / unit + 1e-9)) : rounds;
}

/** The end of the clock: when the last lane has stopped. */
export function clockEnd(lanes: RacePicture['lanes'], clock: RaceClock): number {
  return Math.max(
    0,
    ...lanes.map(({ trace }) => (trace ? unitOf(trace, clock) * (trace.rounds.at(-1)?.clock ?? 0) : 0)),
  );
}

/** When the first lane has all its nodes within the tolerance; the end where none has. */
export function firstFinish({ lanes, tolerance }: RacePicture, clock: RaceClock): number {
  const finishes = lanes.flatMap(({ trace }) => {
    const finish = trace && laneResult(trace, tolerance).finish;
    return trace && finish !== null ? [finish * unitOf(trace, clock)] : [];
  });
  return finishes.length > 0 ? Math.min(...finishes) : clockEnd(lanes, clock);
}

/** The end of the axis: a little after the last finish of a parallel lane, since the sequential lane is a straight line anyway. */
export function axisEnd({ lanes, tolerance }: RacePicture, clock: RaceClock): number {
  const ends = lanes.flatMap(({ trace, role }) => {
    if (!trace || role === 'sequential') return [];
    return [(laneResult(trace, tolerance).finish ?? trace.rounds.at(-1)?.clock ?? 0) * unitOf(trace, clock)];
  });
  return ends.length > 0 ? Math.min(clockEnd(lanes, clock), 1.12 * Math.max(...ends)) : clockEnd(lanes, clock);
}

interface Layout {
  readonly plot: Rectangle;
  readonly end: number;
  readonly x: (position: number) => number;
  readonly y: (nodes: number) => number;
}

function layoutOf(input: RaceCurvesInput): Layout {
  const { width, height, steps, clock } = input;
  const plot = {
    x: 46,
    y: WORD_ROW,
    width: Math.max(1, width - 46 - 12),
    height: Math.max(1, height - WORD_ROW - TICK_ROW),
  };
  const end = Math.max(axisEnd(input, clock), 1e-9);
  return {
    plot,
    end,
    x: (position) => plot.x + (plot.width * position) / end,
    y: (nodes) => plot.y + plot.height * (1 - nodes / steps),
  };
}

/** The place of the clock under a point; null outside of the axes. */
export function positionAt(input: RaceCurvesInput, x: number, y: number): number | null {
  const { plot, end } = layoutOf(input);
  if (x < plot.x - 6 || x > plot.x + plot.width + 6 || y < plot.y - 6 || y > plot.y + plot.height + TICK_ROW)
    return null;
  const position = end * Math.min(1, Math.max(0, (x - plot.x) / plot.width));
  return input.clock === 'rounds' ? Math.round(position) : position;
}

function curveMarks(input: RaceCurvesInput, layout: Layout): Mark[] {
  const marks: Mark[] = [];
  const bounds = { ...layout.plot, y: layout.plot.y - 1, height: layout.plot.height + 2 };
  for (const { trace, role } of input.lanes) {
    if (!trace) continue;
    const unit = unitOf(trace, input.clock);
    const { colour, dash } = laneColour(role, input.palette);
    const points: Point[] = [];
    agreementCurve(trace, input.tolerance).forEach((within, calls, curve) => {
      const before = curve[calls - 1];
      if (before !== undefined && before !== within) points.push([layout.x(calls * unit), layout.y(before)]);
      if (before !== within || calls === curve.length - 1) points.push([layout.x(calls * unit), layout.y(within)]);
    });
    for (const part of clipPolyline(bounds, points)) marks.push(line(part, colour, 1.75, dash));
    const { finish } = laneResult(trace, input.tolerance);
    if (finish !== null && finish * unit <= layout.end * 1.0001) {
      const points: Point[] = [[layout.x(finish * unit), layout.y(input.steps)]];
      marks.push({ kind: 'dots', points, radius: 3.5, fill: colour, opacity: 1 });
    }
  }
  return marks;
}

/** Milliseconds as an axis prints them. */
const milliseconds = (value: number, end: number) => (end < 10 ? value.toFixed(1) : formatCount(Math.round(value)));

function axisMarks(input: RaceCurvesInput, { plot, end, x, y }: Layout): Mark[] {
  const { palette, clock, steps } = input;
  const { agreeing, clocks } = input.words.views.raceCurves;
  const bottom = plot.y + plot.height;
  const name = clocks[clock];
  const nameLeft = plot.x + plot.width - textWidth(name);
  const marks: Mark[] = [...frameMarks(plot, palette)];
  for (const tick of ticks(0, end, Math.max(2, plot.width / 70))) {
    if (clock === 'rounds' && !Number.isInteger(tick)) continue;
    const label = clock === 'rounds' ? formatCount(tick) : milliseconds(tick, end);
    marks.push(
      line(
        [
          [x(tick), bottom],
          [x(tick), bottom + 3],
        ],
        palette.muted,
      ),
    );
    if (x(tick) + textWidth(label) / 2 + 8 < nameLeft)
      marks.push(text(x(tick), bottom + 5, label, palette.muted, { anchor: 'middle', baseline: 'top' }));
  }
  marks.push(text(plot.x + plot.width, bottom + 5, name, palette.muted, { anchor: 'end', baseline: 'top' }));
  for (const nodes of [0, steps]) {
    marks.push(text(plot.x - 6, y(nodes), formatCount(nodes), palette.muted, { anchor: 'end', baseline: 'middle' }));
  }
  marks.push(text(plot.x, WORD_ROW / 2 - 4, agreeing, palette.muted, { baseline: 'middle' }));
  return marks;
}

function clockMarks(input: RaceCurvesInput, { plot, end, x }: Layout): Mark[] {
  const at = x(Math.min(input.position, end));
  return [
    line(
      [
        [at, plot.y - 4],
        [at, plot.y + plot.height],
      ],
      input.palette.cursor,
    ),
  ];
}

/** The curves as a scene. */
export function raceCurvesScene(input: RaceCurvesInput): Scene {
  const layout = layoutOf(input);
  const marks = [...axisMarks(input, layout), ...curveMarks(input, layout), ...clockMarks(input, layout)];
  return { width: input.width, height: input.height, marks };
}

/** The curves as a table: one row for each number of calls at which a lane changed. */
export function raceCurvesTable({ lanes, tolerance }: RacePicture, clock: RaceClock, words: Words): Table {
  const { columns } = words.views.raceCurves;
  return {
    columns: [columns.lane, columns[clock], columns.agreeing],
    rows: lanes.flatMap(({ label, trace }) =>
      trace
        ? agreementCurve(trace, tolerance).flatMap((within, calls, curve) =>
            calls > 0 && curve[calls - 1] === within ? [] : [[label, calls * unitOf(trace, clock), within]],
          )
        : [],
    ),
  };
}
