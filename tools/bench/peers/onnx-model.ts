// Writes the network as an ONNX model: protocol buffers by hand, of which it needs numbers, texts and messages alone.

import type { PlainLayer, PlainNetwork } from './peer';

type Bytes = readonly number[] | Uint8Array;

function concatenate(parts: readonly Bytes[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

/** Seven bits a byte, lowest first; the highest bit says that more follow. */
function varint(value: number): number[] {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) + 128);
  return [...bytes, rest];
}

/** Fields by their numbers in `onnx.proto`: whole numbers, and what has a length (texts, messages, raw data). */
const number = (field: number, value: number) => concatenate([varint(8 * field), varint(value)]);
const lengthy = (field: number, content: Bytes) =>
  concatenate([varint(8 * field + 2), varint(content.length), content]);
const text = (field: number, value: string) => lengthy(field, new TextEncoder().encode(value));
const message = (field: number, ...fields: readonly Uint8Array[]) => lengthy(field, concatenate(fields));

const FLOAT = 1;
const VERSIONS = { intermediate: 8, operators: 13 };

function initializer(name: string, dimensions: readonly number[], values: Float32Array): Uint8Array {
  const raw = new Uint8Array(4 * values.length);
  const view = new DataView(raw.buffer);
  values.forEach((value, i) => {
    view.setFloat32(4 * i, value, true);
  });
  return message(5, ...dimensions.map((size) => number(1, size)), number(2, FLOAT), text(8, name), lengthy(9, raw));
}

function node(operator: string, inputs: readonly string[], output: string): Uint8Array {
  return message(1, ...inputs.map((name) => text(1, name)), text(2, output), text(3, output), text(4, operator));
}

/** The graph's input (field 11) or output (field 12): any number of rows. */
function value(field: number, name: string, columns: number): Uint8Array {
  const shape = message(2, message(1, text(2, 'rows')), message(1, number(1, columns)));
  return message(field, text(1, name), message(2, message(1, number(1, FLOAT), shape)));
}

/** How a layer is written: as a product and a sum, or as one operator. Runtimes have a kernel for each. */
export type LayerForm = 'MatMul' | 'Gemm';

function affine(form: LayerForm, x: string, layer: number, result: string): Uint8Array[] {
  if (form === 'Gemm') return [node('Gemm', [x, `W${layer}`, `b${layer}`], result)];
  return [node('MatMul', [x, `W${layer}`], `p${layer}`), node('Add', [`p${layer}`, `b${layer}`], result)];
}

/** Bytes of a model with input `x` and output `y`. */
export function onnxModel(network: PlainNetwork, form: LayerForm): Uint8Array {
  const last = network.length - 1;
  const nodes = network.flatMap((_, i) => {
    const from = i === 0 ? 'x' : `a${i - 1}`;
    if (i === last) return affine(form, from, i, 'y');
    return [
      ...affine(form, from, i, `z${i}`),
      node('Sigmoid', [`z${i}`], `s${i}`),
      node('Mul', [`z${i}`, `s${i}`], `a${i}`),
    ];
  });
  const initializers = network.flatMap(({ inputs, outputs, weights, bias }, i) => [
    initializer(`W${i}`, [inputs, outputs], weights),
    initializer(`b${i}`, [outputs], bias),
  ]);
  const [first, end] = [network[0] as PlainLayer, network[last] as PlainLayer];
  const ends = [value(11, 'x', first.inputs), value(12, 'y', end.outputs)];
  return concatenate([
    number(1, VERSIONS.intermediate),
    message(7, ...nodes, text(2, 'network'), ...initializers, ...ends),
    message(8, number(2, VERSIONS.operators)),
  ]);
}
