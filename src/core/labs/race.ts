// Lab: the race of the methods that the story speaks of. The panel of the race runs and draws it; here are only its lanes.

import { parseSpec } from '../parse-spec';
import { blocksUpTo, type Lane, stepsOf } from '../race';
import type { RunSpec } from '../spec';

const methodOf = (input: object) => parseSpec({ method: input }).method;

/** Sequential, 8 blocks, a window of 64, the wavefront, and the best method: one block with a surrogate of 16 components and path
 * regression, clipped to the data. */
export const RACE_LANES: readonly Lane[] = [
  { method: methodOf({ kind: 'sequential' }), blocks: 8 },
  { method: methodOf({ kind: 'piadm' }), blocks: 8 },
  { method: methodOf({ kind: 'window', window: 64, tolerance: 0.03 }), blocks: 8 },
  { method: methodOf({ kind: 'wavefront' }), blocks: 8 },
  {
    method: methodOf({
      kind: 'piadm',
      linearPart: 'surrogate-regression',
      surrogateComponents: 16,
      start: 'surrogate',
      clip: 'data',
    }),
    blocks: 1,
  },
];

/** The lanes for a problem: on its grid, and for the ODE, whose smooth paths show the score in one direction only, without the
 * regression. */
export function raceLanes(base: RunSpec): Lane[] {
  const steps = stepsOf(base);
  return RACE_LANES.map(({ method, blocks }) => {
    const fitting = { blocks: blocksUpTo(steps, blocks) };
    if (method.kind === 'window') return { ...fitting, method: { ...method, window: Math.min(method.window, steps) } };
    if (method.kind === 'piadm' && method.linearPart === 'surrogate-regression' && base.dynamics === 'ode')
      return { ...fitting, method: { ...method, linearPart: 'surrogate' } };
    return { ...fitting, method };
  });
}
