// What the page tests share: a page that is watched while a test runs, and the console interface of the playground.

import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';

/** Result of a run as the console hands it out: the fields that tests look at. */
export interface Result {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly backend: string;
  readonly adapter: string;
  readonly rounds: number;
  readonly evaluations: number;
  readonly derivatives: number;
  readonly sequentialSteps: number;
  readonly nodesInFlight: number;
  readonly bytes: number;
  readonly hump: number;
  readonly samples: number[][];
  readonly reference: number[][];
  readonly milliseconds: { readonly parallel: number; readonly sequential: number };
  readonly segments: readonly {
    readonly firstNode: number;
    readonly nodes: number;
    readonly firstRound: number;
    readonly rounds: number;
    readonly residual: number[];
    readonly error: number[];
    readonly error99: number[];
    readonly errorMedian: number[];
  }[];
}

interface Playground {
  readonly version: string;
  readonly ready: Promise<void>;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly result: Result | null;
  run(spec: unknown): Promise<Result>;
}

/** What a test may expect to go wrong in the page. */
export interface Watch {
  /** Set to true in a test that takes the device away. */
  mayLoseDevice: boolean;
}

/** `test` with a watch on the page: no request leaves the origin, no error goes uncaught, no device is lost. All tests of a worker share
 * one context, whose caches make a page load faster; nothing that the page keeps outlives a test. */
export const test = base.extend<{ watch: Watch }, { shared: BrowserContext }>({
  shared: [
    async ({ browser }, use, { project }) => {
      const { baseURL, viewport } = project.use;
      // A service worker would answer requests that tests want to answer.
      const context = await browser.newContext({ baseURL, viewport, serviceWorkers: 'block' });
      await use(context);
      await context.close();
    },
    { scope: 'worker' },
  ],
  context: ({ shared }, use) => use(shared),
  page: async ({ shared }, use) => {
    const page = await shared.newPage();
    await use(page);
    // A test may have closed it, or worked in a browser of its own.
    if (!page.isClosed() && page.url().startsWith('http')) await page.evaluate(() => localStorage.clear());
    for (const open of shared.pages()) await open.close();
  },
  watch: [
    async ({ page, baseURL }, use) => {
      const errors: string[] = [];
      const strangers: string[] = [];
      const origin = new URL(baseURL ?? '').origin;
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('request', (request) => {
        const url = new URL(request.url());
        if (url.origin !== origin && url.protocol !== 'data:' && url.protocol !== 'blob:') strangers.push(url.href);
      });
      const watch: Watch = { mayLoseDevice: false };
      await use(watch);
      expect(errors, 'uncaught errors in the page').toEqual([]);
      expect(strangers, 'requests to other hosts').toEqual([]);
      if (!watch.mayLoseDevice && !page.isClosed()) {
        await expect(page.getByText('The next run opens a new one.')).toHaveCount(0);
      }
    },
    { auto: true },
  ],
});

export { expect };

/** A run that takes a software adapter well under a second. */
export const SMALL = {
  version: 1,
  target: { kind: 'mixture', name: 'ring' },
  dynamics: 'sde',
  horizon: 6,
  cutoff: 0.01,
  blocks: 2,
  nodes: 8,
  spacing: 'stretched',
  method: {
    kind: 'piadm',
    linearPart: 'gaussian-data',
    jacobianCap: 1.05,
    clip: 'none',
    surrogateComponents: 16,
    start: 'constant',
    tolerance: 0.001,
    iterations: 16,
    corrector: null,
  },
  particles: 64,
  seed: 3,
  precision: 'f32',
};

/** Makes the page compute on the CPU, as a word of its query. For tests of what surrounds a run: the shaders of a page's first run take
 * a software adapter longer than their runs, and the tests of runs, of the console and of the built folder have them compiled. */
export const ON_CPU = '&backend=cpu';

/** The same for a link that the page made. */
export const linkOnCpu = (link: string) => link.replace('#', `?${ON_CPU}#`);

/** State of the page: `idle`, `running`, `done` or `error`. */
export function stateOf(page: Page): Promise<string> {
  return page.evaluate(() => document.documentElement.dataset.run ?? 'none');
}

/** Opens the page without a run and waits until its engine is there. */
export async function openIdle(page: Page, query = '', hash = ''): Promise<void> {
  await page.goto(`./?run=0${query}${hash}`);
  await page.waitForFunction(() => 'playground' in window);
  await page.evaluate(() => (window as unknown as { playground: Playground }).playground.ready);
}

/** Opens the page at an address and waits until a run ended there. */
export async function openAndRun(page: Page, suffix = ''): Promise<string> {
  await page.goto(`./${suffix}`);
  return settled(page);
}

/** Waits until a run ended; returns the state. */
export async function settled(page: Page): Promise<string> {
  await page.waitForFunction(() => ['done', 'error'].includes(document.documentElement.dataset.run ?? ''), null, {
    timeout: 120_000,
  });
  return stateOf(page);
}

/** Does what starts a run, and waits until that run ended; returns the state. A run may be over before a test could see it
 * run, so its start is watched for in the page. */
export async function runBy(page: Page, action: () => Promise<void>): Promise<string> {
  await page.evaluate(() => {
    const { documentElement } = document;
    documentElement.dataset.started = 'no';
    const observer = new MutationObserver((changes) => {
      const ran = documentElement.dataset.run === 'running' || changes.some(({ oldValue }) => oldValue === 'running');
      if (!ran) return;
      documentElement.dataset.started = 'yes';
      observer.disconnect();
    });
    observer.observe(documentElement, { attributeFilter: ['data-run'], attributeOldValue: true });
  });
  await action();
  await page.locator('html[data-started=yes]').waitFor({ state: 'attached' });
  return settled(page);
}

/** Runs a spec by the console. */
export function run(page: Page, spec: unknown): Promise<Result> {
  return page.evaluate((wanted) => (window as unknown as { playground: Playground }).playground.run(wanted), spec);
}

/** Runs a spec that must be refused; returns the error's name and message. */
export function refused(page: Page, spec: unknown): Promise<{ name: string; message: string }> {
  return page.evaluate(async (wanted) => {
    try {
      await (window as unknown as { playground: Playground }).playground.run(wanted);
    } catch (error) {
      return { name: (error as Error).name, message: (error as Error).message };
    }
    throw new Error('the run was accepted');
  }, spec);
}

/** The result that the console holds. */
export function resultOf(page: Page): Promise<Result | null> {
  return page.evaluate(() => (window as unknown as { playground: Playground }).playground.result);
}

/** Largest distance between two lists of states; infinite when their shapes differ or a number is missing. */
export function largestDistance(a: readonly number[][], b: readonly number[][]): number {
  if (a.length !== b.length || a.length === 0) return Number.POSITIVE_INFINITY;
  let largest = 0;
  a.forEach((row, i) => {
    row.forEach((value, j) => {
      const distance = Math.abs(value - (b[i]?.[j] ?? Number.NaN));
      largest = Number.isNaN(distance) ? Number.POSITIVE_INFINITY : Math.max(largest, distance);
    });
  });
  return largest;
}

/** One sentence: not empty, on one line, ends with a full stop, and no stack trace. */
export function expectSentence(message: string): void {
  expect(message).toMatch(/^[A-Za-z"`'].*[.!?]$/);
  expect(message).not.toMatch(/\n|\bat .*:\d+|undefined|\[object/);
}
