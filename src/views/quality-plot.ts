// Quality at equal depth: the distance of samples to the target against network calls in a row, one curve a method, on logarithmic
// axes, over the band of distances that exact samples have. A pure function of its numbers.

import type { Words } from '../words';
import type { Point, Rectangle } from './geometry';
import { fitted, laneColour } from './lane-colours';
import { formatCount, formatError, powerOfTen } from './numbers';
import { frameMarks, line, TICK_ROW, text, WORD_ROW } from './plot-frame';
import { meanOf, type QualityPicture, type QualityPictureCurve } from './quality-words';
import type { Mark, Palette, Scene } from './scene';

export interface QualitySceneInput extends QualityPicture {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
  readonly words: Words;
}

/** Drawings as wide as this have labels beside their curves, narrower ones a key below. */
const DIRECT_LABELS = 700;
const LABEL_HEIGHT = 14;
/** Width of the labels beside the curves, CSS pixels. */
const LABELS = 262;

interface Layout {
  readonly plot: Rectangle;
  readonly isDirect: boolean;
  readonly low: number;
  readonly high: number;
  /** Last number of calls on the axis. */
  readonly calls: number;
  readonly x: (calls: number) => number;
  readonly y: (distance: number) => number;
}

const finite = (curves: readonly QualityPictureCurve[]) =>
  curves.flatMap(({ points }) => points.map(({ distance }) => distance)).filter((d) => Number.isFinite(d) && d > 0);

/** Smallest distance that has a place: below, a distance is as good as 0. */
const LEAST = 1e-9;

function layoutOf(input: QualitySceneInput): Layout {
  const { width, height, floor, curves, steps } = input;
  const isDirect = width >= DIRECT_LABELS;
  const key = isDirect ? 0 : LABEL_HEIGHT * curves.length + 6;
  const plot = {
    x: 50,
    y: WORD_ROW,
    width: Math.max(1, width - 50 - (isDirect ? LABELS : 12)),
    height: Math.max(1, height - WORD_ROW - TICK_ROW - key),
  };
  const values = [...floor.filter((value) => value > 0), ...finite(curves)];
  const smallest = Math.max(LEAST, Math.min(...(values.length > 0 ? values : [1e-3])));
  const largest = Math.max(smallest, ...(values.length > 0 ? values : [1]));
  const low = Math.log10(smallest) - 0.08;
  const high = Math.max(low + 0.5, Math.log10(largest) + 0.12);
  const calls = Math.max(2, steps, ...curves.flatMap(({ points }) => points.map(({ rounds }) => rounds)));
  return {
    plot,
    isDirect,
    low,
    high,
    calls,
    x: (rounds) => plot.x + (plot.width * Math.log(Math.max(1, rounds))) / Math.log(calls),
    y: (distance) => {
      const place = Number.isFinite(distance) ? Math.log10(Math.max(LEAST, distance)) : high;
      return plot.y + plot.height * (1 - (Math.min(high, Math.max(low, place)) - low) / (high - low));
    },
  };
}

/** Powers of two that stand on the axis of calls, as many as fit. */
function callTicks(last: number, width: number): number[] {
  const doublings = Math.floor(Math.log2(Math.max(1, last)));
  const step = Math.max(1, Math.ceil((34 * (doublings + 1)) / Math.max(1, width)));
  return Array.from({ length: Math.floor(doublings / step) + 1 }, (_, i) => 2 ** (i * step));
}

function axisMarks(input: QualitySceneInput, { plot, low, high, calls: last, isDirect, x, y }: Layout): Mark[] {
  const { palette, measure, words } = input;
  const { calls: callsName } = words.views.quality;
  const bottom = plot.y + plot.height;
  const right = plot.x + plot.width;
  const marks: Mark[] = [...frameMarks(plot, palette)];
  for (const calls of callTicks(last, plot.width)) {
    marks.push(
      line(
        [
          [x(calls), bottom],
          [x(calls), bottom + 3],
        ],
        palette.muted,
      ),
      text(x(calls), bottom + 5, formatCount(calls), palette.muted, { anchor: 'middle', baseline: 'top' }),
    );
  }
  for (let exponent = Math.ceil(low); exponent <= high; exponent++) {
    const at = y(10 ** exponent);
    marks.push(
      {
        ...line(
          [
            [plot.x, at],
            [right, at],
          ],
          palette.hairline,
        ),
        opacity: 0.6,
      } as Mark,
      text(plot.x - 6, at, powerOfTen(exponent), palette.muted, { anchor: 'end', baseline: 'middle' }),
    );
    // Twos and fives between, where decades are far apart.
    if (high - low < 2.5) {
      for (const factor of [2, 5]) {
        if (Math.log10(factor) + exponent > high) continue;
        marks.push(
          text(plot.x - 6, y(factor * 10 ** exponent), formatError(factor * 10 ** exponent, words), palette.muted, {
            anchor: 'end',
            baseline: 'middle',
            size: 10,
          }),
        );
      }
    }
  }
  marks.push(text(plot.x, WORD_ROW / 2 - 4, measure, palette.muted, { baseline: 'middle' }));
  // Beside the axis where there is room for words, else above the frame.
  if (isDirect) marks.push(text(right + 16, bottom + 5, callsName.wide, palette.muted, { baseline: 'top' }));
  else
    marks.push(text(right, WORD_ROW / 2 - 4, callsName.narrow, palette.muted, { anchor: 'end', baseline: 'middle' }));
  return marks;
}

function floorMarks({ floor, palette, words }: QualitySceneInput, { plot, y }: Layout): Mark[] {
  if (floor.length === 0) return [];
  const [top, bottom] = [y(Math.max(...floor)), y(Math.min(...floor))];
  const height = Math.max(2, bottom - top);
  const middle = y(meanOf(floor));
  const marks: Mark[] = [
    { kind: 'rect', x: plot.x, y: top, width: plot.width, height, fill: palette.density, opacity: 0.22 },
    line(
      [
        [plot.x, middle],
        [plot.x + plot.width, middle],
      ],
      palette.muted,
      1,
      [1, 3],
    ),
  ];
  marks.push(text(plot.x + 6, bottom - 4, words.views.quality.exactSamples, palette.muted, { baseline: 'bottom' }));
  return marks;
}

function curveMarks({ curves, palette }: QualitySceneInput, { x, y }: Layout): Mark[] {
  const marks: Mark[] = [];
  for (const { points, role } of curves) {
    const { colour, dash } = laneColour(role, palette);
    const places = points.map(({ rounds, distance }): Point => [x(rounds), y(distance)]);
    if (places.length > 1) marks.push(line(places, colour, 1.75, dash));
    const at = (keep: (distance: number) => boolean) =>
      places.filter((_, i) => keep(points[i]?.distance ?? Number.NaN));
    const known = at(Number.isFinite);
    const lost = at((distance) => !Number.isFinite(distance));
    if (known.length > 0) marks.push({ kind: 'dots', points: known, radius: 2.75, fill: colour, opacity: 1 });
    if (lost.length > 0) marks.push({ kind: 'dots', points: lost, radius: 3.5, fill: palette.notFinite, opacity: 1 });
  }
  return marks;
}

/** Heights of labels near the heights that they are wanted at, one under the other without overlap. */
export function spreadLabels(wanted: readonly number[], top: number, bottom: number, gap: number): number[] {
  const order = wanted.map((_, index) => index).sort((a, b) => (wanted[a] ?? 0) - (wanted[b] ?? 0));
  const placed = new Array<number>(wanted.length).fill(0);
  let above = top - gap;
  for (const index of order) {
    above = Math.max(above + gap, wanted[index] ?? top);
    placed[index] = above;
  }
  // Those pushed below the bottom push back up.
  let below = bottom + gap;
  for (const index of order.toReversed()) {
    below = Math.min(below - gap, placed[index] ?? bottom);
    placed[index] = below;
  }
  return placed;
}

function labelMarks(input: QualitySceneInput, layout: Layout): Mark[] {
  const { palette, curves, height } = input;
  const { plot, x, y, isDirect } = layout;
  const shown = curves.filter(({ points }) => points.length > 0);
  if (!isDirect) {
    const first = height - LABEL_HEIGHT * curves.length + LABEL_HEIGHT / 2 - 2;
    return curves.flatMap(({ label, role }, index) => {
      const at = first + LABEL_HEIGHT * index;
      const { colour, dash } = laneColour(role, palette);
      return [
        line(
          [
            [plot.x - 40, at],
            [plot.x - 20, at],
          ],
          colour,
          2,
          dash,
        ),
        text(plot.x - 14, at, label, palette.ink, { baseline: 'middle' }),
      ];
    });
  }
  const right = plot.x + plot.width;
  const ends = shown.map(({ points }) => points.at(-1));
  const heights = spreadLabels(
    ends.map((end) => (end ? y(end.distance) : plot.y)),
    plot.y + 4,
    plot.y + plot.height - 4,
    LABEL_HEIGHT,
  );
  return shown.flatMap(({ label, role }, index) => {
    const end = ends[index];
    const at = heights[index] ?? plot.y;
    if (!end) return [];
    const { colour, dash } = laneColour(role, palette);
    return [
      {
        ...line(
          [
            [x(end.rounds) + 5, y(end.distance)],
            [right + 8, at],
            [right + 14, at],
          ],
          colour,
          1,
        ),
        opacity: 0.55,
      } as Mark,
      line(
        [
          [right + 18, at],
          [right + 32, at],
        ],
        colour,
        2.5,
        dash,
      ),
      text(right + 38, at, fitted(label, LABELS - 38), palette.ink, { baseline: 'middle' }),
    ];
  });
}

/** The plot as a scene. */
export function qualityScene(input: QualitySceneInput): Scene {
  const layout = layoutOf(input);
  const marks = [
    ...floorMarks(input, layout),
    ...axisMarks(input, layout),
    ...curveMarks(input, layout),
    ...labelMarks(input, layout),
  ];
  return { width: input.width, height: input.height, marks };
}
