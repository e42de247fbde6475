// Parareal: a coarse sweep over the blocks corrected by fine solutions of all blocks at once.

import { PLAIN_PARAMETERS } from '../schedules';
import { parareal as pararealSchedule } from '../schedules/parareal';
import { constant } from '../starts/constant';
import { jacobi } from '../updates/jacobi';
import { type Method, PLAIN, settingsOf, toleranceOf } from './method';

/** SRDS, arXiv 2412.08292. After as many iterations as blocks everything is exact, so `iterations` counts only up to that.
 *
 * The nodes inside of blocks are those of the last fine steps, which began at the block ends of the iteration before: where the
 * last sweep has moved these by less than the tolerance, the inner nodes lag behind by about as much. */
export const parareal: Method = {
  label: 'Parareal',
  equation: 'x_{n+1}^{k} = F(x_n^{k-1}) + G(x_n^{k}) - G(x_n^{k-1})',
  paper: 'SRDS, arXiv 2412.08292',
  resolve: (spec) => {
    const method = settingsOf('parareal', spec);
    const iterations = Math.min(method.iterations, spec.blocks);
    const total = spec.blocks * spec.nodes;
    return {
      ...PLAIN,
      schedule: pararealSchedule,
      parameters: {
        ...PLAIN_PARAMETERS,
        total,
        blockLength: spec.nodes,
        iterations,
        tolerance: toleranceOf(method),
        pipelined: method.pipelined ? 1 : 0,
      },
      // Rows are solved one node at a time, where a linear part multiplies zero.
      update: jacobi,
      start: constant,
      coarse: 'exponential',
      nodesInFlight: spec.blocks,
      maxRecords: spec.blocks + iterations * (spec.blocks + spec.nodes),
      recordedNodes: spec.blocks + iterations * (spec.blocks + total),
    };
  },
};
