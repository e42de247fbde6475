// The stage: particles at the cursor's node over the target's density, with tracked paths; one view for the parallel sampler and
// one for the sequential sampler on the same noise. A pure function of a trace and a cursor; `stage-gpu.ts` draws all
// particles from the device instead.

import type { Trace } from '../core/trace';
import type { Words } from '../words';
import { clipPolyline, contains, type Point, type Rectangle } from './geometry';
import { formatCount, formatError } from './numbers';
import { line, SIZE, TICK_ROW, text, textWidth, WORD_ROW } from './plot-frame';
import type { Mark, Palette, Scene } from './scene';
import { outcomeSentence, runWord } from './sentences';
import { densityRegions, type StageWindow, stageWindow } from './target-density';
import { targetLabel } from './target-label';
import { finishedNodes, recordOf } from './trace-lookup';
import {
  nodeRange,
  particlesAt,
  pathNodes,
  type ShownParticles,
  type StageSide,
  sequentialPaths,
  trackedPaths,
} from './tracks';
import type { View, ViewInput } from './view';

export type { StageSide };

/** Tracked paths drawn as lines: at most so many, and so many points in all, since more hide each other and the particles. */
const MOST_PATHS = 12;
const MOST_PATH_POINTS = 1200;
/** Of these, so many are drawn faintly from the start on. */
const WHOLE_PATHS = 3;
/** Of one path: more are too small to see. */
const MOST_POINTS = 600;
const MARGIN = { left: 30, right: 6 } as const;
/** Of the sequential paths over those of a run. */
const DASH = [3, 2];
/** Smaller squares have no room for what the dashes mean, CSS pixels. */
const KEY_FRAME = 120;
/** Opacity of each nested density region; they lie on each other. */
const REGION_OPACITY = 0.17;

export interface StageOptions {
  /** The particles are drawn from the device on a canvas of its own: how many, or absent when this scene draws them. */
  readonly particlesOnDevice?: number;
}

/** The square inside a stage's axes, for a canvas that lies over it. CSS pixels. */
export function stageFrame(width: number, height: number): Rectangle {
  const side = Math.max(10, Math.min(width - MARGIN.left - MARGIN.right, height - WORD_ROW - TICK_ROW));
  return { x: MARGIN.left, y: WORD_ROW, width: side, height: side };
}

interface Layout {
  readonly frame: Rectangle;
  readonly window: StageWindow;
  place(point: Point): Point;
}

function layoutOf({ trace, width, height }: ViewInput): Layout {
  const frame = stageFrame(width, height);
  const window = stageWindow(trace.plan);
  const scale = frame.width / (window.xMax - window.xMin);
  const place = ([x, y]: Point): Point => [
    frame.x + (x - window.xMin) * scale,
    frame.y + frame.height - (y - window.yMin) * scale,
  ];
  return { frame, window, place };
}

function densityMarks(trace: Trace, layout: Layout, palette: Palette): Mark[] {
  return densityRegions(trace.plan)
    .filter((rings) => rings.length > 0)
    .map((rings) => ({
      kind: 'region',
      rings: rings.map((ring) => ring.map(layout.place)),
      fill: palette.density,
      opacity: REGION_OPACITY,
    }));
}

/** A few numbers along both axes, and the axes' names. */
function axisMarks({ trace, palette, words }: ViewInput, { frame, window, place }: Layout): Mark[] {
  const bottom = frame.y + frame.height;
  const right = frame.x + frame.width;
  const half = (window.xMax - window.xMin) / 2;
  const step = [0.5, 1, 2, 5, 10, 20, 50, 100].find((candidate) => half / candidate <= 3.5) ?? half;
  const marks: Mark[] = [
    line(
      [
        [frame.x, frame.y],
        [frame.x, bottom],
        [right, bottom],
      ],
      palette.hairline,
    ),
  ];
  const high = trace.plan.dimension > 2;
  const [first, second] = words.views.stage.principalAxes;
  const name = high ? first : 'x₁';
  const nameLeft = right - textWidth(name);
  for (let value = Math.ceil(window.xMin / step) * step; value <= window.xMax; value += step) {
    const [x] = place([value, 0]);
    const label = String(value).replace('-', '−');
    marks.push(
      line(
        [
          [x, bottom],
          [x, bottom + 3],
        ],
        palette.muted,
      ),
    );
    if (x + 10 < nameLeft) marks.push(text(x, bottom + 5, label, palette.muted, { anchor: 'middle', baseline: 'top' }));
  }
  for (let value = Math.ceil(window.yMin / step) * step; value <= window.yMax; value += step) {
    const [, y] = place([0, value]);
    const label = String(value).replace('-', '−');
    marks.push(
      line(
        [
          [frame.x - 3, y],
          [frame.x, y],
        ],
        palette.muted,
      ),
    );
    if (y > frame.y + 18) marks.push(text(frame.x - 6, y, label, palette.muted, { anchor: 'end', baseline: 'middle' }));
  }
  marks.push(text(right, bottom + 5, name, palette.muted, { anchor: 'end', baseline: 'top' }));
  if (high) marks.push(text(frame.x + 5, frame.y, second, palette.muted, { baseline: 'top' }));
  else if (trace.plan.dimension === 2)
    marks.push(text(frame.x - 6, frame.y, 'x₂', palette.muted, { anchor: 'end', baseline: 'top' }));
  return marks;
}

/** The part of the paths that a record works on: from the first node of its segment, or the same length before `node`; where
 * its nodes do not follow each other, from what was final before. */
function firstPathNode(trace: Trace, record: number, node: number): number {
  const current = trace.rounds[record];
  if (!current) return 0;
  if (current.stride !== 1) return Math.min(finishedNodes(trace, record - 1), node);
  return node > current.firstNode ? current.firstNode : Math.max(0, node - current.count * current.stride);
}

type LineStyle = Pick<Mark & { kind: 'line' }, 'stroke' | 'width' | 'dash' | 'opacity'>;

function pathMarks(
  trace: Trace,
  side: StageSide,
  record: number,
  node: number,
  layout: Layout,
  palette: Palette,
): Mark[] {
  const first = firstPathNode(trace, record, node);
  const fitting = Math.floor(MOST_PATH_POINTS / Math.max(1, node - first));
  const particles = Math.min(trace.plan.tracked, MOST_PATHS, Math.max(WHOLE_PATHS, fitting));
  const marks: Mark[] = [];
  const draw = (paths: readonly (readonly Point[])[], style: LineStyle) => {
    for (const path of paths)
      for (const points of clipPolyline(layout.frame, path.map(layout.place)))
        marks.push({ kind: 'line', points, ...style });
  };
  const pathsOf = (record: number, first: number, last: number, count: number) =>
    side === 'parallel'
      ? trackedPaths(trace, record, count, nodeRange(first, last, MOST_POINTS))
      : sequentialPaths(trace, count, nodeRange(first, last, MOST_POINTS));
  const colour = palette[side];
  draw(pathsOf(record, 0, first, Math.min(particles, WHOLE_PATHS)), { stroke: colour, width: 1, opacity: 0.25 });
  if (side === 'parallel') {
    draw(pathsOf(record - 1, first, node, particles), { stroke: colour, width: 1, opacity: 0.25 });
    const sequential = sequentialPaths(trace, particles, nodeRange(first, node, MOST_POINTS));
    draw(sequential, { stroke: palette.sequential, width: 1, dash: DASH, opacity: 0.9 });
  }
  draw(pathsOf(record, first, node, particles), { stroke: colour, width: 1, opacity: 0.6 });
  return marks;
}

/** How many of the particles cannot be seen, and why; empty when all can. */
function unseen({ points }: ShownParticles, { frame, place }: Layout, words: Words): string {
  const said = words.views.stage;
  const lost = points.filter((point) => !point.every(Number.isFinite)).length;
  const outside = points.filter((point) => point.every(Number.isFinite) && !contains(frame, ...place(point))).length;
  return (lost > 0 ? said.lost(formatCount(lost)) : '') + (outside > 0 ? said.outside(formatCount(outside)) : '');
}

function wordMarks(
  { trace, palette, words }: ViewInput,
  side: StageSide,
  shown: ShownParticles,
  onDevice: number | undefined,
  layout: Layout,
): Mark[] {
  const { frame } = layout;
  const said = words.views.stage;
  const middle = WORD_ROW / 2 - 2;
  const { particles } = trace.plan.spec;
  const total = formatCount(particles);
  const name = side === 'parallel' ? runWord(trace, words) : words.views.sequential;
  const count = onDevice ?? shown.points.length;
  const title = textWidth(name, SIZE.title);
  const all = shown.all || count >= particles;
  const short = all ? total : said.shown(formatCount(count), total);
  // What the device draws and the trace does not hold cannot be told.
  const hidden = count === shown.points.length ? unseen(shown, layout, words) : '';
  const named = said.particles(short);
  const captions = hidden === '' ? [named] : [`${named}${hidden}`, `${short}${hidden}`, named];
  // A number without its word would say nothing.
  const caption = captions.find((candidate) => textWidth(candidate) + title + 12 < frame.width) ?? '';
  const marks: Mark[] = [
    text(frame.x, middle, name, palette[side], { size: SIZE.title, weight: 600, baseline: 'middle' }),
    text(frame.x + frame.width, middle, caption, palette.muted, { anchor: 'end', baseline: 'middle' }),
  ];
  const node = formatCount(shown.node);
  const noiseTime = formatError(trace.plan.noiseTimes[shown.node] ?? Number.NaN, words);
  const room = frame.width - textWidth(caption) - title - 28;
  const places = [said.nodeAndTime(node, noiseTime), said.node(node)];
  const place = places.find((candidate) => textWidth(candidate) < room);
  if (place) marks.push(text(frame.x + title + 14, middle, place, palette.muted, { baseline: 'middle' }));
  return marks;
}

/** What the dashed paths over those of a run are, in a corner; nothing where there is no room. */
function dashedKeyMarks(side: StageSide, { frame }: Layout, { sequential, muted }: Palette, words: Words): Mark[] {
  if (side === 'sequential' || frame.width < KEY_FRAME) return [];
  const y = frame.y + frame.height - 9;
  const ends: Point[] = [
    [frame.x + 6, y],
    [frame.x + 24, y],
  ];
  return [
    { ...line(ends, sequential, 1, DASH), opacity: 0.9 } as Mark,
    text(frame.x + 28, y, words.views.sequential, muted, { baseline: 'middle' }),
  ];
}

function dotMarks(shown: ShownParticles, side: StageSide, layout: Layout, palette: Palette): Mark[] {
  const points = shown.points.map(layout.place).filter(([x, y]) => contains(layout.frame, x, y));
  if (points.length === 0) return [];
  const crowd = points.length > 200;
  return [{ kind: 'dots', points, radius: crowd ? 1.4 : 2.2, fill: palette[side], opacity: crowd ? 0.65 : 0.9 }];
}

/** The scene of one side. With `particlesOnDevice` the dots are left out, for `stage-gpu.ts` to draw in `stageFrame`. */
export function stageScene(input: ViewInput, side: StageSide, options: StageOptions = {}): Scene {
  const { trace, cursor, width, height, palette } = input;
  const layout = layoutOf(input);
  const record = Math.min(Math.max(0, cursor.record), trace.rounds.length - 1);
  const node = Math.min(Math.max(0, cursor.node), trace.plan.totalNodes);
  const shown = particlesAt(trace, side, record, node);
  const onDevice = options.particlesOnDevice;
  const marks = [
    ...densityMarks(trace, layout, palette),
    ...axisMarks(input, layout),
    ...pathMarks(trace, side, record, shown.node, layout, palette),
    ...(onDevice === undefined ? dotMarks(shown, side, layout, palette) : []),
    ...wordMarks(input, side, shown, onDevice, layout),
    ...dashedKeyMarks(side, layout, palette, input.words),
  ];
  return { width, height, marks };
}

/** Pointer distance within which a path's node is taken, CSS pixels. */
const REACH = 24;

function nodeNear(input: ViewInput, side: StageSide, x: number, y: number): number | null {
  const { trace, cursor } = input;
  const { place } = layoutOf(input);
  const particles = Math.min(MOST_PATHS, trace.plan.tracked);
  const { totalNodes } = trace.plan;
  const range = nodeRange(0, totalNodes, MOST_POINTS);
  const paths =
    side === 'parallel'
      ? trackedPaths(trace, cursor.record, particles, range)
      : sequentialPaths(trace, particles, range);
  const nodes = pathNodes(trace, side, cursor.record, range);
  let nearest: number | null = null;
  let least = REACH;
  for (const path of paths)
    path.forEach((point, index) => {
      const [px, py] = place(point);
      const distance = Math.hypot(px - x, py - y);
      if (distance < least) {
        least = distance;
        nearest = nodes[index] ?? totalNodes;
      }
    });
  return nearest;
}

function stageView(side: StageSide): View {
  return {
    name: side === 'parallel' ? 'stage' : 'sequential-stage',
    title: (words) => words.views.stage.titles[side],
    scene: (input) => stageScene(input, side),
    cursorAt: (input, x, y) => {
      if (!recordOf(input.trace, 0) || !contains(stageFrame(input.width, input.height), x, y)) return null;
      const node = nodeNear(input, side, x, y);
      return node === null ? null : { record: input.cursor.record, node };
    },
    table: (trace, words) => {
      const last = trace.plan.totalNodes;
      const { points, node } = particlesAt(trace, side, trace.rounds.length - 1, last);
      return {
        columns: words.views.stage.columns,
        rows: points.map(([x, y], particle) => [particle, node, x, y]),
      };
    },
    summary: (trace, words) => {
      const { spec, totalNodes } = trace.plan;
      const { stage: said } = words.views;
      const [particles, target] = [formatCount(spec.particles), targetLabel(spec.target, words)];
      return side === 'parallel'
        ? `${said.parallel(particles, target)}${words.sentenceSpace}${outcomeSentence(trace, words)}`
        : said.sequential(particles, target, formatCount(totalNodes));
    },
  };
}

/** The parallel sampler's stage. */
export const stage: View = stageView('parallel');
/** The sequential sampler's stage, on the same noise. */
export const sequentialStage: View = stageView('sequential');
