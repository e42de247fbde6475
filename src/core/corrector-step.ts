// One exact step of underdamped Langevin dynamics at fixed noise time with the score frozen,
// `du = v dt`, `dv = (-g v + s) dt + sqrt(2 g) dw`: the step of the parallel corrector (arXiv 2405.15986, Algorithm 3).

/** `v' = x v + a s + n_v`, `u' = u + b1 v + b2 s + n_u`. Of two independent standard normals `z_v`, `z_u` the noise is
 * `n_v = velocityNoise z_v`, `n_u = sharedNoise z_v + positionNoise z_u`: the Cholesky factor of its covariance. */
export interface CorrectorStep {
  /** `x = e^{-g e}` */
  readonly velocityFactor: number;
  /** `a = (1 - x)/g` */
  readonly velocityScoreWeight: number;
  /** `b1 = (1 - x)/g` */
  readonly positionVelocityWeight: number;
  /** `b2 = (e - b1)/g` */
  readonly positionScoreWeight: number;
  /** `Var n_v = 1 - x^2` */
  readonly velocityNoiseVariance: number;
  /** `Var n_u = (2/g) [e - 2 (1 - x)/g + (1 - x^2)/(2 g)]` */
  readonly positionNoiseVariance: number;
  /** `Cov(n_u, n_v) = (1 - x)^2/g` */
  readonly noiseCovariance: number;
  /** `sqrt(Var n_v)` */
  readonly velocityNoise: number;
  /** `Cov(n_u, n_v) / sqrt(Var n_v)` */
  readonly sharedNoise: number;
  /** `sqrt(Var n_u - Cov^2 / Var n_v)`; for small steps a quarter of `Var n_u` is left, so few digits are lost. */
  readonly positionNoise: number;
}

/** Below this `y = g e` the closed forms lose more than three digits to cancellation, and their series are summed. */
const SERIES_BELOW = 0.5;
/** Terms of the series: the last one is below 1e-20 of the first at `y` = 0.5. */
const TERMS = 24;

/** `sum_{n >= from} coefficient(n) (-y)^n / n!` */
function alternatingSeries(y: number, from: number, coefficient: (n: number) => number): number {
  let power = 1;
  let sum = 0;
  for (let n = 1; n < from + TERMS; n++) {
    power *= -y / n;
    if (n >= from) sum += coefficient(n) * power;
  }
  return sum;
}

/**
 * Coefficients of a step of length `step`, exact to rounding for small `friction * step` too.
 * @param friction `g`, above 0
 * @param step `e`, above 0
 */
export function correctorStep(friction: number, step: number): CorrectorStep {
  const y = friction * step;
  const lost = -Math.expm1(-y);
  const lostTwice = -Math.expm1(-2 * y);
  const series = y < SERIES_BELOW;
  // y - (1 - e^{-y}) = sum_{n >= 2} (-y)^n / n!
  const first = series ? alternatingSeries(y, 2, () => 1) : y - lost;
  // y - 2 (1 - e^{-y}) + (1 - e^{-2y}) / 2 = sum_{n >= 3} (2 - 2^{n-1}) (-y)^n / n!
  const second = series ? alternatingSeries(y, 3, (n) => 2 - 2 ** (n - 1)) : y - 2 * lost + lostTwice / 2;
  const positionNoiseVariance = (2 * second) / friction ** 2;
  const noiseCovariance = lost ** 2 / friction;
  const velocityNoise = Math.sqrt(lostTwice);
  const sharedNoise = noiseCovariance / velocityNoise;
  return {
    velocityFactor: Math.exp(-y),
    velocityScoreWeight: lost / friction,
    positionVelocityWeight: lost / friction,
    positionScoreWeight: first / friction ** 2,
    velocityNoiseVariance: lostTwice,
    positionNoiseVariance,
    noiseCovariance,
    velocityNoise,
    sharedNoise,
    positionNoise: Math.sqrt(positionNoiseVariance - sharedNoise ** 2),
  };
}
