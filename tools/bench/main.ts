// `npm run bench [-- --part PART] [--size full|small] [--folder FOLDER]`: what the kernels, the run loop and the page take on this machine.
// Parts, of which there may be several `--part`, are `throughput`, `peers`, `overhead`, `runs`, `scaling` and `page`; all without one. Prints
// a table of all parts and writes it with all numbers as JSON, in which the parts that are not measured stay. Nothing else should run
// meanwhile.

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RESULTS } from '../compare/store';
import { commandOf } from './command.mjs';
import { measure } from './measure';
import { type BenchFile, type BenchResults, FORMAT } from './report';
import { tableOf } from './tables';

const say = (line: string) => process.stderr.write(`${line}\n`);
const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

/** The parts that were measured before. */
function read(file: string): BenchResults {
  try {
    const { format, ...parts } = JSON.parse(readFileSync(file, 'utf8')) as BenchFile;
    if (format === FORMAT) return parts;
    say(`The results in ${file} are of another format and are not kept.`);
    return {};
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return {};
    throw new Error(`The results in ${file} cannot be read: ${messageOf(error)}`);
  }
}

try {
  const { parts, size, folder = RESULTS } = commandOf(process.argv.slice(2));
  mkdirSync(folder, { recursive: true });
  const file = path.join(folder, 'bench.json');
  let results = read(file);
  await measure(parts, size, say, (part) => {
    results = { ...results, ...part };
    writeFileSync(file, `${JSON.stringify({ format: FORMAT, ...results } satisfies BenchFile, null, 1)}\n`);
    writeFileSync(path.join(folder, 'bench.md'), tableOf(results));
  });
  process.stdout.write(tableOf(results));
  process.exitCode = 0;
} catch (error) {
  say(messageOf(error));
  process.exitCode = 2;
}
