// The built folder on a static host, in a sub-folder: it works there, asks no other host, keeps its policy, goes on without a network
// and takes up a new build whole; and what it shows without JavaScript and where nothing is.

import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type BrowserContext, test as base, expect, type Page } from '@playwright/test';
import LZString from 'lz-string';
import { PNG } from 'pngjs';
import { buildConstants, filesOf, SERVICE_WORKER } from '../tools/build/offline';
import { hostFolder } from '../tools/build/static-host';
import { type Result, run, SMALL, settled } from './playground';

/** The build that is tested: another one than `dist/` when the environment says so. */
const BUILT = path.resolve(process.env.HOSTING_DIST ?? 'dist');
const FOLDER = '/some/where/';
/** At the plain address of a machine nothing is kept; names that end like this one are the same machine. */
const HOST = 'playground.localhost';

interface Hosting {
  readonly port: number;
  /** Address of the page, with its slash. */
  readonly address: string;
  /** Puts another build in the place of the one before. */
  replace(folder: string): void;
  stop(): Promise<void>;
}

/** What went wrong in any page of a test. */
interface Watch {
  readonly strangers: string[];
  readonly refused: string[];
  readonly errors: string[];
}

const test = base.extend<{ hosting: Hosting; watch: Watch; scratch: string }>({
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  hosting: async ({}, use) => {
    let folder = BUILT;
    const host = await hostFolder(() => folder, FOLDER);
    let stopped = false;
    const stop = async () => {
      if (!stopped) await host.close();
      stopped = true;
    };
    const replace = (other: string) => {
      folder = other;
    };
    await use({ port: host.port, address: `http://${HOST}:${host.port}${FOLDER}`, replace, stop });
    await stop();
  },
  watch: async ({ context, hosting }, use) => {
    const watch: Watch = { strangers: [], refused: [], errors: [] };
    context.on('request', (request) => {
      const { protocol, host } = new URL(request.url());
      if (/^https?:$/.test(protocol) && host !== new URL(hosting.address).host) watch.strangers.push(request.url());
    });
    context.on('weberror', (error) => watch.errors.push(String(error.error())));
    await context.exposeBinding('refusedByPolicy', (_source, what: string) => watch.refused.push(what));
    await context.addInitScript(() => {
      const { refusedByPolicy } = window as unknown as { refusedByPolicy: (what: string) => void };
      addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI, sample }) =>
        refusedByPolicy(`${effectiveDirective}: ${blockedURI} ${sample}`),
      );
    });
    await use(watch);
  },
  // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the pattern
  scratch: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hosting-'));
    await use(folder);
    rmSync(folder, { recursive: true });
  },
});

async function open(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.waitForFunction(() => 'playground' in window);
}

/** Waits until a build is kept on this device. */
async function visit(context: BrowserContext, hosting: Hosting): Promise<void> {
  const page = await context.newPage();
  await open(page, `${hosting.address}?run=0`);
  const kept = await page.evaluate(async () => (await navigator.serviceWorker.ready).scope);
  expect(kept).toBe(hosting.address);
  await page.close();
}

/** A copy of the build with a mark in its page: another build, whose service worker is made as the build makes it. With `whole` false
 * a file is not the one that it lists, as while a host changes from one build to the next. */
function markedBuild(scratch: string, mark: string, whole = true): string {
  const folder = path.join(scratch, mark);
  cpSync(BUILT, folder, { recursive: true });
  const index = path.join(folder, 'index.html');
  writeFileSync(index, readFileSync(index, 'utf8').replace('<html ', `<html data-build="${mark}" `));
  const worker = path.join(folder, SERVICE_WORKER);
  const code = readFileSync(worker, 'utf8').split('\n').slice(2).join('\n');
  writeFileSync(worker, buildConstants(filesOf(folder)) + code);
  if (!whole) writeFileSync(path.join(folder, 'plain.css'), '/* of another build */');
  return folder;
}

const RACE = LZString.compressToEncodedURIComponent(
  JSON.stringify({
    base: SMALL,
    vary: [{ path: '', values: [{ kind: 'sequential' }, SMALL.method].map((method) => ({ method })) }],
  }),
);

test('in a sub-folder everything runs, from its own host alone and within the policy', async ({
  page,
  hosting,
  watch,
}) => {
  await page.goto(hosting.address);
  expect(await settled(page)).toBe('done');
  await page.getByRole('button', { name: 'Help' }).click();
  await expect(page.locator('.help')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('tab', { name: 'Labs' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Labs' })).toBeVisible();
  await page.getByRole('tab', { name: 'Quality' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Quality' })).toBeVisible();
  // A new page: a link in the address of the one that is open would be no load of it.
  await page.goto('about:blank');
  await page.goto(`${hosting.address}#v=1&sweep=${RACE}&panel=race`);
  await page.waitForFunction(() => document.documentElement.dataset.race === 'done', null, { timeout: 120_000 });
  // Here a worker computes.
  await open(page, `${hosting.address}?run=0&backend=cpu`);
  expect((await run(page, SMALL)).backend).toBe('cpu');
  expect(watch).toEqual({ strangers: [], refused: [], errors: [] });
});

test('the watch of these tests sees what another host is asked, and the policy refuses it', async ({
  page,
  hosting,
  watch,
}) => {
  await open(page, `${hosting.address}?run=0`);
  const stranger = `http://stranger.localhost:${hosting.port}${FOLDER}robots.txt`;
  const refusal = await page.evaluate(
    (address) =>
      fetch(address).then(
        () => 'answered',
        () => 'refused',
      ),
    stranger,
  );
  expect(refusal).toBe('refused');
  await page.evaluate(() => document.body.insertAdjacentHTML('beforeend', '<p style="color: red"></p>'));
  await expect.poll(() => watch.refused.length).toBe(2);
  expect(watch.refused[0]).toContain('connect-src');
  expect(watch.refused[1]).toContain('style-src-attr');
  await page.goto(stranger);
  expect(watch.strangers).toContain(stranger);
});

test('after the first visit the page loads and runs without a network', async ({
  browser,
  context,
  hosting,
  watch,
}) => {
  await visit(context, hosting);
  await hosting.stop();
  const page = await context.newPage();
  await page.goto(`${hosting.address}?lost=query`);
  expect(await settled(page)).toBe('done');
  const result = await page.evaluate(() => (window as unknown as { playground: { result: Result } }).playground.result);
  expect([result.backend, result.spec.target]).toEqual(['webgpu', { kind: 'network', name: 'two-moons' }]);
  // What was not part of the first visit.
  await page.getByRole('tab', { name: 'Race' }).click();
  await expect(page.getByRole('button', { name: 'Run the race' })).toBeVisible();
  await open(page, `${hosting.address}index.html?run=0&backend=cpu`);
  expect((await run(page, SMALL)).backend).toBe('cpu');
  const spiral = { ...SMALL, target: { kind: 'network', name: 'spiral' } };
  expect((await run(page, spiral)).samples).toHaveLength(64);
  expect(watch.errors).toEqual([]);
  // The host is really gone, and nothing but what was kept answers.
  await expect(page.goto(`${hosting.address}robots.txt`)).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
  const stranger = await browser.newPage();
  await expect(stranger.goto(hosting.address)).rejects.toThrow(/ERR_CONNECTION_REFUSED/);
  await stranger.close();
});

const buildOf = (page: Page) => page.evaluate(() => document.documentElement.dataset.build ?? 'first');
const caches = (page: Page) => page.evaluate(async () => (await window.caches.keys()).length);
/** Waits until a newer build lies on the device, behind the one that is shown. */
const newerBuild = (page: Page) =>
  expect
    .poll(() => page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.waiting?.state))
    .toBe('installed');

test('a new build is taken up whole at the visit after it was found, and not under an open page', async ({
  context,
  hosting,
  scratch,
  watch,
}) => {
  await visit(context, hosting);
  hosting.replace(markedBuild(scratch, 'second'));
  const page = await context.newPage();
  const other = await context.newPage();
  await open(other, `${hosting.address}?run=0`);
  await open(page, `${hosting.address}?run=0`);
  expect(await buildOf(page)).toBe('first');
  await newerBuild(page);
  await page.reload();
  await page.waitForFunction(() => 'playground' in window);
  // The newer build looks for other pages for half a second.
  await page.waitForTimeout(1000);
  expect([await buildOf(page), await buildOf(other), await caches(page)]).toEqual(['first', 'first', 2]);
  await other.close();
  // The browser forgets a closed page a moment later, and until then a load counts it as open. A load that finds itself alone loads once
  // more, which would end one that is waited for.
  await expect(async () => {
    await page.evaluate(() => location.reload());
    await expect(page.locator('html[data-build=second]')).toBeAttached({ timeout: 5000 });
  }).toPass();
  await page.waitForFunction(() => 'playground' in window);
  await expect.poll(() => caches(page)).toBe(1);
  expect((await run(page, SMALL)).samples).toHaveLength(64);
  expect(watch.errors).toEqual([]);
});

test('a host that is between two builds changes nothing', async ({ context, hosting, scratch }) => {
  await visit(context, hosting);
  hosting.replace(markedBuild(scratch, 'torn', false));
  const page = await context.newPage();
  await open(page, `${hosting.address}?run=0`);
  const end = await page.evaluate(async () => {
    const registration = await navigator.serviceWorker.ready;
    const ended = new Promise<string>((resolve) => {
      registration.addEventListener('updatefound', () => {
        const { installing } = registration;
        installing?.addEventListener('statechange', () => resolve(installing.state));
      });
    });
    // The browser looks for a new build at each visit by itself; here so that this page sees how it ends.
    await registration.update().catch(() => undefined);
    return ended;
  });
  expect(end).toBe('redundant');
  await page.reload();
  expect(await buildOf(page)).toBe('first');
  await expect.poll(() => page.evaluate(async () => (await navigator.serviceWorker.ready).waiting)).toBeNull();
});

test('a server at the plain address of this machine leaves nothing behind', async ({ page, hosting }) => {
  await open(page, `http://127.0.0.1:${hosting.port}${FOLDER}?run=0`);
  await run(page, SMALL);
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});

test('where nothing is, a page at any depth leads to the playground', async ({ page, hosting, watch }) => {
  for (const name of ['nothing', 'nothing/at/all/', 'models/nobody.html']) {
    const response = await page.goto(hosting.address + name);
    expect(response?.status()).toBe(404);
    await expect(page.getByRole('heading', { name: 'Nothing is at this address' })).toBeVisible();
    const links = page.getByRole('link');
    await expect(links).toHaveCount(2);
    await expect
      .poll(() => links.evaluateAll((all) => all.map((a) => (a as HTMLAnchorElement).href)))
      .toEqual([hosting.address, hosting.address]);
  }
  await page.getByRole('link').first().click();
  await page.waitForFunction(() => 'playground' in window);
  expect(watch).toEqual({ strangers: [], refused: [], errors: [] });
});

test('without JavaScript the page says what it is and what browsers need', async ({ browser, hosting }) => {
  const page = await browser.newPage({ javaScriptEnabled: false });
  const asked = new Map<string, number>();
  page.on('response', (response) => asked.set(path.basename(response.url()), response.status()));
  await page.goto(hosting.address);
  await expect(page.getByRole('heading', { level: 1, name: 'Picard Playground' })).toBeVisible();
  expect(await page.getByRole('main').innerText()).toContain(
    'It computes with JavaScript, which is switched off here.',
  );
  await expect(page.getByRole('table')).toHaveCount(2);
  await expect(page.getByRole('table').first().getByRole('rowheader')).toHaveCount(6);
  await expect(page.getByRole('link', { name: /The paper/ })).toHaveAttribute('href', /^https:\/\/arxiv\.org\//);
  await expect(page.getByRole('img')).toBeVisible();
  expect([asked.get('social.png'), asked.get('plain.css')]).toEqual([200, 200]);
  for (const name of ['Licences of the software in this page', 'A trained network and how it was trained']) {
    const [response] = await Promise.all([page.waitForResponse(() => true), page.getByRole('link', { name }).click()]);
    expect(response.status()).toBe(200);
    await page.goto(hosting.address);
  }
  await page.close();
});

test('manifest, icons, preview and notices are there', async ({ page, hosting, request }) => {
  await open(page, `${hosting.address}?run=0`);
  const local = (address: string) => address.replace(HOST, '127.0.0.1');
  const get = async (name: string) => {
    const response = await request.get(local(new URL(name, hosting.address).href));
    expect(response.status(), name).toBe(200);
    return response.body();
  };
  const sizeOf = ({ width, height }: PNG) => [width, height];
  const hrefOf = (rel: string) => page.locator(`link[rel=${rel}]`).evaluate((link) => (link as HTMLLinkElement).href);
  const manifest = JSON.parse(String(await get(await hrefOf('manifest'))));
  expect(manifest).toMatchObject({ name: 'Picard Playground', start_url: './', scope: './' });
  for (const { src, sizes, type } of manifest.icons) {
    const content = await get(src);
    if (type === 'image/png') expect(sizeOf(PNG.sync.read(content)).join('x')).toBe(sizes);
    else expect(String(content)).toContain('<svg');
  }
  expect(sizeOf(PNG.sync.read(await get(await hrefOf('apple-touch-icon'))))).toEqual([180, 180]);
  const picture = (await page.locator('meta[property="og:image"]').getAttribute('content')) ?? '';
  expect(sizeOf(PNG.sync.read(await get(picture)))).toEqual([1200, 630]);
  const notices = String(await get('third-party-notices.txt'));
  for (const name of ['react', 'react-dom', 'zustand', 'lz-string', 'd3-array', 'vite']) {
    expect(notices).toMatch(new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\(`, 'm'));
  }
  expect(String(await get('robots.txt'))).toContain('User-agent: *');
});
