// A drawing that is no view of one trace: a canvas that draws a scene in the shared frame, with its data as a table.

import { useEffect, useRef, useState } from 'react';
import { fitCanvas, paint } from '../views/paint';
import type { Palette, Scene } from '../views/scene';
import type { Table } from '../views/view';
import { DataDialog } from './DataDialog';
import { drawingScale } from './drawing-scale';
import { invalidate, registerDraw } from './frame';
import { currentPalette } from './theme';
import { useWords } from './use-words';

/** What a scene is made for. */
export interface DrawingSize {
  readonly width: number;
  readonly height: number;
  readonly palette: Palette;
}

export interface DrawingProps {
  readonly title: string;
  readonly className: string;
  /** The scene of the present state; called in every frame that is drawn. */
  readonly scene: (size: DrawingSize) => Scene;
  readonly summary: string;
  readonly table: () => Table;
  /** Height in CSS pixels for a width, where the drawing sets it. */
  readonly heightOf?: (width: number) => number;
  /** Called while the pointer is pressed, with its place. */
  readonly onPoint?: (x: number, y: number, size: DrawingSize) => void;
}

export function Drawing({ title, className, scene, summary, table, heightOf, onPoint }: DrawingProps) {
  const words = useWords().chart;
  const canvas = useRef<HTMLCanvasElement>(null);
  const [open, setOpen] = useState(false);
  const latest = useRef({ scene, heightOf });
  latest.current = { scene, heightOf };
  useEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d', { willReadFrequently: true });
    if (!element || !context) return;
    const sizes = new ResizeObserver(invalidate);
    sizes.observe(element);
    const end = registerDraw(() => {
      const scale = drawingScale();
      const width = element.clientWidth / scale;
      const wanted = latest.current.heightOf?.(width);
      const needed = wanted === undefined ? element.clientHeight : Math.round(wanted * scale);
      if (element.clientHeight !== needed) element.style.height = `${needed}px`;
      const height = needed / scale;
      if (width === 0 || height === 0) return;
      const ratio = (devicePixelRatio || 1) * scale;
      fitCanvas(element, width, height, ratio);
      paint(latest.current.scene({ width, height, palette: currentPalette() }), context, ratio);
    });
    return () => {
      sizes.disconnect();
      end();
    };
  }, []);
  // Whatever made this component render may have changed its picture.
  useEffect(invalidate);
  const point = (event: React.PointerEvent<HTMLCanvasElement>) => {
    const scale = drawingScale();
    const { clientWidth, clientHeight } = event.currentTarget;
    const box = event.currentTarget.getBoundingClientRect();
    const size = { width: clientWidth / scale, height: clientHeight / scale, palette: currentPalette() };
    onPoint?.((event.clientX - box.left) / scale, (event.clientY - box.top) / scale, size);
  };
  return (
    <figure className={`chart ${className}`}>
      <figcaption>
        <h3 className="visually-hidden">{title}</h3>
        <button type="button" className="quiet" aria-label={words.dataOf(title)} onClick={() => setOpen(true)}>
          {words.data}
        </button>
      </figcaption>
      <canvas
        ref={canvas}
        role="img"
        aria-label={words.named(title, summary)}
        onPointerDown={(event) => {
          if (!onPoint) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          point(event);
        }}
        onPointerMove={(event) => {
          if (event.buttons > 0) point(event);
        }}
      />
      {open && <DataDialog title={title} summary={summary} table={table()} onClose={() => setOpen(false)} />}
    </figure>
  );
}
