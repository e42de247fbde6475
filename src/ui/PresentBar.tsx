// The one bar of presenter mode: which panel is shown, whether the picture is frozen, and the buttons for what the keys do.

import { useSyncExternalStore } from 'react';
import { isHidden, useLocks } from '../state/locks';
import { usePresenting } from '../state/presenting';
import { useView } from '../state/view';
import { useController } from './context';
import { askForFullScreen, backToLink, canFillScreen, leavePresenting, toggleFreeze } from './present';
import { Tabs } from './Tabs';
import { useWords } from './use-words';

export function PresentBar() {
  const all = useWords();
  const words = all.present;
  const controller = useController();
  const frozen = usePresenting((state) => state.frozen);
  const embedded = useView((state) => state.embedded);
  const hasTabs = useLocks((locks) => !embedded && !isHidden(locks, 'panels'));
  const isFull = useFullScreen();
  return (
    <section className="present-bar" aria-label={words.title}>
      <h1 className={embedded ? 'visually-hidden' : undefined}>{all.name}</h1>
      {hasTabs && (
        <div className="present-tabs" inert={frozen}>
          <Tabs />
        </div>
      )}
      <span className="grow" />
      <strong role="status" className="present-mark">
        {frozen ? words.frozen : ''}
      </strong>
      <button type="button" aria-pressed={frozen} aria-keyshortcuts="F" title={words.freezeNote} onClick={toggleFreeze}>
        {words.freeze}
      </button>
      <button type="button" aria-keyshortcuts="B" title={words.backNote} onClick={() => backToLink(controller)}>
        {words.back}
      </button>
      {canFillScreen() && !isFull && (
        <button type="button" onClick={askForFullScreen}>
          {words.fullScreen}
        </button>
      )}
      <button type="button" aria-keyshortcuts="Escape" onClick={leavePresenting}>
        {words.leave}
      </button>
    </section>
  );
}

/** Whether the page fills the screen, as a hook. */
function useFullScreen(): boolean {
  return useSyncExternalStore(
    (notify) => {
      document.addEventListener('fullscreenchange', notify);
      return () => document.removeEventListener('fullscreenchange', notify);
    },
    () => document.fullscreenElement !== null,
  );
}
