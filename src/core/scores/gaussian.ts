// Score of isotropic Gaussian data.

/** Data `N(mean, variance I)`. */
export interface GaussianModel {
  readonly kind: 'gaussian';
  readonly dimension: number;
  /** `[coordinate]` */
  readonly mean: Float64Array;
  readonly variance: number;
}
