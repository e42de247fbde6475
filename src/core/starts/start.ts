// The face of a start: what the nodes of a segment hold before its first round.

export interface Start {
  readonly label: string;
  /** One or two sentences for a reader of the page. */
  readonly explanation: string;
  /** The start in TeX; `y_0` is the segment's first state, `m` counts its nodes. */
  readonly equation: string;
  readonly paper: string;
  /**
   * Fills the nodes `first + 1 .. first + count` of a path.
   * @param path `[node][coordinate][particle]`
   * @param stateLength coordinates times particles
   */
  readonly fill: (path: Float64Array, stateLength: number, first: number, count: number) => void;
}
