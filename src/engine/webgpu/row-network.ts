// The network kernel of software adapters, `row-network.wgsl`: the statements that are written out for every input of an output, and the
// weights in the order in which it reads them.

import type { NetworkModel } from '../../core/scores';
import { fillIn } from './fill-in';
import type { NetworkSizes, RowTile } from './network-tiles';

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
  /** A statement for every four rows. */
  const vectors = (declared: string, name: string, number: (row: number) => string) =>
    range(quads).map((q) => `${declared}${name}${q} = vec4f(${range(4).map((r) => number(4 * q + r))});`);
  const texel = (across: string) => `textureSampleLevel(weights, nearest, vec2f(${across}, down), 0.0)`;

  const inputs = range(dimension);
  const first = [
    ...inputs.map((c) => `let w${c} = few[o * DIMENSION + ${c}u];`),
    ...vectors('let ', 'sum', (r) =>
      inputs.reduce((sum, c) => `(${sum} + w${c} * ${at('x', c, r)})`, `begun${Math.floor(r / 4)}.${component(r)}`),
    ),
    ...range(quads).map((q) => `outputs[o * QUADS + ${q}u] = activation(sum${q}, vec4f(OPEN));`),
  ];

  const layer: string[] = [];
  let sums = rows.map(() => 'begun');
  for (let i = 0; i < width; i += WRITTEN) {
    for (let k = i; k < i + WRITTEN; k += VECTOR) {
      const shared = k - (k % SHARED);
      const loaded = texel(`middle + ${k / VECTOR}.0 * TEXEL.x`);
      if (!sharing) layer.push(`let w${k} = ${loaded};`);
      else {
        if (k === shared) layer.push(`let shared${k} = ${loaded};`);
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
    ...vectors('let ', 'sum', (r) => sums[r] as string),
    ...range(quads).map((q) => `outputs[o * QUADS + ${q}u] = activation(sum${q}, gate);`),
  );

  return fillIn(code, {
    'place in the subgroup': sharing ? ['@builtin(subgroup_invocation_id) place: u32,'] : [],
    'biases of one node': ['let bias0 = nodeBias[bias[0u] + o];', ...vectors('var ', 'begun', () => 'bias0')],
    'biases of many nodes': vectors('', 'begun', (r) => `nodeBias[bias[${r}u] + o]`),
    'output of the first layer': first,
    'middle of the texel that is loaded first': [
      `let middle = (${sharing ? 'f32(place % 4u)' : '0.0'} + 0.5) * TEXEL.x;`,
    ],
    'output of a layer': layer,
  });
}

/** What the kernel reads of a network. */
export interface PackedRows {
  /** Texels of an output's weights. */
  readonly texels: number;
  /** From the second layer on, `[layer][output][input]`, inputs filled up with zeros. */
  readonly weights: readonly number[];
  /** Weights of the first layer, `[output][input]`, and biases of the others, `[layer][output]`. */
  readonly few: readonly number[];
}

export function packRows({ layers, width }: NetworkModel): PackedRows {
  const filled = sizeUp(width, SHARED);
  const rowOf = ({ weights, inputs, outputs }: NetworkModel['layers'][number], o: number, length: number) =>
    range(length).map((i) => (i < inputs ? (weights[i * outputs + o] as number) : 0));
  const weights: number[] = [];
  const few: number[] = [];
  layers.forEach((layer, index) => {
    for (let o = 0; o < layer.outputs; o++) {
      if (index === 0) few.push(...rowOf(layer, o, layer.inputs));
      else weights.push(...rowOf(layer, o, filled));
    }
    // The first layer's bias is part of the time branch.
    if (index > 0) few.push(...layer.bias);
  });
  return { texels: filled / VECTOR, weights, few };
}
