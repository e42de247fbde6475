// The sequential sampler as a method of its own: blocks of a single node, each exact after its one round.

import { blocks } from '../schedules/blocks';
import { constant } from '../starts/constant';
import { picard } from '../updates/picard';
import type { Method } from './method';

/** It has starts like any other method, so that every segment's errors begin with entry 0. Its result is the reference
 * itself, which backends compute with the schedule `sequential` (no start phase). */
export const sequential: Method = {
  label: 'sequential',
  explanation: 'One node after the other: as many network calls in a row as there are nodes.',
  paper: 'arXiv 2209.11215 (exponential integrator of the reverse process)',
  resolve: ({ blocks: count, nodes }) => ({
    schedule: blocks,
    parameters: { total: count * nodes, blockLength: 1, iterations: 1, tolerance: 0 },
    // In a block of one node the linear part multiplies zero.
    update: picard,
    start: constant,
  }),
};
