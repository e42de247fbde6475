// The colours of the theme that is shown, for CSS and for drawings alike: both take them from the views' palettes.

import { useSyncExternalStore } from 'react';
import { useView } from '../state/view';
import { darkPalette, lightPalette } from '../views/palette';
import type { Palette } from '../views/scene';
import { invalidate } from './frame';

const darkScheme = () => matchMedia('(prefers-color-scheme: dark)');

/** The palette that is shown at present. */
export function currentPalette(): Palette {
  const { theme } = useView.getState();
  const dark = theme === 'dark' || (theme === 'system' && darkScheme().matches);
  return dark ? darkPalette : lightPalette;
}

/** Keeps the document in the chosen theme from now on. */
export function followTheme(): void {
  const apply = () => {
    const palette = currentPalette();
    const root = document.documentElement;
    root.style.colorScheme = palette === darkPalette ? 'dark' : 'light';
    for (const [name, colour] of Object.entries(palette)) root.style.setProperty(`--${name}`, colour);
    invalidate();
  };
  apply();
  useView.subscribe(apply);
  darkScheme().addEventListener('change', apply);
}

/** Whether a media query matches, as a hook. */
export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (notify) => {
      const list = matchMedia(query);
      list.addEventListener('change', notify);
      return () => list.removeEventListener('change', notify);
    },
    () => matchMedia(query).matches,
  );
}

/** Width up to which the settings are a drawer; the style sheets have the same number. */
export const NARROW = '(max-width: 1179px)';
