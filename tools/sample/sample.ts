// `npm run sample -- SPEC.json [--out FILE] [--backend webgpu|cpu]`: runs one spec without a window and prints its summary
// as one line of JSON. This file is the command apart from the process it runs in, so that tests can call it.

import { readdir, readFile, writeFile } from 'node:fs/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { parseSpec } from '../../src/core/parse-spec';
import { type RunSpec, SpecError } from '../../src/core/spec';
import { summarise } from '../../src/core/summary';
import { createEngine } from '../../src/engine/create-engine';
import type { BackendName, Engine } from '../../src/engine/engine';
import { resolvePlan } from '../../src/engine/resolve';
import { nodeGpu } from '../node-gpu';

const USAGE =
  'usage: npm run sample -- SPEC.json [--out FILE] [--backend webgpu|cpu]; SPEC.json may be - for standard input';
const MODELS = new URL('../../public/models/', import.meta.url);

/** Where a command reads and writes. */
export interface Streams {
  readonly stdin: NodeJS.ReadableStream;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
}

/** Input that no run can be made of: exit status 2. */
class InputError extends Error {}

interface Command {
  readonly file: string;
  readonly out: string | undefined;
  readonly backend: BackendName | undefined;
}

function parseCommand(args: readonly string[]): Command {
  let parsed: { values: { out?: string; backend?: string }; positionals: string[] };
  try {
    parsed = parseArgs({
      args: [...args],
      options: { out: { type: 'string' }, backend: { type: 'string' } },
      allowPositionals: true,
    });
  } catch (error) {
    // Node adds advice about arguments that begin with a dash, which is of no use here.
    throw new InputError(`${messageOf(error).split('. ')[0]} (${USAGE}).`);
  }
  const { values, positionals } = parsed;
  const [file, ...surplus] = positionals;
  if (file === undefined || surplus.length > 0) {
    throw new InputError(`There must be one spec, but ${positionals.length} are given (${USAGE}).`);
  }
  const { out, backend } = values;
  if (backend !== undefined && backend !== 'webgpu' && backend !== 'cpu') {
    throw new InputError(`--backend is ${JSON.stringify(backend)}; allowed is "webgpu" or "cpu".`);
  }
  return { file, out, backend };
}

async function readSpec(file: string, stdin: NodeJS.ReadableStream): Promise<RunSpec> {
  const name = file === '-' ? 'standard input' : file;
  const content = await (file === '-' ? text(stdin) : readFile(file, 'utf8')).catch((error: unknown) => {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw new InputError(
      missing ? `There is no file ${name}.` : `The spec ${name} cannot be read: ${messageOf(error)}.`,
    );
  });
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch (error) {
    throw new InputError(`The spec ${name} is not JSON: ${messageOf(error)}.`);
  }
  return parseSpec(value);
}

/** Trained networks of the repository. */
export async function loadModel(name: string): Promise<ArrayBuffer> {
  try {
    const bytes = await readFile(fileURLToPath(new URL(`${name}.safetensors`, MODELS)));
    return new Uint8Array(bytes).buffer;
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error;
    const files = await readdir(fileURLToPath(MODELS));
    const names = files.flatMap((file) => (file.endsWith('.safetensors') ? [file.replace(/\.safetensors$/, '')] : []));
    throw new Error(`There is no trained network "${name}"; there are ${names.sort().join(', ')}.`);
  }
}

/** The engine asked for; unless asked for, WebGPU where there is an adapter, else the CPU and a line that says so. */
async function openEngine(backend: BackendName | undefined, err: Streams['err']): Promise<Engine> {
  if (backend === 'cpu') return createEngine({ backend, loadModel, gpu: null });
  let gpu: GPU;
  try {
    gpu = await nodeGpu();
  } catch (error) {
    if (backend === 'webgpu') throw error;
    err(`${messageOf(error)} The run is made on the CPU.`);
    return createEngine({ backend: 'cpu', loadModel, gpu: null });
  }
  return createEngine({ backend: 'webgpu', loadModel, gpu });
}

async function writeResult(file: string, line: string): Promise<void> {
  await writeFile(file, `${line}\n`).catch((error: unknown) => {
    throw new InputError(`The result cannot be written to ${file}: ${messageOf(error)}.`);
  });
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/**
 * Runs the command.
 * @returns the exit status: 0, 2 for bad input, 1 for any other failure; both with one line on `err`
 */
export async function sample(args: readonly string[], { stdin, out, err }: Streams): Promise<number> {
  try {
    const command = parseCommand(args);
    const spec = await readSpec(command.file, stdin);
    // Bad networks and sizes are found before any device is opened.
    await resolvePlan(spec, loadModel);
    const engine = await openEngine(command.backend, err);
    try {
      const line = JSON.stringify(summarise(await engine.run(spec)));
      if (command.out !== undefined) await writeResult(command.out, line);
      out(line);
    } finally {
      engine.destroy();
    }
    return 0;
  } catch (error) {
    err(messageOf(error).replace(/\s+/g, ' ').replace(/\.\.$/, '.'));
    return error instanceof InputError || error instanceof SpecError ? 2 : 1;
  }
}
