// PIADM: parallel Picard rounds in every block, one block after the other.

import { blocks } from '../schedules/blocks';
import { SpecError } from '../spec';
import { startOf } from '../starts';
import { updateOf } from '../updates';
import type { Method } from './method';

/** arXiv 2405.15986, Algorithm 1 (SDE) and the predictor of Algorithm 2 (ODE).
 *
 * A block of `M` nodes is exact after `M` rounds whatever the linear part is, so `iterations` counts only up to `nodes`. */
export const piadm: Method = {
  label: 'PIADM',
  explanation:
    'The network is evaluated at all nodes of a block at once, and rounds are repeated until the block no longer changes; its last node starts the next block.',
  paper: 'arXiv 2405.15986',
  resolve: ({ blocks: count, nodes, method }) => {
    if (method.kind !== 'piadm') throw new SpecError(`method.kind is "${method.kind}"; PIADM cannot run it.`);
    return {
      schedule: blocks,
      parameters: {
        total: count * nodes,
        blockLength: nodes,
        iterations: Math.min(method.iterations, nodes),
        // Rounded as the GPU holds it, so that both backends compare with the same number.
        tolerance: Math.fround(method.tolerance ?? 0),
      },
      update: updateOf(method.linearPart),
      start: startOf(method.start),
    };
  },
};
