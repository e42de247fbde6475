// The time grid: noise times of all nodes, from the horizon down to the cutoff. It knows nothing of dynamics.

import type { Spacing } from './spec';

export interface GridParameters {
  /** `T`, the noise time of the start. */
  readonly horizon: number;
  /** `delta`, the noise time of the end, `0 < delta < T`. */
  readonly cutoff: number;
  /** `N` */
  readonly blocks: number;
  /** `M`, nodes of one block. */
  readonly nodes: number;
  readonly spacing: Spacing;
}

/** Stretched time `u(r) = r - 1` for `r >= 1`, `log r` below: steps of equal length in it are constant above `r = 1` and shrink
 * in proportion to `r` below. */
export function stretch(noiseTime: number): number {
  return noiseTime >= 1 ? noiseTime - 1 : Math.log(noiseTime);
}

/** Noise time at a stretched time: the inverse of {@link stretch}. */
export function unstretch(stretched: number): number {
  return stretched >= 0 ? stretched + 1 : Math.exp(stretched);
}

/** Writes `count + 1` noise times from `from` down to `to`, both exact, equally spaced in stretched or in noise time. */
function fill(times: Float64Array, first: number, count: number, from: number, to: number, stretched: boolean): void {
  const start = stretched ? stretch(from) : from;
  const end = stretched ? stretch(to) : to;
  for (let i = 1; i < count; i++) {
    const at = start + ((end - start) * i) / count;
    times[first + i] = stretched ? unstretch(at) : at;
  }
  times[first] = from;
  times[first + count] = to;
}

/**
 * Noise times `r_0 = T > ... > r_L = delta` of the nodes, `L = N M`; block `n` holds the nodes `n M .. (n + 1) M`.
 *
 * `stretched` is uniform in `u(r) = r - 1` for `r >= 1`, `log r` for `r < 1`; `uniform` is uniform in `r`; `single-tail`
 * has all of `r < 1` in the last block, geometrically, and the other blocks uniform over `[1, T]` (the grid of the theorem
 * of arXiv 2405.15986). With one block, or where 1 is not between cutoff and horizon, `single-tail` is `stretched`.
 * @returns length `L + 1`
 */
export function noiseTimes({ horizon, cutoff, blocks, nodes, spacing }: GridParameters): Float64Array {
  const total = blocks * nodes;
  const times = new Float64Array(total + 1);
  if (spacing === 'single-tail' && blocks > 1 && horizon > 1 && cutoff < 1) {
    fill(times, 0, total - nodes, horizon, 1, false);
    fill(times, total - nodes, nodes, 1, cutoff, true);
  } else {
    fill(times, 0, total, horizon, cutoff, spacing !== 'uniform');
  }
  return times;
}

/**
 * The grid with `correctorNodes` nodes of a corrector behind each block, all at the noise time of the block's end: the node
 * there becomes the first of them, and the next block begins at the same noise time.
 * @param times noise times of the grid, length `N M + 1`
 * @returns length `N (M + correctorNodes) + 1`
 */
export function withCorrector(
  times: Float64Array,
  { blocks, nodes }: Pick<GridParameters, 'blocks' | 'nodes'>,
  correctorNodes: number,
): Float64Array {
  const period = nodes + correctorNodes;
  const result = new Float64Array(blocks * period + 1);
  for (let block = 0; block < blocks; block++) {
    const [first, end] = [block * nodes, (block + 1) * nodes];
    result.set(times.subarray(first, end), block * period);
    result.fill(times[end] ?? Number.NaN, block * period + nodes, (block + 1) * period);
  }
  result[blocks * period] = times[blocks * nodes] ?? Number.NaN;
  return result;
}
