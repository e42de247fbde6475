// The panels of the page as tabs: arrow keys move between them, one is reached by Tab.

import { goTo } from '../state/address';
import { MAIN_PANELS, type MainPanel, useView } from '../state/view';
import { useWords } from './use-words';

/** Ids of a panel and of its tab, which name each other. */
export const tabId = (panel: MainPanel) => `tab-${panel}`;
export const panelId = (panel: MainPanel) => `panel-${panel}`;

const KEYS: Readonly<Record<string, (index: number) => number>> = {
  ArrowRight: (index) => (index + 1) % MAIN_PANELS.length,
  ArrowLeft: (index) => (index + MAIN_PANELS.length - 1) % MAIN_PANELS.length,
  Home: () => 0,
  End: () => MAIN_PANELS.length - 1,
};

export function Tabs() {
  const words = useWords().panels;
  const shown = useView((state) => state.behind);
  const onKey = (event: React.KeyboardEvent, index: number) => {
    const next = MAIN_PANELS[KEYS[event.key]?.(index) ?? -1];
    if (!next) return;
    event.preventDefault();
    goTo(next);
    document.getElementById(tabId(next))?.focus();
  };
  return (
    <div className="tabs" role="tablist" aria-label={words.title}>
      {MAIN_PANELS.map((panel, index) => (
        <button
          key={panel}
          id={tabId(panel)}
          type="button"
          role="tab"
          data-label={words[panel]}
          aria-selected={panel === shown}
          aria-controls={panelId(panel)}
          tabIndex={panel === shown ? 0 : -1}
          onClick={() => goTo(panel)}
          onKeyDown={(event) => onKey(event, index)}
        >
          {words[panel]}
        </button>
      ))}
    </div>
  );
}
