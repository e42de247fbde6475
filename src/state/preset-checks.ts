// What the checks of presets look at beside the numbers of a summary. Pure functions of summaries.

import type { RunSummary } from '../core/summary';
import { namedMixture } from '../core/targets';

/** The worst particle's error at the end of the last segment. */
export function finalError({ segments }: RunSummary): number {
  return segments.at(-1)?.error.at(-1) ?? Number.NaN;
}

/** The median particle's largest error over all nodes after a number of rounds, of a run of one segment. */
export function medianAfter({ segments: [only] }: RunSummary, rounds: number): number {
  return only?.errorMedian[rounds] ?? Number.NaN;
}

/** Modes of the ring: radius 2, angles `pi i / 4`. */
const MODES = 8;

/** Smallest share of particles, over the ring's modes, that end within 0.7 (three standard deviations) of one. */
export function smallestShare(samples: RunSummary['samples']): number {
  const counts = new Array<number>(MODES).fill(0);
  for (const [x = Number.NaN, y = Number.NaN] of samples) {
    const mode = (Math.round((Math.atan2(y, x) * MODES) / (2 * Math.PI)) + MODES) % MODES;
    const angle = (2 * Math.PI * mode) / MODES;
    if (Math.hypot(x - 2 * Math.cos(angle), y - 2 * Math.sin(angle)) < 0.7) counts[mode] = (counts[mode] ?? 0) + 1;
  }
  return Math.min(...counts) / samples.length;
}

/** Share of particles that end within 0.35 (four standard deviations) of the middle of the two moons. */
export function shareOnMoons(samples: RunSummary['samples']): number {
  const { means } = namedMixture('two-moons');
  const isNear = ([x = Number.NaN, y = Number.NaN]: readonly number[]) => {
    for (let at = 0; at < means.length; at += 2)
      if (Math.hypot(x - (means[at] ?? Number.NaN), y - (means[at + 1] ?? Number.NaN)) < 0.35) return true;
    return false;
  };
  return samples.filter(isNear).length / samples.length;
}
