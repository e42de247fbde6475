// Results of runs beside the figure, kept by what was run: a race or a comparison that is run again, or goes on after a cancel,
// computes only what has changed. The oldest make room for new ones.

import type { RunSpec } from '../core/spec';

/** Keys that were made, by spec: a spec never changes, and one of thousands of points is long. */
const keys = new WeakMap<RunSpec, string>();

/** The same text for the same run. Specs come from one parser, which writes their fields in one order. */
export function keyOf(spec: RunSpec): string {
  const before = keys.get(spec);
  if (before !== undefined) return before;
  const key = JSON.stringify(spec);
  keys.set(spec, key);
  return key;
}

export class KeptRuns<Result> {
  private readonly results = new Map<string, Result>();

  /**
   * @param most weight of all results that are kept together; the newest one is kept in any case
   * @param weightOf weight of a result; 1 when absent
   */
  constructor(
    private readonly most: number,
    private readonly weightOf: (result: Result) => number = () => 1,
  ) {}

  get(spec: RunSpec): Result | undefined {
    return this.results.get(keyOf(spec));
  }

  delete(spec: RunSpec): void {
    this.results.delete(keyOf(spec));
  }

  set(spec: RunSpec, result: Result): void {
    const key = keyOf(spec);
    this.results.delete(key);
    this.results.set(key, result);
    let weight = 0;
    for (const kept of this.results.values()) weight += this.weightOf(kept);
    for (const [oldest, kept] of this.results) {
      if (weight <= this.most || oldest === key) return;
      weight -= this.weightOf(kept);
      this.results.delete(oldest);
    }
  }
}
