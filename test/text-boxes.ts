// Texts of a scene as boxes, for tests that no two of them lie over each other and none leaves the drawing.

import { textWidth } from '../src/views/plot-frame';
import type { Mark, Scene } from '../src/views/scene';

type Text = Extract<Mark, { kind: 'text' }>;

export interface TextBox {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Height of letters without the room above and below them, in sizes. */
const LETTER = 0.8;

function boxOf({ x, y, text, size, anchor = 'start', baseline = 'bottom' }: Text): TextBox {
  // The estimate of widths is on the large side.
  const width = 0.92 * textWidth(text, size);
  const height = LETTER * size;
  const left = anchor === 'start' ? x : anchor === 'end' ? x - width : x - width / 2;
  const top = baseline === 'top' ? y : baseline === 'middle' ? y - height / 2 : y - height;
  return { text, left, right: left + width, top, bottom: top + height };
}

/** Boxes of all texts that are not turned. */
export function textBoxes({ marks }: Scene): TextBox[] {
  return marks.filter((mark): mark is Text => mark.kind === 'text' && mark.text !== '' && !mark.rotate).map(boxOf);
}

/** Pairs of texts that lie over each other, as `one | other`. */
export function overlaps(scene: Scene): string[] {
  const boxes = textBoxes(scene);
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
      )
      .map((other) => `${one.text} | ${other.text}`),
  );
}

/** Texts that leave the drawing. */
export function outside(scene: Scene): string[] {
  return textBoxes(scene)
    .filter(({ left, right, top, bottom }) => left < 0 || right > scene.width || top < -1 || bottom > scene.height + 1)
    .map(({ text }) => text);
}
