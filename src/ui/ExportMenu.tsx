// Saves the result that is shown: the run, its trace, its samples, its pictures.

import { useId, useRef } from 'react';
import { samplesCsv, traceCsv } from '../state/csv';
import { resolveCursor, useCursor } from '../state/cursor';
import { useRun } from '../state/run';
import { views } from '../views';
import { lightPalette } from '../views/palette';
import { sceneToSvg } from '../views/svg';
import type { View } from '../views/view';
import { useController } from './context';
import { save } from './save';
import { useWords } from './use-words';

/** Sizes of exported pictures, CSS pixels. */
const SQUARE = { width: 480, height: 500 } as const;
const PLOT = { width: 840, height: 320 } as const;
const LANES = { width: 840, height: 72 } as const;

const pictures: readonly (readonly [View, { readonly width: number; readonly height: number }])[] = [
  [views.stage, SQUARE],
  [views.sequentialStage, SQUARE],
  [views.convergence, PLOT],
  [views.heatmap, PLOT],
  [views.race, LANES],
];

export function ExportMenu() {
  const words = useWords();
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const { session } = useController();
  const finished = useRun((state) => state.finished);
  const item = (label: string, name: string, type: string, content: () => string) => (
    <button
      key={name}
      type="button"
      disabled={!finished}
      onClick={() => {
        save(name, type, content());
        popover.current?.hidePopover();
      }}
    >
      {label}
    </button>
  );
  const picture = (view: View, size: { readonly width: number; readonly height: number }): string => {
    const { trace } = session;
    if (!trace) return '';
    const cursor = resolveCursor(trace, useCursor.getState());
    const scene = view.scene({ trace, cursor, ...size, palette: lightPalette, words });
    return sceneToSvg(scene, {
      title: view.title(words),
      description: view.summary(trace, words),
      background: lightPalette.paper,
    });
  };
  return (
    <>
      <button type="button" popoverTarget={id}>
        {words.header.export}
      </button>
      <div id={id} ref={popover} popover="auto" className="popover menu">
        {!finished && <p>{words.exports.none}</p>}
        {item(words.exports.json, 'run.json', 'application/json', () => JSON.stringify(session.result))}
        {item(words.exports.trace, 'trace.csv', 'text/csv', () => (session.trace ? traceCsv(session.trace) : ''))}
        {item(words.exports.samples, 'samples.csv', 'text/csv', () => (session.trace ? samplesCsv(session.trace) : ''))}
        {pictures.map(([view, size]) =>
          item(words.exports.svg(view.title(words)), `${view.name}.svg`, 'image/svg+xml', () => picture(view, size)),
        )}
      </div>
    </>
  );
}
