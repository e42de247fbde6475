// Runs the built page in headless Firefox, whose WGSL compiler (naga) and WebGPU (wgpu) are not Chromium's: the default
// run must finish by itself on WebGPU, and a small run must give the CPU backend's numbers. Prints one line a check and
// exits with status 1 when one fails.

import puppeteer, { type Page } from 'puppeteer-core';
import { findFirefox } from '../../tools/set-up/browser.mjs';
import { servePage } from '../../tools/set-up/serve.mjs';

/** WebGPU is off by default in ESR releases, and software adapters are on its block list. */
const PREFERENCES = { 'dom.webgpu.enabled': true, 'gfx.webgpu.ignore-blocklist': true };

/** A sequential and a parallel run on an exact score, small enough for any machine. */
const SMALL_SPEC = {
  version: 1,
  target: { kind: 'gaussian', dimension: 3, mean: 0.5, std: 0.5 },
  blocks: 2,
  nodes: 16,
  method: { kind: 'piadm', linearPart: 'picard', tolerance: null, iterations: 16 },
  particles: 64,
  seed: 7,
};

/**
 * Largest accepted distance of a float32 state from its float64 twin. A state is a sum of 32 steps; each adds a few
 * roundings of at most 2^-24 times the largest state (about 5) and a normal number that is exact to 2e-6, and the
 * Gaussian score is a contraction. 32 (4 * 5 * 2^-24 + 2e-6) = 1e-4, all roundings in one direction.
 */
const TOLERANCE = 1e-4;

/** How long a software adapter may take for the default run, milliseconds. */
const PATIENCE = 120_000;

let failures = 0;

function check(name: string, ok: boolean, detail: string): void {
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name}: ${detail}\n`);
  if (!ok) failures++;
}

interface ConsoleResult {
  readonly backend: string;
  readonly adapter: string;
  readonly rounds: number;
  readonly samples: number[][];
  readonly reference: number[][];
}

/** The page's own console interface runs a spec. */
function runInPage(page: Page, spec: object): Promise<ConsoleResult> {
  return page.evaluate(async (wanted) => {
    const { playground } = window as unknown as { playground: { run(spec: object): Promise<ConsoleResult> } };
    const { backend, adapter, rounds, samples, reference } = await playground.run(wanted);
    return { backend, adapter, rounds, samples, reference };
  }, spec);
}

async function open(page: Page, address: string): Promise<string> {
  await page.goto(address, { waitUntil: 'load' });
  // Asked again and again: Puppeteer's own way to wait makes a function of text in the page, which the page's policy forbids.
  for (const begun = Date.now(); Date.now() - begun < PATIENCE; ) {
    const state = await page.evaluate(() => document.documentElement.dataset.run ?? '');
    if (state === 'done' || state === 'error') return state;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  return `not done after ${PATIENCE} ms`;
}

function largestDistance(a: number[][], b: number[][]): number {
  if (a.length !== b.length || a.length === 0) return Number.POSITIVE_INFINITY;
  const distances = a.flatMap((row, i) => row.map((value, j) => Math.abs(value - (b[i]?.[j] ?? Number.NaN))));
  return distances.some(Number.isNaN) ? Number.POSITIVE_INFINITY : Math.max(...distances);
}

/** Checks the run that is done and compares a small one with the CPU backend's. */
async function compare(page: Page): Promise<void> {
  const shown = await page.evaluate(() => {
    const { playground } = window as unknown as { playground: { result: ConsoleResult | null } };
    return playground.result && { backend: playground.result.backend, adapter: playground.result.adapter };
  });
  check('it ran on WebGPU', shown?.backend === 'webgpu', shown ? `${shown.backend}, ${shown.adapter}` : 'no result');

  const gpu = await runInPage(page, SMALL_SPEC);
  await open(page, `${address}?backend=cpu`);
  const cpu = await runInPage(page, SMALL_SPEC);
  check('the CPU backend ran beside it', cpu.backend === 'cpu', cpu.backend);
  check('rounds agree', gpu.rounds === cpu.rounds, `${gpu.rounds} on WebGPU, ${cpu.rounds} on the CPU`);
  for (const which of ['samples', 'reference'] as const) {
    const distance = largestDistance(gpu[which], cpu[which]);
    check(`${which} agree`, distance < TOLERANCE, `largest distance ${distance}, allowed ${TOLERANCE}`);
  }
}

const executablePath = findFirefox();
if (executablePath === null) throw new Error('There is no Firefox: run npm run test:firefox, which installs one.');
const { server, address } = await servePage();
const browser = await puppeteer.launch({
  browser: 'firefox',
  executablePath,
  headless: true,
  extraPrefsFirefox: PREFERENCES,
});
try {
  const version = await browser.version();
  const page = await browser.newPage();
  page.on('pageerror', (error) => check('no error in the page', false, String(error)));

  const began = Date.now();
  const state = await open(page, address);
  check('the default run finishes', state === 'done', `${state} after ${Date.now() - began} ms in ${version}`);
  if (state === 'done') await compare(page);
  else process.stdout.write(`${await page.evaluate(() => document.body.innerText)}\n`);
} finally {
  await browser.close();
  await server.close();
}
process.exitCode = failures === 0 ? 0 : 1;
