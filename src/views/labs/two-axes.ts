// The two axes of a parallel run: paths over noise time at the cursor's round, with the round before as a ghost and the sequential
// path dashed, and the two fronts, up to which paths are exact and up to which they agree. A pure function of a trace and a cursor.

import { ticks } from 'd3-array';
import { agreementOf, type FrontsAt, frontsOf, toleranceFrontSlope } from '../../core/fronts';
import { twoAxes as lab, type TwoAxesPoint, type TwoAxesSettings } from '../../core/labs/two-axes';
import type { Trace } from '../../core/trace';
import { clipPolyline, contains, type Point, type Rectangle } from '../geometry';
import { formatCount, formatError } from '../numbers';
import { frameMarks, keyMarks, line, NARROW, TICK_ROW, text, textWidth, WORD_ROW, wholeTicks } from '../plot-frame';
import type { Mark, Scene } from '../scene';
import { finishedNodes, recordOf } from '../trace-lookup';
import { nodeRange, pathNodes, sequentialPaths, trackedPaths } from '../tracks';
import type { Cursor, ViewInput } from '../view';
import { toldTogether } from './claims';
import type { LabSceneInput, LabView } from './lab-view';

/** Particles whose paths a narrow drawing has: more could not be followed. */
const NARROW_PATHS = 3;
/** Particles whose paths are drawn when nothing else is said. */
const PATHS = 6;
/** Room above and below the sequential paths, in shares of what they span: a hump may leave the frame. */
const ROOM = 0.18;
/** Noise times to print along the axis. */
const NOISE_TIMES = [12, 6, 3, 1, 0.3, 0.1, 0.03, 0.01, 0.003, 0.001] as const;
const AXIS_ROWS = TICK_ROW + 13;

interface Layout {
  readonly frame: Rectangle;
  /** Ends of the vertical axis. */
  readonly low: number;
  readonly high: number;
  x(node: number): number;
  y(coordinate: number): number;
}

/** What the figure is drawn from. */
interface Input extends ViewInput {
  /** Most paths that are drawn. */
  readonly paths?: number;
}

function particlesOf({ trace, width, paths = PATHS }: Input): number {
  return Math.min(trace.plan.tracked, paths, width < NARROW ? NARROW_PATHS : paths);
}

const ends = new WeakMap<Trace, { readonly particles: number; readonly low: number; readonly high: number }>();

/** Smallest and largest first coordinate of the sequential paths; the same for all cursors. */
function endsOf(trace: Trace, particles: number): { readonly low: number; readonly high: number } {
  const before = ends.get(trace);
  if (before?.particles === particles) return before;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const path of sequentialPaths(trace, particles, nodeRange(0, trace.plan.totalNodes)))
    for (const [coordinate] of path) {
      low = Math.min(low, coordinate);
      high = Math.max(high, coordinate);
    }
  if (!(high > low)) return { low: -1, high: 1 };
  const found = { particles, low, high };
  ends.set(trace, found);
  return found;
}

function layoutOf(input: Input): Layout {
  const { trace, width, height } = input;
  const left = width < NARROW ? 38 : 46;
  const top = 2 * WORD_ROW;
  const frame = {
    x: left,
    y: top,
    width: Math.max(1, width - left - 14),
    height: Math.max(10, height - top - AXIS_ROWS),
  };
  const { low, high } = endsOf(trace, particlesOf(input));
  const room = ROOM * (high - low);
  return {
    frame,
    low: low - room,
    high: high + room,
    x: (node) => frame.x + (frame.width * node) / trace.plan.totalNodes,
    y: (coordinate) => frame.y + frame.height * (1 - (coordinate - low + room) / (high - low + 2 * room)),
  };
}

/** The record before one in its segment: what it began from. */
function ghostOf(trace: Trace, record: number): number | null {
  const [here, before] = [trace.rounds[record], trace.rounds[record - 1]];
  return here && before && here.segment === before.segment ? record - 1 : null;
}

/** Paths over nodes, cut to the frame. */
function pathMarks(input: Input, layout: Layout, record: number, width: number, opacity: number): Mark[] {
  const { trace, palette } = input;
  const range = nodeRange(0, trace.plan.totalNodes, layout.frame.width);
  const nodes = pathNodes(trace, 'parallel', record, range);
  return trackedPaths(trace, record, particlesOf(input), range).flatMap((path) => {
    const points = path.map(([coordinate], index): Point => [layout.x(nodes[index] ?? 0), layout.y(coordinate)]);
    return clipPolyline(layout.frame, points).map(
      (part) => ({ ...line(part, palette.parallel, width), opacity }) as Mark,
    );
  });
}

function sequentialMarks(input: Input, layout: Layout): Mark[] {
  const { trace, palette } = input;
  const range = nodeRange(0, trace.plan.totalNodes, layout.frame.width);
  const nodes = pathNodes(trace, 'sequential', 0, range);
  return sequentialPaths(trace, particlesOf(input), range).map((path) =>
    line(
      path.map(([coordinate], index): Point => [layout.x(nodes[index] ?? 0), layout.y(coordinate)]),
      palette.sequential,
      1.25,
      [4, 3],
    ),
  );
}

/** The fronts after a record; computed anew for each picture of a growing trace, once for a finished one. */
export function frontsAt(trace: Trace, record: number): FrontsAt {
  const before = fronts.get(trace);
  const known = before?.length === trace.rounds.length ? before : frontsOf(trace);
  fronts.set(trace, known);
  return known[record] ?? { exact: 0, agreeing: 0 };
}

const fronts = new WeakMap<Trace, readonly FrontsAt[]>();

/** Where the dashed front stands: the exact one, of a window how far it has slid. */
function dashedNode({ trace, cursor }: ViewInput): number {
  const isWindow = trace.plan.schedule.kind === 'window';
  return isWindow ? finishedNodes(trace, cursor.record) : frontsAt(trace, cursor.record).exact;
}

function frontMarks(input: ViewInput, { frame, x }: Layout): Mark[] {
  const { trace, cursor, palette } = input;
  const { agreeing } = frontsAt(trace, cursor.record);
  const upright = (node: number): Point[] => [
    [x(node), frame.y],
    [x(node), frame.y + frame.height],
  ];
  return [
    {
      kind: 'rect',
      x: frame.x,
      y: frame.y,
      width: Math.max(0, x(agreeing) - frame.x),
      height: frame.height,
      fill: palette.density,
      opacity: 0.1,
    },
    line(upright(agreeing), palette.ink, 1.75),
    line(upright(dashedNode(input)), palette.ink, 1, [2, 2]),
  ];
}

/** The slope of the tolerance front with two or three digits. */
function slopeText(slope: number): string {
  return Number.isFinite(slope) ? (slope >= 100 ? slope.toFixed(0) : slope.toFixed(1)) : '–';
}

/** Two rows: what the fronts are and where they stand, and what the lines are. */
function keyRows(input: ViewInput, { frame }: Layout): Mark[] {
  const { trace, cursor, palette, words, width } = input;
  const { agreeing } = frontsAt(trace, cursor.record);
  const said = words.labs.twoAxes;
  const room = width < NARROW ? 'narrow' : 'wide';
  const tolerance = formatError(agreementOf(trace), words);
  const slope = slopeText(toleranceFrontSlope(trace, agreementOf(trace)));
  const isWindow = trace.plan.schedule.kind === 'window';
  const right = frame.x + frame.width;
  const fronts = [
    {
      name:
        room === 'narrow'
          ? said.agreeing.narrow(formatCount(agreeing), slope)
          : said.agreeing.wide(formatCount(agreeing), tolerance, slope),
      stroke: palette.ink,
      width: 2,
    },
    {
      name: (isWindow ? said.passed : said.exact)[room](formatCount(dashedNode(input))),
      stroke: palette.ink,
      width: 1,
      dash: [2, 2],
    },
  ];
  const lines = [
    { name: said.now, stroke: palette.parallel, width: 1.75 },
    { name: said.before[room], stroke: palette.parallel, width: 0.75 },
    { name: words.views.sequential, stroke: palette.sequential, width: 1.25, dash: [4, 3] },
  ];
  return [
    ...keyMarks(frame.x, right, WORD_ROW / 2, fronts, palette),
    ...keyMarks(frame.x, right, WORD_ROW * 1.5 - 3, lines, palette),
  ];
}

/** The first node at which the noise time is down to some value. */
function nodeAt(trace: Trace, noiseTime: number): number | null {
  const index = trace.plan.noiseTimes.findIndex((time) => time <= noiseTime * (1 + 1e-9));
  return index < 0 ? null : index;
}

function axisMarks({ trace, palette, words }: ViewInput, { frame, x }: Layout): Mark[] {
  const bottom = frame.y + frame.height;
  const right = frame.x + frame.width;
  const { node: name, noiseTime } = { node: words.views.axes.node, noiseTime: words.labs.twoAxes.noiseTime };
  const marks: Mark[] = [...frameMarks(frame, palette)];
  const nameLeft = right - textWidth(name) - 8;
  for (const node of wholeTicks(trace.plan.totalNodes, frame.width / 70)) {
    const label = formatCount(node);
    marks.push(
      line(
        [
          [x(node), bottom],
          [x(node), bottom + 3],
        ],
        palette.muted,
      ),
    );
    if (x(node) + textWidth(label) / 2 < nameLeft)
      marks.push(text(x(node), bottom + 5, label, palette.muted, { anchor: 'middle', baseline: 'top' }));
  }
  marks.push(text(right, bottom + 5, name, palette.muted, { anchor: 'end', baseline: 'top' }));
  let free = frame.x - 30;
  const timeLeft = right - textWidth(noiseTime) - 8;
  for (const time of NOISE_TIMES) {
    const node = time > (trace.plan.noiseTimes[0] ?? 0) ? null : nodeAt(trace, time);
    if (node === null) continue;
    const label = String(time);
    const half = textWidth(label) / 2;
    if (x(node) - half < free || x(node) + half > timeLeft) continue;
    free = x(node) + half + 10;
    marks.push(text(x(node), bottom + 18, label, palette.muted, { anchor: 'middle', baseline: 'top' }));
  }
  marks.push(text(right, bottom + 18, noiseTime, palette.muted, { anchor: 'end', baseline: 'top' }));
  return marks;
}

function coordinateMarks({ palette, trace, words }: ViewInput, { frame, low, high, y }: Layout): Mark[] {
  const axis = trace.plan.dimension > 2 ? words.views.stage.principalAxes[0] : 'x₁';
  return [
    ...ticks(low, high, Math.max(2, frame.height / 60)).map((value) =>
      text(frame.x - 6, y(value), String(value).replace('-', '−'), palette.muted, {
        anchor: 'end',
        baseline: 'middle',
      }),
    ),
    text(frame.x + 5, frame.y + frame.height - 4, axis, palette.muted, { baseline: 'bottom' }),
  ];
}

function cursorMarks({ trace, cursor, palette }: ViewInput, { frame, x }: Layout): Mark[] {
  if (!recordOf(trace, cursor.record)) return [];
  const at = x(Math.min(Math.max(0, cursor.node), trace.plan.totalNodes));
  return [
    {
      ...line(
        [
          [at, frame.y],
          [at, frame.y + frame.height],
        ],
        palette.cursor,
      ),
      opacity: 0.6,
    } as Mark,
  ];
}

/** Paths of a run at its cursor, with both fronts. */
export function twoAxesScene(input: Input): Scene {
  const { trace, cursor, width, height } = input;
  const layout = layoutOf(input);
  const ghost = ghostOf(trace, cursor.record);
  const marks: Mark[] = [
    ...frontMarks(input, layout),
    ...axisMarks(input, layout),
    ...coordinateMarks(input, layout),
    ...sequentialMarks(input, layout),
    ...(ghost === null ? [] : pathMarks(input, layout, ghost, 0.75, 0.5)),
    ...pathMarks(input, layout, cursor.record, 1.5, 0.9),
    ...cursorMarks(input, layout),
    ...keyRows(input, layout),
  ];
  return { width, height, marks };
}

/** The node under a point of the figure, in the round of the cursor; null outside of its axes. */
export function cursorIn(input: Input, x: number, y: number): Cursor | null {
  const { trace, cursor } = input;
  const { frame } = layoutOf(input);
  if (trace.rounds.length === 0 || !contains(frame, x, y)) return null;
  const share = (x - frame.x) / frame.width;
  return { record: cursor.record, node: Math.round(share * trace.plan.totalNodes) };
}

type LabInput = LabSceneInput<TwoAxesSettings, TwoAxesPoint>;

/** The run that a lab's drawing shows, at its cursor; null before there is one. */
function shownIn({ points, shown }: Pick<LabInput, 'points' | 'shown'>): LabInput['shown'] | null {
  if (shown) return shown;
  const trace = points[0]?.trace;
  return trace ? { trace, cursor: { record: trace.rounds.length - 1, node: trace.plan.totalNodes } } : null;
}

/** The cursor under a point of the lab's drawing; null outside of its axes. */
export function twoAxesCursorAt(input: LabInput, x: number, y: number): Cursor | null {
  const shown = shownIn(input);
  return shown ? cursorIn({ ...input, ...shown }, x, y) : null;
}

/** The two axes as the drawing of a lab. */
export const twoAxesView: LabView<TwoAxesSettings, TwoAxesPoint> = {
  name: 'two-axes',
  title: ({ labs }) => labs.twoAxes.title,
  scene: (input) => {
    const { width, height, settings } = input;
    const shown = shownIn(input);
    return shown ? twoAxesScene({ ...input, ...shown, paths: settings.paths }) : { width, height, marks: [] };
  },
  table: ({ points, words }) => ({
    columns: words.labs.twoAxes.columns,
    rows: points.flatMap(({ measured }) => measured.fronts.map(({ call, exact, agreeing }) => [call, exact, agreeing])),
  }),
  sentence: ({ points, words }) => toldTogether(lab.claims(points, { paths: PATHS }), words),
};
