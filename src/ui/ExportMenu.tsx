// Saves the result that is shown: the run, its trace, its samples, its pictures.

import { useId, useRef } from 'react';
import type { Trace } from '../core/trace';
import { samplesCsv, traceCsv } from '../state/csv';
import { resolveCursor, useCursor } from '../state/cursor';
import { useRun } from '../state/run';
import { sentenceOf } from '../state/session';
import { views } from '../views';
import { lightPalette } from '../views/palette';
import type { Scene } from '../views/scene';
import { sceneToSvg } from '../views/svg';
import type { View } from '../views/view';
import { useController } from './context';
import { pngOf, save } from './save';
import { useWords } from './use-words';

/** Sizes of exported pictures, CSS pixels. */
const SQUARE = { width: 480, height: 500 } as const;
const PLOT = { width: 840, height: 320 } as const;
const LANES = { width: 840, height: 72 } as const;

type Size = { readonly width: number; readonly height: number };

const pictures: readonly (readonly [View, Size])[] = [
  [views.stage, SQUARE],
  [views.sequentialStage, SQUARE],
  [views.convergence, PLOT],
  [views.heatmap, PLOT],
  [views.race, LANES],
];

/** The run as a script of NumPy that gives the same numbers. Its pieces are loaded when somebody asks. */
async function pythonOf({ plan }: Trace): Promise<string> {
  const { pythonScript, unsupported } = await import('../core/python/script');
  const { model } = plan.target;
  const network = model.kind === 'network' ? model : null;
  const reason = unsupported(plan.spec, network);
  if (reason !== null) throw new Error(reason);
  return pythonScript(plan.spec, network);
}

export function ExportMenu() {
  const words = useWords();
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const { session } = useController();
  const finished = useRun((state) => state.finished);
  const item = (label: string, name: string, type: string, content: () => string | Promise<string | Blob>) => (
    <button
      key={name}
      type="button"
      disabled={!finished}
      onClick={async () => {
        popover.current?.hidePopover();
        try {
          save(name, type, await content());
        } catch (error) {
          useRun.setState({ message: sentenceOf(error) });
        }
      }}
    >
      {label}
    </button>
  );
  const sceneOf = (view: View, trace: Trace, size: Size): Scene =>
    view.scene({ trace, cursor: resolveCursor(trace, useCursor.getState()), ...size, palette: lightPalette, words });
  const svg = (view: View, size: Size): string => {
    const { trace } = session;
    if (!trace) return '';
    return sceneToSvg(sceneOf(view, trace, size), {
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
        {item(words.exports.python, 'run.py', 'text/x-python', () => (session.trace ? pythonOf(session.trace) : ''))}
        {pictures.map(([view, size]) =>
          item(words.exports.svg(view.title(words)), `${view.name}.svg`, 'image/svg+xml', () => svg(view, size)),
        )}
        {pictures.map(([view, size]) =>
          item(words.exports.png(view.title(words)), `${view.name}.png`, 'image/png', () =>
            session.trace ? pngOf(sceneOf(view, session.trace, size)) : '',
          ),
        )}
      </div>
    </>
  );
}
