// Exact score of a mixture of isotropic Gaussians (ALGORITHMS section 1).

/** Data `sum_k w_k N(mu_k, v_k I)`. */
export interface MixtureModel {
  readonly kind: 'mixture';
  readonly dimension: number;
  readonly components: number;
  /** `[component]`, logarithms of weights that sum to one. */
  readonly logWeights: Float64Array;
  /** `[component][coordinate]` */
  readonly means: Float64Array;
  /** `v_k`, `[component]` */
  readonly variances: Float64Array;
}
