// A start that takes one network call: the first state is split into data and noise, and mixed again at every node.

import { noiseVariance, signal } from '../process';
import type { Start } from './start';

/** Tweedie's formula gives the data prediction, `x_0 = (y_0 + (1 - a_0^2) s) / a_0`; what it leaves of `y_0` is noise of unit
 * variance, `-sqrt(1 - a_0^2) s`. Data of a single point follow the ODE along this path. */
export const prediction: Start = {
  label: 'Data prediction',
  equation:
    '\\begin{aligned} y_m &= a_m x_0 + \\sqrt{1 - a_m^2}\\,\\frac{y_0 - a_0 x_0}{\\sqrt{1 - a_0^2}} \\\\ x_0 &= \\frac{y_0 + (1 - a_0^2)\\,s(y_0, r_0)}{a_0} \\end{aligned}',
  paper: 'ParaSolver, ICLR 2025',
  calls: 1,
  fill: ({ plan, path, particles, first, count, score }) => {
    const stateLength = plan.dimension * particles;
    const firstTime = plan.noiseTimes[first] as number;
    const variance = noiseVariance(firstTime);
    for (let node = first + 1; node <= first + count; node++) {
      const noiseTime = plan.noiseTimes[node] as number;
      const data = signal(noiseTime) / signal(firstTime);
      const noise = Math.sqrt(noiseVariance(noiseTime) * variance);
      for (let at = 0; at < stateLength; at++) {
        const s = score[at] as number;
        path[node * stateLength + at] = data * ((path[first * stateLength + at] as number) + variance * s) - noise * s;
      }
    }
  },
};
