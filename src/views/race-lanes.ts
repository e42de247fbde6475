// The lanes of a race after some network calls: in each, the nodes that agree with the sequential solution. A pure function of the
// lanes' traces and one clock.

import { laneResult } from '../core/race-result';
import type { Trace } from '../core/trace';
import type { Words } from '../words';
import type { Rectangle } from './geometry';
import { fitted, type LaneRole, laneColour } from './lane-colours';
import { laneNodes } from './lane-progress';
import { formatCount, formatError, formatShare } from './numbers';
import { line, TICK_ROW, text, textWidth, WORD_ROW, wholeTicks } from './plot-frame';
import type { Mark, Palette, Scene } from './scene';
import { networkCalls } from './sentences';
import type { Table } from './view';

/** A lane as drawings see it. */
export interface LanePicture {
  readonly label: string;
  readonly role: LaneRole;
  /** Of the finished run; null before. */
  readonly trace: Trace | null;
  /** Network calls of this lane at the clock that is shown. */
  readonly calls: number;
  /** What is said of a lane without a trace: waiting, a share that is done, or why there is none. */
  readonly note: string;
}

export interface RacePicture {
  readonly lanes: readonly LanePicture[];
  /** Steps of the grid. */
  readonly steps: number;
  readonly tolerance: number;
}

export interface RaceSceneInput extends RacePicture {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly words: Words;
}

/** Height of a lane, CSS pixels: with its name beside it, and with its name above it. */
const ROW = { wide: 25, narrow: 42 } as const;
const STRIP = 12;
/** Narrower drawings have names above lanes. */
const NARROW_LANES = 620;

/** Height that lanes need at a width, CSS pixels. */
export function lanesHeight(lanes: number, width: number): number {
  return WORD_ROW + Math.max(1, lanes) * (width < NARROW_LANES ? ROW.narrow : ROW.wide) + TICK_ROW;
}

interface Layout {
  readonly isNarrow: boolean;
  readonly strip: (lane: number) => Rectangle;
  readonly left: number;
  readonly right: number;
  readonly bottom: number;
}

function layoutOf({ lanes, width, height }: RaceSceneInput): Layout {
  const isNarrow = width < NARROW_LANES;
  const left = isNarrow ? 2 : 262;
  const right = width - (isNarrow ? 2 : 150);
  const bottom = height - TICK_ROW;
  const row = (bottom - WORD_ROW) / Math.max(1, lanes.length);
  return {
    isNarrow,
    left,
    right,
    bottom,
    strip: (lane) => ({
      x: left,
      y: WORD_ROW + row * lane + (isNarrow ? row - STRIP - 8 : (row - STRIP) / 2),
      width: Math.max(1, right - left),
      height: STRIP,
    }),
  };
}

/** Rectangles over runs of equal nodes of a strip. */
function stripMarks(lane: LanePicture, place: Rectangle, input: RaceSceneInput, colour: string): Mark[] {
  const { trace, calls } = lane;
  const { steps, tolerance } = input;
  if (!trace) return [];
  const { agreeing, flight } = laneNodes(trace, calls, tolerance);
  const at = (node: number) => place.x + (place.width * node) / steps;
  const marks: Mark[] = [];
  for (let from = 0; from < agreeing.length; ) {
    let to = from + 1;
    while (to < agreeing.length && agreeing[to] === agreeing[from]) to++;
    if (agreeing[from] !== 0) {
      const width = at(to) - at(from);
      const opacity = agreeing[from] === 2 ? 1 : 0.34;
      marks.push({ kind: 'rect', x: at(from), y: place.y, width, height: place.height, fill: colour, opacity });
    }
    from = to;
  }
  if (flight) {
    const [first, end] = [at(Math.min(...flight) - 1), at(Math.max(...flight))];
    const y = place.y + place.height + 2;
    marks.push({ kind: 'rect', x: first, y, width: Math.max(1.5, end - first), height: 2, fill: input.palette.ink });
  }
  return marks;
}

/** How a lane stands at the clock, and whether it has finished. */
function standing(
  { trace, calls, note }: LanePicture,
  { steps, tolerance }: RacePicture,
  words: Words,
): readonly [string, boolean] {
  const said = words.views.raceLanes;
  if (!trace) return [note, false];
  const { finish, rounds } = laneResult(trace, tolerance);
  if (finish !== null && calls >= finish) return [said.finishedAfter(formatCount(finish)), true];
  const { within } = laneNodes(trace, calls, tolerance);
  if (finish === null && calls >= rounds) return [said.stoppedAt(formatShare(within / steps)), false];
  return [said.counted(formatCount(within), formatCount(steps)), false];
}

function laneMarks(lane: LanePicture, index: number, input: RaceSceneInput, layout: Layout): Mark[] {
  const { palette } = input;
  const { colour } = laneColour(lane.role, palette);
  const place = layout.strip(index);
  const middle = place.y + place.height / 2;
  const [said, finished] = standing(lane, input, input.words);
  const end = place.x + place.width;
  const fill = finished ? palette.ink : palette.muted;
  const weight = finished ? { weight: 600 } : {};
  const marks: Mark[] = [
    {
      kind: 'rect',
      x: place.x,
      y: place.y,
      width: place.width,
      height: place.height,
      fill: palette.hairline,
      opacity: 0.45,
    },
    ...stripMarks(lane, place, input, colour),
    line(
      [
        [end, place.y - 2],
        [end, place.y + place.height + 2],
      ],
      finished ? colour : palette.muted,
      finished ? 2 : 1,
    ),
  ];
  if (layout.isNarrow) {
    const y = place.y - 4;
    marks.push(
      text(place.x, y, fitted(lane.label, place.width - textWidth(said) - 12), palette.ink, { baseline: 'bottom' }),
      text(end, y, said, fill, { anchor: 'end', baseline: 'bottom', ...weight }),
    );
  } else {
    marks.push(
      { kind: 'rect', x: 0, y: middle - 5, width: 10, height: 10, fill: colour },
      text(16, middle, fitted(lane.label, place.x - 26), palette.ink, { baseline: 'middle' }),
      text(end + 10, middle, fitted(said, 152), fill, { baseline: 'middle', ...weight }),
    );
  }
  return marks;
}

function keyRow({ tolerance, palette, width, words }: RaceSceneInput, { left, isNarrow }: Layout): Mark[] {
  const said = words.views.raceLanes;
  const y = WORD_ROW / 2 - 2;
  const marks: Mark[] = [];
  let x = isNarrow ? 2 : left;
  const within = said.within(formatError(tolerance, words));
  if (!isNarrow) {
    marks.push(text(x, y, within, palette.muted, { baseline: 'middle' }));
    x += textWidth(within) + 8;
  }
  const swatch = (name: string, height: number, opacity: number) => {
    if (x + 16 + textWidth(name) > width) return;
    marks.push({ kind: 'rect', x, y: y - height / 2, width: 12, height, fill: palette.ink, opacity });
    marks.push(text(x + 16, y, name, palette.muted, { baseline: 'middle' }));
    x += 16 + textWidth(name) + 12;
  };
  swatch(said.all, 10, 0.8);
  swatch(said.half, 10, 0.27);
  swatch(said.inFlight, 2, 1);
  return marks;
}

function axisMarks({ steps, palette, words }: RaceSceneInput, { left, right, bottom, isNarrow }: Layout): Mark[] {
  const at = (node: number) => left + ((right - left) * node) / steps;
  const name = words.views.raceLanes.node[isNarrow ? 'narrow' : 'wide'];
  const marks: Mark[] = [];
  for (const tick of wholeTicks(steps, (right - left) / 80)) {
    const label = formatCount(tick);
    const fits = at(tick) + textWidth(label) / 2 + 10 < right - textWidth(name);
    if (fits || isNarrow === false) {
      marks.push(
        line(
          [
            [at(tick), bottom],
            [at(tick), bottom + 3],
          ],
          palette.muted,
        ),
      );
    }
    if (fits) {
      const anchor = tick === 0 ? 'start' : 'middle';
      marks.push(text(at(tick), bottom + 5, label, palette.muted, { anchor, baseline: 'top' }));
    }
  }
  marks.push(text(right, bottom + 5, name, palette.muted, { anchor: 'end', baseline: 'top' }));
  return marks;
}

/** The lanes as a scene. */
export function raceScene(input: RaceSceneInput): Scene {
  const layout = layoutOf(input);
  const marks = [
    ...keyRow(input, layout),
    ...input.lanes.flatMap((lane, index) => laneMarks(lane, index, input, layout)),
    ...axisMarks(input, layout),
  ];
  return { width: input.width, height: input.height, marks };
}

/** The lanes at the clock as a table. */
export function raceTable(picture: RacePicture, words: Words): Table {
  return {
    columns: words.views.raceLanes.columns,
    rows: picture.lanes.map((lane) => [
      lane.label,
      lane.calls,
      lane.trace ? laneNodes(lane.trace, lane.calls, picture.tolerance).within : 0,
      picture.steps,
      standing(lane, picture, words)[0],
    ]),
  };
}

/** Who is first, by how much, and who does not finish: one or two sentences, computed from the traces. */
export function raceSentence({ lanes, steps, tolerance }: RacePicture, words: Words): string {
  const { sentenceSpace } = words;
  const { raceLanes: said } = words.views;
  const done = lanes.flatMap(({ label, role, trace }) =>
    trace ? [{ label, role, result: laneResult(trace, tolerance) }] : [],
  );
  if (done.length === 0) return said.none;
  const finished = done
    .flatMap(({ label, role, result }) =>
      result.finish === null ? [] : [{ label, role, result, finish: result.finish }],
    )
    .sort((a, b) => a.finish - b.finish);
  const never = done.filter(({ result }) => result.finish === null).map(({ label }) => label);
  const parts: string[] = [];
  const [first] = finished;
  const within = formatError(tolerance, words);
  if (first) {
    const names = finished.filter(({ finish }) => finish === first.finish).map(({ label }) => label);
    const work = formatError(first.result.evaluations / steps, words);
    const price = first.result.derivatives > 0 ? said.priceWithDerivatives(work) : said.price(work);
    const reached = [formatCount(steps), within, networkCalls(first.finish, words)] as const;
    parts.push(
      names.length > 1
        ? said.firstTogether(said.list(names), ...reached)
        : said.first(first.label, ...reached, first.role === 'sequential' ? '' : price),
    );
  }
  if (never.length > 0) parts.push(first ? said.neverThatNear(said.list(never)) : said.never(said.list(never), within));
  return parts.join(sentenceSpace);
}
