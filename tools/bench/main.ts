// `npm run bench [-- --size full|small] [--folder FOLDER]`: what the kernels and the run loop take on the adapter of this machine (or
// its software adapter): the rate of one network evaluation beside the adapter's own rate of multiply-adds, what a round costs beyond its
// arithmetic, and sequential against parallel. Prints a table and writes it with all numbers as JSON. Nothing else should run meanwhile.

import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { RESULTS } from '../compare/store';
import { measure } from './measure';
import { tableOf } from './report';
import { SIZES, type Size } from './settings';

const say = (line: string) => process.stderr.write(`${line}\n`);

function commandOf(args: string[]): { readonly size: Size; readonly folder: string } {
  const { values } = parseArgs({
    args,
    options: { size: { type: 'string', default: 'full' }, folder: { type: 'string', default: RESULTS } },
  });
  const { size, folder } = values;
  if (!Object.hasOwn(SIZES, size)) {
    throw new Error(`--size is ${JSON.stringify(size)}; allowed is ${Object.keys(SIZES).join(' or ')}.`);
  }
  return { size: size as Size, folder };
}

try {
  const { size, folder } = commandOf(process.argv.slice(2));
  const results = await measure(size, say);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path.join(folder, 'bench.json'), `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(path.join(folder, 'bench.md'), tableOf(results));
  process.stdout.write(tableOf(results));
} catch (error) {
  say(error instanceof Error ? error.message : String(error));
  process.exitCode = 2;
}
