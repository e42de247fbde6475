// Five bent arms of 40 points each.

import type { NamedTarget } from './mixtures';

const ARMS = 5;
const POINTS_OF_ARM = 40;

export const pinwheel: NamedTarget = {
  label: 'pinwheel',
  means: Array.from({ length: ARMS * POINTS_OF_ARM }, (_, i) => {
    const arm = Math.floor(i / POINTS_OF_ARM);
    const radius = 0.3 + (1.6 * ((i % POINTS_OF_ARM) + 0.5)) / POINTS_OF_ARM;
    const angle = (2 * Math.PI * arm) / ARMS + 0.9 * radius;
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
  }),
  std: 0.08,
};
