// `npm run bench`: installs what is missing for the parts that are asked for, the peers' packages among it, builds the page where it is
// measured, and runs the bench.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { commandOf, needsBrowser, needsPage, needsPeers } from '../bench/command.mjs';
import { installChromium } from './browser.mjs';
import { installPackages, root, say } from './packages.mjs';
import { buildPage, runMain } from './serve.mjs';
import { runScript } from './steps.mjs';

const peers = path.join(root, 'tools/bench/peers');

function readPackages(file) {
  return JSON.parse(readFileSync(path.join(peers, file), 'utf8')).packages;
}

/** Whether the packages of the peers' lock file are in place, by npm's own record of what it put there. */
function peersInstalled() {
  const wanted = Object.entries(readPackages('package-lock.json')).filter(([name]) => name !== '');
  try {
    const present = readPackages('node_modules/.package-lock.json');
    return wanted.every(([name, { version }]) => present[name]?.version === version);
  } catch (error) {
    if (error.code === 'ENOENT') return false;
    throw error;
  }
}

function installPeers() {
  if (peersInstalled()) return;
  say('Installing the packages of the peers with npm ci (220 MB).');
  const npm = process.env.npm_execpath;
  const [command, ...first] = npm ? [process.execPath, npm] : [process.platform === 'win32' ? 'npm.cmd' : 'npm'];
  const result = spawnSync(command, [...first, 'ci', '--loglevel=error'], {
    cwd: peers,
    stdio: ['ignore', process.stderr, process.stderr],
  });
  if (result.status !== 0) throw new Error('The peers could not be installed: npm ci failed in tools/bench/peers.');
}

/** The parts asked for, or an end with status 2 and a sentence. */
function partsOf(words) {
  try {
    return commandOf(words).parts;
  } catch (error) {
    say(error.message);
    return process.exit(2);
  }
}

await runMain(async () => {
  const words = process.argv.slice(2);
  const parts = partsOf(words);
  installPackages();
  if (needsBrowser(parts)) installChromium();
  if (needsPeers(parts)) installPeers();
  if (needsPage(parts)) await buildPage();
  process.exitCode = runScript('tools/run.mjs', ['tools/bench/main.ts', ...words]) ? 0 : 1;
});
