// Wavefront: every block begins its rounds as soon as the block before has made its first one.

import { PLAIN_PARAMETERS } from '../schedules';
import { wavefront as wavefrontSchedule } from '../schedules/wavefront';
import { type Method, PLAIN, roundsOf, settingsOf, toleranceOf } from './method';

/** arXiv 2412.07435. After as many rounds as nodes everything is exact, so `iterations` counts only up to that. */
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
    const iterations = Math.min(method.iterations, total);
    const maxRounds = Math.min(spec.blocks * iterations, 2 * spec.blocks + iterations, total + spec.blocks);
    const calls = rounds.start.calls * spec.blocks;
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
      nodesInFlight: total,
      maxRecords: 2 * maxRounds + 2 * spec.blocks + calls,
      recordedNodes: (2 * maxRounds + 2 * spec.blocks + calls) * total,
    };
  },
};
