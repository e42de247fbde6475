// Writes the pictures of the repository: the page after its default run for the README (1280 x 800), its figure after the full default run
// for previews of links (1200 x 630), and the icons of phones, drawn from the icon of the page.
// `npm run picture -- FILE [ADDRESS-SUFFIX]` writes one other picture, or one of another run: a suffix is a query and hash.

import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findChromium, SOFTWARE_WEBGPU_FLAGS } from '../set-up/browser.mjs';
import { servePage } from '../set-up/serve.mjs';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A full run on a software adapter, milliseconds. */
const LONGEST_RUN = 300_000;

async function openAfterRun(browser: Browser, address: string, viewport: Size): Promise<Page> {
  const page = await browser.newPage({ viewport });
  await page.goto(address);
  await page.waitForFunction(() => document.documentElement.dataset.run === 'done', null, { timeout: LONGEST_RUN });
  return page;
}

async function save(page: Page, file: string, omitBackground = false): Promise<void> {
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  await page.screenshot({ path: file, omitBackground });
  await page.close();
  process.stdout.write(`${file}\n`);
}

/** Pictures the page at an address after its run. */
async function picturePage(browser: Browser, address: string, file: string): Promise<void> {
  await save(await openAfterRun(browser, address, { width: 1280, height: 800 }), file);
}

/** Pictures the figure of the default run for previews of links: with the name over it, and without what can only be pressed or is about
 * the machine that drew it. A run that was made smaller there is run in full. */
async function picturePreview(browser: Browser, address: string, file: string): Promise<void> {
  const page = await openAfterRun(browser, `${address}?embed=1`, { width: 1200, height: 630 });
  const full = page.getByRole('button', { name: 'Run in full' });
  if (await full.isVisible()) {
    await full.click();
    await full.waitFor({ state: 'hidden' });
    await page.waitForFunction(() => document.documentElement.dataset.run === 'done', null, { timeout: LONGEST_RUN });
  }
  await page.evaluate(() => {
    for (const hidden of document.querySelectorAll<HTMLElement>('.chart .quiet, .stage .quiet, .time')) {
      hidden.style.visibility = 'hidden';
    }
    const name = document.createElement('h1');
    name.textContent = document.title;
    name.style.fontSize = '24px';
    document.querySelector('.notices')?.replaceChildren(name);
  });
  await save(page, file);
}

/** Draws the icon at a size. Phones give icons their own corners, so that the small one, which is theirs, fills its square. */
async function pictureIcon(browser: Browser, size: number, filled: boolean): Promise<void> {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const icon = readFileSync('public/icon.svg').toString('base64');
  await page.setContent(
    `<style>body { margin: 0 } img { display: block }</style><img width="${size}" height="${size}" src="data:image/svg+xml;base64,${icon}">`,
  );
  await save(page, `public/icon-${size}.png`, !filled);
}

const [file, suffix = ''] = process.argv.slice(2);
const executablePath = findChromium();
if (executablePath === null) throw new Error('There is no Chromium: run npm test, which installs one.');
const { server, address } = await servePage();
const browser = await chromium.launch({ executablePath, args: [...SOFTWARE_WEBGPU_FLAGS] });
try {
  if (file !== undefined) await picturePage(browser, address + suffix, file);
  else {
    await picturePage(browser, address, 'docs/playground.png');
    await picturePreview(browser, address, 'public/social.png');
    await pictureIcon(browser, 180, true);
    await pictureIcon(browser, 512, false);
  }
} finally {
  await browser.close();
  await server.close();
}
