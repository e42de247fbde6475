// The race as a lab: lanes whose nodes come to agree with the sequential path as the clock goes on, and below them the pictures that they
// end at, each over the sequential one, with the difference enlarged. The lanes are those of the panel of the race.

import {
  race as lab,
  type PlanePoint,
  RACE_LANE_NAMES,
  type RaceLaneName,
  type RacePoint,
  type RaceSettings,
} from '../../core/labs/race';
import { FINISH_TOLERANCE } from '../../core/race';
import { clipPolyline, type Point, type Rectangle } from '../geometry';
import { fitted, type LaneRole, laneColour } from '../lane-colours';
import { formatCount, formatError } from '../numbers';
import { line, text } from '../plot-frame';
import { callsAt, firstFinish } from '../race-curves';
import { type LanePicture, lanesHeight, type RacePicture, raceScene } from '../race-lanes';
import type { Mark } from '../scene';
import { toldTogether } from './claims';
import { wordHeight, wordMarks, wrapped } from './curve-labels';
import type { LabClock, LabData, LabSceneInput, LabView } from './lab-view';

type Input = LabSceneInput<RaceSettings, RacePoint>;
type Data = LabData<RaceSettings, RacePoint>;

/** Colours as in the panel of the race: grey for the sequential sampler, blue for blocks, of the others the same ones as there. */
const ROLES: Readonly<Record<RaceLaneName, LaneRole>> = {
  sequential: 'sequential',
  blocks: 'chosen',
  window: 2,
  wavefront: 3,
  best: 4,
};

const FIRST_FINISH: LabClock = { kind: 'rounds', position: null, tolerance: FINISH_TOLERANCE };

/** Differences are drawn longer by a power of ten, so that the longest is at most this share of what the samples span: those of lanes
 * that have finished could not be seen. */
const LONGEST = 0.1;
const MOST_ENLARGED = 1e9;
/** Drawings as wide as this have all pictures in a row. */
const ROW = 620;
/** Larger pictures would push the clock off the screen. */
const MOST_SIDE = 184;
const GAP = 10;
/** Two rows of words above a picture. */
const HEAD = 31;
const KEY_SIZE = 10;
/** Room for the key, at any language. */
const KEY_ROWS = { wide: 1, narrow: 3 } as const;
/** Room around the samples, in shares of what they span. */
const MARGIN = 0.08;

/** The lanes as the clock stands. */
export function labRacePicture({ points, settings, words }: Data, clock: LabClock = FIRST_FINISH): RacePicture {
  const still = RACE_LANE_NAMES.map((name): LanePicture => {
    const trace = points.find(({ place }) => place.lane === name)?.trace ?? null;
    return { label: words.labs.race.lanes[name], role: ROLES[name], trace, calls: 0, note: words.race.waiting };
  });
  const picture = { lanes: still, steps: settings.steps, tolerance: clock.tolerance };
  const position = clock.position ?? firstFinish(picture, clock.kind);
  const lanes = still.map((lane) => ({ ...lane, calls: lane.trace ? callsAt(lane.trace, clock.kind, position) : 0 }));
  return { ...picture, lanes };
}

interface Layout {
  readonly lanes: number;
  readonly side: number;
  readonly height: number;
  place(index: number): Rectangle;
}

function layoutOf(width: number): Layout {
  const columns = width < ROW ? 2 : RACE_LANE_NAMES.length;
  const rows = Math.ceil(RACE_LANE_NAMES.length / columns);
  const lanes = lanesHeight(RACE_LANE_NAMES.length, width) + GAP;
  const side = Math.max(20, Math.min(MOST_SIDE, (width - 4 - GAP * (columns - 1)) / columns));
  const pitch = (width - 4 - side) / (columns - 1);
  const row = HEAD + side + GAP;
  const keyRows = width < ROW ? KEY_ROWS.narrow : KEY_ROWS.wide;
  return {
    lanes,
    side,
    height: Math.ceil(lanes + rows * row + keyRows * wordHeight(KEY_SIZE) + 2),
    place: (index) => ({
      x: 2 + (index % columns) * pitch,
      y: lanes + Math.floor(index / columns) * row + HEAD,
      width: side,
      height: side,
    }),
  };
}

/** Largest difference of a picture: RMS over coordinates of the worst particle, as all errors. */
function differenceOf({ measured: { samples, reference } }: RacePoint): number {
  const each = samples.map(([x, y], index) => {
    const [x0 = Number.NaN, y0 = Number.NaN] = reference[index] ?? [];
    return Math.sqrt(((x - x0) ** 2 + (y - y0) ** 2) / 2);
  });
  return each.every(Number.isFinite) ? Math.max(0, ...each) : Number.POSITIVE_INFINITY;
}

/** From the plane of the samples into a picture, and how much longer differences are drawn; the same for all lanes. */
interface Placing {
  readonly place: (point: PlanePoint, frame: Rectangle) => Point;
  readonly enlarged: number;
}

function placingOf(points: readonly RacePoint[]): Placing {
  const all = points.flatMap(({ measured }) => measured.reference);
  const ends = ([0, 1] as const).map((axis) => {
    const values = all.map((point) => point[axis]).filter(Number.isFinite);
    return values.length > 0 ? [Math.min(...values), Math.max(...values)] : [-1, 1];
  });
  const span = Math.max(...ends.map(([low = 0, high = 0]) => high - low), 1e-9) * (1 + 2 * MARGIN);
  const [x0 = 0, y0 = 0] = ends.map(([low = 0, high = 0]) => (low + high) / 2);
  const largest = Math.max(0, ...points.map(differenceOf).filter(Number.isFinite));
  const wanted = Math.min(MOST_ENLARGED, Math.max(1, (LONGEST * span) / largest));
  return {
    enlarged: 10 ** Math.floor(Math.log10(wanted)),
    place: ([x, y], frame) => [
      frame.x + frame.width * (0.5 + (x - x0) / span),
      frame.y + frame.height * (0.5 - (y - y0) / span),
    ],
  };
}

function isInside([x, y]: Point, frame: Rectangle): boolean {
  return x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height;
}

/** The picture at the finish: samples of the sequential sampler in grey, those of the lane over them, and their difference. */
function pictureMarks(
  { measured }: RacePoint,
  frame: Rectangle,
  role: LaneRole,
  placing: Placing,
  input: Input,
): Mark[] {
  const { palette } = input;
  const { place, enlarged } = placing;
  const dots = (points: readonly PlanePoint[]) =>
    points.map((point) => place(point, frame)).filter((spot) => isInside(spot, frame));
  const marks: Mark[] = [
    { kind: 'dots', points: dots(measured.reference), radius: 2.2, fill: palette.sequential, opacity: 0.5 },
  ];
  if (role === 'sequential') return marks;
  const differences = measured.samples.flatMap(([x, y], index): Mark[] => {
    const [x0 = Number.NaN, y0 = Number.NaN] = measured.reference[index] ?? [];
    const ends = [place([x0, y0], frame), place([x0 + enlarged * (x - x0), y0 + enlarged * (y - y0)], frame)];
    if (!ends.flat().every(Number.isFinite)) return [];
    return clipPolyline(frame, ends).map((part) => line(part, palette.ink, 1));
  });
  const { colour } = laneColour(role, palette);
  return [
    ...marks,
    ...differences,
    { kind: 'dots', points: dots(measured.samples), radius: 1.4, fill: colour, opacity: 1 },
  ];
}

function pictures(input: Input, { place, side }: Layout, placing: Placing): Mark[] {
  const { points, palette, words } = input;
  const said = words.labs.race;
  return RACE_LANE_NAMES.flatMap((name, index): Mark[] => {
    const frame = place(index);
    const { x, y, width, height } = frame;
    const point = points.find((candidate) => candidate.place.lane === name);
    const edge: Point[] = [
      [x, y],
      [x + width, y],
      [x + width, y + height],
      [x, y + height],
      [x, y],
    ];
    const note =
      name === 'sequential'
        ? said.reference
        : point
          ? said.difference(formatError(differenceOf(point), words))
          : words.race.waiting;
    return [
      line(edge, palette.hairline),
      text(x, y - HEAD + 4, fitted(said.lanes[name], side), palette.ink, { baseline: 'top' }),
      text(x, y - HEAD + 17, fitted(note, side), palette.muted, { baseline: 'top', size: KEY_SIZE }),
      ...(point ? pictureMarks(point, frame, ROLES[name], placing, input) : []),
    ];
  });
}

function sceneOf(input: Input) {
  const { width, palette, words } = input;
  const layout = layoutOf(width);
  const lanes = raceScene({
    ...labRacePicture(input, input.clock),
    ...{ width, height: layout.lanes - GAP, palette, words },
  });
  const placing = placingOf(input.points);
  const key = wrapped(words.labs.race.key(formatCount(placing.enlarged)), width - 8, KEY_SIZE);
  const keyTop = layout.height - key.length * wordHeight(KEY_SIZE) - 2;
  return {
    width,
    height: layout.height,
    marks: [...lanes.marks, ...pictures(input, layout, placing), ...wordMarks(2, keyTop, key, palette.muted, KEY_SIZE)],
  };
}

export const raceView: LabView<RaceSettings, RacePoint> = {
  name: 'race',
  title: ({ labs }) => labs.race.title,
  scene: sceneOf,
  heightOf: (width) => layoutOf(width).height,
  table: ({ points, words }) => ({
    columns: words.labs.race.columns,
    rows: points.map(({ place, measured }) => [
      words.labs.race.lanes[place.lane],
      measured.rounds,
      measured.finish ?? words.race.never,
      measured.evaluations,
      measured.nodesInFlight,
      ...[measured.hump, measured.error, measured.errorMedian].map((value) => value ?? words.views.notFinite),
    ]),
  }),
  sentence: ({ points, settings, words }) => toldTogether(lab.claims(points, settings), words),
};
