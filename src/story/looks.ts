// Which part of the figure a paragraph speaks of. Where there is room for one part only, the page shows that one under the text; the first
// chapter, which knows no parallel sampler yet, shows its one picture everywhere.

import type { ChapterName } from './chapter';

/** Parts of the figure: `sequential` is the stage of the sequential sampler alone, `pad` the curve that the reader draws. */
export type FigurePart = 'stages' | 'sequential' | 'numbers' | 'race' | 'convergence' | 'heatmap' | 'pad';

/** By paragraph; the last one stands for all after it, which stand beside a lab or a race. */
const LOOKS: Readonly<Record<ChapterName, readonly (readonly FigurePart[])[]>> = {
  serial: [['sequential'], ['sequential'], ['sequential', 'race']],
  wholePath: [['stages'], ['stages'], ['convergence']],
  sameNoise: [['stages'], ['stages'], ['stages', 'convergence']],
  fronts: [['stages'], ['heatmap'], ['heatmap']],
  hump: [['stages'], ['convergence']],
  blocks: [['heatmap', 'convergence']],
  dimension: [['numbers', 'stages']],
  price: [['race', 'numbers', 'stages']],
};

/** What a paragraph of a chapter speaks of. */
export function looksAt(chapter: ChapterName, beat: number): readonly FigurePart[] {
  const looks = LOOKS[chapter];
  return looks[Math.min(beat, looks.length - 1)] ?? [];
}
