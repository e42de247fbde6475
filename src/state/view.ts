// How the page is shown: theme, language, panel, frame. Of these the theme belongs to the reader (kept on this device)
// and the others to the link.

import { create } from 'zustand';
import type { Language, Panel } from './link';

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface ViewState {
  readonly theme: Theme;
  readonly language: Language;
  readonly panel: Panel;
  /** The figure alone, without the frame, as `?embed=1` asks. */
  readonly embedded: boolean;
}

const THEME_KEY = 'picard-playground.theme';

export const useView = create<ViewState>(() => ({ theme: 'system', language: 'en', panel: 'figure', embedded: false }));

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
