// The runs that several chapters look at, small enough to end in a few seconds where a CPU does the sampling.

import { parseSpec } from '../core/parse-spec';
import type { RunSpec } from '../core/spec';
import type { StoryScene } from './chapter';

const RING = { kind: 'mixture', name: 'ring' } as const;

/** The figure of a run; what is left out has its default. */
export function figureOf(input: object): StoryScene & { readonly panel: 'figure'; readonly spec: RunSpec } {
  return { panel: 'figure', spec: parseSpec({ target: RING, particles: 64, ...input }) };
}
