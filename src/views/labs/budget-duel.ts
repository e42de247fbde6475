// Drawing of the budget duel: the error at the end against the budget of rounds, one curve for each number of blocks, with the
// crossing of one block and of many. Before the reader's pick is shown, only the question is there. A pure function of the points.

import {
  arrival,
  type BudgetDuelPoint,
  type BudgetDuelSettings,
  budgetDuel,
  competitors,
  duelCrossing,
  duelCurve,
  judgePick,
  ranking,
} from '../../core/labs/budget-duel';
import { FINISH_TOLERANCE } from '../../core/race';
import type { Words } from '../../words';
import { clipPolyline, type Point, type Rectangle } from '../geometry';
import { formatCount, formatError, powerOfTen } from '../numbers';
import { frameMarks, line, NARROW, TICK_ROW, text, textWidth, WORD_ROW } from '../plot-frame';
import type { Mark } from '../scene';
import { toldTogether } from './claims';
import { curveMarks, isDirect, keyHeight, keyRows, LABEL_COLUMN, type LabCurve } from './curve-labels';
import type { LabData, LabSceneInput, LabView } from './lab-view';
import { gridMarks, type LogAxis, logAxis, tickMarks, unclamped } from './log-axis';

type Input = LabSceneInput<BudgetDuelSettings, BudgetDuelPoint>;

/** Budgets on the axis. */
const BUDGETS = { first: 4, last: 96, ticks: [4, 8, 16, 32, 48, 64, 96] } as const;
/** Smallest error that has a place: below, all have arrived. */
const LEAST_ERROR = 1e-5;
/** Errors at least up to here are on the axis. */
const LEAST_TOP = 100;
/** The number of blocks whose curve is compared with that of one. */
const MANY = 8;
/** How strong the curve of a number of blocks is drawn: the fewer blocks, the stronger. */
const STRENGTHS = [1, 0.78, 0.6, 0.46, 0.34] as const;

interface Layout {
  readonly plot: Rectangle;
  readonly x: LogAxis;
  readonly y: LogAxis;
}

function isRevealed({ prediction }: Input): boolean {
  return prediction?.revealed ?? true;
}

function layoutOf(input: Input): Layout {
  const { width, height, points, settings } = input;
  // The last row is of the median particle.
  const names = [0, ...competitors(settings)].map(() => ({ name: '', note: '' }));
  const left = width < NARROW ? 40 : 50;
  const plot = {
    x: left,
    y: WORD_ROW,
    width: Math.max(1, width - left - (isDirect(width) ? LABEL_COLUMN : 14)),
    height: Math.max(1, height - WORD_ROW - TICK_ROW - keyHeight(width, names)),
  };
  const errors = competitors(settings)
    .flatMap((blocks) => duelCurve(points, blocks, 'error'))
    .filter(({ at }) => at >= BUDGETS.first)
    .map(({ value }) => value);
  const top = 10 ** Math.ceil(Math.log10(Math.max(LEAST_TOP, ...errors)));
  return {
    plot,
    x: logAxis(BUDGETS.first, BUDGETS.last, plot.x, plot.x + plot.width),
    y: logAxis(LEAST_ERROR, top, plot.y + plot.height, plot.y),
  };
}

function blocksName(blocks: number, words: Words): string {
  return words.labs.blocks(formatCount(blocks));
}

/** An error as text; below the axis all are alike. */
function errorText(error: number, words: Words): string {
  return error < LEAST_ERROR ? `< ${powerOfTen(Math.round(Math.log10(LEAST_ERROR)))}` : formatError(error, words);
}

function curvesOf(input: Input, { plot, x, y }: Layout): LabCurve[] {
  const { points, settings, palette, words } = input;
  return competitors(settings).map((blocks, index) => {
    const curve = duelCurve(points, blocks, 'error').filter(({ at }) => at >= BUDGETS.first);
    const here = curve.find(({ at }) => at === settings.budget);
    return {
      name: blocksName(blocks, words),
      note: here ? words.labs.duel.errorAt(formatCount(settings.budget), errorText(here.value, words)) : '',
      colour: palette.parallel,
      width: blocks === 1 ? 2.25 : 1.75,
      opacity: STRENGTHS[Math.min(index, STRENGTHS.length - 1)] ?? 1,
      points: curve.map(({ at, value }): Point => [x.at(at), unclamped(y, plot, value)]),
    };
  });
}

/** Curves of the median particle, thin and dotted: of one block and of the number that it is compared with. */
function medianMarks({ points, settings, palette }: Input, { plot, x, y }: Layout): Mark[] {
  return [1, MANY].flatMap((blocks) => {
    const curve = duelCurve(points, blocks, 'errorMedian').filter(({ at }) => at >= BUDGETS.first);
    const places = curve.map(({ at, value }): Point => [x.at(at), unclamped(y, plot, value)]);
    const strength = STRENGTHS[competitors(settings).indexOf(blocks)] ?? 1;
    return clipPolyline(plot, places).map(
      (part) => ({ ...line(part, palette.parallel, 1, [1.5, 2.5]), opacity: strength }) as Mark,
    );
  });
}

/** The number of blocks where each curve arrives. */
function arrivalMarks({ points, settings, palette }: Input, { plot, x, y }: Layout): Mark[] {
  return competitors(settings).flatMap((blocks) => {
    const at = arrival(duelCurve(points, blocks, 'error'));
    if (at === null || at <= BUDGETS.first) return [];
    const [across, down] = [x.at(at), y.at(FINISH_TOLERANCE)];
    const label = formatCount(blocks);
    if (across + textWidth(label) + 4 > plot.x + plot.width) return [];
    return [text(across + 4, down - 3, label, palette.ink, { baseline: 'bottom', size: 10, weight: 600 })];
  });
}

function toleranceMarks({ palette, words, width }: Input, { plot, y }: Layout): Mark[] {
  const at = y.at(FINISH_TOLERANCE);
  const { arrived } = words.labs.duel;
  return [
    {
      kind: 'rect',
      x: plot.x,
      y: at,
      width: plot.width,
      height: plot.y + plot.height - at,
      fill: palette.density,
      opacity: 0.12,
    },
    text(plot.x + 6, plot.y + plot.height - 5, width < NARROW ? arrived.narrow : arrived.wide, palette.muted, {
      baseline: 'bottom',
      size: 10,
    }),
  ];
}

function questionMarks({ settings, palette, words }: Input, { plot, x }: Layout): Mark[] {
  const at = x.at(settings.budget);
  const label = words.labs.duel.budget(formatCount(settings.budget));
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
    text(at, plot.y - 4, label, palette.ink, { anchor: anchorAt(at, label, plot), baseline: 'bottom' }),
  ];
}

/** Where a text may stand around a place so that it stays over a plot. */
function anchorAt(at: number, label: string, plot: Rectangle): 'start' | 'middle' | 'end' {
  const half = textWidth(label) / 2;
  if (at + half > plot.x + plot.width) return 'end';
  return at - half < plot.x + 40 ? 'start' : 'middle';
}

function crossingMarks({ points, settings, palette, words, width }: Input, { plot, x, y }: Layout): Mark[] {
  const { shared } = duelCrossing(points, settings, MANY, 'error');
  if (!shared) return [];
  const [across, down] = [x.at(shared.at), y.at(shared.value)];
  const label = words.labs.duel.crossing[width < NARROW ? 'narrow' : 'wide'](formatCount(Math.round(shared.at)));
  const lines: Mark[] = [
    {
      ...line(
        [
          [across, down],
          [across, plot.y + plot.height],
        ],
        palette.ink,
      ),
      opacity: 0.5,
    } as Mark,
    { kind: 'dots', points: [[across, down]], radius: 5, fill: palette.ink, opacity: 1 },
    { kind: 'dots', points: [[across, down]], radius: 3.25, fill: palette.paper, opacity: 1 },
  ];
  // To the left, below all curves: there nobody has arrived.
  const room = across - plot.x - 12;
  if (textWidth(label) > room) return lines;
  return [
    ...lines,
    text(across - 6, y.at(FINISH_TOLERANCE) - 6, label, palette.ink, { anchor: 'end', baseline: 'bottom' }),
  ];
}

/** What the reader picked, on its curve when it is shown. */
function pickMarks(input: Input, { plot, x, y }: Layout): Mark[] {
  const { prediction, points, settings, palette, words } = input;
  if (!prediction || prediction.pick === null) return [];
  const at = x.at(settings.budget);
  const name = words.labs.duel.pick(blocksName(prediction.pick, words));
  const anchor = at > plot.x + plot.width / 2 ? 'end' : 'start';
  const side = anchor === 'end' ? -9 : 9;
  if (!prediction.revealed)
    return [text(at + side, plot.y + plot.height / 2, name, palette.ink, { anchor, baseline: 'middle', weight: 600 })];
  const rank = ranking(points, settings, settings.budget, 'error').find(({ blocks }) => blocks === prediction.pick);
  if (!rank) return [];
  // Above and behind the point: all curves fall there.
  const down = Math.min(plot.y + plot.height - 6, y.at(rank.error));
  const right = plot.x + plot.width;
  const isWide = at + 9 + textWidth(name) <= right;
  return [
    { kind: 'dots', points: [[at, down]], radius: 5, fill: palette.ink, opacity: 1 },
    text(isWide ? at + 9 : right, down - 15, name, palette.ink, {
      anchor: isWide ? 'start' : 'end',
      baseline: 'middle',
      weight: 600,
    }),
  ];
}

function axisMarks({ palette, words, width }: Input, { plot, x, y }: Layout): Mark[] {
  const { rounds, error } = words.labs.duel.axes;
  const right = plot.x + plot.width;
  const limit = right - textWidth(rounds) - 8;
  return [
    ...gridMarks(plot, y, palette),
    ...frameMarks(plot, palette),
    ...tickMarks(plot, x, BUDGETS.ticks, palette, isDirect(width) ? Number.POSITIVE_INFINITY : limit),
    isDirect(width)
      ? text(right + 22, plot.y + plot.height + 5, rounds, palette.muted, { baseline: 'top' })
      : text(right, plot.y + plot.height + 5, rounds, palette.muted, { anchor: 'end', baseline: 'top' }),
    text(8, WORD_ROW / 2 - 4, error, palette.muted, { baseline: 'middle' }),
  ];
}

/** How the reader's pick came out, in a sentence; empty where there is none or it is not known. */
export function pickSentence(
  { points, settings, words }: LabData<BudgetDuelSettings, BudgetDuelPoint>,
  pick: number | null,
): string {
  const judged = pick === null ? null : judgePick(points, settings, { budget: settings.budget, blocks: pick }, 'error');
  if (pick === null || judged === null) return '';
  const { right, wrong } = words.labs.duel.judged;
  const [own, budget] = [blocksName(pick, words), formatCount(settings.budget)];
  const [error, bestError] = [errorText(judged.error, words), errorText(judged.bestError, words)];
  return judged.place === 1
    ? right(own, budget, error)
    : wrong(own, budget, error, blocksName(judged.best, words), bestError);
}

/** Names of the curves with what they come to at the budget, beside the plot or below it, and what is dotted. */
function keyMarksOf({ width, palette, words }: Input, { plot }: Layout, curves: readonly LabCurve[]): Mark[] {
  const left = isDirect(width) ? plot.x + plot.width + 16 : 8;
  const top = isDirect(width) ? plot.y : plot.y + plot.height + TICK_ROW + 6;
  const median: LabCurve = {
    name: words.labs.duel.median(formatCount(MANY)),
    note: '',
    colour: palette.parallel,
    dash: [1.5, 2.5],
    width: 1,
    points: [],
  };
  return keyRows(left, top, [...curves, median], width, palette);
}

function sceneOf(input: Input) {
  const { width, height } = input;
  const layout = layoutOf(input);
  const { plot } = layout;
  const curves = isRevealed(input) ? curvesOf(input, layout) : [];
  const marks: Mark[] = [
    ...toleranceMarks(input, layout),
    ...axisMarks(input, layout),
    ...questionMarks(input, layout),
    ...(isRevealed(input) ? medianMarks(input, layout) : []),
    ...curves.flatMap((curve) => clippedCurve(curve, plot)),
    ...(curves.length > 0 ? keyMarksOf(input, layout, curves) : []),
    ...(isRevealed(input) ? arrivalMarks(input, layout) : []),
    ...(isRevealed(input) ? crossingMarks(input, layout) : []),
    ...pickMarks(input, layout),
  ];
  return { width, height, marks };
}

function clippedCurve(curve: LabCurve, plot: Rectangle): Mark[] {
  return clipPolyline(plot, curve.points).flatMap((points) => curveMarks([{ ...curve, points }]));
}

export const budgetDuelView: LabView<BudgetDuelSettings, BudgetDuelPoint> = {
  name: 'budget-duel',
  title: ({ labs }) => labs.duel.title,
  scene: sceneOf,
  table: ({ points, settings, words }) => ({
    columns: words.labs.duel.columns,
    rows: competitors(settings).flatMap((blocks) =>
      points
        .filter(({ place }) => place.blocks === blocks)
        .flatMap(({ measured }) => measured.after)
        .sort((one, other) => one.iterations - other.iterations)
        .map(({ iterations, error, errorMedian }) => [
          blocks,
          iterations,
          blocks * iterations,
          error ?? words.views.notFinite,
          errorMedian ?? words.views.notFinite,
        ]),
    ),
  }),
  sentence: ({ points, settings, words }) => toldTogether(budgetDuel.claims(points, settings), words),
};
