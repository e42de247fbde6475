// Score of a small multilayer perceptron that predicts noise.

/** `y = W x + b`; the weights are stored `[input][output]`, as the kernels read them. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** `[input][output]` */
  readonly weights: Float32Array;
  /** `[output]` */
  readonly bias: Float32Array;
}

/** SiLU between layers, none after the last. The first layer sees `x` and, through `timeWeights`, features of the noise
 * time: its pre-activation is `W x + b + W_t phi(r)`. */
export interface NetworkModel {
  readonly kind: 'network';
  readonly name: string;
  readonly dimension: number;
  /** Width of all hidden layers; a multiple of 4. */
  readonly width: number;
  /** Hidden layers first, then the output layer: `depth + 1` entries, `layers[0].inputs` = `dimension`. */
  readonly layers: readonly DenseLayer[];
  /** `[feature][output]` of the first layer. */
  readonly timeWeights: Float32Array;
  /** `omega_f`: features of noise time are `cos(omega_f l)`, `sin(omega_f l)`, `l = log(sigma / a)`. `[frequency]` */
  readonly timeFrequencies: Float32Array;
  /** Data moments, needed by linear parts and pictures: `[coordinate]` and trace of the covariance / d. */
  readonly dataMean: Float64Array;
  readonly dataVariance: number;
  /** Built-in target on which it was trained; pictures show that density. */
  readonly trainedOn: string;
}
