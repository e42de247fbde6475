// Eight modes on a circle of radius 2.

import type { NamedTarget } from './mixtures';

export const ring: NamedTarget = {
  label: 'ring',
  means: Array.from({ length: 8 }, (_, i) => {
    const angle = (Math.PI * i) / 4;
    return [2 * Math.cos(angle), 2 * Math.sin(angle)];
  }),
  std: 0.2236,
};
