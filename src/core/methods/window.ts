// ParaDiGMS: a window of nodes that slides past what has converged.

import { PLAIN_PARAMETERS } from '../schedules';
import { window as windowSchedule } from '../schedules/window';
import { type Method, PLAIN, roundsOf, settingsOf, toleranceOf } from './method';

/** arXiv 2305.16317, Algorithm 1. Every round slides by at least one node, so there are at most as many rounds as nodes. */
export const window: Method = {
  label: 'Sliding window',
  equation:
    '\\frac{1}{d}\\,\\lVert y^{(k+1)}_j - y^{(k)}_j \\rVert^2 \\le \\tau^2 \\sigma_j^2 \\;\\Rightarrow\\; \\text{slide past } j',
  paper: 'ParaDiGMS, arXiv 2305.16317',
  resolve: (spec) => {
    const method = settingsOf('window', spec);
    const rounds = roundsOf(method);
    const total = spec.blocks * spec.nodes;
    const width = Math.min(method.window, total);
    return {
      ...PLAIN,
      ...rounds,
      schedule: windowSchedule,
      parameters: {
        ...PLAIN_PARAMETERS,
        total,
        blockLength: spec.nodes,
        // Nobody counts the rounds of a window.
        iterations: 0,
        tolerance: toleranceOf(method),
        window: width,
        startCalls: rounds.start.calls,
      },
      nodesInFlight: width,
      maxRecords: 2 * total,
      recordedNodes: 2 * total * width,
    };
  },
};
