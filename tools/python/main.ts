// `npm run test:python`: runs the script of every case with python3 and compares its numbers with those of the CPU backend;
// then shows that scripts with a deliberate mistake do not pass. `-- WORD` takes the cases whose names have the word; `-- --print WORD`
// prints their scripts instead.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { encodeModel, parseModel } from '../../src/core/model-file';
import { parseSpec } from '../../src/core/parse-spec';
import { pythonScript } from '../../src/core/python/script';
import type { NetworkModel } from '../../src/core/scores';
import type { RunSpec } from '../../src/core/spec';
import { type RunSummary, summarise } from '../../src/core/summary';
import { createEngine } from '../../src/engine/create-engine';
import { loadModel as loadTrained } from '../sample/sample';
import { CASES, madeUpNetwork, SYNTHETIC } from './cases';
import { differences, type ScriptResult } from './compare';

const folder = import.meta.dirname;
const root = path.resolve(folder, '../..');

interface Ended {
  readonly status: number;
  readonly out: string;
  readonly err: string;
}

/** Runs python3 at the root of the repository, where the default model path of a script leads to the models. */
function python(args: readonly string[], input: string): Promise<Ended> {
  return new Promise((resolve) => {
    // Small matrices: a second thread of the library would only wait.
    const child = spawn('python3', [...args], { cwd: root, env: { ...process.env, OPENBLAS_NUM_THREADS: '1' } });
    const [out, err]: [string[], string[]] = [[], []];
    child.stdout.setEncoding('utf8').on('data', (text: string) => out.push(text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => err.push(text));
    child.on('error', (error) => resolve({ status: 127, out: '', err: error.message }));
    child.on('close', (status) => resolve({ status: status ?? 1, out: out.join(''), err: err.join('') }));
    // A child that ends without reading is told by its status.
    child.stdin.on('error', () => undefined).end(input);
  });
}

const madeUp = encodeModel(madeUpNetwork());
const temporary = mkdtempSync(path.join(tmpdir(), 'python-'));
const madeUpFile = path.join(temporary, `${SYNTHETIC}.safetensors`);
writeFileSync(madeUpFile, madeUp);
process.on('exit', () => rmSync(temporary, { recursive: true }));

const loadModel = async (name: string): Promise<ArrayBuffer> =>
  name === SYNTHETIC ? madeUp.buffer : loadTrained(name);

async function networkOf({ target }: RunSpec): Promise<NetworkModel | null> {
  return target.kind === 'network' ? parseModel(target.name, await loadModel(target.name)) : null;
}

/** What is wrong with a script's numbers, in words. */
async function faultsOf(script: string, summary: RunSummary): Promise<string[]> {
  const { target } = summary.spec;
  const isMadeUp = target.kind === 'network' && target.name === SYNTHETIC;
  const { status, out, err } = await python(isMadeUp ? ['-', madeUpFile] : ['-'], script);
  if (status !== 0) return [`it ended with status ${status}: ${err.trim().split('\n').at(-1)}`];
  const line = out.split('\n')[0] ?? '';
  const warnings = err.trim() === '' ? [] : [`it said: ${err.trim().split('\n').join(' ')}`];
  return [...warnings, ...differences(JSON.parse(line) as ScriptResult, summary)];
}

/** Mistakes that no comparison may miss: what is written instead of what. */
const MISTAKES = [
  ['another key of the noise', 'PATH_STREAM = 1', 'PATH_STREAM = 2'],
  ['a weight of the score that is off by 1e-6', '2 * np.expm1(EPS / 2)', '2.000002 * np.expm1(EPS / 2)'],
  ['one round less', '(residuals.astype(np.float32) < np', '(residuals.astype(np.float32) < 3 * np'],
  ['a constant of the inverse distribution function', '2509.0809287301227', '2509.1809287301227'],
] as const;

const say = (line: string) => process.stdout.write(`${line}\n`);

const available = await python(['-c', 'import numpy; print(numpy.__version__)'], '');
if (available.status !== 0) {
  process.stderr.write('npm run test:python needs python3 with NumPy, and there is none on this computer.\n');
  process.exit(2);
}

const args = process.argv.slice(2);
const prints = args.includes('--print');
const word = args.find((argument) => argument !== '--print') ?? '';
const chosen = CASES.filter(([name]) => name.includes(word));
const runs = await Promise.all(
  chosen.map(async ([name, input]) => {
    const spec = parseSpec(input);
    return { name, spec, script: pythonScript(spec, await networkOf(spec)) };
  }),
);
if (prints) {
  for (const { script } of runs) say(script);
  process.exit(0);
}

const scripts = JSON.stringify(runs.map(({ script }) => script));
const checked = await python(['-c', readFileSync(path.join(folder, 'check.py'), 'utf8')], scripts);
if (checked.status !== 0) throw new Error(`The scripts could not be checked: ${checked.err}`);
const complaints = JSON.parse(checked.out) as string[][];

const engine = await createEngine({ backend: 'cpu', loadModel });
let failures = 0;
for (const [index, { name, spec, script }] of runs.entries()) {
  const summary = summarise(await engine.run(spec));
  const faults = [...(complaints[index] ?? []), ...(await faultsOf(script, summary))];
  failures += faults.length > 0 ? 1 : 0;
  const lines = script.split('\n').length;
  say(`${faults.length > 0 ? 'FAILED' : 'same'}  ${name} (${lines} lines, ${summary.rounds} rounds)`);
  for (const fault of faults) say(`        ${fault}`);
}
if (word === '') {
  const spec = parseSpec(CASES[0]?.[1] ?? {});
  const summary = summarise(await engine.run(spec));
  const script = pythonScript(spec);
  for (const [name, right, wrong] of MISTAKES) {
    const spoilt = script.replace(right, wrong);
    const faults = spoilt === script ? [] : await faultsOf(spoilt, summary);
    failures += faults.length === 0 ? 1 : 0;
    say(`${faults.length > 0 ? 'noticed' : 'MISSED'}  ${name}${faults.length > 0 ? `: ${faults[0]}` : ''}`);
  }
}
engine.destroy();
if (!prints)
  say(
    `${runs.length} scripts with NumPy ${available.out.trim()}: ${failures === 0 ? 'all agree' : `${failures} failed`}.`,
  );
process.exit(failures === 0 ? 0 : 1);
