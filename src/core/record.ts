// A record: what one start or one round did, and its numbers for every node that it produced. It knows no trace.

/** One start or one round of network calls. Evaluated nodes are `firstNode + i stride`, `i < count`; entry `offset + i` of the
 * per-node arrays describes the node that was produced, `firstNode + i stride + reach`. */
export interface RoundRecord {
  /** A start fills nodes and evaluates none of them. */
  readonly isStart: boolean;
  /** Network calls in a row so far, this one included. */
  readonly clock: number;
  /** Rounds of this segment so far. */
  readonly iteration: number;
  readonly segment: number;
  readonly firstNode: number;
  readonly count: number;
  readonly stride: number;
  /** 1, but for steps over a whole block. */
  readonly reach: number;
  /** Nodes `0 .. front` are final after it. */
  readonly front: number;
  /** Rows evaluated per particle, each Jacobian-vector product counted as one more; of a start, the call it took. */
  readonly evaluations: number;
  readonly offset: number;
  /** Largest change of any node and particle in this round (RMS over coordinates); NaN for a start. */
  readonly residual: number;
  /** Of each particle's largest error over the record's nodes: the worst, the 99 % quantile and the median. */
  readonly error: number;
  readonly error99: number;
  readonly errorMedian: number;
}

/** A record as a backend delivers it, with its per-node numbers. */
export interface RecordData extends Omit<RoundRecord, 'offset'> {
  /** Each `[i]`, length `count`: worst residual; worst, 99 % and median error over particles. */
  readonly nodeResidual: ArrayLike<number>;
  readonly nodeError: ArrayLike<number>;
  readonly nodeError99: ArrayLike<number>;
  readonly nodeErrorMedian: ArrayLike<number>;
  /** `[i][axis][tracked]`: projected positions of the tracked particles at the produced nodes. */
  readonly paths: ArrayLike<number>;
}

/** The node that row `i` of a record produced. */
export function producedNode({ firstNode, stride, reach }: RoundRecord, i: number): number {
  return firstNode + i * stride + reach;
}
