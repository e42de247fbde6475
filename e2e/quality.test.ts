// Quality at equal depth: a small comparison, its floor, its numbers against the runs that they are of, cancel and exports.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import LZString from 'lz-string';
import { expectAccessible } from './accessible';
import { countPixels, isColoured, pictureOf } from './pixels';
import { expect, ON_CPU, openIdle, run, SMALL, stateOf, test } from './playground';

/** Two methods on the small problem. */
const LINK = (() => {
  const values = [{ method: SMALL.method }, { method: { kind: 'window', window: 8 } }];
  const document = { base: { ...SMALL, particles: 64 }, vary: [{ path: '', values }] };
  return `#v=1&sweep=${LZString.compressToEncodedURIComponent(JSON.stringify(document))}&panel=quality`;
})();

async function measured(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.quality === 'done', null, { timeout: 120_000 });
}

/** Rows of the table, the name of the method in each. */
async function rowsOf(page: Page): Promise<string[][]> {
  const groups = page.getByRole('region', { name: 'Table of quality' }).locator('tbody');
  const rows: string[][] = [];
  for (const group of await groups.all()) {
    const name = await group.locator('th').innerText();
    for (const row of await group.locator('tr').all()) rows.push([name, ...(await row.locator('td').allInnerTexts())]);
  }
  return rows;
}

test('the comparison is measured, plotted over its floor, and exported', async ({ page }) => {
  await openIdle(page, ON_CPU, LINK);
  await expect(page.getByText('10 runs, one after another. Press Measure.')).toBeVisible();
  await expect(page.getByText(/Left out: Sliding window of 8: it has no fixed number of rounds/)).toBeVisible();
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await measured(page);
  expect(await stateOf(page)).toBe('idle');
  const rows = await rowsOf(page);
  expect(rows.map(([name, amount, calls]) => [name, amount, calls])).toEqual([
    ...[2, 4, 8, 16].map((steps) => ['Fewer steps', String(steps), String(steps)]),
    ...[1, 2, 3, 4, 6, 8].map((rounds) => ['Gaussian data, 2 blocks', String(rounds), String(2 * rounds)]),
  ]);
  // All steps, and as many rounds as a block has nodes: the samples of the sequential sampler both times.
  expect(rows[3]?.[5]).toBe(rows[9]?.[5]);
  await expect(page.getByText(/^Band: 20 sets of 64 exact samples/)).toBeVisible();
  const plot = page.getByRole('img', { name: /^Distance to the target at equal depth\./ });
  await expect(plot).toHaveAttribute('aria-label', /band of exact samples/);
  expect(countPixels(await pictureOf(plot), isColoured)).toBeGreaterThan(100);
  await expectAccessible(page);

  const exported = async (name: string) => {
    await page.getByRole('button', { name: 'Export quality', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    return readFileSync(await download.path(), 'utf8');
  };
  const csv = (await exported('Numbers as CSV')).trim().split(/\r?\n/);
  expect(csv).toHaveLength(11);
  const document = JSON.parse(await exported('Comparison as JSON'));
  expect(document.runs).toHaveLength(10);
  expect(document.scale.floor).toHaveLength(20);
  expect(await exported('Plot as SVG')).toMatch(/^<svg [\s\S]*band of exact samples/);

  // A run of the console has the calls and the evaluations of its row.
  const { method } = document.sweep.vary[0].values[5];
  await page.getByRole('tab', { name: 'Figure' }).click();
  const result = await run(page, { ...SMALL, method });
  expect([String(result.rounds), String(result.evaluations)]).toEqual(rows[5]?.slice(2, 4));
});

test('a comparison can be cancelled by keyboard, and goes on where it was', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openIdle(page, ON_CPU, LINK);
  await page.getByRole('button', { name: 'Measure', exact: true }).click();
  await expect(page.getByRole('button', { name: 'Cancel' })).toBeVisible();
  await page.keyboard.press('Escape');
  await page.waitForFunction(() => document.documentElement.dataset.quality !== 'running');
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.keyboard.press('r');
  await measured(page);
  expect(await rowsOf(page)).toHaveLength(10);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
});
