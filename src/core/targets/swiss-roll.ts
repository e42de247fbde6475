// The cross-section of a Swiss roll, 200 points.

import type { NamedTarget } from './mixtures';

const POINTS = 200;

export const swissRoll: NamedTarget = {
  label: 'Swiss roll',
  means: Array.from({ length: POINTS }, (_, i) => {
    const t = 1.5 * Math.PI * (1 + (2 * (i + 0.5)) / POINTS);
    return [(t * Math.cos(t)) / 7.5, (t * Math.sin(t)) / 7.5];
  }),
  std: 0.07,
};
