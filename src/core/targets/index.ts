// Targets: what is sampled. Named two-dimensional mixtures are one file each and one line in the registry here.

import type { MixtureModel, ScoreModel } from '../scores';

/** A target made ready for sampling. */
export interface Target {
  /** A few words for people, for example `two moons (trained network)`. */
  readonly label: string;
  readonly dimension: number;
  readonly model: ScoreModel;
  /** Mean of the data, `[coordinate]`. */
  readonly dataMean: Float64Array;
  /** Trace of the data covariance / d. */
  readonly dataVariance: number;
  /** The density that pictures show; of a network, the one it was trained on. Null where there is none to show. */
  readonly density: MixtureModel | null;
}
