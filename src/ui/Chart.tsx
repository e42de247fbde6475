// One view on a canvas: it draws in the shared frame, moves the cursor by pointer, and offers its data as a table.

import { useEffect, useRef, useState } from 'react';
import { moveToNode, moveToRecord, resolveCursor, useCursor } from '../state/cursor';
import { useRun } from '../state/run';
import type { Session } from '../state/session';
import { fitCanvas, paint } from '../views/paint';
import type { View, ViewInput } from '../views/view';
import { useController } from './context';
import { drawingScale } from './drawing-scale';
import { invalidate, registerDraw } from './frame';
import { TableDialog } from './TableDialog';
import { currentPalette } from './theme';
import { currentWords, useWords } from './use-words';

export interface ChartProps {
  readonly view: View;
  readonly className: string;
}

export function Chart({ view, className }: ChartProps) {
  const all = useWords();
  const words = all.chart;
  const { session } = useController();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [table, setTable] = useState(false);
  const finished = useRun((state) => state.finished);
  useEffect(() => (canvas.current ? drawOn(canvas.current, view, session) : undefined), [view, session]);

  const point = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const input = inputFor(event.currentTarget, session);
    if (!input) return;
    const box = event.currentTarget.getBoundingClientRect();
    const scale = drawingScale();
    const cursor = view.cursorAt(input, (event.clientX - box.left) / scale, (event.clientY - box.top) / scale);
    if (!cursor) return;
    moveToRecord(input.trace, cursor.record);
    if (cursor.node !== input.cursor.node) moveToNode(input.trace, cursor.node);
    useCursor.setState({ playing: false });
  };
  // The summary is made anew when a run ends, not on each of its records.
  const summary = finished && session.trace ? view.summary(session.trace, all) : words.hint;
  const title = view.title(all);
  return (
    <figure className={`chart ${className}`}>
      <figcaption>
        <h3 className="visually-hidden">{title}</h3>
        <button type="button" className="quiet" aria-label={words.dataOf(title)} onClick={() => setTable(true)}>
          {words.data}
        </button>
      </figcaption>
      <canvas
        ref={canvas}
        role="img"
        aria-label={words.named(title, summary)}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          point(event);
        }}
        onPointerMove={(event) => {
          if (event.buttons > 0) point(event);
        }}
      />
      {table && <TableDialog view={view} onClose={() => setTable(false)} />}
    </figure>
  );
}

/** What a view is drawn from at present on an element of some size; null before the first trace. */
export function inputFor(element: HTMLElement, session: Session): ViewInput | null {
  const { trace } = session;
  const { clientWidth: width, clientHeight: height } = element;
  if (!trace || width === 0 || height === 0) return null;
  const cursor = resolveCursor(trace, useCursor.getState());
  const scale = drawingScale();
  const size = { width: width / scale, height: height / scale };
  return { trace, cursor, ...size, palette: currentPalette(), words: currentWords() };
}

/** Draws a view on a canvas whenever the shared frame is drawn; returns what ends that. */
export function drawOn(canvas: HTMLCanvasElement, view: Pick<View, 'scene'>, session: Session): () => void {
  // Plots are small and drawn seldom: rasterised on the CPU they cost little everywhere, on a software adapter far less.
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) return () => undefined;
  const sizes = new ResizeObserver(invalidate);
  sizes.observe(canvas);
  const end = registerDraw(() => {
    const input = inputFor(canvas, session);
    if (!input) return;
    const ratio = (devicePixelRatio || 1) * drawingScale();
    fitCanvas(canvas, input.width, input.height, ratio);
    paint(view.scene(input), context, ratio);
  });
  return () => {
    sizes.disconnect();
    end();
  };
}
