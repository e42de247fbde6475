// The heatmap: error of every node after every network call, with the front up to which the path is exact by construction and
// the one up to which it agrees to the tolerance. Lines up with the convergence plot. A pure function of a trace and a cursor.

import { periodOf } from '../core/schedules';
import type { Trace } from '../core/trace';
import { type ErrorGrid, errorGrid } from './error-grid';
import { agreementOf, decadeTicks, type ErrorDomain, errorColour, errorDomain, errorPlace } from './error-scale';
import { clipPolyline, contains, type Point, type Rectangle } from './geometry';
import { formatCount, formatError, powerOfTen } from './numbers';
import {
  type ClockAxis,
  clockAxis,
  clockAxisMarks,
  frameMarks,
  keyMarks,
  line,
  NARROW,
  TICK_ROW,
  text,
  WORD_ROW,
  wholeTicks,
} from './plot-frame';
import type { Mark, Palette } from './scene';
import { dashedWords, networkCalls } from './sentences';
import {
  agreeingNodes,
  entriesAt,
  exactFront,
  type Front,
  finalFront,
  finishedNodes,
  recordAtClock,
  recordOf,
  toleranceFront,
  toleranceFrontSlope,
} from './trace-lookup';
import type { View, ViewInput } from './view';

const BAR_WIDTH = 9;
const BAR_STEPS = 48;
const BAR_COLOURS = Array.from({ length: BAR_STEPS }, (_, step) => errorColour(1 - (step + 0.5) / BAR_STEPS));
/** Lines over the error map are light with a dark edge, on both colour schemes: the map is the same on both. */
const OVER_MAP = { line: '#ffffff', edge: '#1a1c1f' } as const;

interface Layout {
  readonly axis: ClockAxis;
  readonly frame: Rectangle;
  readonly domain: ErrorDomain;
  /** Vertical place of a node, 0 at the bottom. */
  heightOf(node: number): number;
}

function layoutOf({ trace, width, height }: ViewInput): Layout {
  const axis = clockAxis(trace, width);
  const frame = {
    x: axis.left,
    y: WORD_ROW,
    width: axis.right - axis.left,
    height: Math.max(10, height - WORD_ROW - TICK_ROW),
  };
  const heightOf = (node: number) => frame.y + frame.height * (1 - node / trace.plan.totalNodes);
  return { axis, frame, domain: errorDomain(trace), heightOf };
}

function colourOf(value: number, domain: ErrorDomain, palette: Palette): string | null {
  if (value < 0) return null;
  return Number.isFinite(value) ? errorColour(errorPlace(domain, value)) : palette.notFinite;
}

const painted = new WeakMap<ErrorGrid, { readonly key: string; readonly colours: readonly (string | null)[] }>();

/** Colours of a grid upside down, since node 0 is at the bottom of the picture. The same array as long as nothing changes, so
 * that a canvas can keep what it painted. */
function coloursOf(grid: ErrorGrid, domain: ErrorDomain, palette: Palette): readonly (string | null)[] {
  const key = `${domain.low} ${domain.high} ${palette.notFinite}`;
  const before = painted.get(grid);
  if (before?.key === key) return before.colours;
  const { columns, rows, values } = grid;
  const colours: (string | null)[] = [];
  for (let row = rows - 1; row >= 0; row--)
    for (let column = 0; column < columns; column++)
      colours.push(colourOf(values[row * columns + column] ?? -1, domain, palette));
  painted.set(grid, { key, colours });
  return colours;
}

function cellMarks(grid: ErrorGrid, layout: Layout, palette: Palette): Mark[] {
  const { columns, rows, callsPerColumn, nodesPerRow } = grid;
  if (columns === 0) return [];
  const { axis, frame, domain } = layout;
  const colours = coloursOf(grid, domain, palette);
  const x = axis.at(-0.5);
  const right = axis.at(columns * callsPerColumn - 0.5);
  const y = layout.heightOf(rows * nodesPerRow);
  const bottom = frame.y + frame.height;
  const limit = frame.x + frame.width;
  const marks: Mark[] = [{ kind: 'cells', x, y, width: right - x, height: bottom - y, columns, rows, colours }];
  // The last merged row and column may stand out of the frame by a part of a cell.
  if (y < frame.y - 1e-6)
    marks.push({ kind: 'rect', x, y, width: right - x, height: frame.y - y, fill: palette.paper });
  if (right > limit + 1e-6)
    marks.push({ kind: 'rect', x: limit, y, width: right - limit, height: bottom - y, fill: palette.paper });
  return marks;
}

/** The dashed front: the exact one, of a window how far it has slid. */
function dashedFront(trace: Trace): Front {
  return trace.plan.schedule.kind === 'window' ? finalFront(trace) : exactFront(trace);
}

function frontMarks(trace: Trace, layout: Layout): Mark[] {
  const place = ([clock, node]: Point): Point => [layout.axis.at(clock), layout.heightOf(node)];
  const marks: Mark[] = [];
  for (const [front, width, dash] of [
    [dashedFront(trace), 1, [2, 2]],
    [toleranceFront(trace, agreementOf(trace)), 1.75, undefined],
  ] as const)
    for (const part of clipPolyline(layout.frame, front.map(place))) {
      if (!dash) marks.push({ ...line(part, OVER_MAP.edge, width + 1.5), opacity: 0.5 } as Mark);
      marks.push(line(part, OVER_MAP.line, width, dash));
    }
  return marks;
}

function colourBarMarks(grid: ErrorGrid, layout: Layout, { palette, words }: ViewInput): Mark[] {
  const { frame, domain } = layout;
  const x = frame.x + frame.width + 10;
  const marks: Mark[] = [
    {
      kind: 'cells',
      x,
      y: frame.y,
      width: BAR_WIDTH,
      height: frame.height,
      columns: 1,
      rows: BAR_STEPS,
      colours: BAR_COLOURS,
    },
  ];
  for (const exponent of decadeTicks(domain, frame.height / 18)) {
    const y = frame.y + frame.height * (1 - errorPlace(domain, 10 ** exponent));
    marks.push(
      line(
        [
          [x + BAR_WIDTH, y],
          [x + BAR_WIDTH + 3, y],
        ],
        palette.muted,
      ),
    );
    marks.push(text(x + BAR_WIDTH + 5, y, powerOfTen(exponent), palette.muted, { baseline: 'middle' }));
  }
  const name = grid.notFinite ? words.views.notFinite : words.views.axes.error;
  const fill = grid.notFinite ? palette.notFinite : palette.muted;
  marks.push(text(x + BAR_WIDTH + 42, WORD_ROW / 2 - 2, name, fill, { anchor: 'end', baseline: 'middle' }));
  return marks;
}

function nodeAxisMarks({ trace, palette, words }: ViewInput, layout: Layout): Mark[] {
  const { frame } = layout;
  const total = trace.plan.totalNodes;
  // At block ends, where there are blocks; of a block with its corrector, at the end of both.
  const period = periodOf(trace.plan.parameters);
  const blocks = Math.ceil(total / period);
  const most = Math.max(2, frame.height / 24);
  const hasBlocks = blocks > 1 && period > 1;
  const ticks = hasBlocks ? wholeTicks(blocks, most).map((block) => block * period) : wholeTicks(total, most);
  const marks = ticks
    .filter((node) => node <= total)
    .flatMap((node): Mark[] => {
      const y = layout.heightOf(node);
      return [
        line(
          [
            [frame.x - 3, y],
            [frame.x, y],
          ],
          palette.muted,
        ),
        text(frame.x - 6, y, formatCount(node), palette.muted, { anchor: 'end', baseline: 'middle' }),
      ];
    });
  marks.push(
    text(frame.x - 6, WORD_ROW / 2 - 4, words.views.axes.node, palette.muted, { anchor: 'end', baseline: 'middle' }),
  );
  return marks;
}

/** The slope with two or three digits, as `8.9`. */
function slopeText(slope: number): string {
  return Number.isFinite(slope) ? (slope >= 100 ? slope.toFixed(0) : slope.toFixed(1)) : '–';
}

function wordMarks({ trace, width, palette, words }: ViewInput, layout: Layout): Mark[] {
  // Before the first round there is no front to speak of.
  if (trace.rounds.length === 0) return [];
  const { frame } = layout;
  const middle = WORD_ROW / 2 - 2;
  const slope = slopeText(toleranceFrontSlope(trace, agreementOf(trace)));
  const { slope: said } = words.views.heatmap;
  const agreeing = formatCount(agreeingNodes(trace, agreementOf(trace)).at(-1) ?? 0);
  const names = {
    wide: said.wide(formatError(agreementOf(trace), words), slope, agreeing),
    narrow: said.narrow(slope, agreeing),
    tight: said.tight(slope),
  };
  // As on the map: light lines on its dark end, where agreement is.
  const ground = errorColour(0.15);
  const marksIn = (room: keyof typeof names): Mark[] => {
    const entries: Parameters<typeof keyMarks>[3][number][] = [
      { name: names[room], stroke: OVER_MAP.line, width: 2, ground },
    ];
    const exact = dashedWords(trace, room, words);
    if (exact) entries.push({ name: exact, stroke: OVER_MAP.line, width: 1, dash: [2, 2], ground });
    return keyMarks(frame.x, frame.x + frame.width, middle, entries, palette);
  };
  const all = (width < NARROW ? (['narrow', 'tight'] as const) : (['wide', 'narrow'] as const)).map(marksIn);
  // Both keys where they fit: the longest words that leave out none.
  const most = Math.max(...all.map(({ length }) => length));
  return all.find(({ length }) => length === most) ?? [];
}

function cursorMarks({ trace, cursor, palette }: ViewInput, layout: Layout): Mark[] {
  const record = recordOf(trace, cursor.record);
  if (!record) return [];
  const { frame } = layout;
  const x = layout.axis.at(record.clock);
  const y = layout.heightOf(Math.min(Math.max(0, cursor.node), trace.plan.totalNodes));
  const lines: Point[][] = [
    [
      [x, frame.y],
      [x, frame.y + frame.height],
    ],
    [
      [frame.x, y],
      [frame.x + frame.width, y],
    ],
  ];
  return lines.flatMap((points) => [
    { ...line(points, palette.paper, 3), opacity: 0.5 } as Mark,
    line(points, palette.cursor, 1),
  ]);
}

function heatmapScene(input: ViewInput) {
  const { trace, width, height, palette, words } = input;
  const layout = layoutOf(input);
  const grid = errorGrid(trace);
  const marks = [
    ...cellMarks(grid, layout, palette),
    ...frontMarks(trace, layout),
    ...frameMarks(layout.frame, palette),
    ...nodeAxisMarks(input, layout),
    ...clockAxisMarks(layout.axis, layout.frame.y + layout.frame.height, palette, words),
    ...colourBarMarks(grid, layout, input),
    ...wordMarks(input, layout),
    ...cursorMarks(input, layout),
  ];
  return { width, height, marks };
}

export const heatmap: View = {
  name: 'heatmap',
  title: (words) => words.views.heatmap.title,
  scene: heatmapScene,
  cursorAt: (input, x, y) => {
    const { trace } = input;
    const { axis, frame } = layoutOf(input);
    const record = recordAtClock(trace, Math.round(axis.invert(x)));
    if (record < 0 || !contains(frame, x, y)) return null;
    return { record, node: Math.round((1 - (y - frame.y) / frame.height) * trace.plan.totalNodes) };
  },
  table: (trace, words) => {
    const last = trace.rounds.length - 1;
    const entries = entriesAt(trace, last);
    const finished = new Array<number | string>(trace.plan.totalNodes + 1).fill('');
    let done = 0;
    for (let index = 0; index <= last; index++)
      for (const end = finishedNodes(trace, index); done <= end; done++)
        finished[done] = trace.rounds[index]?.clock ?? 0;
    const rows: (string | number)[][] = [];
    entries.forEach((entry, node) => {
      if (entry < 0) return;
      const values = [trace.nodeError, trace.nodeError99, trace.nodeErrorMedian, trace.nodeResidual];
      rows.push([
        node,
        trace.plan.noiseTimes[node] ?? Number.NaN,
        finished[node] ?? '',
        ...values.map((value) => value[entry] ?? Number.NaN),
      ]);
    });
    return { columns: words.views.heatmap.columns, rows };
  },
  summary: (trace, words) => {
    const calls = trace.rounds.at(-1)?.clock ?? 0;
    if (calls === 0) return words.views.noRound;
    const agreement = agreementOf(trace);
    const slope = slopeText(toleranceFrontSlope(trace, agreement));
    return words.views.heatmap.summary(
      networkCalls(calls, words),
      formatError(agreement, words),
      formatCount(agreeingNodes(trace, agreement).at(-1) ?? 0),
      formatCount(trace.plan.totalNodes),
      slope,
    );
  },
};
