// Drawing of the lab on cost: time against parallel lanes by Brent's bound, sequential and parallel, with the crossover and the place
// of this device as its launches and rows or its own timings tell it. A pure function of the points.

import {
  adapterOf,
  bestPart,
  brentTime,
  COST_LANES,
  type CostLane,
  type CostPoint,
  type CostSettings,
  cost,
  crossover,
  MOST_LANES_LOG2,
  placeOf,
  sequentialTime,
  timingsOf,
} from '../../core/labs/cost';
import type { Words } from '../../words';
import { formatTime } from '../cost-numbers';
import type { Point, Rectangle } from '../geometry';
import { laneColour } from '../lane-colours';
import { formatAbout, formatCount } from '../numbers';
import { frameMarks, line, NARROW, TICK_ROW, text, textWidth, WORD_ROW } from '../plot-frame';
import type { Mark } from '../scene';
import { formatTimes, toldTogether } from './claims';
import {
  curveMarks,
  isDirect,
  keyHeight,
  LABEL_COLUMN,
  type LabCurve,
  labelMarks,
  wordHeight,
  wordMarks,
  wrapped,
} from './curve-labels';
import type { LabData, LabSceneInput, LabView } from './lab-view';
import { gridMarks, type LogAxis, logAxis, powerOfTwoText, powersOfTwo, tickMarks } from './log-axis';

type Input = LabSceneInput<CostSettings, CostPoint>;
type Data = LabData<CostSettings, CostPoint>;

/** The best one has the colour that it has in the race. */
const ROLES = { blocks: 'chosen', whole: 1, best: 4 } as const;
/** Places on a factor of two of lanes at which curves are drawn. */
const PLACES = 8;
const MOST = 2 ** MOST_LANES_LOG2;
const WORDS_SIZE = 10;

interface Layout {
  readonly plot: Rectangle;
  readonly x: LogAxis;
  readonly y: LogAxis;
  readonly words: readonly string[];
  readonly wordsTop: number;
}

const laneOf = (points: readonly CostPoint[], lane: CostLane) => points.find(({ place }) => place.lane === lane);

/** How the device was placed, and what the evaluations mean. */
function explanation({ points, words }: Data): string {
  const adapter = adapterOf(timingsOf(points));
  const { placed, measured, notPlaced, energy } = words.labs.cost;
  const [first] = points;
  if (!first) return energy;
  const own = first.measured.adapter;
  const device = own
    ? measured(
        formatTime(own.roundMilliseconds),
        formatTime(own.rowMilliseconds),
        formatAbout(own.lanes),
        adapter ? formatAbout(adapter.lanes) : '–',
      )
    : adapter === null
      ? notPlaced
      : placed(
          formatTimes(1000 * adapter.launchMilliseconds),
          formatAbout(adapter.rowsPerSecond),
          formatAbout(adapter.lanes),
          `${Math.ceil(100 * adapter.misfit)}%`,
        );
  return `${device}${words.sentenceSpace}${energy}`;
}

function layoutOf(input: Input): Layout {
  const { width, height, points, settings } = input;
  const left = width < NARROW ? 40 : 50;
  const lines = wrapped(explanation(input), width - 16, WORDS_SIZE);
  const wordsHeight = lines.length * wordHeight(WORDS_SIZE) + 8;
  const key = keyHeight(
    width,
    ['', ...COST_LANES].map((name) => ({ name, note: '' })),
  );
  const plot = {
    x: left,
    y: WORD_ROW,
    width: Math.max(1, width - left - (isDirect(width) ? LABEL_COLUMN : 14)),
    height: Math.max(1, height - WORD_ROW - TICK_ROW - key - wordsHeight),
  };
  const { steps, particles } = points[0]?.measured ?? settings;
  const slowest = points.map(({ measured }) => brentTime(measured.groups, measured.particles, 1));
  const top = Math.max(steps * particles, ...slowest) * 1.6;
  return {
    plot,
    x: logAxis(1, MOST, plot.x, plot.x + plot.width),
    y: logAxis(1, top, plot.y + plot.height, plot.y),
    words: lines,
    wordsTop: height - wordsHeight + 4,
  };
}

/** A time at all places of the axis. */
function placesOf(time: (lanes: number) => number, { x, y }: Layout): Point[] {
  return Array.from({ length: MOST_LANES_LOG2 * PLACES + 1 }, (_, index): Point => {
    const lanes = 2 ** (index / PLACES);
    return [x.at(lanes), y.at(time(Math.floor(lanes + 1e-9)))];
  });
}

/** What a lane is called: the best one by its linear part. */
function nameOf(lane: CostLane, settings: CostSettings, rounds: number, words: Words): string {
  const { curves } = words.labs.cost;
  const count = formatCount(rounds);
  return lane === 'best' ? curves.best(words.updates[bestPart(settings)].label, count) : curves[lane](count);
}

function curvesOf({ points, settings, palette, words }: Input, layout: Layout): LabCurve[] {
  const { work } = words.labs.cost;
  const { steps, particles } = points[0]?.measured ?? settings;
  const sequential: LabCurve = {
    name: words.labs.cost.sequential(formatCount(steps)),
    note: work('1'),
    shortNote: '1 ×',
    colour: palette.sequential,
    width: 1.75,
    points: placesOf((lanes) => sequentialTime(steps, particles, lanes), layout),
  };
  const lanes = COST_LANES.flatMap((lane): LabCurve[] => {
    const measured = laneOf(points, lane)?.measured;
    if (!measured) return [];
    return [
      {
        name: nameOf(lane, settings, measured.rounds, words),
        note: work(formatTimes(measured.evaluations / measured.steps)),
        shortNote: `${formatTimes(measured.evaluations / measured.steps)} ×`,
        ...laneColour(ROLES[lane], palette),
        width: 1.75,
        points: placesOf((count) => brentTime(measured.groups, measured.particles, count), layout),
      },
    ];
  });
  return [sequential, ...lanes];
}

function crossoverMarks({ points, palette, words }: Input, { plot, x, y }: Layout): Mark[] {
  const measured = laneOf(points, 'blocks')?.measured;
  const at = measured ? crossover(measured) : null;
  if (!measured || at === null) return [];
  const place: Point = [x.at(at), y.at(sequentialTime(measured.steps, measured.particles, at))];
  const label = words.labs.cost.crossover(formatCount(at));
  const marks: Mark[] = [
    { kind: 'dots', points: [place], radius: 5, fill: palette.ink, opacity: 1 },
    { kind: 'dots', points: [place], radius: 3.25, fill: palette.paper, opacity: 1 },
  ];
  // Above the curves, where there is nothing else.
  const top = plot.y + plot.height * 0.08 + 16;
  if (place[0] + textWidth(label) + 10 > plot.x + plot.width) return marks;
  return [
    { ...line([place, [place[0], top + 6]], palette.ink), opacity: 0.5 } as Mark,
    ...marks,
    text(place[0] + 5, top, label, palette.ink, { baseline: 'middle' }),
  ];
}

function deviceMarks({ points, palette, words }: Input, { plot, x }: Layout): Mark[] {
  const adapter = placeOf(points);
  if (!adapter) return [];
  const at = x.at(Math.min(MOST, adapter.lanes));
  const label = words.labs.cost.device(formatAbout(adapter.lanes));
  const isLeft = at + textWidth(label) + 8 < plot.x + plot.width;
  return [
    line(
      [
        [at, plot.y],
        [at, plot.y + plot.height],
      ],
      palette.ink,
      1,
      [1, 3],
    ),
    text(at + (isLeft ? 5 : -5), plot.y + plot.height - 8, label, palette.ink, {
      anchor: isLeft ? 'start' : 'end',
      baseline: 'middle',
    }),
  ];
}

function axisMarks({ palette, words, width }: Input, { plot, x, y }: Layout): Mark[] {
  const { lanes, time } = words.labs.cost.axes;
  const right = plot.x + plot.width;
  const limit = isDirect(width) ? Number.POSITIVE_INFINITY : right - textWidth(lanes) - 8;
  return [
    ...gridMarks(plot, y, palette),
    ...frameMarks(plot, palette),
    ...tickMarks(plot, x, powersOfTwo(1, MOST, plot.width / 44), palette, limit, powerOfTwoText),
    isDirect(width)
      ? text(right + 22, plot.y + plot.height + 5, lanes, palette.muted, { baseline: 'top' })
      : text(right, plot.y + plot.height + 5, lanes, palette.muted, { anchor: 'end', baseline: 'top' }),
    text(plot.x - 32, WORD_ROW / 2 - 4, time, palette.muted, { baseline: 'middle' }),
  ];
}

function sceneOf(input: Input) {
  const { width, height, palette } = input;
  const layout = layoutOf(input);
  const { plot } = layout;
  const curves = curvesOf(input, layout);
  const marks: Mark[] = [
    ...axisMarks(input, layout),
    ...curveMarks(curves),
    ...labelMarks(plot, curves, { width, palette, keyTop: plot.y + plot.height + TICK_ROW + 8 }),
    ...deviceMarks(input, layout),
    ...crossoverMarks(input, layout),
    ...wordMarks(8, layout.wordsTop, layout.words, palette.muted, WORDS_SIZE),
  ];
  return { width, height, marks };
}

export const costView: LabView<CostSettings, CostPoint> = {
  name: 'cost',
  title: ({ labs }) => labs.cost.title,
  scene: sceneOf,
  table: ({ points, settings, words }) => ({
    columns: words.labs.cost.columns,
    rows: COST_LANES.flatMap((lane) => {
      const measured = laneOf(points, lane)?.measured;
      if (!measured) return [];
      const { rounds, evaluations, steps, particles, nodesInFlight, milliseconds, sequentialMilliseconds } = measured;
      return [
        [
          nameOf(lane, settings, rounds, words),
          rounds,
          steps,
          evaluations,
          evaluations / steps,
          nodesInFlight,
          particles,
          crossover(measured) ?? words.labs.cost.never,
          milliseconds,
          sequentialMilliseconds,
        ],
      ];
    }),
  }),
  sentence: ({ points, settings, words }) => toldTogether(cost.claims(points, settings), words),
};
