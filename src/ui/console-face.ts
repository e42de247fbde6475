// The page's face to scripts: `window.playground`, and `document.documentElement.dataset` with `run`, `race` and `quality`; the last
// two are `none`, `running`, `done` or `cancelled`.

import type { RunSpec } from '../core/spec';
import type { RunSummary } from '../core/summary';
import type { Controller } from '../state/controller';
import { useLabs } from '../state/labs';
import { useQuality } from '../state/quality';
import { useRace } from '../state/race';
import { useRun } from '../state/run';
import { parseAsked, useSettings } from '../state/settings';

export interface Playground {
  /** Version of this face. */
  readonly version: string;
  /** Resolves when runs can be made. */
  readonly ready: Promise<void>;
  /** The run that the settings describe; while they hold a mistake, the one that is shown. */
  readonly spec: RunSpec | null;
  /** Runs a spec in full; fields left out take their defaults, or what the link of the page has locked. Rejects with an Error whose message is a sentence, or with
   * an AbortError when cancelled or overtaken; then `result` and the picture stay. */
  run(spec?: unknown): Promise<RunSummary>;
  /** Summary of the last finished run. */
  readonly result: RunSummary | null;
}

declare global {
  interface Window {
    playground: Playground;
  }
}

/** Publishes the face. */
export function publishConsoleFace(controller: Controller): void {
  const { session } = controller;
  window.playground = {
    version: '1',
    ready: session.ready,
    get spec() {
      return useSettings.getState().spec ?? controller.shownSpec;
    },
    // Async, so that a bad spec rejects like every other failure instead of throwing.
    async run(spec = {}) {
      return controller.runForConsole(parseAsked(spec));
    },
    get result() {
      return session.result;
    },
  };
  const tell = () => {
    document.documentElement.dataset.run = useRun.getState().status;
  };
  tell();
  useRun.subscribe(tell);
  const tellRace = () => {
    const { work, end } = useRace.getState();
    document.documentElement.dataset.race = work ? 'running' : end;
  };
  const tellQuality = () => {
    const { work, end } = useQuality.getState();
    document.documentElement.dataset.quality = work ? 'running' : end;
  };
  const tellLab = () => {
    const { work, end } = useLabs.getState();
    document.documentElement.dataset.lab = work ? 'running' : end;
  };
  tellRace();
  tellQuality();
  tellLab();
  useRace.subscribe(tellRace);
  useQuality.subscribe(tellQuality);
  useLabs.subscribe(tellLab);
}
