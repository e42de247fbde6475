// The face of a start: what the nodes of a segment hold before its first round.

import type { Plan } from '../plan';

/** What a start may use. */
export interface StartContext {
  readonly plan: Plan;
  /** `[node][coordinate][particle]` */
  readonly path: Float64Array;
  readonly particles: number;
  /** The last node that has a state; the nodes `first + 1 .. first + count` are to be filled. */
  readonly first: number;
  readonly count: number;
  /** `xi_j` of a node, `[coordinate][particle]`; not asked for where `C_j` is 0. */
  readonly noise: (node: number) => Float64Array;
  /** The score at node `first`, `[coordinate][particle]`; only for starts with a network call. */
  readonly score: Float64Array;
}

export interface Start {
  /** For tables and the command line. */
  readonly label: string;
  /** The start in TeX; `y_0` is the segment's first state, `m` counts its nodes. */
  readonly equation: string;
  readonly paper: string;
  /** Network calls that it takes, counted with the rounds. */
  readonly calls: 0 | 1;
  /** Whether it is made of a surrogate of the data, and the largest dimension it can be used in. */
  readonly surrogate?: { readonly mostDimensions: number };
  /** Fills the nodes after `first`. */
  readonly fill: (context: StartContext) => void;
}
