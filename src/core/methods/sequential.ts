// The sequential sampler as a method of its own: blocks of a single node, each exact after its one round.

import { PLAIN_PARAMETERS } from '../schedules';
import { blocks } from '../schedules/blocks';
import { constant } from '../starts/constant';
import { picard } from '../updates/picard';
import { type Method, PLAIN } from './method';

/** It has starts like any other method, so that every segment's errors begin with entry 0. Its result is the reference
 * itself, which backends compute with the schedule `sequential` (no start phase). */
export const sequential: Method = {
  label: 'Sequential',
  equation: 'y_{j+1} = f_j(y_j)',
  paper: 'exponential integrator, arXiv 2209.11215',
  resolve: ({ blocks: count, nodes }) => ({
    ...PLAIN,
    schedule: blocks,
    parameters: { ...PLAIN_PARAMETERS, total: count * nodes, blockLength: 1, iterations: 1, tolerance: 0 },
    // In a block of one node the linear part multiplies zero.
    update: picard,
    start: constant,
    nodesInFlight: 1,
    maxRecords: 2 * count * nodes,
    recordedNodes: 2 * count * nodes,
  }),
};
