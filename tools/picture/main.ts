// Writes the pictures of the repository that show the page after its default run: the README's (1280 x 800), the one of previews
// of links (1200 x 630), and the icons of phones, drawn from the icon of the page.
// `npm run picture -- FILE [ADDRESS-SUFFIX]` writes one other picture, or one of another run: a suffix is a query and hash.

import { mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Browser, chromium } from '@playwright/test';
import { findChromium, SOFTWARE_WEBGPU_FLAGS } from '../set-up/browser.mjs';
import { servePage } from '../set-up/serve.mjs';

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pictures the page at an address after its run. */
async function picturePage(browser: Browser, address: string, file: string, viewport: Size): Promise<void> {
  const page = await browser.newPage({ viewport });
  await page.goto(address);
  await page.waitForFunction(() => document.documentElement.dataset.run === 'done', null, { timeout: 120_000 });
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  await page.screenshot({ path: file });
  await page.close();
  process.stdout.write(`${file}\n`);
}

/** Draws the icon at a size. Phones give icons their own corners, so that the small one, which is theirs, fills its square. */
async function pictureIcon(browser: Browser, size: number, filled: boolean): Promise<void> {
  const file = `public/icon-${size}.png`;
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  const icon = readFileSync('public/icon.svg').toString('base64');
  await page.setContent(
    `<style>body { margin: 0 } img { display: block }</style><img width="${size}" height="${size}" src="data:image/svg+xml;base64,${icon}">`,
  );
  await page.screenshot({ path: file, omitBackground: !filled });
  await page.close();
  process.stdout.write(`${file}\n`);
}

const [file, suffix = ''] = process.argv.slice(2);
const executablePath = findChromium();
if (executablePath === null) throw new Error('There is no Chromium: run npm test, which installs one.');
const { server, address } = await servePage();
const browser = await chromium.launch({ executablePath, args: [...SOFTWARE_WEBGPU_FLAGS] });
try {
  const large = { width: 1280, height: 800 };
  if (file !== undefined) await picturePage(browser, address + suffix, file, large);
  else {
    await picturePage(browser, address, 'docs/playground.png', large);
    await picturePage(browser, `${address}?embed=1`, 'public/social.png', { width: 1200, height: 630 });
    await pictureIcon(browser, 180, true);
    await pictureIcon(browser, 512, false);
  }
} finally {
  await browser.close();
  await server.close();
}
