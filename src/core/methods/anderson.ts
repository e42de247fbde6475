// Triangular Anderson acceleration of the rounds of every block.

import { PLAIN_PARAMETERS } from '../schedules';
import { blocks } from '../schedules/blocks';
import { type Method, PLAIN, roundsOf, settingsOf, toleranceOf } from './method';

/** arXiv 2402.09970. The weights of a node use residuals of nodes before it alone, so that a block is exact after `M` rounds. */
export const anderson: Method = {
  label: 'Triangular Anderson',
  equation:
    '\\begin{aligned} y_j &\\leftarrow y_j + R_j - (\\Delta Y_j + \\Delta R_j)\\,\\gamma_j \\\\ \\gamma_j &= \\arg\\min_\\gamma \\textstyle\\sum_{i<j} \\lVert R_i - \\Delta R_i\\,\\gamma \\rVert^2 \\end{aligned}',
  paper: 'ParaTAA, arXiv 2402.09970',
  resolve: (spec) => {
    const method = settingsOf('anderson', spec);
    const rounds = roundsOf(method);
    const iterations = Math.min(method.iterations, spec.nodes);
    const total = spec.blocks * spec.nodes;
    return {
      ...PLAIN,
      ...rounds,
      schedule: blocks,
      parameters: {
        ...PLAIN_PARAMETERS,
        total,
        blockLength: spec.nodes,
        iterations,
        tolerance: toleranceOf(method),
        startCalls: rounds.start.calls,
      },
      memory: method.memory,
      nodesInFlight: spec.nodes,
      maxRecords: spec.blocks * (iterations + 1),
      recordedNodes: total * (iterations + 1),
    };
  },
};
