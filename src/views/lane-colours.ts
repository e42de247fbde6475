// Colours of lanes and curves. The sequential sampler is always the same grey and the chosen method always the same blue; the
// others take the rest of the set of Okabe and Ito (2008, "Color Universal Design"), but for the vermilion, which means numbers
// that are not finite. Where there are more than colours, lines are dashed.

import { darkPalette } from './palette';
import type { Palette } from './scene';

/** Orange, bluish green, reddish purple, the second blue, yellow; the yellow of the light scheme is darkened to stand out on white. */
const OTHERS = {
  light: ['#e69f00', '#009e73', '#cc79a7', '#56b4e9', '#a39600'],
  dark: ['#e69f00', '#1db88c', '#cc79a7', '#5f86e0', '#f0e442'],
} as const;

/** What a lane is drawn as. */
export interface LaneColour {
  readonly colour: string;
  /** Of its lines; none where the colour is its own. */
  readonly dash?: readonly number[];
}

/** `chosen` is the method of the settings; a number is the place among all others. */
export type LaneRole = 'sequential' | 'chosen' | number;

const DASHES: readonly (readonly number[] | undefined)[] = [undefined, [6, 3], [2, 3]];

/** The colour of a lane in a theme. */
export function laneColour(role: LaneRole, palette: Palette): LaneColour {
  if (role === 'sequential') return { colour: palette.sequential };
  if (role === 'chosen') return { colour: palette.parallel };
  const colours = OTHERS[palette === darkPalette ? 'dark' : 'light'];
  const colour = colours[role % colours.length] ?? palette.ink;
  const dash = DASHES[Math.floor(role / colours.length) % DASHES.length];
  return dash ? { colour, dash } : { colour };
}
