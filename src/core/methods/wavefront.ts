// Wavefront: every block begins its rounds as soon as the block before has made its first one.

import { PLAIN_PARAMETERS } from '../schedules';
import { wavefront as wavefrontSchedule } from '../schedules/wavefront';
import { type Method, PLAIN, roundsOf, settingsOf, toleranceOf } from './method';

/** arXiv 2412.07435. Every block finishes at most `iterations` rounds after it began, and one after the block before it at the
 * earliest, so there are `N + iterations - 1` rounds at most. After as many rounds as nodes everything is exact, so
 * `iterations` counts only up to that. */
export const wavefront: Method = {
  label: 'Wavefront',
  explanation:
    'All blocks repeat their rounds at the same time, each from the newest end of the block before; they begin one round apart, and finish in order.',
  equation: 'y^{(k+1)}_{n,\\,0} = y^{(k)}_{n-1,\\,M}',
  paper: 'arXiv 2412.07435',
  resolve: (spec) => {
    const method = settingsOf('wavefront', spec);
    const rounds = roundsOf(method);
    const total = spec.blocks * spec.nodes;
    const iterations = Math.min(method.iterations, total - spec.blocks + 1);
    // The start of the run, and one whenever a block joins or leaves; one of both at once is a single one.
    const starts = 2 * spec.blocks - 1;
    // Between the first block that joins and the first that finishes lie `iterations` rounds.
    const nodesInFlight = Math.min(spec.blocks, iterations) * spec.nodes;
    return {
      ...PLAIN,
      ...rounds,
      schedule: wavefrontSchedule,
      parameters: {
        ...PLAIN_PARAMETERS,
        total,
        blockLength: spec.nodes,
        iterations,
        tolerance: toleranceOf(method),
        startCalls: rounds.start.calls,
      },
      nodesInFlight,
      maxRecords: spec.blocks + iterations - 1 + starts,
      recordedNodes: total * iterations + starts * nodesInFlight,
    };
  },
};
