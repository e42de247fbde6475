// Curves of the labs with names of their own: beside their ends where there is room, in a key below the plot where there is not; and
// words in lines of a width. It knows no lab.

import type { Point, Rectangle } from '../geometry';
import { fitted } from '../lane-colours';
import { line, text, textWidth } from '../plot-frame';
import { spreadLabels } from '../quality-plot';
import type { Mark, Palette } from '../scene';

/** Drawings as wide as this have names beside the curves. */
export const DIRECT_LABELS = 640;
/** Width of the names beside the curves, CSS pixels. */
export const LABEL_COLUMN = 228;
export const LINE_HEIGHT = 14;

/** A curve to draw. */
export interface LabCurve {
  readonly name: string;
  /** What its numbers come to, under the name; empty for nothing. */
  readonly note: string;
  /** The same in few letters, for a key. */
  readonly shortNote?: string;
  readonly colour: string;
  readonly dash?: readonly number[];
  readonly width: number;
  readonly opacity?: number;
  readonly points: readonly Point[];
}

/** Whether a drawing has names beside its curves. */
export function isDirect(width: number): boolean {
  return width >= DIRECT_LABELS;
}

/** Height of the key below a plot; 0 where names stand beside the curves. */
export function keyHeight(width: number, curves: readonly Pick<LabCurve, 'name' | 'note'>[]): number {
  return isDirect(width) ? 0 : LINE_HEIGHT * curves.length + 8;
}

/** The lines themselves. */
export function curveMarks(curves: readonly LabCurve[]): Mark[] {
  return curves
    .filter(({ points }) => points.length > 1)
    .map(({ points, colour, width, dash, opacity }) => {
      const mark = line(points, colour, width, dash);
      return (opacity === undefined ? mark : { ...mark, opacity }) as Mark;
    });
}

function sample(x: number, y: number, length: number, { colour, dash, width, opacity }: LabCurve): Mark {
  const mark = line(
    [
      [x, y],
      [x + length, y],
    ],
    colour,
    Math.max(2, width),
    dash,
  );
  return (opacity === undefined ? mark : { ...mark, opacity }) as Mark;
}

/** Names at the right of a plot, each near the end of its curve, joined to it by a hairline. */
function directMarks(plot: Rectangle, curves: readonly LabCurve[], width: number, palette: Palette): Mark[] {
  const shown = curves.filter(({ points }) => points.length > 0);
  const right = plot.x + plot.width;
  const hasNotes = shown.some(({ note }) => note !== '');
  const places = spreadLabels(
    shown.map(({ points }) => points.at(-1)?.[1] ?? plot.y),
    plot.y + (hasNotes ? 8 : 2),
    plot.y + plot.height - (hasNotes ? 8 : 2),
    hasNotes ? 2 * LINE_HEIGHT + 3 : LINE_HEIGHT,
  );
  const room = width - right - 40;
  return shown.flatMap((curve, index) => {
    const end = curve.points.at(-1);
    const y = places[index] ?? plot.y;
    if (!end) return [];
    const name = curve.note === '' ? y : y - LINE_HEIGHT / 2;
    const marks: Mark[] = [
      {
        ...line(
          [
            [Math.min(end[0] + 5, right + 6), end[1]],
            [right + 8, name],
            [right + 12, name],
          ],
          curve.colour,
        ),
        opacity: 0.5,
      } as Mark,
      sample(right + 14, name, 14, curve),
      text(right + 34, name, fitted(curve.name, room), palette.ink, { baseline: 'middle' }),
    ];
    if (curve.note !== '')
      marks.push(
        text(right + 34, name + LINE_HEIGHT, fitted(curve.note, room), palette.muted, { baseline: 'middle', size: 10 }),
      );
    return marks;
  });
}

/** Names in rows, from `top` on. */
export function keyRows(
  left: number,
  top: number,
  curves: readonly LabCurve[],
  width: number,
  palette: Palette,
): Mark[] {
  return curves.flatMap((curve, index) => {
    const y = top + LINE_HEIGHT * (index + 0.5);
    const note = curve.shortNote ?? curve.note;
    const words = note === '' ? curve.name : `${curve.name} · ${note}`;
    return [
      sample(left, y, 18, curve),
      text(left + 25, y, fitted(words, width - left - 29), palette.ink, { baseline: 'middle' }),
    ];
  });
}

/** Names of all curves: beside their ends in a wide drawing, in a key from `keyTop` on in a narrow one. */
export function labelMarks(
  plot: Rectangle,
  curves: readonly LabCurve[],
  { width, palette, keyTop }: { readonly width: number; readonly palette: Palette; readonly keyTop: number },
): Mark[] {
  return isDirect(width)
    ? directMarks(plot, curves, width, palette)
    : keyRows(Math.max(8, plot.x - 32), keyTop, curves, width, palette);
}

/** Where a text may be broken: after a space, and between Chinese characters. */
const PIECES = /[\p{Script=Han}\u3000-\u303f\uff00-\uffef]|[^\s\p{Script=Han}\u3000-\u303f\uff00-\uffef]+|\s+/gu;
/** Signs that no line begins with. */
const CLOSING = /^[，。、；：）”！？]$/u;

/** A text in lines that fit a width, roughly. */
export function wrapped(content: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let current = '';
  for (const piece of content.match(PIECES) ?? []) {
    const longer = current + piece;
    if (current !== '' && textWidth(longer.trimEnd(), size) > width && !CLOSING.test(piece)) {
      lines.push(current.trimEnd());
      current = piece.trimStart();
    } else current = longer;
  }
  return current.trim() === '' ? lines : [...lines, current.trimEnd()];
}

/** Lines of words under each other. */
export function wordMarks(x: number, top: number, lines: readonly string[], fill: string, size = 10): Mark[] {
  return lines.map((content, index) =>
    text(x, top + index * wordHeight(size), content, fill, { baseline: 'top', size }),
  );
}

/** Distance of lines of words. */
export function wordHeight(size: number): number {
  return Math.round(1.35 * size);
}
