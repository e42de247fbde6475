// The convergence plot: error to the sequential solution against network calls, with the share of nodes that each sampler
// has finished after the same number of calls in a strip below. A pure function of a trace and a cursor.

import type { Trace } from '../core/trace';
import type { Words } from '../words';
import { curveErrors, curveOf, errorsOf, roundsOf } from './curve-errors';
import { decadeTicks, type ErrorDomain, errorDomain, errorPlace, toleranceOf } from './error-scale';
import { contains, type Point, type Rectangle } from './geometry';
import { formatCount, formatError, powerOfTen } from './numbers';
import { placeOf, segmentNames } from './places';
import {
  type ClockAxis,
  clockAxis,
  clockAxisMarks,
  keyMarks,
  line,
  NARROW,
  TICK_ROW,
  text,
  textWidth,
  WORD_ROW,
} from './plot-frame';
import type { Mark, Palette } from './scene';
import { outcomeSentence, runWord } from './sentences';
import { finishedNodes, recordAtClock, recordOf, type SegmentRange, segmentRanges, segmentWord } from './trace-lookup';
import type { View, ViewInput } from './view';

/** More segments than this are drawn as one line without boundaries: the sequential sampler has one for each node. */
const MOST_SEGMENTS = 64;

function drawsSegments(trace: Trace, ranges: readonly SegmentRange[]): boolean {
  return ranges.length <= MOST_SEGMENTS && segmentWord(trace) === 'block';
}

interface Layout {
  readonly axis: ClockAxis;
  readonly plot: Rectangle;
  readonly strip: Rectangle;
  readonly domain: ErrorDomain;
}

function layoutOf({ trace, width, height }: ViewInput): Layout {
  const axis = clockAxis(trace, width);
  const stripHeight = Math.min(44, Math.max(18, 0.17 * height));
  const gap = 14;
  const plotHeight = Math.max(10, height - WORD_ROW - gap - stripHeight - TICK_ROW);
  const across = { x: axis.left, width: axis.right - axis.left };
  return {
    axis,
    plot: { ...across, y: WORD_ROW, height: plotHeight },
    strip: { ...across, y: WORD_ROW + plotHeight + gap, height: stripHeight },
    domain: errorDomain(trace),
  };
}

function heightOf({ plot, domain }: Layout, error: number): number {
  return plot.y + plot.height * (1 - errorPlace(domain, error));
}

function errorAxisMarks(layout: Layout, palette: Palette): Mark[] {
  const { plot, domain } = layout;
  const right = plot.x + plot.width;
  return decadeTicks(domain, plot.height / 18).flatMap((exponent) => {
    const y = heightOf(layout, 10 ** exponent);
    return [
      {
        ...line(
          [
            [plot.x, y],
            [right, y],
          ],
          palette.hairline,
        ),
        opacity: 0.6,
      },
      text(plot.x - 6, y, powerOfTen(exponent), palette.muted, { anchor: 'end', baseline: 'middle' }),
    ] as Mark[];
  });
}

function boundaryMarks({ trace, palette, words }: ViewInput, ranges: readonly SegmentRange[], layout: Layout): Mark[] {
  if (!drawsSegments(trace, ranges)) return [];
  const { axis, plot, strip } = layout;
  const marks: Mark[] = [];
  const names = segmentNames(trace, words);
  ranges.forEach((range, index) => {
    const start = trace.rounds[range.first];
    const end = trace.rounds[range.end - 1];
    if (!start || !end) return;
    const from = axis.at(start.clock);
    const to = axis.at(end.clock);
    if (index > 0)
      marks.push(
        line(
          [
            [from, plot.y],
            [from, strip.y + strip.height],
          ],
          palette.hairline,
        ),
      );
    const { name = '', short = '' } = names[index] ?? {};
    const fitting = [name, short].find((candidate) => textWidth(candidate) < to - from);
    // Below the curves, which begin at the top of a block.
    if (fitting && ranges.length > 1)
      marks.push(text(from + 4, plot.y + plot.height - 2, fitting, palette.muted, { baseline: 'bottom' }));
  });
  return marks;
}

function curveMarks(trace: Trace, ranges: readonly SegmentRange[], layout: Layout, palette: Palette): Mark[] {
  const { axis } = layout;
  const { rounds } = trace;
  const isRound = (index: number) => !rounds[index]?.isStart;
  const parts = drawsSegments(trace, ranges) ? ranges.map((range) => curveOf(trace, range)) : [roundsOf(trace)];
  const errors = curveErrors(trace);
  const residuals = rounds.map((record) => record.residual);
  const marks: Mark[] = [];
  for (const part of parts) {
    const curve = (values: readonly (number | undefined)[], shown = part): Point[] =>
      shown.map((index) => [axis.at(rounds[index]?.clock ?? 0), heightOf(layout, values[index] ?? Number.NaN)]);
    const [worst, percentile, median] = [curve(errors.error), curve(errors.error99), curve(errors.errorMedian)];
    const residual = curve(residuals, part.filter(isRound));
    marks.push({ kind: 'area', points: [...worst, ...median.toReversed()], fill: palette.parallel, opacity: 0.16 });
    marks.push({ ...line(residual, palette.muted, 1, [3, 3]), opacity: 0.9 } as Mark);
    marks.push({ ...line(percentile, palette.parallel, 1), opacity: 0.6 } as Mark);
    marks.push({ ...line(median, palette.parallel, 1), opacity: 0.6 } as Mark);
    marks.push(line(worst, palette.parallel, 1.75));
    if (worst.length === 1)
      marks.push({ kind: 'dots', points: worst, radius: 1.75, fill: palette.parallel, opacity: 1 });
    const lost = part.filter((index) => !Number.isFinite(errors.error[index]));
    const points = curve([], lost);
    if (points.length > 0) marks.push({ kind: 'dots', points, radius: 2.5, fill: palette.notFinite, opacity: 1 });
  }
  return marks;
}

function toleranceMarks({ trace, palette, words }: ViewInput, layout: Layout): Mark[] {
  const tolerance = toleranceOf(trace);
  if (tolerance === null) return [];
  const y = heightOf(layout, tolerance);
  const right = layout.plot.x + layout.plot.width;
  return [
    line(
      [
        [layout.plot.x, y],
        [right, y],
      ],
      palette.ink,
      1,
      [1, 3],
    ),
    text(right + 5, y - 1, words.views.convergence.tolerance, palette.ink, { baseline: 'bottom' }),
    text(right + 5, y + 1, formatError(tolerance, words), palette.ink, { baseline: 'top' }),
  ];
}

function stripMarks({ trace, palette, words }: ViewInput, layout: Layout): Mark[] {
  const { axis, strip } = layout;
  const { sequential: sequentialName, convergence: names } = words.views;
  const total = trace.plan.totalNodes;
  const bottom = strip.y + strip.height;
  const right = strip.x + strip.width;
  const at = (share: number) => bottom - share * strip.height;
  const steps: Point[] = [[axis.at(0), bottom]];
  trace.rounds.forEach((record, index) => {
    const x = axis.at(record.clock);
    const y = at(finishedNodes(trace, index) / total);
    const before = steps.at(-1) ?? [x, y];
    if (before[1] !== y) steps.push([x, before[1]]);
    steps.push([x, y]);
  });
  const calls = trace.rounds.at(-1)?.clock ?? 0;
  const sequential: Point[] = [
    [axis.at(0), bottom],
    [axis.at(Math.min(calls, total)), at(Math.min(1, calls / total))],
  ];
  const marks: Mark[] = [
    line(
      [
        [strip.x, strip.y],
        [strip.x, bottom],
      ],
      palette.hairline,
    ),
    line(sequential, palette.sequential, 1.75),
    line(steps, palette.parallel, 1.75),
    text(strip.x - 6, strip.y - 2, '100%', palette.muted, { anchor: 'end', baseline: 'top' }),
    text(strip.x - 6, bottom, '0', palette.muted, { anchor: 'end', baseline: 'middle' }),
    text(strip.x + 5, strip.y - 1, names.nodesFinished, palette.muted, { baseline: 'top' }),
  ];
  const parallelShare = steps.at(-1)?.[1] ?? bottom;
  const sequentialShare = sequential[1]?.[1] ?? bottom;
  const apart = Math.max(12, sequentialShare - parallelShare);
  const upper = Math.min(parallelShare, bottom - 12);
  marks.push(text(right + 5, upper, runWord(trace, words), palette.parallel, { baseline: 'middle' }));
  marks.push(
    text(right + 5, Math.min(bottom, upper + apart), sequentialName, palette.sequential, { baseline: 'middle' }),
  );
  return marks;
}

function readout(trace: Trace, record: number, words: Words): string {
  const current = recordOf(trace, record);
  if (!current) return '';
  const calls = words.views.calls(formatCount(current.clock));
  const { error, errorMedian } = errorsOf(trace, current);
  return words.views.convergence.readout(calls, formatError(error, words), formatError(errorMedian, words));
}

function wordMarks({ trace, cursor, width, palette, words }: ViewInput, layout: Layout): Mark[] {
  const { plot } = layout;
  const right = plot.x + plot.width;
  const isNarrow = width < NARROW;
  const readings = isNarrow ? '' : readout(trace, cursor.record, words);
  const { worst, quantiles, residual } = words.views.convergence;
  const marks = keyMarks(
    plot.x,
    // A narrow plot has no readings, and nothing else in the margin of this row.
    isNarrow ? width : right - textWidth(readings) - 8,
    WORD_ROW / 2 - 2,
    [
      { name: worst, stroke: palette.parallel, width: 2 },
      { name: isNarrow ? quantiles.narrow : quantiles.wide, stroke: palette.parallel, width: 1 },
      { name: residual, stroke: palette.muted, width: 1, dash: [3, 3] },
    ],
    palette,
  );
  const middle = WORD_ROW / 2 - 2;
  marks.push(text(right, middle, readings, palette.ink, { anchor: 'end', baseline: 'middle' }));
  marks.push(text(plot.x - 6, middle, words.views.axes.error, palette.muted, { anchor: 'end', baseline: 'middle' }));
  return marks;
}

function cursorMarks({ trace, cursor, palette }: ViewInput, layout: Layout): Mark[] {
  const record = recordOf(trace, cursor.record);
  if (!record) return [];
  const x = layout.axis.at(record.clock);
  const bottom = layout.strip.y + layout.strip.height;
  const points: Point[] = [[x, heightOf(layout, errorsOf(trace, record).error)]];
  return [
    line(
      [
        [x, layout.plot.y],
        [x, bottom],
      ],
      palette.cursor,
      1,
    ),
    { kind: 'dots', points, radius: 3, fill: palette.cursor, opacity: 1 },
  ];
}

export const convergence: View = {
  name: 'convergence',
  title: (words) => words.views.convergence.title,
  scene: (input) => {
    const { trace, width, height, palette, words } = input;
    const layout = layoutOf(input);
    const ranges = segmentRanges(trace);
    const marks = [
      ...errorAxisMarks(layout, palette),
      ...boundaryMarks(input, ranges, layout),
      ...toleranceMarks(input, layout),
      ...curveMarks(trace, ranges, layout, palette),
      ...stripMarks(input, layout),
      ...clockAxisMarks(layout.axis, layout.strip.y + layout.strip.height, palette, words),
      ...cursorMarks(input, layout),
      ...wordMarks(input, layout),
    ];
    return { width, height, marks };
  },
  cursorAt: (input, x, y) => {
    const layout = layoutOf(input);
    const area = { ...layout.plot, height: layout.strip.y + layout.strip.height - layout.plot.y };
    const record = recordAtClock(input.trace, Math.round(layout.axis.invert(x)));
    return record >= 0 && contains(area, x, y) ? { record, node: input.cursor.node } : null;
  },
  table: (trace, words) => {
    const places = trace.rounds.map((record) => placeOf(trace, record));
    const parts = [...new Set(places.flatMap((place) => place.map(({ part }) => part)))];
    const { places: placeNames, convergence: own } = words.views;
    const { calls, ...columns } = own.columns;
    return {
      columns: [calls, ...parts.map((part) => placeNames.names[part]), ...Object.values(columns)],
      rows: trace.rounds.map((record, index) => [
        record.clock,
        ...parts.map((part) => places[index]?.find((one) => one.part === part)?.number ?? ''),
        record.firstNode,
        record.firstNode + (record.count - 1) * record.stride,
        record.count,
        record.residual,
        record.error,
        record.error99,
        record.errorMedian,
        finishedNodes(trace, index),
        Math.min(record.clock, trace.plan.totalNodes),
      ]),
    };
  },
  summary: outcomeSentence,
};
