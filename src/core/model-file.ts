// Reads and writes trained networks as safetensors files: 8 bytes little-endian length of a JSON header, the header, the
// numbers. Everything is checked before it is used, so that a damaged file is a sentence and never a wrong picture.

import type { DenseLayer, NetworkModel } from './scores';
import { SpecError } from './spec';

/** What a model file may hold; the kernels are built for these sizes. */
export const MODEL_LIMITS = {
  dimension: 64,
  minimumWidth: 8,
  /** A tile of 8 rows by 512 units takes the 16 KiB of workgroup memory that WebGPU guarantees. */
  width: 512,
  depth: 6,
  frequencies: 64,
} as const;

const FORMAT = 'picard-score-network';
const VERSION = '1';
const LENGTH_BYTES = 8;
const FLOAT_BYTES = 4;

interface Tensor {
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/** Collects complaints about one file. */
class ModelFile {
  readonly metadata: Readonly<Record<string, unknown>>;
  private readonly tensors = new Map<string, unknown>();
  private readonly data: ArrayBuffer;

  constructor(
    private readonly name: string,
    bytes: ArrayBuffer,
  ) {
    if (bytes.byteLength < LENGTH_BYTES) this.fail(`it is truncated: ${bytes.byteLength} bytes hold no header`);
    const headerBytes = Number(new DataView(bytes).getBigUint64(0, true));
    if (headerBytes > bytes.byteLength - LENGTH_BYTES) {
      this.fail(`it is truncated: its header has ${headerBytes} bytes, but the file only ${bytes.byteLength}`);
    }
    const header = this.parseHeader(new Uint8Array(bytes, LENGTH_BYTES, headerBytes));
    const { __metadata__: metadata, ...tensors } = header;
    if (!isRecord(metadata)) this.fail('its header has no card (__metadata__)');
    this.metadata = metadata;
    for (const [key, tensor] of Object.entries(tensors)) this.tensors.set(key, tensor);
    this.data = bytes.slice(LENGTH_BYTES + headerBytes);
  }

  fail(complaint: string): never {
    throw new SpecError(`The model file "${this.name}" cannot be used: ${complaint}.`);
  }

  private parseHeader(bytes: Uint8Array): Record<string, unknown> {
    try {
      const header: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      if (isRecord(header)) return header;
    } catch {
      // Told below, in the file's own words: what the parser says about byte positions helps nobody.
    }
    return this.fail('its header is not a JSON object, so it is not a safetensors file');
  }

  /** A field of the card that must be a string. */
  text(key: string): string {
    const value = this.metadata[key];
    if (typeof value !== 'string' || value === '') this.fail(`its card has no "${key}"`);
    return value;
  }

  /** A field of the card that must be a whole number in a range. */
  size(key: string, least: number, most: number): number {
    const text = this.text(key);
    const value = Number(text);
    if (!Number.isInteger(value) || value < least || value > most) {
      this.fail(`the ${key} on its card is ${text}, but it must be a whole number from ${least} to ${most}`);
    }
    return value;
  }

  /** A field of the card that must be a finite number above 0. */
  positive(key: string): number {
    const value = Number(this.text(key));
    if (!(value > 0 && Number.isFinite(value))) {
      this.fail(`the ${key} on its card is ${this.text(key)}, but it must be a finite number above 0`);
    }
    return value;
  }

  expect(key: string, wanted: string): void {
    const value = this.text(key);
    if (value !== wanted) this.fail(`the ${key} on its card is "${value}", but it must be "${wanted}"`);
  }

  /** Shape of a tensor and its place in the data, checked against each other and against the file. */
  private describe(key: string): { shape: number[]; begin: number; end: number } {
    const entry = this.tensors.get(key);
    if (!isRecord(entry)) this.fail(`the tensor ${key} is missing`);
    const { dtype, shape, data_offsets: offsets } = entry;
    if (dtype !== 'F32') this.fail(`the tensor ${key} is of type ${String(dtype)}, but it must be F32`);
    if (!isSizes(shape) || !isSizes(offsets) || offsets.length !== 2) {
      this.fail(`the header's entry of the tensor ${key} has no valid shape and data_offsets`);
    }
    const [begin = 0, end = 0] = offsets;
    const wanted = shape.reduce((product, size) => product * size, FLOAT_BYTES);
    if (end - begin !== wanted) {
      this.fail(`the tensor ${key} of shape [${shape.join(', ')}] needs ${wanted} bytes, but has ${end - begin}`);
    }
    if (end > this.data.byteLength) {
      this.fail(
        `it is truncated: the tensor ${key} ends at byte ${end} of its data, which has ${this.data.byteLength}`,
      );
    }
    return { shape, begin, end };
  }

  /** Takes a tensor of two or one axes; `shape` has null where any size is right. */
  take(key: string, shape: readonly (number | null)[]): Tensor {
    const { shape: actual, begin, end } = this.describe(key);
    this.tensors.delete(key);
    if (actual.length !== shape.length || shape.some((size, axis) => size !== null && size !== actual[axis])) {
      const wanted = shape.map((size) => size ?? 'any').join(', ');
      this.fail(`the tensor ${key} has shape [${actual.join(', ')}], but its card asks for [${wanted}]`);
    }
    const values = new Float32Array(this.data.slice(begin, end));
    const bad = values.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) this.fail(`entry ${bad} of the tensor ${key} is ${values[bad]}, but all weights must be finite`);
    return { shape: actual, values };
  }

  /** Complains about tensors that nobody took: the file is then of another kind than its card says. */
  finish(): void {
    const [surplus] = this.tensors.keys();
    if (surplus !== undefined) this.fail(`it has a tensor ${surplus}, for which its card has no use`);
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isSizes(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((size) => Number.isSafeInteger(size) && size >= 0);
}

function parseNumbers(text: string): number[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((entry) => Number.isFinite(entry)) ? value : null;
  } catch {
    return null;
  }
}

/**
 * Reads a trained network.
 * @param name what the model is called, which must also stand on its card
 * @param bytes a safetensors file of float32 tensors `layers.{i}.weights` `[input][output]` and `layers.{i}.bias`
 *   `[output]` for `i = 0..depth`, `time.weights` `[2 F][width]` (F cosines, then F sines) and `time.frequencies` `[F]`
 * @throws SpecError, one sentence, for a file that is damaged or disagrees with its card
 */
export function parseModel(name: string, bytes: ArrayBuffer): NetworkModel {
  const file: ModelFile = new ModelFile(name, bytes);
  file.expect('format', FORMAT);
  file.expect('version', VERSION);
  file.expect('name', name);
  file.expect('activation', 'silu');
  const dimension = file.size('dimension', 1, MODEL_LIMITS.dimension);
  const width = file.size('width', MODEL_LIMITS.minimumWidth, MODEL_LIMITS.width);
  if (width % 8 !== 0) file.fail(`the width on its card is ${width}, but it must be a multiple of 8`);
  const depth = file.size('depth', 1, MODEL_LIMITS.depth);
  const dataMean = parseNumbers(file.text('dataMean'));
  if (dataMean === null || dataMean.length !== dimension) {
    file.fail(`the dataMean on its card is not a list of ${dimension} finite numbers`);
  }
  const dataVariance = file.positive('dataVariance');
  const narrowest = 'narrowestVariance' in file.metadata ? file.positive('narrowestVariance') : null;
  const trainedOn = file.text('trainedOn');

  const layers: DenseLayer[] = Array.from({ length: depth + 1 }, (_, i) => {
    const inputs = i === 0 ? dimension : width;
    const outputs = i === depth ? dimension : width;
    return {
      inputs,
      outputs,
      weights: file.take(`layers.${i}.weights`, [inputs, outputs]).values,
      bias: file.take(`layers.${i}.bias`, [outputs]).values,
    };
  });
  const timeFrequencies = file.take('time.frequencies', [null]).values;
  const frequencies = timeFrequencies.length;
  if (frequencies < 1 || frequencies > MODEL_LIMITS.frequencies) {
    file.fail(`it has ${frequencies} time frequencies, but there must be from 1 to ${MODEL_LIMITS.frequencies}`);
  }
  const timeWeights = file.take('time.weights', [2 * frequencies, width]).values;
  file.finish();
  return {
    kind: 'network',
    name,
    dimension,
    width,
    layers,
    timeWeights,
    timeFrequencies,
    dataMean: Float64Array.from(dataMean),
    dataVariance,
    ...(narrowest === null ? {} : { narrowestVariance: narrowest }),
    trainedOn,
  };
}

/**
 * Writes a trained network.
 * @param card what else stands on the model's card: seed, steps, measured figures
 * @returns the bytes of a safetensors file that {@link parseModel} reads back equal
 */
export function encodeModel(model: NetworkModel, card: Readonly<Record<string, string>> = {}): Uint8Array<ArrayBuffer> {
  const metadata = {
    ...card,
    format: FORMAT,
    version: VERSION,
    name: model.name,
    dimension: String(model.dimension),
    width: String(model.width),
    depth: String(model.layers.length - 1),
    activation: 'silu',
    trainedOn: model.trainedOn,
    dataMean: JSON.stringify([...model.dataMean]),
    dataVariance: String(model.dataVariance),
    ...(model.narrowestVariance === undefined ? {} : { narrowestVariance: String(model.narrowestVariance) }),
  };
  const tensors: [string, number[], Float32Array][] = model.layers.flatMap(
    (layer, i): [string, number[], Float32Array][] => [
      [`layers.${i}.weights`, [layer.inputs, layer.outputs], layer.weights],
      [`layers.${i}.bias`, [layer.outputs], layer.bias],
    ],
  );
  const frequencies = model.timeFrequencies.length;
  tensors.push(['time.frequencies', [frequencies], model.timeFrequencies]);
  tensors.push(['time.weights', [2 * frequencies, model.width], model.timeWeights]);

  const header: Record<string, unknown> = { __metadata__: metadata };
  let end = 0;
  for (const [key, shape, values] of tensors) {
    const begin = end;
    end += values.length * FLOAT_BYTES;
    header[key] = { dtype: 'F32', shape, data_offsets: [begin, end] };
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  // Padded with spaces, as the format allows, so that the numbers are aligned.
  const headerBytes = Math.ceil(json.length / LENGTH_BYTES) * LENGTH_BYTES;
  const bytes = new Uint8Array(LENGTH_BYTES + headerBytes + end).fill(0x20, LENGTH_BYTES, LENGTH_BYTES + headerBytes);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerBytes), true);
  bytes.set(json, LENGTH_BYTES);
  let at = LENGTH_BYTES + headerBytes;
  for (const [, , values] of tensors) {
    bytes.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), at);
    at += values.byteLength;
  }
  return bytes;
}
