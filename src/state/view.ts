// How the page is shown: theme, language, panel, frame. Of these the theme belongs to the reader (kept on this device)
// and the others to the link.

import { create } from 'zustand';
import type { Language } from '../words';
import type { Panel } from './link';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface ViewState {
  readonly theme: Theme;
  readonly language: Language;
  readonly panel: Panel;
  /** The panel that is shown, or that lies behind the drawer with the settings. */
  readonly behind: MainPanel;
  /** The figure alone, without the frame, as `?embed=1` asks. */
  readonly embedded: boolean;
}

/** Panels that fill the page. */
export const MAIN_PANELS = ['figure', 'race', 'quality'] as const;
export type MainPanel = (typeof MAIN_PANELS)[number];

const THEME_KEY = 'picard-playground.theme';

export const useView = create<ViewState>(() => ({
  theme: 'system',
  language: 'en',
  panel: 'figure',
  behind: 'figure',
  embedded: false,
}));

/** Shows a panel; the drawer with the settings opens over the one before. */
export function showPanel(panel: Panel): void {
  useView.setState(panel === 'settings' ? { panel } : { panel, behind: panel });
}

/** Closes the drawer with the settings. */
export function closeSettings(): void {
  useView.setState(({ behind }) => ({ panel: behind }));
}

/** Sets the theme and keeps it on this device where the browser allows that. */
export function setTheme(theme: Theme): void {
  useView.setState({ theme });
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // Storage is switched off: the theme then lasts as long as the page, which is all it can.
  }
}

/** The theme kept on this device. */
export function storedTheme(): Theme {
  try {
    return THEMES.find((theme) => theme === localStorage.getItem(THEME_KEY)) ?? 'system';
  } catch {
    return 'system';
  }
}
