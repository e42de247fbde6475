// Drawing of the lab on dimension: sequential steps and parallel rounds against the dimension, both axes logarithmic, with the slopes
// of their fits and the lines of the theory. Points of this device are filled, those that came with the page are not. A pure
// function of the points.

import {
  DIMENSION_LANES,
  type DimensionCurvePoint,
  type DimensionLane,
  type DimensionPoint,
  type DimensionSettings,
  dimension,
  dimensionFits,
  dimensionsOf,
  roundsCurve,
  stepsCurve,
} from '../../core/labs/dimension';
import type { Line } from '../../core/labs/fit';
import type { Point, Rectangle } from '../geometry';
import { clipPolyline } from '../geometry';
import { laneColour } from '../lane-colours';
import { formatCount } from '../numbers';
import { frameMarks, line, NARROW, TICK_ROW, text, textWidth, WORD_ROW } from '../plot-frame';
import type { Mark } from '../scene';
import { toldTogether } from './claims';
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
import { gridMarks, type LogAxis, logAxis, logExtent, tickMarks, unclamped } from './log-axis';

type Input = LabSceneInput<DimensionSettings, DimensionPoint>;

/** The method of each lane among those that are drawn: blocks are the chosen one, the best one has the colour that it has in the race. */
const ROLES = { blocks: 'chosen', whole: 1, best: 4 } as const;
/** Where the bound of the rounds begins. */
const LARGE_DIMENSION = 64;
const WORDS_SIZE = 10;
const CURVES = DIMENSION_LANES.length + 1;

interface Layout {
  readonly plot: Rectangle;
  readonly x: LogAxis;
  readonly y: LogAxis;
  readonly caveats: readonly string[];
  readonly keyTop: number;
  readonly wordsTop: number;
}

/** What must be known to read the figure right. */
function caveatsOf({ settings, words, points }: LabData<DimensionSettings, DimensionPoint>): string {
  const { caveats } = words.labs.dimension;
  const chains = points.map(({ measured }) => measured.particles);
  const said = [caveats[settings.family]];
  const [least, most] = [Math.min(...chains), Math.max(...chains)].map(formatCount);
  if (chains.length > 0 && least !== undefined && most !== undefined)
    said.push(least === most ? caveats.sameChains(least) : caveats.chains(least, most));
  said.push(caveats.bound(formatCount(LARGE_DIMENSION)));
  return said.join(words.sentenceSpace);
}

function layoutOf(input: Input): Layout {
  const { width, height, points, settings } = input;
  const left = width < NARROW ? 40 : 50;
  const caveats = wrapped(caveatsOf(input), width - 16, WORDS_SIZE);
  const wordsHeight = caveats.length * wordHeight(WORDS_SIZE) + 8;
  const key = keyHeight(
    width,
    Array.from({ length: CURVES }, () => ({ name: '', note: '' })),
  );
  const plot = {
    x: left,
    y: WORD_ROW,
    width: Math.max(1, width - left - (isDirect(width) ? LABEL_COLUMN : 14)),
    height: Math.max(1, height - WORD_ROW - TICK_ROW - key - wordsHeight),
  };
  const steps = stepsCurve(settings);
  const values = [...steps.map(({ value }) => value), ...points.map(({ measured }) => measured.rounds)];
  const [low, high] = logExtent([...values, 1], 100);
  const dimensions = dimensionsOf(settings.family);
  return {
    plot,
    x: logAxis(dimensions[0] ?? 1, dimensions.at(-1) ?? 2, plot.x + 8, plot.x + plot.width - 8),
    y: logAxis(low, high, plot.y + plot.height, plot.y),
    caveats,
    keyTop: plot.y + plot.height + TICK_ROW + 8,
    wordsTop: height - wordsHeight + 4,
  };
}

const digits = (value: number) => value.toFixed(2).replace('-', '−');

/** The slope of a fit with its interval, and alone. */
function slopeNotes(fit: Line | null, words: Input['words']): Pick<LabCurve, 'note' | 'shortNote'> {
  if (!fit) return { note: '' };
  const { slope, slopeInterval } = words.labs.dimension;
  const shortNote = slope(digits(fit.slope));
  if (fit.interval === null) return { note: shortNote, shortNote };
  const [low, high] = fit.interval;
  return { note: slopeInterval(digits(fit.slope), digits(low), digits(high)), shortNote };
}

const placesOf = (curve: readonly DimensionCurvePoint[], { x, y }: Layout): Point[] =>
  curve.map(({ at, value }) => [x.at(at), y.at(value)]);

function curvesOf(input: Input, layout: Layout): LabCurve[] {
  const { points, settings, palette, words } = input;
  const fits = dimensionFits(points, settings);
  const names = words.labs.dimension.curves;
  const steps: LabCurve = {
    name: names.steps,
    ...slopeNotes(fits.steps, words),
    colour: palette.sequential,
    width: 1.75,
    points: placesOf(stepsCurve(settings), layout),
  };
  const lanes = DIMENSION_LANES.map(
    (lane): LabCurve => ({
      name: names[lane],
      ...slopeNotes(fits.lanes[lane], words),
      ...laneColour(ROLES[lane], palette),
      width: 1.75,
      points: placesOf(roundsCurve(points, settings, lane), layout),
    }),
  );
  return [steps, ...lanes];
}

/** Points of a lane: filled where they were made on this device. */
function dotMarks({ points, settings, palette }: Input, lane: DimensionLane, layout: Layout): Mark[] {
  const { colour } = laneColour(ROLES[lane], palette);
  const of = (origin: DimensionPoint['origin']) =>
    placesOf(
      roundsCurve(
        points.filter((point) => point.origin === origin),
        settings,
        lane,
      ),
      layout,
    );
  const [device, shipped] = [of('device'), of('shipped')];
  const marks: Mark[] = [];
  if (shipped.length > 0) {
    marks.push({ kind: 'dots', points: shipped, radius: 3.25, fill: colour, opacity: 1 });
    marks.push({ kind: 'dots', points: shipped, radius: 2, fill: palette.paper, opacity: 1 });
  }
  if (device.length > 0) marks.push({ kind: 'dots', points: device, radius: 3.75, fill: colour, opacity: 1 });
  return marks;
}

/** Bounds of the theory through a point of the curve that they bound, in its colour: they hold up to a factor, so that only their
 * growth means something. That of the rounds begins at a large dimension: before, a squared logarithm grows faster than the steps. */
function theoryMarks({ points, settings, palette, words }: Input, { plot, x, y }: Layout): Mark[] {
  const steps = stepsCurve(settings)[0];
  const rounds = roundsCurve(points, settings, 'blocks').find(({ at }) => at >= LARGE_DIMENSION);
  const dimensions = dimensionsOf(settings.family);
  const { theory } = words.labs.dimension;
  // Names stand above their lines where these are apart from the curves: the steep one early, the other one late.
  const lines = [
    { through: steps, name: theory.steps, namedAt: [64, 32, 16], of: (d: number) => d, colour: palette.sequential },
    {
      through: rounds,
      name: theory.rounds,
      namedAt: [dimensions.at(-1) ?? LARGE_DIMENSION],
      of: (d: number) => Math.log(d) ** 2,
      ...laneColour(ROLES.blocks, palette),
    },
  ];
  return lines.flatMap(({ through, name, namedAt, of, colour }) => {
    if (!through) return [];
    const placeAt = (d: number): Point => [x.at(d), unclamped(y, plot, (through.value * of(d)) / of(through.at))];
    const free = namedAt
      .map(placeAt)
      .find(([across, down]) => down - 16 > plot.y && across - textWidth(name, 10) - 5 > plot.x);
    const label = free
      ? [text(free[0] - 5, free[1] - 3, name, colour, { anchor: 'end', baseline: 'bottom', size: 10 })]
      : [];
    const drawn = dimensions.filter((d) => d >= through.at).map(placeAt);
    return [
      ...clipPolyline(plot, drawn).map((part) => ({ ...line(part, colour, 1, [1, 3]), opacity: 0.9 }) as Mark),
      ...label,
    ];
  });
}

function axisMarks({ palette, words, width, settings }: Input, { plot, x, y }: Layout): Mark[] {
  const { dimension: name, calls } = words.labs.dimension.axes;
  const right = plot.x + plot.width;
  const limit = isDirect(width) ? Number.POSITIVE_INFINITY : right - textWidth(name) - 8;
  return [
    ...gridMarks(plot, y, palette),
    ...frameMarks(plot, palette),
    ...tickMarks(plot, x, dimensionsOf(settings.family), palette, limit, formatCount),
    isDirect(width)
      ? text(right + 22, plot.y + plot.height + 5, name, palette.muted, { baseline: 'top' })
      : text(right, plot.y + plot.height + 5, name, palette.muted, { anchor: 'end', baseline: 'top' }),
    text(plot.x - 32, WORD_ROW / 2 - 4, calls, palette.muted, { baseline: 'middle' }),
  ];
}

/** What filled and hollow points are, where both are there. */
function originMarks({ points, palette, words, width }: Input, { plot }: Layout): Mark[] {
  const { origins } = words.labs.dimension;
  const isDevice = points.some(({ origin }) => origin === 'device');
  const isShipped = points.some(({ origin }) => origin === 'shipped');
  const label = isDevice && isShipped ? origins.both : isShipped ? origins.shipped : isDevice ? origins.device : '';
  const right = plot.x + plot.width;
  if (width < NARROW && textWidth(label) > plot.width / 2) return [];
  return [text(right, WORD_ROW / 2 - 4, label, palette.muted, { anchor: 'end', baseline: 'middle', size: 10 })];
}

function sceneOf(input: Input) {
  const { width, height, palette } = input;
  const layout = layoutOf(input);
  const curves = curvesOf(input, layout);
  const marks: Mark[] = [
    ...axisMarks(input, layout),
    ...theoryMarks(input, layout),
    ...curveMarks(curves),
    ...DIMENSION_LANES.flatMap((lane) => dotMarks(input, lane, layout)),
    ...labelMarks(layout.plot, curves, { width, palette, keyTop: layout.keyTop }),
    ...originMarks(input, layout),
    ...wordMarks(8, layout.wordsTop, layout.caveats, palette.muted, WORDS_SIZE),
  ];
  return { width, height, marks };
}

export const dimensionView: LabView<DimensionSettings, DimensionPoint> = {
  name: 'dimension',
  title: ({ labs }) => labs.dimension.title,
  scene: sceneOf,
  table: ({ points, settings, words }) => {
    const { columns, curves, origin } = words.labs.dimension;
    return {
      columns,
      rows: DIMENSION_LANES.flatMap((lane) =>
        points
          .filter(
            ({ place }) =>
              place.lane === lane && place.family === settings.family && place.spacing === settings.spacing,
          )
          .sort((one, other) => one.place.dimension - other.place.dimension)
          .map(({ place, measured, origin: from }) => [
            curves[lane],
            place.dimension,
            measured.steps,
            measured.rounds,
            measured.evaluations,
            measured.derivatives,
            measured.hump ?? words.views.notFinite,
            measured.error ?? words.views.notFinite,
            measured.particles,
            origin[from],
          ]),
      ),
    };
  },
  sentence: ({ points, settings, words }) => toldTogether(dimension.claims(points, settings), words),
};
