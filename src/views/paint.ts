// Paints a scene on a canvas. The twin of `svg.ts`; knows nothing of what is drawn.

import type { Point } from './geometry';
import { FONT } from './plot-frame';
import type { Mark, Scene } from './scene';

/** Sets a canvas to the size of a scene in CSS pixels times the device pixel ratio. Does nothing where it fits already, since
 * setting the size clears a canvas. */
export function fitCanvas(canvas: HTMLCanvasElement, width: number, height: number, pixelRatio: number): void {
  const columns = Math.max(1, Math.round(width * pixelRatio));
  const rows = Math.max(1, Math.round(height * pixelRatio));
  if (canvas.width !== columns) canvas.width = columns;
  if (canvas.height !== rows) canvas.height = rows;
}

/** Clears a canvas and paints a scene on it, `pixelRatio` device pixels for each CSS pixel. */
export function paint(scene: Scene, context: CanvasRenderingContext2D, pixelRatio: number): void {
  context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
  context.clearRect(0, 0, scene.width, scene.height);
  for (const mark of scene.marks) paintMark(mark, context, pixelRatio);
  context.globalAlpha = 1;
}

function trace(context: CanvasRenderingContext2D, points: readonly Point[]): void {
  points.forEach(([x, y], index) => {
    if (index === 0) context.moveTo(x, y);
    else context.lineTo(x, y);
  });
}

function paintMark(mark: Mark, context: CanvasRenderingContext2D, pixelRatio: number): void {
  context.globalAlpha = 'opacity' in mark ? (mark.opacity ?? 1) : 1;
  switch (mark.kind) {
    case 'line':
      context.strokeStyle = mark.stroke;
      context.lineWidth = mark.width;
      context.lineJoin = 'round';
      context.setLineDash(mark.dash ? [...mark.dash] : []);
      context.beginPath();
      trace(context, onPixels(mark, pixelRatio));
      context.stroke();
      return;
    case 'area':
      context.fillStyle = mark.fill;
      context.beginPath();
      trace(context, mark.points);
      context.closePath();
      context.fill();
      return;
    case 'region':
      context.fillStyle = mark.fill;
      context.beginPath();
      for (const ring of mark.rings) {
        trace(context, ring);
        context.closePath();
      }
      context.fill('evenodd');
      return;
    case 'dots':
      context.fillStyle = mark.fill;
      for (const [x, y] of mark.points) {
        context.beginPath();
        context.arc(x, y, mark.radius, 0, 2 * Math.PI);
        context.fill();
      }
      return;
    case 'rect':
      context.fillStyle = mark.fill;
      context.fillRect(mark.x, mark.y, mark.width, mark.height);
      return;
    case 'cells':
      paintCells(mark, context, pixelRatio);
      return;
    case 'text':
      context.save();
      context.translate(mark.x, mark.y);
      if (mark.rotate) context.rotate((mark.rotate * Math.PI) / 180);
      context.fillStyle = mark.fill;
      context.font = `${mark.weight ?? 400} ${mark.size}px ${FONT}`;
      context.textAlign = mark.anchor === 'middle' ? 'center' : (mark.anchor ?? 'start');
      context.textBaseline = mark.baseline ?? 'alphabetic';
      context.fillText(mark.text, 0, 0);
      context.restore();
      return;
    default:
      mark satisfies never;
  }
}

/** Upright and level lines are put on whole device pixels, so that a hairline is one pixel and not two grey ones. */
function onPixels(mark: Mark & { kind: 'line' }, pixelRatio: number): readonly Point[] {
  const [first] = mark.points;
  if (!first || mark.points.length > 3) return mark.points;
  const upright = mark.points.every(([x], i) => x === first[0] || mark.points[i - 1]?.[1] === mark.points[i]?.[1]);
  const straight = mark.points.every(
    ([x, y], i) => i === 0 || x === mark.points[i - 1]?.[0] || y === mark.points[i - 1]?.[1],
  );
  if (!straight || !upright) return mark.points;
  const half = Math.round(mark.width * pixelRatio) % 2 === 1 ? 0.5 : 0;
  const snap = (value: number) => (Math.floor(value * pixelRatio) + half) / pixelRatio;
  return mark.points.map(([x, y]) => [snap(x), snap(y)]);
}

/** Pictures of cells, one pixel a cell, under their array of colours: scenes of one trace share it while only the cursor moves. */
const pictures = new WeakMap<object, OffscreenCanvas>();

function pictureOf(mark: Mark & { kind: 'cells' }): OffscreenCanvas | null {
  const before = pictures.get(mark.colours);
  if (before) return before;
  const picture = new OffscreenCanvas(mark.columns, mark.rows);
  const context = picture.getContext('2d');
  if (!context) return null;
  const scale = { x: mark.width / mark.columns, y: mark.height / mark.rows };
  forCellRuns(mark, (x, y, width, height, colour) => {
    context.fillStyle = colour;
    const column = Math.round((x - mark.x) / scale.x);
    const row = Math.round((y - mark.y) / scale.y);
    context.fillRect(column, row, Math.round(width / scale.x), Math.round(height / scale.y));
  });
  pictures.set(mark.colours, picture);
  return picture;
}

/** Cells as a picture with sharp edges, its outline on whole device pixels. */
function paintCells(mark: Mark & { kind: 'cells' }, context: CanvasRenderingContext2D, pixelRatio: number): void {
  if (mark.columns === 0 || mark.rows === 0) return;
  const picture = pictureOf(mark);
  if (!picture) return;
  const snap = (value: number) => Math.round(value * pixelRatio) / pixelRatio;
  const left = snap(mark.x);
  const top = snap(mark.y);
  context.imageSmoothingEnabled = false;
  context.drawImage(picture, left, top, snap(mark.x + mark.width) - left, snap(mark.y + mark.height) - top);
}

/** Calls `draw` for every run of equal colours in the rows of a cells mark. */
export function forCellRuns(
  mark: Mark & { kind: 'cells' },
  draw: (x: number, y: number, width: number, height: number, colour: string) => void,
): void {
  const cellWidth = mark.width / mark.columns;
  const cellHeight = mark.height / mark.rows;
  for (let row = 0; row < mark.rows; row++) {
    for (let column = 0; column < mark.columns; ) {
      const colour = mark.colours[row * mark.columns + column] ?? null;
      let end = column + 1;
      while (end < mark.columns && mark.colours[row * mark.columns + end] === colour) end++;
      if (colour !== null)
        draw(mark.x + column * cellWidth, mark.y + row * cellHeight, (end - column) * cellWidth, cellHeight, colour);
      column = end;
    }
  }
}
