// How the page is shown: theme, language, panel, frame. The theme and, unless a link says otherwise, the language belong to the
// reader and are kept on this device; the others belong to the link.

import { create } from 'zustand';
import { LANGUAGES, type Language } from '../words';
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
export const MAIN_PANELS = ['figure', 'race', 'quality', 'labs'] as const;
export type MainPanel = (typeof MAIN_PANELS)[number];

const THEME_KEY = 'picard-playground.theme';
const LANGUAGE_KEY = 'picard-playground.language';

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
  keep(THEME_KEY, theme);
}

/** Sets the language and keeps it on this device where the browser allows that. */
export function setLanguage(language: Language): void {
  useView.setState({ language });
  keep(LANGUAGE_KEY, language);
}

/** The theme kept on this device. */
export function storedTheme(): Theme {
  const kept = keptAt(THEME_KEY);
  return THEMES.find((theme) => theme === kept) ?? 'system';
}

/**
 * The language of a reader who follows no link: the one kept on this device, or else the first that the browser asks for.
 * @param wanted `navigator.languages`, tags of BCP 47 in order of preference
 */
export function readersLanguage(wanted: readonly string[]): Language {
  const kept = keptAt(LANGUAGE_KEY);
  const chosen = LANGUAGES.find((language) => language === kept);
  if (chosen !== undefined) return chosen;
  const spoken = wanted.map((tag) => LANGUAGES.find((language) => language === tag.toLowerCase().split('-', 1)[0]));
  return spoken.find((language) => language !== undefined) ?? 'en';
}

/** Keeps a value on this device, as long as the page where storage is switched off. */
export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Storage is switched off: the choice then lasts as long as the page, which is all it can.
  }
}

/** What {@link keep} has kept. */
export function keptAt(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
