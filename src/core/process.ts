// The forward Ornstein-Uhlenbeck process `dx = -x/2 dr + dw`: data `x_0` becomes `x_r ~ N(a x_0, (1 - a^2) I)` with
// `a = e^{-r/2}` at noise time `r`. Nothing here knows of data or of grids.

/** `a = e^{-r/2}`: what is left of the data at noise time `r`. */
export function signal(noiseTime: number): number {
  return Math.exp(-noiseTime / 2);
}

/** `1 - a^2 = 1 - e^{-r}`: variance of the added noise, without cancellation at small `r`. */
export function noiseVariance(noiseTime: number): number {
  return -Math.expm1(-noiseTime);
}

/** `V(r) = a^2 v + 1 - a^2`: variance at noise time `r` of a component that has variance `v` in the data. */
export function noisedVariance(variance: number, noiseTime: number): number {
  return Math.exp(-noiseTime) * variance + noiseVariance(noiseTime);
}
