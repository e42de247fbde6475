// Where two curves cross that are known at a few places: between them both are straight lines on logarithmic axes. Plain
// mathematics.

/** A place and a positive value. */
export interface CurvePoint {
  readonly at: number;
  readonly value: number;
}

/** A crossing; `from` there on the first curve is the lower one, or the second. */
export interface Crossing extends CurvePoint {
  readonly lower: 'first' | 'second';
}

const log = (value: number) => Math.log(value);

/**
 * The logarithm of a curve at a place, by interpolation on both logarithms; NaN outside of its places.
 * @param curve places in ascending order
 */
export function logValueAt(curve: readonly CurvePoint[], at: number): number {
  for (let index = 0; index < curve.length; index++) {
    const here = curve[index] as CurvePoint;
    if (here.at === at) return log(here.value);
    const before = curve[index - 1];
    if (here.at < at || before === undefined) continue;
    if (before.at > at) break;
    const share = (log(at) - log(before.at)) / (log(here.at) - log(before.at));
    return log(before.value) + share * (log(here.value) - log(before.value));
  }
  return Number.NaN;
}

/**
 * All crossings of two curves, in ascending order. Where both values are below `floor` they count as equal.
 * @param first places in ascending order, likewise `second`
 */
export function crossingsOf(first: readonly CurvePoint[], second: readonly CurvePoint[], floor: number): Crossing[] {
  const places = [...new Set([...first, ...second].map(({ at }) => at))].sort((one, other) => one - other);
  const least = log(floor);
  const crossings: Crossing[] = [];
  let before: { readonly at: number; readonly first: number; readonly second: number } | null = null;
  for (const at of places) {
    const here = { at, first: logValueAt(first, at), second: logValueAt(second, at) };
    if (Number.isNaN(here.first + here.second)) continue;
    const gap = here.first - here.second;
    if (before !== null && (before.first - before.second) * gap < 0) {
      const gapBefore = before.first - before.second;
      const share = gapBefore / (gapBefore - gap);
      const value = before.first + share * (here.first - before.first);
      if (value >= least) {
        crossings.push({
          at: Math.exp(log(before.at) + share * (log(at) - log(before.at))),
          value: Math.exp(value),
          lower: gap < 0 ? 'first' : 'second',
        });
      }
    }
    // A place where both are equal is passed over: the sign before it counts.
    if (gap !== 0) before = here;
  }
  return crossings;
}
