// The chapters of the story in their order. A new one is one file, its words and one line here.

import type { Chapter } from './chapter';
import { blocks } from './chapters/blocks';
import { dimension } from './chapters/dimension';
import { fronts } from './chapters/fronts';
import { hump } from './chapters/hump';
import { price } from './chapters/price';
import { sameNoise } from './chapters/same-noise';
import { serial } from './chapters/serial';
import { wholePath } from './chapters/whole-path';

export const chapters: readonly Chapter[] = [serial, wholePath, sameNoise, fronts, hump, blocks, dimension, price];

/**
 * A chapter by its number, from 1.
 * @throws Error for a number that no chapter has
 */
export function chapterOf(number: number): Chapter {
  const chapter = chapters[number - 1];
  if (!chapter) throw new Error(`The chapter is ${number}; allowed: 1 to ${chapters.length}.`);
  return chapter;
}
