// Score of a small multilayer perceptron that predicts noise, and its derivative by dual numbers, in float64. It knows
// nothing of files.

import { noiseVariance } from '../process';
import { activate, applyLayer, type BlockRows, type DenseLayer, packLayer } from './dense-layers';
import { needsProbes, productsPerRow } from './derivative';
import type { ScoreEvaluator } from './evaluate';

export type { DenseLayer };

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
  /** Variance of the narrowest structure of the data, where the file tells it: what the corrector's units are made of. */
  readonly narrowestVariance?: number;
  /** All weights but those of the time branch and the first bias are halves, or zero below 2^-14, so that devices may keep them as such. */
  readonly halfWeights?: true;
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

/** Rows of values and tangents whose activations stay in the processor's cache together. */
const BLOCK_ROWS = 32;

/** Scratch memory for blocks of rows with a number of tangents each. */
class NetworkBlock {
  /** Rows of values at most; even, because the inner loop takes two at a time. */
  readonly mostRows: number;
  readonly stride: number;
  /** `[coordinate][row]` of the states and their tangents. */
  readonly input: Float64Array;
  /** `[unit][row]`, input and output of layers in turn. */
  readonly buffers: readonly [Float64Array, Float64Array];

  constructor(
    readonly tangents: number,
    dimension: number,
    widest: number,
  ) {
    this.mostRows = 2 * Math.max(1, Math.floor(BLOCK_ROWS / 2 / (1 + tangents)));
    this.stride = this.mostRows * (1 + tangents);
    this.input = new Float64Array(dimension * this.stride);
    this.buffers = [new Float64Array(widest * this.stride), new Float64Array(widest * this.stride)];
  }

  /** Layout of `count` rows: an odd last one gets a companion. */
  layout(count: number): BlockRows {
    const rows = count + (count % 2);
    return { rows, allRows: rows * (1 + this.tangents), stride: this.stride };
  }
}

/** `s = -eps(x, r) / sigma(r)`, `sigma = sqrt(1 - e^{-r})`, where the network predicts the noise `eps`. */
export function networkScore(model: NetworkModel): ScoreEvaluator {
  const { dimension } = model;
  const layers = model.layers.map(packLayer);
  const widest = Math.max(dimension, ...layers.map((layer) => layer.paddedOutputs));
  const plain = new NetworkBlock(0, dimension, widest);
  let dual = plain;
  let branch = new Float64Array(0);
  let branchAt = Number.NaN;

  /** Sets the noise time of the calls that follow; returns the score per predicted noise. */
  function setNoiseTime(noiseTime: number): number {
    if (noiseTime !== branchAt) {
      branch = timeBranch(model, noiseTime) as Float64Array<ArrayBuffer>;
      branchAt = noiseTime;
    }
    return -1 / Math.sqrt(noiseVariance(noiseTime));
  }

  /** The network on the rows of the block's input; returns its output units, `[coordinate][row]`. */
  function forward(block: NetworkBlock, layout: BlockRows): Float64Array {
    let values = block.input;
    layers.forEach((layer, index) => {
      const out = block.buffers[index % 2 === 0 ? 0 : 1];
      applyLayer(layer, index === 0 ? branch : layer.bias, values, out, layout);
      if (index < layers.length - 1) activate(out, layer.paddedOutputs, layout);
      values = out;
    });
    return values;
  }

  /** Copies `count` particles from `from` on, `[coordinate][particle]`, to rows of the block from `firstRow` on. */
  function load(
    { input, stride }: NetworkBlock,
    firstRow: number,
    source: Float64Array,
    from: number,
    particles: number,
    count: number,
  ): void {
    for (let c = 0; c < dimension; c++) {
      const to = c * stride + firstRow;
      for (let row = 0; row < count; row++) input[to + row] = source[from + c * particles + row] as number;
      // The companion of an odd last row.
      if (count % 2 === 1) input[to + count] = 0;
    }
  }

  /** Sets the direction of a tangent to unit vector `coordinate`. */
  function loadUnit({ input, stride }: NetworkBlock, { rows }: BlockRows, coordinate: number): void {
    for (let c = 0; c < dimension; c++) {
      const from = c * stride + (1 + coordinate) * rows;
      input.fill(c === coordinate ? 1 : 0, from, from + rows);
    }
  }

  /** Writes scores of `count` particles from `to` on, `[coordinate][particle]`. */
  function storeScores(
    noise: Float64Array,
    { stride }: BlockRows,
    scale: number,
    out: Float64Array,
    to: number,
    particles: number,
    count: number,
  ): void {
    for (let c = 0; c < dimension; c++) {
      for (let row = 0; row < count; row++) {
        out[to + c * particles + row] = scale * (noise[c * stride + row] as number);
      }
    }
  }

  return {
    dimension,
    evaluate(noiseTime, states, stateOffset, out, outOffset, particles) {
      const scale = setNoiseTime(noiseTime);
      for (let first = 0; first < particles; first += plain.mostRows) {
        const count = Math.min(plain.mostRows, particles - first);
        const layout = plain.layout(count);
        load(plain, 0, states, stateOffset + first, particles, count);
        storeScores(forward(plain, layout), layout, scale, out, outOffset + first, particles, count);
      }
    },
    differentiate(
      shape,
      noiseTime,
      states,
      stateOffset,
      out,
      outOffset,
      derivatives,
      derivativeOffset,
      particles,
      probes,
    ) {
      const signs = needsProbes(model, shape) ? probes : null;
      if (needsProbes(model, shape) && signs === null) {
        throw new Error(
          `The ${shape} of a network in ${dimension} dimensions is estimated with probes; there are none.`,
        );
      }
      const tangents = productsPerRow(model, shape);
      if (dual.tangents !== tangents) dual = new NetworkBlock(tangents, dimension, widest);
      const scale = setNoiseTime(noiseTime);
      for (let first = 0; first < particles; first += dual.mostRows) {
        const count = Math.min(dual.mostRows, particles - first);
        const layout = dual.layout(count);
        load(dual, 0, states, stateOffset + first, particles, count);
        if (signs === null) {
          for (let c = 0; c < dimension; c++) loadUnit(dual, layout, c);
        } else {
          load(dual, layout.rows, signs, first, particles, count);
        }
        const noise = forward(dual, layout);
        storeScores(noise, layout, scale, out, outOffset + first, particles, count);
        const to = derivativeOffset + first;
        if (shape === 'matrix') {
          storeMatrix(noise, layout, dimension, scale, derivatives, to, particles, count);
        } else {
          const products = { noise, signs: signs === null ? null : dual.input };
          storeDiagonal(shape, products, layout, dimension, scale, derivatives, to, particles, count);
        }
      }
    },
  };
}

/** Writes the symmetric part of the Jacobian, whose column `c` is tangent `c`. */
function storeMatrix(
  noise: Float64Array,
  { rows, stride }: BlockRows,
  dimension: number,
  scale: number,
  out: Float64Array,
  to: number,
  particles: number,
  count: number,
): void {
  for (let i = 0; i < dimension; i++) {
    for (let j = 0; j < dimension; j++) {
      const upper = i * stride + (1 + j) * rows;
      const lower = j * stride + (1 + i) * rows;
      const entry = to + (i * dimension + j) * particles;
      for (let row = 0; row < count; row++) {
        out[entry + row] = (scale / 2) * ((noise[upper + row] as number) + (noise[lower + row] as number));
      }
    }
  }
}

/** Writes the diagonal of the Jacobian, or its mean: of tangent `c` coordinate `c`, or of a probe `v_c (J v)_c`. */
function storeDiagonal(
  shape: 'trace' | 'diagonal',
  { noise, signs }: { readonly noise: Float64Array; readonly signs: Float64Array | null },
  { rows, stride }: BlockRows,
  dimension: number,
  scale: number,
  out: Float64Array,
  to: number,
  particles: number,
  count: number,
): void {
  const weight = shape === 'trace' ? scale / dimension : scale;
  if (shape === 'trace') out.fill(0, to, to + count);
  for (let c = 0; c < dimension; c++) {
    const product = c * stride + (signs === null ? 1 + c : 1) * rows;
    const sign = c * stride + rows;
    const entry = shape === 'trace' ? to : to + c * particles;
    for (let row = 0; row < count; row++) {
      const value = weight * (noise[product + row] as number) * (signs === null ? 1 : (signs[sign + row] as number));
      out[entry + row] = shape === 'trace' ? (out[entry + row] as number) + value : value;
    }
  }
}
