// Drawing of the lab on the length of blocks: rounds, evaluations, nodes in flight and hump under each other over one axis of block
// length, and with a fixed number of rounds the error as well. A pure function of the points.

import {
  type BlockLengthPoint,
  type BlockLengthSettings,
  blockLength,
  blocksOf,
  precisionsOf,
  series,
} from '../../core/labs/block-length';
import type { Precision } from '../../core/spec';
import type { Words } from '../../words';
import type { Point, Rectangle } from '../geometry';
import { formatCount, formatError } from '../numbers';
import { keyMarks, line, NARROW, text, textWidth } from '../plot-frame';
import { spreadLabels } from '../quality-plot';
import type { Mark, Palette } from '../scene';
import { toldTogether } from './claims';
import type { LabSceneInput, LabView } from './lab-view';
import { gridMarks, type LogAxis, logAxis, logExtent, powersOfTwo, tickMarks } from './log-axis';

type Input = LabSceneInput<BlockLengthSettings, BlockLengthPoint>;
type Measured = BlockLengthPoint['measured'];

/** One of the plots. */
interface Panel {
  readonly name: keyof Words['labs']['blockLength']['panels'];
  readonly value: (measured: Measured) => number;
  /** The same of the sequential sampler; null where it has none. */
  readonly sequential: ((steps: number) => number) | null;
  readonly format: (value: number, words: Words) => string;
}

const count = (value: number) => formatCount(value);
const PANELS: readonly Panel[] = [
  { name: 'rounds', value: ({ rounds }) => rounds, sequential: (steps) => steps, format: count },
  { name: 'evaluations', value: ({ evaluations }) => evaluations, sequential: (steps) => steps, format: count },
  { name: 'nodesInFlight', value: ({ nodesInFlight }) => nodesInFlight, sequential: () => 1, format: count },
  {
    name: 'hump',
    value: ({ hump }) => hump ?? Number.POSITIVE_INFINITY,
    sequential: null,
    format: formatError,
  },
];
const ERROR_PANEL: Panel = {
  name: 'error',
  value: ({ error }) => error ?? Number.POSITIVE_INFINITY,
  sequential: null,
  format: formatError,
};

const DASHES: Readonly<Record<Precision, readonly number[] | undefined>> = {
  f32: undefined,
  f16: [6, 3],
  'f16-saturating': [1.5, 3],
};

/** Heights of the row of keys, of a panel's title, between panels, and of the axis below, CSS pixels. */
const KEY_ROW = 16;
const TITLE_ROW = 18;
const GAP = 10;
const AXIS_ROWS = 36;
/** Room for a number above the highest point, CSS pixels. */
const LABEL_ROOM = 14;
/** How far numbers at the ends reach beyond their points, CSS pixels. */
const END_OVERHANG = 8;
/** Distance of labels in the right margin, CSS pixels. */
const MARGIN_GAP = 12;
/** Smallest error that has a place: below, all is rounding. */
const LEAST_ERROR = 1e-7;

function panelsOf({ stopping }: BlockLengthSettings): readonly Panel[] {
  return stopping === 'fixed' ? [...PANELS, ERROR_PANEL] : PANELS;
}

function framesOf({ width, height, settings }: Input): Rectangle[] {
  const panels = panelsOf(settings);
  const top = KEY_ROW * keysOf(width, settings) + 4;
  const each = (height - top - AXIS_ROWS - GAP * (panels.length - 1)) / panels.length;
  const left = width < NARROW ? 46 : 56;
  return panels.map((_, index) => ({
    x: left,
    y: top + index * (each + GAP) + TITLE_ROW,
    width: Math.max(1, width - left - (width < NARROW ? 22 : 72)),
    height: Math.max(1, each - TITLE_ROW),
  }));
}

function lengthAxis({ settings }: Input, { x, width }: Rectangle): LogAxis {
  const lengths = blocksOf(settings).map((blocks) => settings.steps / blocks);
  return logAxis(Math.min(...lengths), Math.max(...lengths), x + 10, x + width - 10);
}

function valueAxis(input: Input, panel: Panel, { y, height }: Rectangle): LogAxis {
  const { points, settings } = input;
  const values = points.map(({ measured }) => Math.max(LEAST_ERROR, panel.value(measured)));
  const sequential = panel.sequential ? [panel.sequential(settings.steps)] : [];
  const [low, high] = logExtent([...values, ...sequential], 8);
  // Room for the numbers above the points.
  return logAxis(low, high * (high / low) ** (LABEL_ROOM / height), y + height, y);
}

function sequentialMarks({ palette, settings }: Input, panel: Panel, frame: Rectangle, axis: LogAxis): Mark[] {
  if (!panel.sequential) return [];
  const y = axis.at(panel.sequential(settings.steps));
  const ends: Point[] = [
    [frame.x, y],
    [frame.x + frame.width, y],
  ];
  return [line(ends, palette.sequential, 1.25, [4, 3])];
}

/** At the right of a wide drawing: the name of the sequential line, and of several precisions the values of the longest block. */
function marginMarks(input: Input, panel: Panel, frame: Rectangle, axis: LogAxis): Mark[] {
  const { points, palette, settings, width, words } = input;
  if (width < NARROW) return [];
  const entries: { readonly at: number; readonly label: string; readonly fill: string }[] = [];
  if (panel.sequential)
    entries.push({
      at: axis.at(panel.sequential(settings.steps)),
      label: words.views.sequential,
      fill: palette.sequential,
    });
  const precisions = precisionsOf(settings);
  const longest = points.filter(({ place }) => place.blocks === 1);
  const values = new Map(longest.map(({ measured }) => [panel.value(measured), measured] as const));
  if (precisions.length > 1)
    for (const value of values.keys())
      entries.push({
        at: axis.at(value),
        label: panel.format(value, words),
        fill: Number.isFinite(value) ? palette.ink : palette.notFinite,
      });
  const places = spreadLabels(
    entries.map(({ at }) => at),
    frame.y,
    frame.y + frame.height,
    MARGIN_GAP,
  );
  return entries.map(({ label, fill }, index) =>
    text(frame.x + frame.width + 6, places[index] ?? frame.y, label, fill, {
      baseline: 'middle',
      size: fill === palette.sequential ? 11 : 10,
    }),
  );
}

/** The values above the points of a curve: at both ends, and between where they do not touch each other. */
function valueMarks(places: readonly Point[], values: readonly string[], palette: Palette): Mark[] {
  const last = places.length - 1;
  const apart = (places[1]?.[0] ?? 0) - (places[0]?.[0] ?? 0);
  const widest = Math.max(...values.map((value) => textWidth(value, 10)));
  const isFull = 1.5 * widest + 4 <= apart;
  return places.flatMap(([x, y], index) => {
    if (!isFull && index !== 0 && index !== last) return [];
    const anchor = index === 0 ? 'start' : index === last ? 'end' : 'middle';
    const at = anchor === 'end' ? x + END_OVERHANG : anchor === 'start' ? x - END_OVERHANG : x;
    return [text(at, y - 6, values[index] ?? '', palette.ink, { anchor, baseline: 'bottom', size: 10 })];
  });
}

function seriesMarks(input: Input, panel: Panel, length: LogAxis, axis: LogAxis): Mark[] {
  const { points, settings, palette, words } = input;
  const precisions = precisionsOf(settings);
  return precisions.flatMap((precision) => {
    const own = series(points, precision).toReversed();
    const places = own.map(
      ({ place, measured }): Point => [
        length.at(settings.steps / place.blocks),
        axis.at(Math.max(LEAST_ERROR, panel.value(measured))),
      ],
    );
    const isLost = (index: number) => {
      const point = own[index];
      return point !== undefined && !Number.isFinite(panel.value(point.measured));
    };
    const marks: Mark[] = [];
    if (places.length > 1) marks.push(line(places, palette.parallel, 1.75, DASHES[precision]));
    const known = places.filter((_, index) => !isLost(index));
    const lost = places.filter((_, index) => isLost(index));
    if (known.length > 0) marks.push({ kind: 'dots', points: known, radius: 2.75, fill: palette.parallel, opacity: 1 });
    if (lost.length > 0) marks.push({ kind: 'dots', points: lost, radius: 3.5, fill: palette.notFinite, opacity: 1 });
    const isComplete = own.length === blocksOf(settings).length;
    if (precisions.length === 1 && isComplete)
      marks.push(
        ...valueMarks(
          places,
          own.map(({ measured }) => panel.format(panel.value(measured), words)),
          palette,
        ),
      );
    return marks;
  });
}

function panelMarks(input: Input, panel: Panel, frame: Rectangle): Mark[] {
  const { palette, words } = input;
  const axis = valueAxis(input, panel, frame);
  const bottom = frame.y + frame.height;
  return [
    text(frame.x, frame.y - 5, words.labs.blockLength.panels[panel.name], palette.ink, { baseline: 'bottom' }),
    ...gridMarks(frame, axis, palette),
    line(
      [
        [frame.x, bottom],
        [frame.x + frame.width, bottom],
      ],
      palette.hairline,
    ),
    ...sequentialMarks(input, panel, frame, axis),
    ...marginMarks(input, panel, frame, axis),
    ...seriesMarks(input, panel, lengthAxis(input, frame), axis),
  ];
}

/** Nodes of a block, and below them the number of blocks. */
function axisMarks(input: Input, frame: Rectangle): Mark[] {
  const { palette, settings, words } = input;
  const axis = lengthAxis(input, frame);
  const lengths = powersOfTwo(axis.low, axis.high, frame.width / 34);
  const below = { ...frame, height: frame.height + 13 };
  const { nodes, blocks } = words.labs.blockLength.axes;
  const names = frame.x - 6;
  return [
    ...tickMarks(frame, axis, lengths, palette),
    ...tickMarks(below, axis, lengths, palette, undefined, (length) => formatCount(settings.steps / length)).filter(
      ({ kind }) => kind === 'text',
    ),
    text(names, frame.y + frame.height + 5, nodes, palette.muted, { anchor: 'end', baseline: 'top' }),
    text(names, frame.y + frame.height + 18, blocks, palette.muted, { anchor: 'end', baseline: 'top' }),
  ];
}

/** Rows of the key: one where all names fit beside each other. */
function keysOf(width: number, settings: BlockLengthSettings): number {
  return width < NARROW ? precisionsOf(settings).length : 1;
}

function keyRows({ settings, palette, words, width }: Input, frame: Rectangle): Mark[] {
  const entries = precisionsOf(settings).map((precision) => {
    const dash = DASHES[precision];
    const name = words.labs.blockLength.precisions[precision];
    return { name, stroke: palette.parallel, width: 2, ...(dash ? { dash } : {}) };
  });
  const rows = keysOf(width, settings) > 1 ? entries.map((entry) => [entry]) : [entries];
  return rows.flatMap((row, index) => keyMarks(frame.x, width, KEY_ROW * (index + 0.5), row, palette));
}

export const blockLengthView: LabView<BlockLengthSettings, BlockLengthPoint> = {
  name: 'block-length',
  title: ({ labs }) => labs.blockLength.title,
  scene: (input) => {
    const frames = framesOf(input);
    const panels = panelsOf(input.settings);
    const [last] = frames.slice(-1);
    const marks = [
      ...(frames[0] ? keyRows(input, frames[0]) : []),
      ...panels.flatMap((panel, index) => {
        const frame = frames[index];
        return frame ? panelMarks(input, panel, frame) : [];
      }),
      ...(last ? axisMarks(input, last) : []),
    ];
    return { width: input.width, height: input.height, marks };
  },
  table: ({ points, settings, words }) => ({
    columns: words.labs.blockLength.columns,
    rows: precisionsOf(settings).flatMap((precision) =>
      series(points, precision).map(({ place: { blocks }, measured }) => [
        words.labs.blockLength.precisions[precision],
        blocks,
        settings.steps / blocks,
        measured.rounds,
        measured.evaluations,
        measured.nodesInFlight,
        measured.hump ?? words.views.notFinite,
        measured.error ?? words.views.notFinite,
        measured.errorMedian ?? words.views.notFinite,
      ]),
    ),
  }),
  sentence: ({ points, settings, words }) => toldTogether(blockLength.claims(points, settings), words),
};
