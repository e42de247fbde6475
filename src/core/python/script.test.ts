// Test plan: without Python. Every method with every linear part and start has a script, in which all functions and settings are used
// and no mark is left; scripts of different methods differ; pieces are named as the registries are; an unknown mark, a network that
// is not loaded and a run that is too large are sentences. Whether numbers agree is tested with Python, by `npm run test:python`.

import { describe, expect, test } from 'vitest';
import { combinations, DYNAMICS, KINDS, PART_NAMES, START_NAMES } from '../../../test/method-cases';
import { syntheticNetwork } from '../../../test/synthetic-network';
import { solvers } from '../methods/described';
import { parseSpec } from '../parse-spec';
import { targetNames } from '../targets';
import { matrix, number, vector } from './literals';
import { FLAGS, piece, pieceNames } from './pieces';
import { pythonScript, unsupported } from './script';

const ring = { kind: 'mixture', name: 'ring' };
const scriptOf = (input: object) =>
  pythonScript(parseSpec({ blocks: 2, nodes: 8, particles: 4, target: ring, ...input }));

/** Names that a script defines at its margin: functions, settings and other constants in capitals. */
const definedIn = (script: string) =>
  [...script.matchAll(/^(?:def (\w+)\(|([A-Z][A-Z_\d]*)(?:, [A-Z_]+)* = )/gm)].map(
    (match) => match[1] ?? match[2] ?? '',
  );

const countOf = (name: string, script: string) => [...script.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length;

describe('a script', () => {
  const cases = KINDS.flatMap((kind) =>
    DYNAMICS.flatMap((dynamics) => combinations(kind, dynamics).map((method) => ({ dynamics, method }))),
  );

  test('is there for every method, linear part and start, complete and without what it does not use', () => {
    for (const input of cases) {
      expect(unsupported(parseSpec({ target: ring, blocks: 2, nodes: 8, ...input }))).toBeNull();
      // What follows the text at the top.
      const code = scriptOf(input).split('"""\n').slice(1).join('"""\n');
      const unused = definedIn(code).filter((name) => countOf(name, code) < 2);
      expect({ ...input, unused, marks: code.match(/# \[.*/g) }).toEqual({ ...input, unused: [], marks: null });
    }
  });

  test('differs wherever the method does', () => {
    const bodies = cases.map(({ dynamics, method }) => scriptOf({ dynamics, method }).split('import json')[1]);
    expect(new Set(bodies).size).toBe(bodies.length);
  });

  test.each([
    ['the seed', { seed: 4294967295 }, 'SEED = 4294967295  #'],
    ['the horizon', { horizon: 7.25 }, 'HORIZON = 7.25  #'],
    ['the tolerance', { method: { tolerance: 1e-9 } }, 'TOLERANCE = 1e-9  #'],
    ['the rounds, of which more than nodes are of no use', { method: { iterations: 100 } }, 'ITERATIONS = 8  #'],
    [
      'the points',
      { target: { kind: 'points', points: [[0.5, -1]], bandwidth: 0.1 } },
      'MEANS = np.array([\n    [0.5, -1],\n]',
    ],
    ['the run itself', {}, '"target":{"kind":"mixture", "name":"ring"}'],
    ['its source', { method: { kind: 'parareal' } }, 'Method: Parareal (SRDS, arXiv 2412.08292).'],
  ])('holds %s', (_, input, line) => {
    expect(scriptOf(input)).toContain(line);
  });

  test('repeats no spec that is long', () => {
    const points = Array.from({ length: 200 }, (_, i) => [i, -i]);
    expect(scriptOf({ target: { kind: 'points', points } })).not.toContain('The run:');
  });

  test('of a network reads the weights from its file, and knows the data it was trained on', () => {
    const network = syntheticNetwork({ dimension: 2, width: 8, depth: 1 });
    const spec = parseSpec({ target: { kind: 'network', name: 'synthetic' }, method: { clip: 'data' } });
    const script = pythonScript(spec, network);
    expect(script).toContain('MODEL = "public/models/synthetic.safetensors"');
    expect(script).toContain('# Target: two interleaved half circles');
    const unknown = pythonScript(spec, { ...network, trainedOn: 'something else' });
    expect(unknown).not.toContain('# Target:');
    expect(unknown).toContain('DATA = (np.zeros(1), DATA_MEAN[None, :]');
  });

  test('of a network in half precision rounds the weights that it has read', () => {
    const network = syntheticNetwork({ dimension: 2, width: 8, depth: 1 });
    const scriptOfWeights = (weights: string) =>
      pythonScript(parseSpec({ target: { kind: 'network', name: 'synthetic', weights } }), network);
    expect(scriptOfWeights('f16')).toContain('values.astype(np.float16)');
    expect(scriptOfWeights('f16')).toContain('half-precision weights');
    expect(scriptOfWeights('f32')).not.toContain('float16');
  });

  test('of a network above two dimensions estimates its derivatives', () => {
    const network = syntheticNetwork({ dimension: 3, width: 8, depth: 1 });
    const method = { linearPart: 'diagonal' };
    const spec = parseSpec({ target: { kind: 'network', name: 'synthetic' }, method });
    expect(pythonScript(spec, network)).toContain('probe = 1.0 - 2.0 *');
    expect(pythonScript(spec, network)).toContain('PRODUCTS = 1  #');
  });
});

describe('what has no script says why', () => {
  const network = syntheticNetwork({ dimension: 3, width: 8, depth: 1 });
  const target = { kind: 'network', name: 'synthetic' };

  test.each([
    [
      'a network that is not loaded',
      { target },
      null,
      /^The script of a trained network .* load the network "synthetic" first\.$/,
    ],
    ['another network', { target: { ...target, name: 'other' } }, network, /load the network "other" first\.$/],
    [
      'a linear part that does not go with the dimension of a network',
      { target, method: { linearPart: 'path-regression' } },
      network,
      /^method\.linearPart is "path-regression" in 3 dimensions; allowed are at most 2\.$/,
    ],
    [
      'a surrogate of unknown data',
      { target, method: { start: 'surrogate' } },
      { ...network, trainedOn: 'something else' },
      /^A surrogate is fitted to the density of the data/,
    ],
    [
      'a corrector of unknown data',
      { target, dynamics: 'ode', method: { corrector: {} } },
      { ...network, trainedOn: 'something else' },
      /^method\.corrector is an object, but the narrowest scale/,
    ],
    [
      'more numbers than fit',
      { target: { kind: 'mixture', name: 'random', dimension: 2, components: 2000 }, particles: 65536 },
      null,
      /^The script would hold 262,144,000 numbers of 65,536 particles and 2,000 components at once; allowed are 67,108,864\. Reduce/,
    ],
  ])('%s', (_, input, model, sentence) => {
    const spec = parseSpec({ nodes: 8, blocks: 1, ...input });
    expect(unsupported(spec, model)).toMatch(sentence);
    expect(() => pythonScript(spec, model)).toThrow(unsupported(spec, model) ?? '');
  });
});

describe('pieces', () => {
  const names = (folder: string) =>
    pieceNames.filter((name) => name.startsWith(`${folder}/`)).map((name) => name.slice(folder.length + 1));

  test.each([
    ['linear-parts', PART_NAMES],
    ['starts', START_NAMES],
    ['solvers', Object.keys(solvers)],
    ['targets', targetNames],
    ['dynamics', DYNAMICS],
  ])('%s are named as in the registry', (folder, registry) => {
    expect(names(folder)).toEqual(expect.arrayContaining([...registry]));
  });

  test('ask for every flag, and for no other', () => {
    const asked = new Set<string>();
    const every = new Set(FLAGS);
    for (const name of pieceNames) {
      for (const flag of FLAGS) {
        const others = new Set([...every].filter((other) => other !== flag));
        if (piece(name, every) !== piece(name, others)) asked.add(flag);
        if (piece(name, new Set([flag])) !== piece(name, new Set())) asked.add(flag);
      }
    }
    expect([...FLAGS].filter((flag) => !asked.has(flag))).toEqual([]);
  });

  test('that do not exist are an error that names those that do', () => {
    expect(() => piece('starts/random', new Set())).toThrow(
      /^There is no piece "starts\/random" of a script; .*starts\/constant/,
    );
  });
});

describe('literals', () => {
  test.each([0.1, 1e-9, -0, 1e21, 4294967295, 2 ** -1074])('%d reads back as itself', (value) => {
    expect(Number(number(value))).toBe(value + 0);
  });

  test('of numbers that are not finite are an error', () => {
    expect(() => vector('X', [1, Number.NaN])).toThrow('NaN cannot stand in a script');
  });

  test('of long lists are wrapped between numbers', () => {
    const lines = matrix(
      'X',
      Array.from({ length: 40 }, (_, i) => [i / 7, -i]),
    ).split('\n');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
    expect(JSON.parse(`[${lines.slice(1, -1).join(' ').replace(/,\s*$/, '')}]`)).toHaveLength(40);
  });
});
