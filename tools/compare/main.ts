// `npm run compare [-- --only TEXT] [--size full|small] [--folder FOLDER]`: measures every method on every problem in float64 and
// on the GPU of this machine (or its software adapter), side by side, and writes the results as JSON and as a page. What is
// measured already is kept: a comparison that was cut short goes on. Exit status 2 for bad input.

import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runFloat64, runOnGpu } from './parts';
import { SIZES, type Size } from './problems';
import { PARTS, RESULTS } from './store';
import { comparisonPage } from './table';

const say = (line: string) => process.stderr.write(`${line}\n`);
const isSize = (name: string): name is Size => Object.hasOwn(SIZES, name);

function commandOf(args: string[]) {
  const { values } = parseArgs({
    args,
    options: {
      only: { type: 'string', default: '' },
      size: { type: 'string', default: 'full' },
      folder: { type: 'string', default: RESULTS },
      // Of the processes that this one starts.
      part: { type: 'string' },
      parent: { type: 'string' },
    },
  });
  const { size } = values;
  if (!isSize(size))
    throw new Error(`--size is ${JSON.stringify(size)}; allowed is ${Object.keys(SIZES).join(' or ')}.`);
  return { ...values, size };
}

type Command = ReturnType<typeof commandOf>;

/** Runs a part in a process of its own. Resolves when it ends, and rejects when it fails. */
function start(part: string, { only, size, folder }: Command, more: string[] = []) {
  const runner = fileURLToPath(new URL('../run.mjs', import.meta.url));
  const main = fileURLToPath(import.meta.url);
  const args = [runner, main, '--part', part, '--only', only, '--size', size, '--folder', folder, ...more];
  const child = spawn(process.execPath, args, { stdio: 'inherit' });
  const ended = new Promise<void>((resolve, reject) => {
    child.on('exit', (status) => (status === 0 ? resolve() : reject(new Error(`The part ${part} failed.`))));
  });
  return { pid: child.pid ?? 0, ended };
}

/** Whether a process of this machine runs. */
function runs(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    // Signal 0 is refused where there is no such process: that is the answer.
    return false;
  }
}

async function main(): Promise<void> {
  const command = commandOf(process.argv.slice(2));
  const options = { ...command, say };
  if (command.part === PARTS[0]) return runFloat64(options);
  if (command.part === PARTS[1]) return runOnGpu(options, () => !runs(Number(command.parent)));
  const float64 = start(PARTS[0], command);
  const gpu = start(PARTS[1], command, ['--parent', String(float64.pid)]);
  await Promise.all([float64.ended, gpu.ended]);
  const page = path.join(command.folder, `compare-${command.size}.md`);
  writeFileSync(page, comparisonPage(command.folder, command.size));
  say(`wrote ${page}`);
}

try {
  await main();
  process.exit(0);
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exit(2);
}
