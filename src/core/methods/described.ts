// What there is to say of settings that are in no registry: the solvers of few steps, the clip of data predictions, half
// precision.

import type { FewStepSolver, Precision, RoundSettings } from '../spec';

/** A name for tables and the command line, an equation in TeX and a source. The words of the page are not here. */
export interface Described {
  readonly label: string;
  readonly equation: string;
  readonly paper: string;
}

/** Of a step from noise time `r` to `r'`; a prime marks what belongs to the end. */
export const solvers = {
  exponential: {
    label: 'Exponential integrator',
    equation: "y' = A\\,y + B\\,s(y, r) + \\textstyle\\sum_j w_j \\xi_j",
    paper: 'arXiv 2209.11215',
  },
  ddim: {
    label: 'DDIM',
    equation:
      "\\begin{aligned} y' &= a' \\hat x_0 + \\sigma' \\hat\\epsilon \\\\ \\hat x_0 &= \\frac{y + \\sigma^2 s}{a},\\quad \\hat\\epsilon = -\\sigma s \\end{aligned}",
    paper: 'arXiv 2010.02502',
  },
  'dpm-solver++': {
    label: 'DPM-Solver++(2M)',
    equation:
      "\\begin{aligned} y' &= \\frac{\\sigma'}{\\sigma}\\,y + a' (1 - e^{-h})\\,D \\\\ D &= \\hat x_0 + \\frac{h}{2 h_0} (\\hat x_0 - \\hat x_0^{\\text{before}}) \\end{aligned}",
    paper: 'arXiv 2211.01095',
  },
} satisfies Record<FewStepSolver, Described>;

export const clips: Readonly<Record<Exclude<RoundSettings['clip'], 'none'>, Described>> = {
  data: {
    label: 'The box of the data',
    equation: "\\hat x_0 = \\frac{y'_j + (1 - a_j^2)\\,\\tilde s_j}{a_j} \\in \\text{box}",
    paper: 'new here; a static threshold as in arXiv 2205.11487, inside the update',
  },
};

export const roundings: Readonly<Record<Exclude<Precision, 'f32'>, Described>> = {
  f16: {
    label: 'Half, overflow spreads',
    equation: 'y \\leftarrow \\mathrm{fl}_{16}(y)',
    paper: 'IEEE 754, binary16',
  },
  'f16-saturating': {
    label: 'Half, overflow saturates',
    equation: 'y \\leftarrow \\mathrm{fl}_{16}(y),\\quad |y| \\le 65{,}504',
    paper: 'IEEE 754, binary16',
  },
};
