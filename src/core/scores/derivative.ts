// What may be asked of the derivative ds/dx of a score, and what it costs. A linear part needs no more of it than its
// trace, its diagonal or its symmetric part.

import type { ScoreModel } from '.';

/** What is asked of the score's derivative ds/dx: its trace / d (1 entry), its diagonal (d entries), or its symmetric part
 * (d * d entries, row-major). */
export type DerivativeShape = 'trace' | 'diagonal' | 'matrix';

/** Numbers that one row's derivative has. */
export function derivativeEntries(shape: DerivativeShape, dimension: number): number {
  switch (shape) {
    case 'trace':
      return 1;
    case 'diagonal':
      return dimension;
    case 'matrix':
      return dimension * dimension;
  }
}

/** Networks of more dimensions than this have their trace and diagonal estimated; up to it all products are computed. */
const EXACT_DIMENSIONS = 2;

/** Whether `differentiate` estimates with probes (Hutchinson): networks above two dimensions, for `trace` and `diagonal`. */
export function needsProbes(model: ScoreModel, shape: DerivativeShape): boolean {
  return model.kind === 'network' && model.dimension > EXACT_DIMENSIONS && shape !== 'matrix';
}

/** Jacobian-vector products that one row costs. The formulas of mixtures and Gaussians count as one, and as `d` for a
 * matrix. */
export function productsPerRow(model: ScoreModel, shape: DerivativeShape): number {
  if (shape === 'matrix') return model.dimension;
  return model.kind === 'network' && !needsProbes(model, shape) ? model.dimension : 1;
}
