// Sequential samplers on fewer steps: what parallel rounds must be compared with at equal depth.

import { PLAIN_PARAMETERS } from '../schedules';
import { fewStep as fewStepSchedule } from '../schedules/few-step';
import { constant } from '../starts/constant';
import { jacobi } from '../updates/jacobi';
import { type Method, PLAIN, settingsOf } from './method';

/** A step covers as many nodes of the grid as make `steps` of them; its noise is the exact sum of the nodes' noises. With a
 * single node a step and the exponential integrator it is the sequential sampler. */
export const fewStep: Method = {
  label: 'Few steps',
  equation: 'y_{(i+1)S} = G(y_{iS}),\\quad S = L / \\text{steps}',
  paper: 'a baseline; its source is that of the solver',
  resolve: (spec) => {
    const method = settingsOf('few-step', spec);
    const total = spec.blocks * spec.nodes;
    return {
      ...PLAIN,
      schedule: fewStepSchedule,
      parameters: {
        ...PLAIN_PARAMETERS,
        total,
        blockLength: total / method.steps,
        iterations: 1,
        tolerance: 0,
      },
      update: jacobi,
      start: constant,
      coarse: method.solver,
      nodesInFlight: 1,
      maxRecords: method.steps,
      recordedNodes: method.steps,
    };
  },
};
