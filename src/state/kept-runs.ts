// Results of runs beside the figure, kept by what was run: a race or a comparison that is run again, or goes on after a cancel,
// computes only what has changed. The oldest make room for new ones.

import type { RunSpec } from '../core/spec';

/** The same text for the same run. Specs come from one parser, which writes their fields in one order. */
export function keyOf(spec: RunSpec): string {
  return JSON.stringify(spec);
}

export class KeptRuns<Result> {
  private readonly results = new Map<string, Result>();

  /** @param most results that are kept */
  constructor(private readonly most: number) {}

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
    for (const oldest of this.results.keys()) {
      if (this.results.size <= this.most) return;
      this.results.delete(oldest);
    }
  }
}
