// Colours and names of lanes and curves. The sequential sampler is always the same grey and the chosen method always the same blue; the
// others take the rest of the set of Okabe and Ito (2008, "Color Universal Design"), but for the vermilion, which means numbers
// that are not finite. Where there are more lanes than colours, lines are dashed.

import { darkPalette } from './palette';
import { SIZE, widthInSizes } from './plot-frame';
import type { Palette } from './scene';

/** Orange, bluish green, sky blue, reddish purple, yellow, black. The yellow of the light scheme is darkened to stand out on white;
 * in the dark one black is white, and the sky blue, which there means the chosen method, is a darker blue. */
const OTHERS = {
  light: ['#e69f00', '#009e73', '#56b4e9', '#cc79a7', '#a39600', '#1a1c1f'],
  dark: ['#e69f00', '#1db88c', '#5f86e0', '#cc79a7', '#f0e442', '#e9eaeb'],
} as const;

const DASHES: readonly (readonly number[])[] = [[], [6, 3], [2, 3]];

/** What a lane is drawn as. */
export interface LaneColour {
  readonly colour: string;
  /** Of its lines; none where the colour is its own. */
  readonly dash?: readonly number[];
}

/** `chosen` is the method of the settings. A number from 1 is the place among all others; `baseline` is the place among sequential
 * samplers on fewer steps. */
export type LaneRole = 'sequential' | 'chosen' | number | { readonly baseline: number };

/** The colour of a lane in a theme. */
export function laneColour(role: LaneRole, palette: Palette): LaneColour {
  if (role === 'sequential') return { colour: palette.sequential };
  if (role === 'chosen') return { colour: palette.parallel };
  if (typeof role === 'object') return dashed(palette.sequential, role.baseline);
  const colours = OTHERS[palette === darkPalette ? 'dark' : 'light'];
  const place = Math.max(0, role - 1);
  return dashed(colours[place % colours.length] ?? palette.ink, Math.floor(place / colours.length));
}

function dashed(colour: string, level: number): LaneColour {
  const dash = DASHES[level % DASHES.length] ?? [];
  return dash.length > 0 ? { colour, dash } : { colour };
}

/** Width of a letter of a label, in sizes, on average: names are mostly small letters. */
const LETTER = 5.8 / SIZE.label;

/** A name that fits a width, roughly, with an ellipsis where it had to be cut. */
export function fitted(name: string, width: number): string {
  const fits = (text: string) => widthInSizes(text, LETTER) * SIZE.label <= width;
  if (fits(name)) return name;
  let end = name.length - 1;
  while (end > 1 && !fits(`${name.slice(0, end)}…`)) end--;
  return `${name.slice(0, end)}…`;
}
