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
  /** For tables and the command line. */
  readonly label: string;
  /** `J_j` in TeX. */
  readonly equation: string;
  readonly paper: string;
}

/** How a round predicts, without derivatives of the score, what the score at a new state differs by from that at the old one. */
export interface ScorePredictor {
  /** By the difference of the scores of a surrogate of the data. */
  readonly surrogate: boolean;
  /** By a matrix: least squares over the increments of states and scores along the particle's own path. */
  readonly regression: boolean;
  /** The largest dimension it can be used in. */
  readonly mostDimensions: number;
}

/** A linear part is known before the run, one number a node, to which a predictor may add; or it is made, in the same round, of the
 * score's derivative at every row, as `A + B ds/dx` with eigenvalues clipped to `[0, cap]`. */
export type Update = UpdateWords &
  (
    | {
        readonly derivative: null;
        /** `J_j`, `[node]`, length `L`. */
        readonly linearPart: (context: UpdateContext) => Float64Array;
        readonly predictor?: ScorePredictor;
      }
    | {
        readonly derivative: DerivativeShape;
        /** The largest dimension it can be used in. */
        readonly mostDimensions: number;
      }
  );
