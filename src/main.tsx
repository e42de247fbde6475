// Starts the page: connects the engine, the stores, the address and the keys, and renders.

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { workOffline } from './offline/register';
import { followPanels, followStory, noteOpened, startOptions } from './state/address';
import { connect } from './state/connect';
import { Controller } from './state/controller';
import { useCursor } from './state/cursor';
import { followForecast } from './state/forecast';
import { useLabs } from './state/labs';
import { useRace } from './state/race';
import { type RunState, useRun } from './state/run';
import { Session, sentenceOf } from './state/session';
import { recallStory } from './state/story-reader';
import { readersLanguage, storedTheme, useView } from './state/view';
import { App } from './ui/App';
import { publishConsoleFace } from './ui/console-face';
import { ControllerContext } from './ui/context';
import { ErrorBoundary } from './ui/ErrorBoundary';
import { followLabs } from './ui/follow-labs';
import { invalidate, invalidateWithin } from './ui/frame';
import { followKeys } from './ui/keyboard';
import { followPlaying } from './ui/playback';
import { beginPresenting, followPresenting } from './ui/present';
import { followRacePlaying } from './ui/race-playback';
import { followTheme } from './ui/theme';
import { followLanguage } from './ui/use-words';
import './ui/styles/base.css';
import './ui/styles/layout.css';
import './ui/styles/controls.css';
import './ui/styles/figure.css';
import './ui/styles/dialogs.css';
import './ui/styles/race.css';
import './ui/styles/story.css';
import './ui/styles/present.css';
import './ui/styles/print.css';

function start(): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no element "root".');
  useView.setState({ theme: storedTheme(), language: readersLanguage(navigator.languages) });
  followTheme();
  followLanguage();
  let options: ReturnType<typeof startOptions>;
  let mistake: string | null = null;
  try {
    options = startOptions(location.search);
  } catch (error) {
    mistake = sentenceOf(error);
    options = startOptions('');
  }
  useView.setState({ embedded: options.embedded });
  noteOpened();
  if (options.presenting) beginPresenting(false);
  followPresenting();
  const session = new Session((onLost) => connect(options, onLost));
  const controller = new Controller(session);
  publishConsoleFace(controller);
  followKeys(controller);
  followPlaying(session);
  followRacePlaying(controller);
  followPanels();
  recallStory();
  followStory();
  followForecast(session);
  useRun.subscribe(drawRun);
  useCursor.subscribe(invalidate);
  useRace.subscribe(invalidate);
  useLabs.subscribe(invalidate);
  addEventListener('popstate', () => controller.followAddress());
  createRoot(root).render(
    <StrictMode>
      <ErrorBoundary>
        <ControllerContext value={controller}>
          <App forcedCpu={options.backend === 'cpu'} />
        </ControllerContext>
      </ErrorBoundary>
    </StrictMode>,
  );
  controller.start(options.runAtStart, mistake);
  // After the start, which opens the lab of a link and runs it unless the address says otherwise.
  followLabs(controller);
}

/** Between two drawings of a run in progress where drawing takes the time of sampling, milliseconds. */
const SLOW = 400;
/** The same for readers who want little motion. */
const CALM = 1000;

/** Draws what has changed of a run: every frame on a GPU, seldom where a CPU does both, and seldom for those who ask. */
function drawRun({ status, backend, progress }: RunState): void {
  const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
  const slow = !backend || backend.backend === 'cpu' || backend.software;
  if (status !== 'running' || !(calm || slow)) invalidate();
  // Until the parallel run begins there is nothing new to draw.
  else invalidateWithin(calm || progress?.phase !== 'parallel' ? CALM : SLOW);
}

workOffline();
start();
