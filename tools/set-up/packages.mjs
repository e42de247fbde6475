// Puts the npm packages of the lock file in place when they are not. Uses Node alone, since it runs before there are any
// packages.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the repository. */
export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** The oldest Node that the build tools run on, `[major, minor]`. */
const OLDEST_NODE = [20, 19];

/** Says a sentence to the person at the terminal. Stdout stays free for results. */
export function say(sentence) {
  process.stderr.write(`${sentence}\n`);
}

/** Runs `npm ci` unless node_modules already holds what the lock file names; ends the process when that fails. */
export function installPackages() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
  if (major < OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor < OLDEST_NODE[1])) {
    say(`Node ${process.versions.node} is too old: the playground needs Node ${OLDEST_NODE.join('.')} or newer.`);
    process.exit(1);
  }
  const reason = whyStale();
  if (reason === null) return;
  say(`Installing packages with npm ci (${reason}).`);
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  const result = spawnSync(command, [...first, 'ci', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (result.status !== 0) {
    say(`npm ci failed${result.error ? ` (${result.error.message})` : ''}; the messages above say why.`);
    process.exit(1);
  }
}

/** Why node_modules has to be installed, in a few words, or null. Compares npm's own record of what it put there with
 * the lock file. */
function whyStale() {
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages;
  let present;
  try {
    present = JSON.parse(readFileSync(path.join(root, 'node_modules/.package-lock.json'), 'utf8')).packages;
  } catch {
    return 'there is no complete node_modules yet';
  }
  for (const [name, entry] of Object.entries(wanted)) {
    if (name === '') continue;
    const found = present[name];
    // Optional packages are those of other platforms.
    if (found === undefined && (entry.optional || entry.devOptional)) continue;
    if (found?.version !== entry.version) return `${name.replace(/^.*node_modules\//, '')} is not at ${entry.version}`;
  }
  return null;
}
