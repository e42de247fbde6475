// The start of the PIADM paper: every node of the segment equals its first state.

import type { Start } from './start';

/** `y_m = y_0` (arXiv 2405.15986, Algorithm 1). */
export const constant: Start = {
  label: 'Constant',
  equation: 'y_m^{(0)} = y_0',
  paper: 'arXiv 2405.15986, Algorithm 1',
  calls: 0,
  fill: ({ plan, path, particles, first, count }) => {
    const stateLength = plan.dimension * particles;
    const from = first * stateLength;
    for (let i = 1; i <= count; i++) path.copyWithin((first + i) * stateLength, from, from + stateLength);
  },
};
