// Plane geometry of pictures: rectangles, and lines cut to them (a scene has no clipping of its own). Knows no data.

export type Point = readonly [number, number];

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Whether a point is in a rectangle, its edge included. */
export function contains(rectangle: Rectangle, x: number, y: number): boolean {
  const { x: left, y: top, width, height } = rectangle;
  return x >= left && x <= left + width && y >= top && y <= top + height;
}

/** The part of a segment inside a rectangle (Liang and Barsky, 1984), or null. */
function clipSegment(rectangle: Rectangle, from: Point, to: Point): [Point, Point] | null {
  const dx = to[0] - from[0];
  const dy = to[1] - from[1];
  const sides: Point[] = [
    [-dx, from[0] - rectangle.x],
    [dx, rectangle.x + rectangle.width - from[0]],
    [-dy, from[1] - rectangle.y],
    [dy, rectangle.y + rectangle.height - from[1]],
  ];
  let enter = 0;
  let leave = 1;
  for (const [direction, distance] of sides) {
    if (direction === 0 && distance < 0) return null;
    if (direction < 0) enter = Math.max(enter, distance / direction);
    if (direction > 0) leave = Math.min(leave, distance / direction);
  }
  if (enter > leave) return null;
  const at = (share: number): Point =>
    share === 0 ? from : share === 1 ? to : [from[0] + share * dx, from[1] + share * dy];
  return [at(enter), at(leave)];
}

/** Parts of a polyline inside a rectangle. Points that are not finite break the line. */
export function clipPolyline(rectangle: Rectangle, points: readonly Point[]): Point[][] {
  const parts: Point[][] = [];
  let current: Point[] = [];
  const close = () => {
    if (current.length > 1) parts.push(current);
    current = [];
  };
  let previous: Point | null = null;
  for (const point of points) {
    const finite = Number.isFinite(point[0]) && Number.isFinite(point[1]);
    const piece = finite && previous ? clipSegment(rectangle, previous, point) : null;
    if (!piece) close();
    else {
      if (current.at(-1) !== piece[0]) close();
      if (current.length === 0) current.push(piece[0]);
      current.push(piece[1]);
    }
    previous = finite ? point : null;
  }
  close();
  return parts;
}
