// Score of a small multilayer perceptron that predicts noise, evaluated in float64. It knows nothing of files.

import { noiseVariance } from '../process';
import type { ScoreEvaluator } from './evaluate';

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
  /** Width of all hidden layers; a multiple of 8. */
  readonly width: number;
  /** Hidden layers first, then the output layer: `depth + 1` entries, `layers[0].inputs` = `dimension`. */
  readonly layers: readonly DenseLayer[];
  /** `[feature][output]` of the first layer; the features are all cosines, then all sines. */
  readonly timeWeights: Float32Array;
  /** `omega_f`: features of noise time are `cos(omega_f l)`, `sin(omega_f l)`, `l = log(sigma / a)`. `[frequency]` */
  readonly timeFrequencies: Float32Array;
  /** Data moments, needed by linear parts and pictures: `[coordinate]` and trace of the covariance / d. */
  readonly dataMean: Float64Array;
  readonly dataVariance: number;
  /** Built-in target on which it was trained; pictures show that density. */
  readonly trainedOn: string;
}

/** `l = log(sigma / a) = log(e^r - 1) / 2`, without overflow at large `r` or cancellation at small. */
export function logNoiseToSignal(noiseTime: number): number {
  return 0.5 * (noiseTime + Math.log(noiseVariance(noiseTime)));
}

/**
 * What the noise time adds to the first layer, its bias included: depends on the node alone, so it is evaluated once per
 * node.
 * @returns `[width]`
 */
export function timeBranch(network: NetworkModel, noiseTime: number): Float64Array {
  const first = network.layers[0];
  if (first === undefined) throw new Error(`The network "${network.name}" has no layers.`);
  const { timeFrequencies, timeWeights } = network;
  const width = first.outputs;
  const frequencies = timeFrequencies.length;
  const position = logNoiseToSignal(noiseTime);
  const branch = Float64Array.from(first.bias);
  for (let f = 0; f < frequencies; f++) {
    const angle = (timeFrequencies[f] as number) * position;
    const cosine = Math.cos(angle);
    const sine = Math.sin(angle);
    for (let o = 0; o < width; o++) {
      const cosineWeight = timeWeights[f * width + o] as number;
      const sineWeight = timeWeights[(frequencies + f) * width + o] as number;
      branch[o] = (branch[o] as number) + cosine * cosineWeight + sine * sineWeight;
    }
  }
  return branch;
}

/** Outputs computed together by the inner loop of {@link applyLayer}. */
const TILE = 4;
/** Rows whose activations stay in the processor's cache together; even, because the inner loop takes two at a time. */
const BLOCK_ROWS = 32;

/** A layer as the inner loop reads it. */
interface PackedLayer {
  readonly inputs: number;
  /** Outputs rounded up to a multiple of {@link TILE}; the surplus has zero weights. */
  readonly paddedOutputs: number;
  /** `[output / 4][input][output mod 4]` */
  readonly weights: Float64Array;
  /** `[output]` */
  readonly bias: Float64Array;
}

function pack(layer: DenseLayer): PackedLayer {
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

/** `out = W in + bias` for `rows` rows (even); activations are `[unit][BLOCK_ROWS]`. Four outputs of two rows at a time. */
function applyLayer(
  layer: PackedLayer,
  bias: Float64Array,
  input: Float64Array,
  out: Float64Array,
  rows: number,
): void {
  const { inputs, paddedOutputs, weights } = layer;
  for (let o = 0; o < paddedOutputs; o += TILE) {
    for (let row = 0; row < rows; row += 2) {
      let a0 = bias[o] as number;
      let a1 = bias[o + 1] as number;
      let a2 = bias[o + 2] as number;
      let a3 = bias[o + 3] as number;
      let b0 = a0;
      let b1 = a1;
      let b2 = a2;
      let b3 = a3;
      let w = o * inputs;
      for (let i = 0, at = row; i < inputs; i++, at += BLOCK_ROWS, w += TILE) {
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
      const at = o * BLOCK_ROWS + row;
      out[at] = a0;
      out[at + 1] = b0;
      out[at + BLOCK_ROWS] = a1;
      out[at + BLOCK_ROWS + 1] = b1;
      out[at + 2 * BLOCK_ROWS] = a2;
      out[at + 2 * BLOCK_ROWS + 1] = b2;
      out[at + 3 * BLOCK_ROWS] = a3;
      out[at + 3 * BLOCK_ROWS + 1] = b3;
    }
  }
}

/** SiLU in place, `[unit][BLOCK_ROWS]`. */
function activate(values: Float64Array, units: number, rows: number): void {
  for (let unit = 0; unit < units; unit++) {
    const from = unit * BLOCK_ROWS;
    for (let at = from; at < from + rows; at++) {
      const value = values[at] as number;
      values[at] = value / (1 + Math.exp(-value));
    }
  }
}

/** `s = -eps(x, r) / sigma(r)`, `sigma = sqrt(1 - e^{-r})`, where the network predicts the noise `eps`. */
export function networkScore(model: NetworkModel): ScoreEvaluator {
  const { dimension } = model;
  const layers = model.layers.map(pack);
  const widest = Math.max(dimension, ...layers.map((layer) => layer.paddedOutputs));
  const inputUnits = new Float64Array(dimension * BLOCK_ROWS);
  const buffers = [new Float64Array(widest * BLOCK_ROWS), new Float64Array(widest * BLOCK_ROWS)] as const;
  let branch = new Float64Array(0);
  let branchAt = Number.NaN;

  /** The network on the rows in `inputUnits`; returns its output units. */
  function forward(rows: number): Float64Array {
    let values = inputUnits;
    layers.forEach((layer, index) => {
      const out = buffers[index % 2 === 0 ? 0 : 1];
      applyLayer(layer, index === 0 ? branch : layer.bias, values, out, rows);
      if (index < layers.length - 1) activate(out, layer.paddedOutputs, rows);
      values = out;
    });
    return values;
  }

  return {
    dimension,
    evaluate(noiseTime, states, stateOffset, out, outOffset, particles) {
      if (noiseTime !== branchAt) {
        branch = timeBranch(model, noiseTime) as Float64Array<ArrayBuffer>;
        branchAt = noiseTime;
      }
      const scale = -1 / Math.sqrt(noiseVariance(noiseTime));
      for (let first = 0; first < particles; first += BLOCK_ROWS) {
        const count = Math.min(BLOCK_ROWS, particles - first);
        // An odd last row gets a companion of zeros.
        const rows = count + (count % 2);
        for (let c = 0; c < dimension; c++) {
          const from = stateOffset + c * particles + first;
          const to = c * BLOCK_ROWS;
          for (let row = 0; row < count; row++) inputUnits[to + row] = states[from + row] as number;
          if (rows > count) inputUnits[to + count] = 0;
        }
        const noise = forward(rows);
        for (let c = 0; c < dimension; c++) {
          const to = outOffset + c * particles + first;
          for (let row = 0; row < count; row++) out[to + row] = scale * (noise[c * BLOCK_ROWS + row] as number);
        }
      }
    },
  };
}
