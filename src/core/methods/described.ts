// What a page says of settings that are in no registry: the solvers of few steps, the clip of data predictions, half precision.

import type { FewStepSolver, Precision, RoundSettings } from '../spec';

/** Words, an equation in TeX and a source, for a reader of the page. */
export interface Described {
  readonly label: string;
  /** One or two sentences. */
  readonly explanation: string;
  readonly equation: string;
  readonly paper: string;
}

/** Of a step from noise time `r` to `r'`; a prime marks what belongs to the end. */
export const solvers = {
  exponential: {
    label: 'Exponential integrator',
    explanation:
      'The step of the full grid, only longer: the linear drift exactly, with the score of its first node. For the SDE its noise is the exact sum of the noises of the nodes that it passes over.',
    equation: "y' = A\\,y + B\\,s(y, r) + \\textstyle\\sum_j w_j \\xi_j",
    paper: 'arXiv 2209.11215',
  },
  ddim: {
    label: 'DDIM',
    explanation: 'The data prediction of the first node is kept along the step. For the ODE.',
    equation:
      "\\begin{aligned} y' &= a' \\hat x_0 + \\sigma' \\hat\\epsilon \\\\ \\hat x_0 &= \\frac{y + \\sigma^2 s}{a},\\quad \\hat\\epsilon = -\\sigma s \\end{aligned}",
    paper: 'arXiv 2010.02502',
  },
  'dpm-solver++': {
    label: 'DPM-Solver++(2M)',
    explanation:
      'The data prediction is continued linearly in the logarithm of the signal-to-noise ratio, through those of this step and of the one before: second order with one network call a step. For the ODE.',
    equation:
      "\\begin{aligned} y' &= \\frac{\\sigma'}{\\sigma}\\,y + a' (1 - e^{-h})\\,D \\\\ D &= \\hat x_0 + \\frac{h}{2 h_0} (\\hat x_0 - \\hat x_0^{\\text{before}}) \\end{aligned}",
    paper: 'arXiv 2211.01095',
  },
} satisfies Record<FewStepSolver, Described>;

export const clips: Readonly<Record<Exclude<RoundSettings['clip'], 'none'>, Described>> = {
  data: {
    label: 'The box of the data',
    explanation:
      'A new state and the score predicted at it imply a point of the data. Where that leaves the box around the data, state and score are replaced by those of the nearest point in it. It costs nothing and does not move the solution.',
    equation: "\\hat x_0 = \\frac{y'_j + (1 - a_j^2)\\,\\tilde s_j}{a_j} \\in \\text{box}",
    paper: 'new here; a static threshold as in arXiv 2205.11487, inside the update',
  },
};

export const roundings: Readonly<Record<Exclude<Precision, 'f32'>, Described>> = {
  f16: {
    label: 'Half, overflow spreads',
    explanation:
      'After every round each state is rounded to 11 significant bits. Beyond 65,504 it becomes infinite, and spoils the nodes after it until the front has passed them.',
    equation: 'y \\leftarrow \\mathrm{fl}_{16}(y)',
    paper: 'IEEE 754, binary16',
  },
  'f16-saturating': {
    label: 'Half, overflow saturates',
    explanation:
      'After every round each state is rounded to 11 significant bits; beyond 65,504 it stays at that number, which hides the overflow.',
    equation: 'y \\leftarrow \\mathrm{fl}_{16}(y),\\quad |y| \\le 65{,}504',
    paper: 'IEEE 754, binary16',
  },
};
