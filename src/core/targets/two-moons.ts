// Two interleaved half circles of 100 points each, scaled to about unit variance.

import type { NamedTarget } from './mixtures';

const POINTS = 100;

const angles = Array.from({ length: POINTS }, (_, i) => (Math.PI * (i + 0.5)) / POINTS);

export const twoMoons: NamedTarget = {
  label: 'two moons',
  means: [
    ...angles.map((t) => [(Math.cos(t) - 0.5) / 0.87, (Math.sin(t) - 0.25) / 0.5]),
    ...angles.map((t) => [(0.5 - Math.cos(t)) / 0.87, (0.25 - Math.sin(t)) / 0.5]),
  ],
  std: 0.08,
};
