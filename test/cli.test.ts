// The command line as a process: one JSON object for a good run, exit status 2 and one line on stderr where a model is spoilt. What
// else can be wrong with its input is tested without a process, in `tools/sample/sample.test.ts`.

import { spawn } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = path.resolve(import.meta.dirname, '..');

interface Outcome {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

function sample(...words: string[]): Promise<Outcome> {
  return sampleIn(root, words);
}

/** Runs the command of the repository in a folder. */
function sampleIn(folder: string, words: readonly string[]): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['tools/run.mjs', 'tools/sample/main.ts', ...words], { cwd: folder });
    let stdout = '';
    let stderr = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      stdout += text;
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    child.on('error', reject);
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sample-'));
});

afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;

function fileWith(text: string): string {
  const file = path.join(folder, `spec-${files++}.json`);
  writeFileSync(file, text);
  return file;
}

/** Results by backend. */
const written = new Map<string, Record<string, unknown>>();

const SPEC = {
  target: { kind: 'mixture', name: 'ring' },
  cutoff: 0.01,
  blocks: 2,
  nodes: 8,
  method: { kind: 'piadm', linearPart: 'gaussian-data', tolerance: 1e-4, iterations: 8 },
  particles: 16,
  seed: 5,
};

describe('a run', () => {
  test.each(['cpu', 'webgpu'])('on the backend %s prints one JSON object', async (backend) => {
    const { status, stdout, stderr } = await sample(fileWith(JSON.stringify(SPEC)), '--backend', backend);
    // Graphics drivers write to stderr what they like; stdout is the result alone.
    expect(status, stderr).toBe(0);
    if (backend === 'cpu') expect(stderr).toBe('');
    expect(stdout.trimEnd()).not.toContain('\n');
    const result = JSON.parse(stdout);
    expect(result).toMatchObject({ backend, sequentialSteps: 16, nodesInFlight: 8, derivatives: 0 });
    expect(result.spec).toMatchObject({ version: 1, horizon: 6, dynamics: 'sde', spacing: 'stretched' });
    expect(result.samples).toHaveLength(16);
    expect(result.reference).toHaveLength(16);
    const keys = ['adapter', 'rounds', 'evaluations', 'bytes', 'hump', 'milliseconds', 'segments'];
    expect(Object.keys(result)).toEqual(expect.arrayContaining(keys));
    written.set(backend, result);
  });

  test('of a printed spec gives the same samples, in a file', async () => {
    const result = written.get('cpu');
    const out = path.join(folder, 'again.json');
    const second = await sample(fileWith(JSON.stringify(result?.spec)), '--backend', 'cpu', '--out', out);
    expect(second.status).toBe(0);
    const again = JSON.parse(readFileSync(out, 'utf8'));
    expect(again.spec).toEqual(result?.spec);
    expect(again.samples).toEqual(result?.samples);
    expect(again.reference).toEqual(result?.reference);
    expect(again.segments).toEqual(result?.segments);
  });
});

describe('bad input: exit status 2, one line on stderr, nothing on stdout', () => {
  const refuse = async (words: string[], about: RegExp, where: string) => {
    const { status, stdout, stderr } = await sampleIn(where, words);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^[^\n]+\n$/);
    expect(stderr).toMatch(about);
    expect(stderr).not.toMatch(/\bat .*:\d+:\d+|undefined|\[object/);
    expect(status).toBe(2);
  };

  test('a truncated model, and one whose shapes disagree with its card', async () => {
    // A copy of the command and what it imports, beside models that may be spoilt.
    const copy = path.join(folder, 'copy');
    for (const part of ['src', 'shaders', 'tools', 'public/models', 'package.json', 'package-lock.json']) {
      const filter = (file: string) => !file.includes('node_modules');
      cpSync(path.join(root, part), path.join(copy, part), { recursive: true, filter });
    }
    symlinkSync(path.join(root, 'node_modules'), path.join(copy, 'node_modules'));
    const spec = fileWith(JSON.stringify({ ...SPEC, target: { kind: 'network', name: 'two-moons' } }));
    const file = path.join(copy, 'public/models/two-moons.safetensors');
    const model = readFileSync(file);

    writeFileSync(file, model.subarray(0, model.length - 1000));
    await refuse([spec, '--backend', 'cpu'], /two-moons/, copy);

    const end = 8 + Number(model.readBigUInt64LE(0));
    const header = model.subarray(8, end).toString('utf8');
    // Of the same length, so that the weights stay where they are.
    const wrong = header.replace(/("width":")(\d+)"/, (_all, name, width) => `${name}${'9'.repeat(width.length)}"`);
    expect(wrong).not.toBe(header);
    writeFileSync(file, Buffer.concat([model.subarray(0, 8), Buffer.from(wrong), model.subarray(end)]));
    await refuse([spec, '--backend', 'cpu'], /two-moons/, copy);
  });
});
