// Rounds and sequential steps against dimension, both on logarithmic axes, as one picture.

import { scaleLog } from 'd3-scale';
import { formatCount } from '../../src/views/numbers';
import { lightPalette } from '../../src/views/palette';
import type { Mark } from '../../src/views/scene';
import { sceneToSvg } from '../../src/views/svg';

export interface Line {
  readonly name: string;
  readonly colour: string;
  readonly dash?: readonly number[];
  /** Dimension and rounds of the worst chain. */
  readonly points: readonly (readonly [number, number])[];
}

const WIDTH = 760;
const HEIGHT = 420;
const FRAME = { left: 56, right: 520, top: 24, bottom: 372 };
/** Least distance between the labels at the ends of lines. */
const APART = 14;

const text = (x: number, y: number, words: string, fill: string, more: Partial<Extract<Mark, { kind: 'text' }>> = {}) =>
  ({ kind: 'text', x, y, text: words, fill, size: 12, ...more }) as const satisfies Mark;
const line = (points: readonly (readonly [number, number])[], stroke: string, width = 1, dash?: readonly number[]) =>
  ({ kind: 'line', points, stroke, width, ...(dash ? { dash } : {}) }) as const satisfies Mark;

/** Label places as near to the wanted ones as can be without touching each other. */
function spread(wanted: readonly number[]): number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  const places = new Array<number>(wanted.length).fill(0);
  let last = Number.NEGATIVE_INFINITY;
  for (const { y, index } of order) {
    last = Math.max(y, last + APART);
    places[index] = last;
  }
  return places;
}

/** The picture as the text of an SVG file. */
export function dimensionPicture(lines: readonly Line[]): string {
  const { ink, muted, hairline, paper } = lightPalette;
  const all = lines.flatMap(({ points }) => points);
  const dimensions = [...new Set(all.map(([dimension]) => dimension))].sort((a, b) => a - b);
  const x = scaleLog([Math.min(...dimensions), Math.max(...dimensions)], [FRAME.left, FRAME.right]);
  const most = Math.max(...all.map(([, rounds]) => rounds));
  const y = scaleLog([1, 10 ** Math.ceil(Math.log10(most))], [FRAME.bottom, FRAME.top]);
  const marks: Mark[] = [];
  for (let power = 1; power <= 10 ** Math.ceil(Math.log10(most)); power *= 10) {
    const height = y(power);
    marks.push(
      line(
        [
          [FRAME.left, height],
          [FRAME.right, height],
        ],
        hairline,
      ),
    );
    marks.push(text(FRAME.left - 8, y(power), formatCount(power), muted, { anchor: 'end', baseline: 'middle' }));
  }
  for (const dimension of dimensions) {
    marks.push(text(x(dimension), FRAME.bottom + 8, String(dimension), muted, { anchor: 'middle', baseline: 'top' }));
  }
  marks.push(text(FRAME.right, FRAME.bottom + 26, 'dimension', ink, { anchor: 'end', baseline: 'top' }));
  marks.push(text(FRAME.left, 2, 'network calls in a row, worst chain', ink, { baseline: 'top' }));
  const ends = lines.map(({ points }) => y(points.at(-1)?.[1] ?? 1));
  const places = spread(ends);
  lines.forEach(({ name, colour, dash, points }, index) => {
    const drawn = points.map(([dimension, rounds]) => [x(dimension), y(rounds)] as const);
    marks.push(line(drawn, colour, 2, dash), { kind: 'dots', points: drawn, radius: 3, fill: colour, opacity: 1 });
    marks.push(text(FRAME.right + 10, places[index] ?? 0, name, colour, { baseline: 'middle' }));
  });
  return sceneToSvg(
    { width: WIDTH, height: HEIGHT, marks },
    {
      title: 'Rounds against dimension',
      description:
        'Network calls in a row until the worst chain agrees with the sequential path, against the dimension.',
      background: paper,
    },
  );
}
