// Writes the README's picture: the page at 1280 x 800 after its default run.
// `npm run picture -- FILE [ADDRESS-SUFFIX]` writes another file, or another run: a suffix is a query and hash.

import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium, SOFTWARE_WEBGPU_FLAGS } from '../set-up/browser.mjs';
import { servePage } from '../set-up/serve.mjs';

const [file = 'docs/playground.png', suffix = ''] = process.argv.slice(2);
const executablePath = findChromium();
if (executablePath === null) throw new Error('There is no Chromium: run npm test, which installs one.');
const { server, address } = await servePage();
const browser = await chromium.launch({ executablePath, args: [...SOFTWARE_WEBGPU_FLAGS] });
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(address + suffix);
  await page.waitForFunction(() => document.documentElement.dataset.run === 'done', null, { timeout: 120_000 });
  mkdirSync(path.dirname(path.resolve(file)), { recursive: true });
  await page.screenshot({ path: file });
  process.stdout.write(`${file}\n`);
} finally {
  await browser.close();
  await server.close();
}
