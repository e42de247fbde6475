// The face of a linear part: the factor `J_j` of the general update `y'_{j+1} = f_j(y_j) + J_j (y'_j - y_j)`, in which
// `f_j` is one step of the sequential sampler. Whatever `J` is, the fixed point is the sequential solution.

import type { DerivativeShape } from '../scores/evaluate';

/** What a linear part may depend on without evaluating the score. */
export interface UpdateContext {
  /** `r_0 .. r_L` */
  readonly noiseTimes: Float64Array;
  /** `A`, `[node]`, length `L`. */
  readonly stateFactor: Float64Array;
  /** `B`, `[node]`, length `L`. */
  readonly scoreWeight: Float64Array;
  /** Trace of the data covariance / d. */
  readonly dataVariance: number;
}

interface UpdateWords {
  readonly label: string;
  /** One or two sentences for a reader of the page. */
  readonly explanation: string;
  /** `J_j` in TeX. */
  readonly equation: string;
  readonly paper: string;
}

/** A linear part is known before the run, one number a node; or it is made, in the same round, of the score's derivative at
 * every row, as `A + B ds/dx` with eigenvalues clipped to `[0, cap]`. */
export type Update = UpdateWords &
  (
    | {
        readonly derivative: null;
        /** `J_j`, `[node]`, length `L`. */
        readonly linearPart: (context: UpdateContext) => Float64Array;
      }
    | {
        readonly derivative: DerivativeShape;
        /** The largest dimension it can be used in. */
        readonly mostDimensions: number;
      }
  );
