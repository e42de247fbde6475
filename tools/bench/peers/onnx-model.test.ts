// The ONNX model is read back by a reader of its own, and its graph gives what the float64 twin gives.

import { expect, test } from 'vitest';
import { syntheticNetwork } from '../../../test/synthetic-network';
import { twinScores } from '../twin';
import { onnxModel } from './onnx-model';
import { plainNetwork } from './plain-network';

type Field = { readonly field: number; readonly value: number | Uint8Array };

/** Fields of a protocol buffer: whole numbers, and what has a length. */
function fieldsOf(bytes: Uint8Array): Field[] {
  let at = 0;
  const varint = () => {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = bytes[at++];
      if (byte === undefined) throw new Error('The bytes end within a number.');
      value += scale * (byte % 128);
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  const fields: Field[] = [];
  while (at < bytes.length) {
    const key = varint();
    const [field, kind] = [Math.floor(key / 8), key % 8];
    if (kind === 0) fields.push({ field, value: varint() });
    else if (kind === 2) {
      const length = varint();
      if (at + length > bytes.length) throw new Error('The bytes end within a field.');
      fields.push({ field, value: bytes.subarray(at, at + length) });
      at += length;
    } else throw new Error(`Field ${field} is of the kind ${kind}.`);
  }
  return fields;
}

const all = (bytes: Uint8Array, field: number) =>
  fieldsOf(bytes)
    .filter((entry) => entry.field === field)
    .map(({ value }) => value);
const messages = (bytes: Uint8Array, field: number) => all(bytes, field) as Uint8Array[];
const texts = (bytes: Uint8Array, field: number) =>
  messages(bytes, field).map((text) => new TextDecoder().decode(text));

interface Tensor {
  readonly shape: readonly number[];
  readonly values: ArrayLike<number>;
}

function initializersOf(graph: Uint8Array): Map<string, Tensor> {
  return new Map(
    messages(graph, 5).map((tensor) => {
      expect(all(tensor, 2)).toEqual([1]);
      const [raw] = messages(tensor, 9) as [Uint8Array];
      return [
        texts(tensor, 8)[0] as string,
        { shape: all(tensor, 1) as number[], values: new Float32Array(raw.slice().buffer) },
      ];
    }),
  );
}

/** Evaluates the nodes of a graph in float64 on one row. */
function evaluate(graph: Uint8Array, x: readonly number[]): ArrayLike<number> {
  const known = new Map<string, Tensor>(initializersOf(graph));
  known.set('x', { shape: [1, x.length], values: x });
  for (const node of messages(graph, 1)) {
    const [operator] = texts(node, 4);
    const inputs = texts(node, 1).map((name) => {
      const tensor = known.get(name);
      if (!tensor) throw new Error(`${operator} reads ${name} before it is there.`);
      return tensor;
    });
    known.set(texts(node, 2)[0] as string, apply(operator as string, inputs));
  }
  const [output] = messages(graph, 12) as [Uint8Array];
  return (known.get(texts(output, 1)[0] as string) as Tensor).values;
}

function apply(operator: string, inputs: readonly Tensor[]): Tensor {
  const none: Tensor = { shape: [], values: [] };
  const [{ shape, values } = none, second = none, third] = inputs;
  const first = Array.from(values);
  const other = Array.from(second.values);
  if (operator === 'Sigmoid') return { shape, values: first.map((value) => 1 / (1 + Math.exp(-value))) };
  if (operator === 'Gemm') return apply('Add', [apply('MatMul', inputs), third ?? none]);
  if (operator === 'MatMul') {
    const [rows, outputs] = second.shape as [number, number];
    expect(rows).toBe(shape[1]);
    const sum = (o: number) => first.reduce((total, value, i) => total + value * (other[i * outputs + o] as number), 0);
    return { shape: [1, outputs], values: Array.from({ length: outputs }, (_, o) => sum(o)) };
  }
  expect(other).toHaveLength(first.length);
  if (operator === 'Add') return { shape, values: first.map((value, i) => value + (other[i] as number)) };
  if (operator === 'Mul') return { shape, values: first.map((value, i) => value * (other[i] as number)) };
  throw new Error(`The graph has the operator ${operator}.`);
}

const model = syntheticNetwork({ dimension: 2, width: 16, depth: 3 });
const noiseTime = 0.8;
const states = [0.7, -1.3];

test.each([
  ['MatMul', ['MatMul', 'Add']],
  ['Gemm', ['Gemm']],
] as const)('the graph of the model written with %s gives the scores of the twin', (form, layer) => {
  const bytes = onnxModel(plainNetwork(model, noiseTime), form);
  expect(all(bytes, 1)).toEqual([8]);
  expect(messages(bytes, 8).map((set) => all(set, 2))).toEqual([[13]]);
  const [graph] = messages(bytes, 7) as [Uint8Array];
  const operators = messages(graph, 1).map((node) => texts(node, 4)[0]);
  const hidden = [...layer, 'Sigmoid', 'Mul'];
  expect(operators).toEqual([...hidden, ...hidden, ...hidden, ...layer]);
  const expected = twinScores(model, noiseTime, Float64Array.from(states));
  const found = evaluate(graph, states);
  // Time branch and last layer are rounded to float32.
  for (let c = 0; c < 2; c++) expect(found[c]).toBeCloseTo(expected[c] as number, 5);
});

test('one wrong weight and one missing byte are found', () => {
  const network = plainNetwork(model, noiseTime);
  const [first, ...rest] = network as [(typeof network)[number], ...typeof network];
  const weights = first.weights.slice();
  weights[3] = (weights[3] as number) + 0.1;
  const [wrong] = messages(onnxModel([{ ...first, weights }, ...rest], 'MatMul'), 7) as [Uint8Array];
  const expected = twinScores(model, noiseTime, Float64Array.from(states));
  expect(Math.abs((evaluate(wrong, states)[0] as number) - (expected[0] as number))).toBeGreaterThan(1e-4);
  expect(() => fieldsOf(onnxModel(network, 'MatMul').subarray(0, -1))).toThrow('The bytes end');
});
