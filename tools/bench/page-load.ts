// The part on the page: what a first visit of the built page transfers, how long it takes to its first picture, and its longest tasks.

import { statSync } from 'node:fs';
import { request as ask, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { type MainThreadTask, tasksDuring } from '../audit/tasks';
import { hostFolder } from '../build/static-host';
import { openBrowser } from './browser';
import { fileOf } from './file-of';
import type { PagePart, Task } from './report';
import type { Sizes } from './settings';
import { spread } from './timing';

const BUILT = path.resolve(import.meta.dirname, '../../dist');
/** The page keeps itself for visits without a network unless its host is the reader's own machine, which this name hides. */
const HOST = 'playground.localhost';
/** A default run on a software adapter, or keeping the page, milliseconds. */
const LONGEST_WAIT = 120_000;

/** A request that was answered: the file, and the bytes of its content as they were sent. */
interface Answer {
  readonly file: string;
  readonly sent: number;
}

/** The built page on a host that compresses, behind a door that counts. */
async function hostCounted() {
  const host = await hostFolder(() => BUILT);
  const answers: Answer[] = [];
  const door = createServer((request, response) => {
    const { url: asked = '/', headers } = request;
    const inner = ask({ host: '127.0.0.1', port: host.port, path: asked, headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      let sent = 0;
      answer.on('data', (chunk: Buffer) => {
        sent += chunk.length;
      });
      answer.on('end', () => answers.push({ file: fileOf(asked), sent }));
      answer.pipe(response);
    });
    inner.on('error', (error) => response.destroy(error));
    inner.end();
  });
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve));
  return {
    address: `http://${HOST}:${(door.address() as AddressInfo).port}/`,
    answers,
    async close() {
      door.closeAllConnections();
      await new Promise((resolve) => door.close(resolve));
      await host.close();
    },
  };
}

function bytesOf(answers: readonly Answer[]) {
  const raw = answers.map(({ file }) => statSync(path.join(BUILT, file), { throwIfNoEntry: false })?.size ?? 0);
  const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
  return { files: answers.length, sent: sum(answers.map(({ sent }) => sent)), raw: sum(raw) };
}

declare global {
  interface Window {
    /** Milliseconds after which the stage had its first picture. */
    firstPicture?: number;
  }
}

/** Remembers when the first frame that a stage has drawn is shown. Before the page's own scripts. */
function watchStage(): void {
  const { prototype } = GPUCanvasContext;
  const { getCurrentTexture } = prototype;
  prototype.getCurrentTexture = function () {
    prototype.getCurrentTexture = getCurrentTexture;
    requestAnimationFrame(() => {
      window.firstPicture = performance.now();
    });
    return getCurrentTexture.call(this);
  };
}

interface Visit {
  readonly firstPaint: number;
  readonly firstPicture: number;
  readonly runDone: number;
  readonly start: Task;
  readonly run: Task;
  readonly answers: readonly Answer[];
}

function longest(tasks: readonly MainThreadTask[]): Task {
  return tasks.reduce<Task>(
    (most, { elapsed, processor }) => (processor > most.processor ? { elapsed, processor } : most),
    { elapsed: 0, processor: 0 },
  );
}

/** Times since the begin of the visit, once the default run is done. */
async function timesOf(page: Page) {
  await page.waitForFunction(() => ['done', 'error'].includes(document.documentElement.dataset.run ?? ''), null, {
    timeout: LONGEST_WAIT,
  });
  const times = await page.evaluate(() => ({
    state: document.documentElement.dataset.run,
    runDone: performance.now(),
    firstPaint: performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? null,
    firstPicture: window.firstPicture ?? null,
  }));
  const { state, runDone, firstPaint, firstPicture } = times;
  if (state !== 'done') throw new Error('The default run of the page failed.');
  if (firstPaint === null || firstPicture === null) throw new Error('The page drew no picture.');
  return { runDone, firstPaint, firstPicture };
}

/** Visits the page as somebody who has never been there; what it keeps for visits without a network is waited for, or not fetched. */
async function visit(browser: Browser, address: string, answers: Answer[], keep: boolean): Promise<Visit> {
  const viewport = { width: 1280, height: 800 };
  const context = await browser.newContext({ viewport, serviceWorkers: keep ? 'allow' : 'block' });
  try {
    const page = await context.newPage();
    await page.addInitScript(watchStage);
    answers.length = 0;
    let times = { runDone: 0, firstPaint: 0, firstPicture: 0 };
    const tasks = await tasksDuring(browser, page, async () => {
      await page.goto(address);
      times = await timesOf(page);
    });
    if (keep) {
      await page.waitForFunction(
        async () => (await navigator.serviceWorker.getRegistration())?.active?.state === 'activated',
        null,
        { timeout: LONGEST_WAIT },
      );
    }
    return { ...times, start: longest(tasks.start), run: longest(tasks.run), answers: [...answers] };
  } finally {
    await context.close();
  }
}

export async function measurePage(
  { page: { visits } }: Sizes,
  say: (line: string) => void,
): Promise<Omit<PagePart, 'size'>> {
  const host = await hostCounted();
  try {
    const browser = await openBrowser(host.address);
    try {
      const all: Visit[] = [];
      for (let i = 0; i < visits; i++) all.push(await visit(browser, host.address, host.answers, true));
      const { answers: ofPage } = await visit(browser, host.address, host.answers, false);
      const median = (number: (visit: Visit) => number) => spread(all.map(number)).median;
      const byProcessor = (which: 'start' | 'run') =>
        all.map((one) => one[which]).toSorted((a, b) => a.processor - b.processor)[Math.floor(visits / 2)] as Task;
      const [first] = all as [Visit];
      const part = {
        ...(await adapterOf(browser, host.address)),
        bytes: { page: bytesOf(ofPage), all: bytesOf(first.answers) },
        firstPaint: median(({ firstPaint }) => firstPaint),
        firstPicture: median(({ firstPicture }) => firstPicture),
        runDone: median(({ runDone }) => runDone),
        longestTask: { start: byProcessor('start'), run: byProcessor('run') },
      };
      say(`Page: ${part.bytes.page.sent} bytes, first picture after ${Math.round(part.firstPicture)} ms`);
      return part;
    } finally {
      await browser.close();
    }
  } finally {
    await host.close();
  }
}

/** What the browser of the visits is and has. */
async function adapterOf(browser: Browser, address: string) {
  const page = await browser.newPage();
  try {
    await page.goto(`${address}?run=0`);
    return await page.evaluate(async () => {
      const adapter = await navigator.gpu.requestAdapter({ powerPreference: 'high-performance' });
      if (!adapter) throw new Error('The browser has no WebGPU adapter.');
      const { vendor, architecture, device, description } = adapter.info;
      const words = [vendor, architecture, device].filter((word) => word !== '').join(' ');
      return {
        adapter: description || words,
        software: /swiftshader|llvmpipe|software/i.test(`${words} ${description}`),
        browser: navigator.userAgent,
      };
    });
  } finally {
    await page.close();
  }
}
