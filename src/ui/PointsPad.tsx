// A square on which points are drawn by pointer: mouse, pen or finger. It knows points and nothing of targets.

import { useEffect, useRef } from 'react';
import { currentPalette } from './theme';

/** Half the side of the pad, in data units. */
const REACH = 3;
/** Side in CSS pixels. */
const SIDE = 280;
/** Distance of drawn points, in data units: about a bandwidth of the built-in targets. */
const SPACING = 0.06;

type Point = readonly number[];

export interface PointsPadProps {
  readonly points: readonly Point[];
  readonly label: string;
  /** False where the points are not two-dimensional, which a pad cannot show. */
  readonly enabled: boolean;
  /** The points of one stroke, once it is finished. */
  readonly onStroke: (points: readonly Point[]) => void;
}

export function PointsPad({ points, label, enabled, onStroke }: PointsPadProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const stroke = useRef<Point[]>([]);
  useEffect(() => {
    if (canvas.current) paint(canvas.current, enabled ? points : []);
  }, [points, enabled]);

  const add = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const box = event.currentTarget.getBoundingClientRect();
    const point = [
      (((event.clientX - box.left) / box.width) * 2 - 1) * REACH,
      (1 - ((event.clientY - box.top) / box.height) * 2) * REACH,
    ].map((value) => Math.round(Math.max(-REACH, Math.min(REACH, value)) * 1000) / 1000);
    const last = stroke.current.at(-1);
    if (last && Math.hypot((point[0] ?? 0) - (last[0] ?? 0), (point[1] ?? 0) - (last[1] ?? 0)) < SPACING) return;
    stroke.current.push(point);
    paint(event.currentTarget, [...points, ...stroke.current]);
  };
  const finish = () => {
    if (stroke.current.length > 0) onStroke(stroke.current);
    stroke.current = [];
  };
  return (
    <canvas
      ref={canvas}
      className="pad"
      role="img"
      aria-label={label}
      onPointerDown={(event) => {
        if (!enabled) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        add(event);
      }}
      onPointerMove={(event) => {
        if (stroke.current.length > 0) add(event);
      }}
      onPointerUp={finish}
      onPointerCancel={finish}
    />
  );
}

function paint(canvas: HTMLCanvasElement, points: readonly Point[]): void {
  const context = canvas.getContext('2d');
  if (!context) return;
  const scale = devicePixelRatio || 1;
  canvas.width = SIDE * scale;
  canvas.height = SIDE * scale;
  const palette = currentPalette();
  context.scale((SIDE * scale) / (2 * REACH), (-SIDE * scale) / (2 * REACH));
  context.translate(REACH, -REACH);
  context.strokeStyle = palette.hairline;
  context.lineWidth = (2 * REACH) / SIDE;
  context.beginPath();
  context.moveTo(-REACH, 0);
  context.lineTo(REACH, 0);
  context.moveTo(0, -REACH);
  context.lineTo(0, REACH);
  context.stroke();
  context.fillStyle = palette.parallel;
  for (const [x = 0, y = 0] of points) {
    context.beginPath();
    context.arc(x, y, 0.04, 0, 2 * Math.PI);
    context.fill();
  }
}
