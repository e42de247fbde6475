// PIADM: parallel Picard rounds in every block, one block after the other; for the ODE with a corrector at block ends.

import { PLAIN_PARAMETERS } from '../schedules';
import { blocks } from '../schedules/blocks';
import { type Method, PLAIN, roundsOf, settingsOf, toleranceOf } from './method';

/** The corrector, which PIADM may have behind the blocks of the ODE. */
export const langevinCorrector = {
  label: 'Underdamped Langevin',
  equation:
    '\\begin{aligned} du &= v\\,dt,\\quad v_0 \\sim N(0, I) \\\\ dv &= (-\\gamma v + s(u, r))\\,dt + \\sqrt{2\\gamma}\\,dw \\end{aligned}',
  paper: 'arXiv 2405.15986, Algorithm 3',
} as const;

/** arXiv 2405.15986, Algorithm 1 (SDE), Algorithms 2 and 3 (ODE).
 *
 * A block of `M` nodes is exact after `M` rounds whatever the linear part is, so `iterations` counts only up to `nodes`. */
export const piadm: Method = {
  label: 'PIADM',
  equation: 'y^{(0)} = \\text{start},\\quad y^{(k+1)} = \\text{round}(y^{(k)}),\\quad k < K',
  paper: 'arXiv 2405.15986',
  resolve: (spec) => {
    const method = settingsOf('piadm', spec);
    const { corrector } = method;
    const rounds = roundsOf(method);
    const [iterations, steps] = [Math.min(method.iterations, spec.nodes), corrector?.steps ?? 0];
    const subBlocks = corrector?.subBlocks ?? 0;
    const correctorRounds = Math.min(corrector?.rounds ?? 0, steps);
    const total = spec.blocks * (spec.nodes + subBlocks * steps);
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
        subBlocks,
        correctorSteps: steps,
        correctorRounds,
        startCalls: rounds.start.calls,
      },
      corrector,
      nodesInFlight: Math.max(spec.nodes, steps),
      maxRecords: spec.blocks * (iterations + 1 + subBlocks * (correctorRounds + 1)),
      recordedNodes: spec.blocks * (spec.nodes * (iterations + 1) + subBlocks * steps * (correctorRounds + 1)),
    };
  },
};
