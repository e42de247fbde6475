// The model file: what is written reads back, and every kind of damage is one sentence.

import { describe, expect, test } from 'vitest';
import { syntheticNetwork } from '../../test/synthetic-network';
import { encodeModel, parseModel } from './model-file';
import { SpecError } from './spec';

const network = syntheticNetwork({ dimension: 3, width: 8, depth: 2, name: 'tiny' });

/** The parts of a safetensors file, to damage one and put it together again. */
interface Parts {
  header: Record<string, Record<string, unknown>>;
  data: Uint8Array<ArrayBuffer>;
}

function partsOf(bytes: Uint8Array<ArrayBuffer>): Parts {
  const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  return {
    header: JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))),
    data: bytes.slice(8 + length),
  };
}

function assembled({ header, data }: Parts): ArrayBuffer {
  const json = new TextEncoder().encode(JSON.stringify(header));
  const bytes = new Uint8Array(8 + json.length + data.length);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
  bytes.set(json, 8);
  bytes.set(data, 8 + json.length);
  return bytes.buffer;
}

/** The message of reading a good file to which `damage` was done. */
function complaintAfter(damage: (parts: Parts) => void): string {
  const parts = partsOf(encodeModel(network));
  damage(parts);
  return complaintOf(assembled(parts));
}

function complaintOf(bytes: ArrayBuffer): string {
  try {
    parseModel('tiny', bytes);
  } catch (error) {
    expect(error).toBeInstanceOf(SpecError);
    const { message } = error as SpecError;
    // One sentence that names the file.
    expect(message).toMatch(/^The model file "tiny" cannot be used: [^\n]+\.$/);
    return message;
  }
  throw new Error('The damaged file was accepted.');
}

describe('a file', () => {
  test('reads back as the network that was written', () => {
    expect(parseModel('tiny', encodeModel(network).buffer)).toEqual(network);
  });

  test('may tell the narrowest scale of its data, above 0', () => {
    const narrow = { ...network, narrowestVariance: 0.0064 };
    expect(parseModel('tiny', encodeModel(narrow).buffer)).toEqual(narrow);
    for (const wrong of ['0', '-1', 'narrow']) {
      const complaint = complaintAfter(({ header }) => {
        (header.__metadata__ as Record<string, unknown>).narrowestVariance = wrong;
      });
      expect(complaint).toContain(`the narrowestVariance on its card is ${wrong}, but`);
    }
  });

  test('keeps more of its card, and its own entries win', () => {
    const { header } = partsOf(encodeModel(network, { seed: '4', name: 'other' }));
    expect(header.__metadata__).toMatchObject({
      seed: '4',
      name: 'tiny',
      width: '8',
      depth: '2',
      dataVariance: '1.25',
    });
  });

  test('has float32 tensors of the agreed names and shapes, aligned', () => {
    const bytes = encodeModel(network);
    expect(Number(new DataView(bytes.buffer).getBigUint64(0, true)) % 8).toBe(0);
    const { __metadata__: _, ...tensors } = partsOf(bytes).header;
    expect(Object.fromEntries(Object.entries(tensors).map(([key, tensor]) => [key, tensor.shape]))).toEqual({
      'layers.0.weights': [3, 8],
      'layers.0.bias': [8],
      'layers.1.weights': [8, 8],
      'layers.1.bias': [8],
      'layers.2.weights': [8, 3],
      'layers.2.bias': [3],
      'time.frequencies': [3],
      'time.weights': [6, 8],
    });
    expect(Object.values(tensors).every((tensor) => tensor.dtype === 'F32')).toBe(true);
  });

  test('may hold its tensors in any order and at unaligned places', () => {
    const parts = partsOf(encodeModel(network));
    const { __metadata__: card, ...tensors } = parts.header;
    // A card one letter longer moves the data off every alignment.
    const reversed = Object.fromEntries(Object.entries(tensors).reverse());
    for (const letters of ['', 'a', 'ab', 'abc']) {
      const header = { ...reversed, __metadata__: { ...card, comment: letters } };
      expect(parseModel('tiny', assembled({ header, data: parts.data }))).toEqual(network);
    }
  });
});

describe('a truncated file', () => {
  const whole = encodeModel(network);

  test.each([0, 1, 7, 8, 100, 1000, whole.length - 1])('of %i bytes is refused', (length) => {
    expect(complaintOf(whole.slice(0, length).buffer)).toContain('truncated');
  });

  test('is refused wherever it is cut', () => {
    for (let length = 0; length < whole.length; length += 13) complaintOf(whole.slice(0, length).buffer);
  });
});

describe('a file of another kind', () => {
  test('is refused: text', () => {
    complaintOf(new TextEncoder().encode('<!doctype html><title>Not found</title>').buffer as ArrayBuffer);
  });

  test('is refused: a header that is not JSON, or not an object', () => {
    for (const text of ['{"a": ', '[1, 2]', 'null', '\u0000\u0001']) {
      const json = new TextEncoder().encode(text);
      const bytes = new Uint8Array(8 + json.length);
      new DataView(bytes.buffer).setBigUint64(0, BigInt(json.length), true);
      bytes.set(json, 8);
      expect(complaintOf(bytes.buffer)).toContain('not a JSON object');
    }
  });

  test('is refused: no card', () => {
    expect(complaintAfter(({ header }) => delete header.__metadata__)).toContain('no card');
  });
});

describe('a card', () => {
  test.each([
    ['format', 'other', '"picard-score-network"'],
    ['version', '2', 'must be "1"'],
    ['name', 'moons', 'must be "tiny"'],
    ['activation', 'relu', 'must be "silu"'],
    ['dimension', '0', 'from 1 to 64'],
    ['dimension', '65', 'from 1 to 64'],
    ['dimension', '2.5', 'from 1 to 64'],
    ['width', '0', 'from 8 to 512'],
    ['width', '520', 'from 8 to 512'],
    ['width', '12', 'multiple of 8'],
    ['width', 'wide', 'from 8 to 512'],
    ['depth', '0', 'from 1 to 6'],
    ['depth', '7', 'from 1 to 6'],
    ['dataMean', '[1, 2]', 'list of 3 finite numbers'],
    ['dataMean', '[1, 2, null]', 'list of 3 finite numbers'],
    ['dataMean', 'zero', 'list of 3 finite numbers'],
    ['dataVariance', '0', 'above 0'],
    ['dataVariance', '-1', 'above 0'],
    ['dataVariance', 'NaN', 'above 0'],
    ['trainedOn', '', 'no "trainedOn"'],
  ])('whose %s is %j is refused', (key, value, expected) => {
    const message = complaintAfter(({ header }) => {
      header.__metadata__![key] = value;
    });
    expect(message).toContain(key);
    expect(message).toContain(expected);
  });

  test.each(['format', 'version', 'name', 'dimension', 'width', 'depth', 'activation', 'dataMean', 'trainedOn'])(
    'without %s is refused',
    (key) => {
      expect(complaintAfter(({ header }) => delete header.__metadata__![key])).toContain(`no "${key}"`);
    },
  );

  test('with a number in place of a string is refused', () => {
    expect(
      complaintAfter(({ header }) => {
        header.__metadata__!.width = 8;
      }),
    ).toContain('no "width"');
  });

  test.each([
    ['dimension', '4', 'layers.0.weights has shape [3, 8], but its card asks for [4, 8]'],
    ['width', '16', 'layers.0.weights has shape [3, 8], but its card asks for [3, 16]'],
    ['depth', '3', 'layers.2.weights has shape [8, 3], but its card asks for [8, 8]'],
    ['depth', '1', 'layers.1.weights has shape [8, 8], but its card asks for [8, 3]'],
  ])('whose %s of %s disagrees with the shapes is refused', (key, value, expected) => {
    const message = complaintAfter(({ header }) => {
      header.__metadata__![key] = value;
      if (key === 'dimension') header.__metadata__!.dataMean = '[0, 0, 0, 0]';
    });
    expect(message).toContain(expected);
  });
});

describe('a tensor', () => {
  const keys = Object.keys(partsOf(encodeModel(network)).header).filter((key) => key !== '__metadata__');

  test.each(keys)('%s that is missing is refused', (key) => {
    expect(complaintAfter(({ header }) => delete header[key])).toContain(`the tensor ${key} is missing`);
  });

  test.each(['F16', 'BF16', 'F64', 'I32', undefined])('of type %s is refused', (dtype) => {
    const message = complaintAfter(({ header }) => {
      header['layers.1.weights']!.dtype = dtype;
    });
    expect(message).toContain(`layers.1.weights is of type ${dtype}, but it must be F32`);
  });

  test('whose bytes disagree with its shape is refused', () => {
    const message = complaintAfter(({ header }) => {
      header['layers.1.weights']!.shape = [8, 9];
    });
    expect(message).toContain('needs 288 bytes, but has 256');
  });

  test.each([
    ['shape', 'eight'],
    ['shape', [8, -8]],
    ['shape', [8, 8.5]],
    ['data_offsets', [0]],
    ['data_offsets', null],
  ])('whose %s is %j is refused', (field, value) => {
    expect(
      complaintAfter(({ header }) => {
        header['layers.1.weights']![field] = value;
      }),
    ).toContain('no valid shape and data_offsets');
  });

  test('outside the data is refused', () => {
    expect(
      complaintAfter(({ header }) => {
        header['layers.0.bias']!.data_offsets = [1_000_000, 1_000_032];
      }),
    ).toContain('truncated');
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])(
    'with a weight %d is refused',
    (value) => {
      const message = complaintAfter(({ header, data }) => {
        const [begin = 0] = header['layers.1.weights']!.data_offsets as number[];
        new DataView(data.buffer).setFloat32(begin + 4 * 17, value, true);
      });
      expect(message).toContain(`entry 17 of the tensor layers.1.weights is ${value}`);
    },
  );

  test('of the wrong rank is refused', () => {
    expect(
      complaintAfter(({ header }) => {
        header['layers.0.bias']!.shape = [8, 1];
      }),
    ).toContain('has shape [8, 1], but its card asks for [8]');
  });

  test('that the card does not ask for is refused', () => {
    expect(
      complaintAfter(({ header }) => {
        header['layers.9.bias'] = { dtype: 'F32', shape: [0], data_offsets: [0, 0] };
      }),
    ).toContain('tensor layers.9.bias, for which its card has no use');
  });

  test('time.weights must have two rows for each frequency', () => {
    expect(
      complaintAfter(({ header }) => {
        header['time.frequencies'] = { dtype: 'F32', shape: [2], data_offsets: [0, 8] };
      }),
    ).toContain('time.weights has shape [6, 8], but its card asks for [4, 8]');
  });

  test('time.frequencies must not be empty', () => {
    expect(
      complaintAfter(({ header }) => {
        header['time.frequencies'] = { dtype: 'F32', shape: [0], data_offsets: [0, 0] };
      }),
    ).toContain('0 time frequencies');
  });
});
