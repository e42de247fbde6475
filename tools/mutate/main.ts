// `npm run mutate [-- TEXT]`: makes deliberate mistakes in a copy of the sources, one at a time, or those whose names contain TEXT,
// and shows which test kills each. Exit status 1 when one survives, or when the tests fail without any mistake.

import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { swiftShaderIcd } from '../node-gpu';
import { type Mutation, mutations } from './mutations';
import { Workplace } from './workplace';

const say = (line: string) => process.stdout.write(`${line}\n`);

interface Report {
  readonly testResults: readonly {
    readonly name: string;
    readonly message?: string;
    readonly status: string;
    readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
  }[];
}

/** Runs test files in the workplace and names the tests that fail. */
function failuresOf(workplace: Workplace, tests: readonly string[]): Promise<string[]> {
  const report = path.join(workplace.folder, 'report.json');
  rmSync(report, { force: true });
  const driver = process.env.VK_DRIVER_FILES ?? swiftShaderIcd() ?? undefined;
  const args = ['node_modules/vitest/vitest.mjs', 'run', ...tests, '--reporter=json', `--outputFile=${report}`];
  const child = spawn(process.execPath, args, {
    cwd: workplace.folder,
    stdio: 'ignore',
    env: { ...process.env, ...(driver ? { VK_DRIVER_FILES: driver } : {}) },
  });
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('exit', () => {
      try {
        resolve(failedTests(JSON.parse(readFileSync(report, 'utf8')) as Report));
      } catch (cause) {
        reject(new Error(`The tests ${tests.join(', ')} could not be run.`, { cause }));
      }
    });
  });
}

function failedTests({ testResults }: Report): string[] {
  if (testResults.length === 0) throw new Error('No test was found.');
  return testResults.flatMap(({ name, status, assertionResults }) => {
    const failed = assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => fullName);
    // A file that does not even load fails without a test of its own.
    return failed.length > 0 || status === 'passed' ? failed : [`${path.basename(name)} as a whole`];
  });
}

/** Whether a test kills the mutation. */
async function isKilled(workplace: Workplace, mutation: Mutation): Promise<boolean> {
  const failed = await workplace.with(mutation, () => failuresOf(workplace, mutation.tests));
  const [first, ...others] = failed;
  say(
    first === undefined
      ? `SURVIVES  ${mutation.name} (${mutation.file})`
      : `killed    ${mutation.name} (${mutation.file})\n          by "${first}"${others.length > 0 ? ` and ${others.length} more` : ''}`,
  );
  return first !== undefined;
}

async function main(): Promise<number> {
  const wanted = process.argv[2] ?? '';
  const chosen = mutations.filter(({ name }) => name.includes(wanted));
  if (chosen.length === 0) {
    say(`There is no mutation "${wanted}"; there are: ${mutations.map(({ name }) => name).join('; ')}.`);
    return 2;
  }
  const workplace = new Workplace();
  try {
    const tests = [...new Set(chosen.flatMap((mutation) => mutation.tests))];
    const failing = await failuresOf(workplace, tests);
    if (failing.length > 0) {
      say(`These tests fail without any mistake: ${failing.join('; ')}.`);
      return 1;
    }
    let survivors = 0;
    for (const mutation of chosen) if (!(await isKilled(workplace, mutation))) survivors++;
    say(`${chosen.length - survivors} of ${chosen.length} mutations are killed.`);
    return survivors > 0 ? 1 : 0;
  } finally {
    workplace.remove();
  }
}

process.exit(await main());
