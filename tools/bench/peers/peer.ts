// What the bench asks of a library: the same network on the same rows, as often in a row as it likes.

/** A dense layer, weights `[input][output]`. */
export interface PlainLayer {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

/** Layers with SiLU between them: the score at one noise time, time branch and `-1 / sigma` folded in. */
export type PlainNetwork = readonly PlainLayer[];

/**
 * Evaluates the network so often in a row, each time on what it gave before, and reads the last result, so that none is left out however
 * lazy a library is. `[row][coordinate]`
 */
export type Chain = (evaluations: number) => Promise<Float32Array>;

/** A library with the network on its device. */
export interface OpenPeer {
  /** Puts states on the device. `[row][coordinate]` */
  prepare(states: Float32Array, rows: number): Promise<{ readonly chain: Chain; readonly dispose: () => void }>;
}

/** A library that the bench knows. */
export interface Peer {
  /** Name of its package. */
  readonly library: string;
  /** Rejects when the library does not run on WebGPU here. */
  open(network: PlainNetwork): Promise<OpenPeer>;
}
