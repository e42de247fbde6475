// Colours by meaning, one palette for each colour scheme. The blue, the sky blue and the vermilion are of the
// colour-blind-safe set of Okabe and Ito (2008, "Color Universal Design"). Knows nothing of traces or of the page.

import type { Palette } from './scene';

export const lightPalette: Palette = {
  paper: '#ffffff',
  ink: '#1a1c1f',
  muted: '#5c6168',
  hairline: '#d5d8dc',
  sequential: '#6f747b',
  parallel: '#0072b2',
  density: '#8d949c',
  cursor: '#1a1c1f',
  notFinite: '#d55e00',
};

export const darkPalette: Palette = {
  paper: '#121417',
  ink: '#e9eaeb',
  muted: '#a2a8af',
  hairline: '#363b41',
  sequential: '#a0a5ab',
  parallel: '#56b4e9',
  density: '#7d848c',
  cursor: '#e9eaeb',
  notFinite: '#ff8a3d',
};
