// Test plan: the whole command in this process on both backends, its result against its own spec run again; every kind of
// bad input by exit status and its one line.

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sample } from './sample';

let folder = '';
const file = (name: string) => path.join(folder, name);

const SPEC = {
  target: { kind: 'mixture', name: 'ring' },
  blocks: 2,
  nodes: 16,
  particles: 5,
  seed: 3,
  method: { tolerance: 0.01 },
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'sample-'));
  await writeFile(file('spec.json'), JSON.stringify(SPEC));
});
afterAll(() => rm(folder, { recursive: true }));

async function command(args: readonly string[], input = '') {
  const out: string[] = [];
  const err: string[] = [];
  const streams = {
    stdin: Readable.from([input]),
    out: (line: string) => out.push(line),
    err: (line: string) => err.push(line),
  };
  return { status: await sample(args, streams), out, err };
}

describe('a run', () => {
  const run = async (backend: string) => {
    const { status, out, err } = await command([file('spec.json'), '--backend', backend]);
    expect({ status, lines: out.length, err }).toEqual({ status: 0, lines: 1, err: [] });
    const result = JSON.parse(out[0] as string);
    expect(result).toMatchObject({ backend, spec: SPEC, sequentialSteps: 32, nodesInFlight: 16 });
    return result;
  };

  test('prints one line, and its spec run again prints the same samples', async () => {
    const first = await run('cpu');
    expect(first.samples).toHaveLength(5);
    const again = await command(['-', '--backend', 'cpu'], JSON.stringify(first.spec));
    expect(JSON.parse(again.out[0] as string).samples).toEqual(first.samples);
  });

  test('agrees between the backends', async () => {
    const cpu = await run('cpu');
    const webgpu = await run('webgpu');
    // A decision by a tolerance may fall otherwise in float32, once a block.
    expect(Math.abs(cpu.rounds - webgpu.rounds)).toBeLessThanOrEqual(2);
    for (const [particle, row] of cpu.reference.entries()) {
      // 32 steps, each with errors of 1e-6 of its noise, which later steps enlarge by some hundred times at most.
      for (const [c, value] of row.entries())
        expect(Math.abs(webgpu.reference[particle][c] - value)).toBeLessThan(1e-3);
    }
  });

  test('is also written to a file', async () => {
    const { status, out } = await command([file('spec.json'), '--backend', 'cpu', '--out', file('result.json')]);
    expect(status).toBe(0);
    expect(await readFile(file('result.json'), 'utf8')).toBe(`${out[0]}\n`);
  });
});

describe('bad input is exit status 2 and one line', () => {
  test.each([
    ['no file', [], '', /^There must be one spec, but 0 are given \(usage: npm run sample/],
    ['two files', ['a.json', 'b.json'], '', /but 2 are given/],
    ['an unknown option', ['-', '--fast'], '{}', /^Unknown option '--fast' \(usage/],
    ['an unknown backend', ['-', '--backend', 'cuda'], '{}', /^--backend is "cuda"; allowed is "webgpu" or "cpu"\.$/],
    ['a missing file', ['/nowhere/spec.json'], '', /^There is no file \/nowhere\/spec\.json\.$/],
    ['a folder', ['/'], '', /^The spec \/ cannot be read: /],
    ['no JSON', ['-'], '{"blocks":\n\n oops', /^The spec standard input is not JSON: /],
    ['nothing', ['-'], '', /^The spec standard input is not JSON: /],
    ['a number that is none', ['-'], '{"horizon": NaN}', /^The spec standard input is not JSON: /],
    ['a list', ['-'], '[]', /^A run must be an object/],
    ['0 blocks', ['-'], '{"blocks": 0}', /^blocks is 0; allowed are whole numbers from 1 to 16,384\.$/],
    ['a billion particles', ['-'], '{"particles": 1e9}', /^particles is 1,000,000,000; allowed/],
    ['an unknown target', ['-'], '{"target": {"kind": "mixture", "name": "moon"}}', /^target\.name is "moon"; allowed/],
    [
      'an unknown network',
      ['-'],
      '{"target": {"kind": "network", "name": "moon"}}',
      /^There is no trained network "moon"; there are .*two-moons/,
    ],
    ['too much memory', ['-'], '{"target": {"kind": "gaussian", "dimension": 4096}}', /allowed are .* Reduce/],
    [
      'errors that do not fit',
      ['-'],
      '{"blocks": 1, "nodes": 16384, "particles": 65536, "method": {"iterations": 8}}',
      /need 4\.0 GiB/,
    ],
    ['an option without its value', ['-', '--out'], '{}', /--out/],
    [
      'a folder to write to',
      ['-', '--backend', 'cpu', '--out', '/nowhere/result.json'],
      JSON.stringify(SPEC),
      /^The result cannot be written to \/nowhere\/result\.json: /,
    ],
  ] as const)('%s', async (_, args, input, sentence) => {
    const { status, out, err } = await command(args, input);
    expect({ status, out }).toEqual({ status: 2, out: [] });
    expect(err).toHaveLength(1);
    expect(err[0]).toMatch(sentence);
    expect(err[0]).not.toMatch(/[\n\r]/);
  });
});
