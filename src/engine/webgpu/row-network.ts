// The network kernel of software adapters, `row-network.wgsl`: the statements that are written out for every input of an output, and the
// weights in the order in which it reads them.

import type { NetworkModel } from '../../core/scores';
import { fillIn, type NetworkSizes, type RowTile } from './network-tiles';

/** Inputs of a vector, those of a statement, which divide the widths that there are, and those that the threads of a quad load together. */
const VECTOR = 4;
const WRITTEN = 8;
const SHARED = 16;

const range = (count: number) => Array.from({ length: count }, (_, index) => index);
const sizeUp = (count: number, unit: number) => Math.ceil(count / unit) * unit;
const component = (index: number) => 'xyzw'.charAt(index % VECTOR);

/**
 * Writes the statements of a network into the kernel.
 *
 * All values are `let`: to add to a variable takes SwiftShader ten instructions a component, a value takes none. Sums are made from the
 * first input to the last; of more inputs a statement no sum has to be put aside so often, but more weights have to wait in memory.
 * @param sharing whether the threads of a quad share what they load, which takes the feature `subgroups`
 */
export function writeRows(
  code: string,
  { dimension, width }: NetworkSizes,
  { quads }: Pick<RowTile, 'quads'>,
  sharing: boolean,
): string {
  const rows = range(4 * quads);
  /** One row of a unit. */
  const at = (values: string, unit: number, row: number) =>
    `${values}[${unit * quads + Math.floor(row / 4)}u].${component(row)}`;
  const vectors = (sum: (row: number) => string) =>
    range(quads).map((q) => `let sum${q} = vec4f(${range(4).map((r) => sum(4 * q + r))});`);

  const inputs = range(dimension);
  const first = [
    ...range(Math.ceil(dimension / VECTOR)).map((v) => `let w${v} = weightsOf(weights[weight + ${v}u]);`),
    ...vectors((r) =>
      inputs.reduce(
        (sum, c) => `(${sum} + w${Math.floor(c / VECTOR)}.${component(c)} * ${at('x', c, r)})`,
        `nodeBias[bias[${r}u] + o]`,
      ),
    ),
    ...range(quads).map((q) => `outputs[o * QUADS + ${q}u] = silu(sum${q});`),
  ];

  const layer: string[] = [];
  let sums = rows.map(() => 'begun');
  for (let i = 0; i < width; i += WRITTEN) {
    for (let k = i; k < i + WRITTEN; k += VECTOR) {
      const shared = k - (k % SHARED);
      if (!sharing) layer.push(`let w${k} = weightsOf(weights[weight + ${k / VECTOR}u]);`);
      else {
        if (k === shared) layer.push(`let shared${k} = weightsOf(weights[weight + ${k / VECTOR}u + place % 4u]);`);
        layer.push(`let w${k} = quadBroadcast(shared${shared}, ${(k - shared) / VECTOR}u);`);
      }
    }
    sums = rows.map((r) => {
      const sum = range(WRITTEN).reduce((terms, k) => {
        const factors = [at('a', i + k, r), `w${i + k - (k % VECTOR)}.${component(k)}`];
        // Which comes first decides what stays in a register.
        return `(${terms} + ${(sharing ? factors : factors.reverse()).join(' * ')})`;
      }, sums[r] as string);
      layer.push(`let y${i}_${r} = ${sum};`);
      return `y${i}_${r}`;
    });
  }
  layer.push(
    ...vectors((r) => sums[r] as string),
    ...range(quads).map((q) => `outputs[o * QUADS + ${q}u] = select(silu(sum${q}), sum${q}, isLast);`),
  );

  return fillIn(code, {
    'place in the subgroup': sharing ? ['@builtin(subgroup_invocation_id) place: u32,'] : [],
    'output of the first layer': first,
    'output of a layer': layer,
  });
}

/** The weights of all layers as the kernel reads them, and the biases from the second layer on. */
export function packRows({ layers }: NetworkModel): { readonly weights: number[]; readonly biases: number[] } {
  const weights: number[] = [];
  const biases: number[] = [];
  layers.forEach((layer, index) => {
    const filled = sizeUp(layer.inputs, index === 0 ? VECTOR : SHARED);
    for (let o = 0; o < layer.outputs; o++)
      for (let i = 0; i < filled; i++)
        weights.push(i < layer.inputs ? (layer.weights[i * layer.outputs + o] as number) : 0);
    // The first layer's bias is part of the time branch.
    if (index > 0) biases.push(...layer.bias);
  });
  return { weights, biases };
}
