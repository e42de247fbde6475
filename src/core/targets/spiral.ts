// One arm of a spiral, 200 points about equally far apart.

import type { NamedTarget } from './mixtures';

const POINTS = 200;

export const spiral: NamedTarget = {
  label: 'spiral',
  means: Array.from({ length: POINTS }, (_, i) => {
    const t = 3 * Math.PI * Math.sqrt((i + 0.5) / POINTS);
    return [(t * Math.cos(t)) / 5, (t * Math.sin(t)) / 5];
  }),
  std: 0.06,
};
