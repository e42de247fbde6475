// Measures the built page in Chromium: tasks of the main thread during a default run, accessibility, and what Lighthouse
// says. Prints one line a measurement and exits with status 1 when one is out of bounds.
//
// A software adapter computes in the browser's GPU process, not in the page's main thread. So the tasks measured here are those that
// a GPU machine has too; but they wait for a processor meanwhile, and are judged by the time that they had one.

import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { chromium, type Page } from '@playwright/test';
import { hostFolder } from '../build/static-host';
import { findChromium, SOFTWARE_WEBGPU_FLAGS } from '../set-up/browser.mjs';
import { runLighthouse } from './lighthouse';
import { type MainThreadTask, tasksDuring } from './tasks';

/** What Lighthouse must give, of 100, as the median of so many runs. */
const LEAST_SCORES: Readonly<Record<string, number>> = {
  performance: 90,
  accessibility: 95,
  'best-practices': 95,
  seo: 95,
};
const LIGHTHOUSE_RUNS = 3;

/** A longer task delays a frame or a click noticeably, milliseconds on a processor. */
const LONGEST_TASK = 50;

let failures = 0;

function report(name: string, ok: boolean, detail: string): void {
  process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name}: ${detail}\n`);
  if (!ok) failures++;
}

async function settle(page: Page): Promise<string> {
  await page.waitForFunction(() => ['done', 'error'].includes(document.documentElement.dataset.run ?? ''), null, {
    timeout: 120_000,
  });
  return page.evaluate(() => document.documentElement.dataset.run ?? '');
}

/** Frames the page drew during a run, per second, and the longest gap between two, milliseconds. */
function measureFrames(): Promise<{ rate: number; longestGap: number }> {
  const { playground } = window as unknown as { playground: { run(spec: object): Promise<unknown>; spec: object } };
  return new Promise((resolve, reject) => {
    const times: number[] = [];
    let running = true;
    const frame = (time: number) => {
      times.push(time);
      if (running) requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
    playground.run({ particles: 128, blocks: 4, nodes: 32 }).then(() => {
      running = false;
      const gaps = times.slice(1).map((time, i) => time - (times[i] ?? time));
      const seconds = gaps.reduce((sum, gap) => sum + gap, 0) / 1000;
      resolve({ rate: gaps.length / seconds, longestGap: Math.max(...gaps) });
    }, reject);
  });
}

const executablePath = findChromium();
if (executablePath === null) throw new Error('There is no Chromium: run npm test, which installs one.');
// Compressed, as by the hosts of the web.
const host = await hostFolder(() => path.resolve('dist'));
const address = `http://127.0.0.1:${host.port}/`;
const browser = await chromium.launch({ executablePath, args: [...SOFTWARE_WEBGPU_FLAGS] });
try {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  const began = Date.now();
  let state = '';
  const tasks = await tasksDuring(browser, page, async () => {
    await page.goto(address);
    state = await settle(page);
  });
  report('default run', state === 'done', `${state} after ${Date.now() - began} ms, page load included`);
  const long = (list: readonly MainThreadTask[]) => list.filter(({ processor }) => processor > LONGEST_TASK);
  const described = (list: readonly MainThreadTask[]) =>
    list.map((task) => `${Math.round(task.processor)} ms (by the clock ${Math.round(task.elapsed)} ms)`).join(', ') ||
    'none';
  report(`tasks over ${LONGEST_TASK} ms during the run`, long(tasks.run).length === 0, described(long(tasks.run)));
  report(
    'the longest of the run',
    true,
    described(tasks.run.toSorted((a, b) => b.processor - a.processor).slice(0, 3)),
  );
  report(`tasks over ${LONGEST_TASK} ms while the page starts`, true, described(long(tasks.start)));

  const frames = await page.evaluate(measureFrames);
  report(
    'frames during a run of 128 particles',
    true,
    `${frames.rate.toFixed(0)} a second, longest gap ${frames.longestGap.toFixed(0)} ms`,
  );

  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    const { violations, passes } = await new AxeBuilder({ page }).analyze();
    const worst = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    const names = violations
      .map(({ id, impact, nodes }) => `${id} (${impact}: ${nodes.map(({ target }) => target.join(' ')).join('; ')})`)
      .join(', ');
    report(`accessibility, ${scheme}`, worst.length === 0, `${passes.length} rules passed; broken: ${names || 'none'}`);
  }

  // The address waits for no run: Lighthouse measures a page's start, and a run on a software adapter is not part of it.
  const verdicts = await runLighthouse(`${address}?run=0`, executablePath, LIGHTHOUSE_RUNS);
  for (const [category, least] of Object.entries(LEAST_SCORES)) {
    const { score = 0, failed = [] } = verdicts.find((verdict) => verdict.category === category) ?? {};
    const told = `${score}, at least ${least}; below their best: ${failed.join(', ') || 'none'}`;
    report(`lighthouse ${category}, median of ${LIGHTHOUSE_RUNS}`, score >= least, told);
  }
} finally {
  await browser.close();
  await host.close();
}
process.exitCode = failures === 0 ? 0 : 1;
