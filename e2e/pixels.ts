// Counts pixels in pictures of the page, as the person in front of it would see them.

import type { Locator, Page } from '@playwright/test';
import { PNG } from 'pngjs';

/** Red, green and blue, each 0..255. */
export type Colour = readonly [number, number, number];

/** A picture, row by row, four bytes a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** What an element looks like on the screen: the composited picture, WebGPU canvases included. */
export async function pictureOf(target: Locator | Page): Promise<Picture> {
  const { width, height, data } = PNG.sync.read(await target.screenshot());
  return { width, height, data };
}

/** Number of pixels for which `wanted` holds. */
export function countPixels(picture: Picture, wanted: (colour: Colour) => boolean): number {
  let count = 0;
  for (let i = 0; i < picture.data.length; i += 4) {
    if (wanted([picture.data[i]!, picture.data[i + 1]!, picture.data[i + 2]!])) count++;
  }
  return count;
}

/** Not a shade of grey: the channels differ by more than anti-aliasing of grey text does. */
export function isColoured([red, green, blue]: Colour): boolean {
  return Math.max(red, green, blue) - Math.min(red, green, blue) > 24;
}

/** Fraction of pixels of two pictures that differ visibly; 1 when the sizes differ. */
export function difference(a: Picture, b: Picture): number {
  if (a.width !== b.width || a.height !== b.height) return 1;
  let count = 0;
  for (let i = 0; i < a.data.length; i += 4) {
    const distance = Math.max(...[0, 1, 2].map((channel) => Math.abs(a.data[i + channel]! - b.data[i + channel]!)));
    if (distance > 8) count++;
  }
  return count / (a.width * a.height);
}
