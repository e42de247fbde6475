// A straight line through points by least squares, with the interval of its slope. Plain mathematics.

export interface Line {
  readonly slope: number;
  readonly intercept: number;
  /** Ends of the interval that holds the slope with a probability of 95 %, if errors are normal, independent and of one size; null
   * for fewer than three points. */
  readonly interval: readonly [number, number] | null;
}

/** 97.5 % quantiles of Student's distribution with 1, 2, ... degrees of freedom. */
const QUANTILES = [
  12.7062, 4.3027, 3.1824, 2.7764, 2.5706, 2.4469, 2.3646, 2.306, 2.2622, 2.2281, 2.201, 2.1788, 2.1604, 2.1448, 2.1314,
] as const;
const NORMAL_QUANTILE = 1.959964;

/** The 97.5 % quantile of Student's distribution; beyond the table by the first terms of its expansion in `1/freedom` (Cornish
 * and Fisher), which are good to four digits there. */
export function studentQuantile(freedom: number): number {
  const listed = QUANTILES[freedom - 1];
  if (listed !== undefined) return listed;
  const z = NORMAL_QUANTILE;
  return z + (z ** 3 + z) / (4 * freedom) + (5 * z ** 5 + 16 * z ** 3 + 3 * z) / (96 * freedom ** 2);
}

/** The line of least squares through points with at least two different places; null for fewer. */
export function fitLine(points: readonly (readonly [number, number])[]): Line | null {
  const count = points.length;
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / count;
  const [centre, middle] = [mean(points.map(([x]) => x)), mean(points.map(([, y]) => y))];
  const spread = points.reduce((sum, [x]) => sum + (x - centre) ** 2, 0);
  if (!(spread > 0)) return null;
  const slope = points.reduce((sum, [x, y]) => sum + (x - centre) * (y - middle), 0) / spread;
  const intercept = middle - slope * centre;
  if (count < 3) return { slope, intercept, interval: null };
  const squares = points.reduce((sum, [x, y]) => sum + (y - intercept - slope * x) ** 2, 0);
  const half = studentQuantile(count - 2) * Math.sqrt(squares / (count - 2) / spread);
  return { slope, intercept, interval: [slope - half, slope + half] };
}

/** The line through the logarithms of points: `value = exp(intercept) at^slope`. */
export function fitPower(points: readonly { readonly at: number; readonly value: number }[]): Line | null {
  return fitLine(points.map(({ at, value }) => [Math.log(at), Math.log(value)]));
}
