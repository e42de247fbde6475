// Dense layers in float64 for a block of rows at a time, each row with any number of tangents: dual numbers, whose tangents
// are rows of the same linear maps and are multiplied by the slope of each activation.

/** `y = W x + b`; the weights are stored `[input][output]`, as the kernels read them. */
export interface DenseLayer {
  readonly inputs: number;
  readonly outputs: number;
  /** `[input][output]` */
  readonly weights: Float32Array;
  /** `[output]` */
  readonly bias: Float32Array;
}

/** Outputs computed together by the inner loop of {@link applyLayer}. */
const TILE = 4;

/** A layer as the inner loop reads it. */
export interface PackedLayer {
  readonly inputs: number;
  /** Outputs rounded up to a multiple of {@link TILE}; the surplus has zero weights. */
  readonly paddedOutputs: number;
  /** `[output / 4][input][output mod 4]` */
  readonly weights: Float64Array;
  /** `[output]` */
  readonly bias: Float64Array;
}

export function packLayer(layer: DenseLayer): PackedLayer {
  const { inputs, outputs } = layer;
  const paddedOutputs = Math.ceil(outputs / TILE) * TILE;
  const weights = new Float64Array(inputs * paddedOutputs);
  const bias = new Float64Array(paddedOutputs);
  bias.set(layer.bias);
  for (let i = 0; i < inputs; i++) {
    for (let o = 0; o < outputs; o++) {
      const tile = Math.floor(o / TILE);
      weights[(tile * inputs + i) * TILE + (o % TILE)] = layer.weights[i * outputs + o] as number;
    }
  }
  return { inputs, paddedOutputs, weights, bias };
}

/** Rows of values and of their tangents: values first, then all first tangents, then all second ones. */
export interface BlockRows {
  /** Rows of values, even. */
  readonly rows: number;
  /** Rows of values and tangents together. */
  readonly allRows: number;
  /** Numbers from one unit's rows to the next unit's. */
  readonly stride: number;
}

/**
 * `out = W in + bias`, without the bias for tangents. Four outputs of two rows at a time.
 * @param input `[unit][row]`, as `out`
 */
export function applyLayer(
  layer: PackedLayer,
  bias: Float64Array,
  input: Float64Array,
  out: Float64Array,
  { rows, allRows, stride }: BlockRows,
): void {
  const { inputs, paddedOutputs, weights } = layer;
  for (let o = 0; o < paddedOutputs; o += TILE) {
    for (let row = 0; row < allRows; row += 2) {
      const isValue = row < rows;
      let a0 = isValue ? (bias[o] as number) : 0;
      let a1 = isValue ? (bias[o + 1] as number) : 0;
      let a2 = isValue ? (bias[o + 2] as number) : 0;
      let a3 = isValue ? (bias[o + 3] as number) : 0;
      let b0 = a0;
      let b1 = a1;
      let b2 = a2;
      let b3 = a3;
      let w = o * inputs;
      for (let i = 0, at = row; i < inputs; i++, at += stride, w += TILE) {
        const x = input[at] as number;
        const y = input[at + 1] as number;
        const w0 = weights[w] as number;
        const w1 = weights[w + 1] as number;
        const w2 = weights[w + 2] as number;
        const w3 = weights[w + 3] as number;
        a0 += w0 * x;
        b0 += w0 * y;
        a1 += w1 * x;
        b1 += w1 * y;
        a2 += w2 * x;
        b2 += w2 * y;
        a3 += w3 * x;
        b3 += w3 * y;
      }
      const at = o * stride + row;
      out[at] = a0;
      out[at + 1] = b0;
      out[at + stride] = a1;
      out[at + stride + 1] = b1;
      out[at + 2 * stride] = a2;
      out[at + 2 * stride + 1] = b2;
      out[at + 3 * stride] = a3;
      out[at + 3 * stride + 1] = b3;
    }
  }
}

/** SiLU `z g`, `g = 1/(1 + e^{-z})`, in place, and its slope `g (1 + z (1 - g))` on the tangents; `[unit][row]`. */
export function activate(values: Float64Array, units: number, { rows, allRows, stride }: BlockRows): void {
  for (let unit = 0; unit < units; unit++) {
    const from = unit * stride;
    for (let row = 0; row < rows; row++) {
      const value = values[from + row] as number;
      const gate = 1 / (1 + Math.exp(-value));
      values[from + row] = value * gate;
      if (rows === allRows) continue;
      const slope = gate * (1 + value * (1 - gate));
      for (let at = from + rows + row; at < from + allRows; at += rows) values[at] = (values[at] as number) * slope;
    }
  }
}
