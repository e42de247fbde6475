// Wavefront: every block begins its rounds as soon as the block before has made its first one.

import { PLAIN_PARAMETERS } from '../schedules';
import { wavefront as wavefrontSchedule } from '../schedules/wavefront';
import { type Method, PLAIN, roundsOf, settingsOf, toleranceOf } from './method';

/** arXiv 2412.07435. Every block finishes at most `iterations` rounds after it began, and one after the block before it at the
 * earliest, so there are `N + iterations - 1` rounds at most. After as many rounds as nodes everything is exact, so
 * `iterations` counts only up to that. */
export const wavefront: Method = {
  label: 'Wavefront',
  equation: 'y^{(k+1)}_{n,\\,0} = y^{(k)}_{n-1,\\,M}',
  paper: 'arXiv 2412.07435',
  resolve: (spec) => {
    const method = settingsOf('wavefront', spec);
    const rounds = roundsOf(method);
    const total = spec.blocks * spec.nodes;
    const iterations = Math.min(method.iterations, total - spec.blocks + 1);
    // A block joins after every round, and has finished as soon as so many have joined after it.
    const active = Math.min(spec.blocks, iterations);
    const nodesInFlight = active * spec.nodes;
    // The start of the run, and one whenever a block joins or finishes; both at once take a single one.
    const starts = spec.blocks - 1 + active;
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
