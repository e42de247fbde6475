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
const KEY_ROW = 20;
const TITLE_ROW = 18;
const GAP = 10;
const AXIS_ROWS = 36;
/** Smallest error that has a place: below, all is rounding. */
const LEAST_ERROR = 1e-7;

function panelsOf({ stopping }: BlockLengthSettings): readonly Panel[] {
  return stopping === 'fixed' ? [...PANELS, ERROR_PANEL] : PANELS;
}

function framesOf({ width, height, settings }: Input): Rectangle[] {
  const panels = panelsOf(settings);
  const top = KEY_ROW;
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
  return logAxis(low, high, y + height, y);
}

function sequentialMarks(input: Input, panel: Panel, frame: Rectangle, axis: LogAxis): Mark[] {
  const { palette, settings, width, words } = input;
  if (!panel.sequential) return [];
  const value = panel.sequential(settings.steps);
  const y = axis.at(value);
  const right = frame.x + frame.width;
  const marks: Mark[] = [
    line(
      [
        [frame.x, y],
        [right, y],
      ],
      palette.sequential,
      1.25,
      [4, 3],
    ),
  ];
  if (width >= NARROW)
    marks.push(text(right + 6, y, words.views.sequential, palette.sequential, { baseline: 'middle' }));
  return marks;
}

/** The values at both ends of a curve, where they do not touch the numbers of another one. */
function endMarks(places: readonly Point[], values: readonly string[], palette: Palette, frame: Rectangle): Mark[] {
  const last = places.length - 1;
  return places.flatMap(([x, y], index) => {
    const isEnd = index === 0 || index === last;
    const apart = (places[1]?.[0] ?? 0) - (places[0]?.[0] ?? 0);
    const widest = Math.max(...values.map((value) => textWidth(value, 10)));
    // All of them where there is room.
    if (!isEnd && widest + 6 > apart) return [];
    const label = values[index] ?? '';
    const isTop = y - frame.y < 14;
    const anchor = index === last ? 'end' : index === 0 ? 'start' : 'middle';
    const at = anchor === 'end' ? Math.min(x + 6, frame.x + frame.width) : anchor === 'start' ? x - 6 : x;
    return [
      text(at, isTop ? y + 6 : y - 6, label, palette.ink, { anchor, baseline: isTop ? 'top' : 'bottom', size: 10 }),
    ];
  });
}

function seriesMarks(input: Input, panel: Panel, frame: Rectangle, length: LogAxis, axis: LogAxis): Mark[] {
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
        ...endMarks(
          places,
          own.map(({ measured }) => panel.format(panel.value(measured), words)),
          palette,
          frame,
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
    ...seriesMarks(input, panel, frame, lengthAxis(input, frame), axis),
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

function keyRow({ settings, palette, words, width }: Input, frame: Rectangle): Mark[] {
  const precisions = precisionsOf(settings);
  const entries = precisions.map((precision) => {
    const dash = DASHES[precision];
    const name = words.labs.blockLength.precisions[precision];
    return { name, stroke: palette.parallel, width: 2, ...(dash ? { dash } : {}) };
  });
  return keyMarks(frame.x, width, KEY_ROW / 2 - 2, entries, palette);
}

export const blockLengthView: LabView<BlockLengthSettings, BlockLengthPoint> = {
  name: 'block-length',
  title: ({ labs }) => labs.blockLength.title,
  scene: (input) => {
    const frames = framesOf(input);
    const panels = panelsOf(input.settings);
    const [last] = frames.slice(-1);
    const marks = [
      ...(frames[0] ? keyRow(input, frames[0]) : []),
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
