// What a run costs: measured when the reader asks, from the figure and in the lab on cost, exported, and told apart from other runs.

import { readFileSync } from 'node:fs';
import LZString from 'lz-string';
import { expectAccessible } from './accessible';
import { expect, expectSentence, ON_CPU, SMALL, settled, test } from './playground';

test('costs are measured on demand, exported, and place the device in the lab', async ({ page }) => {
  const run = LZString.compressToEncodedURIComponent(JSON.stringify(SMALL));
  await page.goto(`./?${ON_CPU}#v=1&run=${run}`);
  expect(await settled(page)).toBe('done');
  await page.getByRole('button', { name: 'Costs by pass…' }).click();
  const dialog = page.getByRole('dialog', { name: 'What this run costs here' });
  await expect(dialog.getByRole('img')).toHaveCount(0);
  await dialog.getByRole('button', { name: 'Measure here' }).click();
  await expect(dialog.getByRole('button', { name: 'Measure again' })).toBeVisible();
  const bars = dialog.getByRole('img', { name: /^Time by pass\. The parallel sampler took / });
  expectSentence(((await bars.getAttribute('aria-label')) ?? '').replace(/\s+/g, ' '));
  await expect(dialog.getByText('The CPU backend computes all passes in one loop')).toBeVisible();
  await expectAccessible(page);
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Export costs' }).click();
  await dialog.getByRole('button', { name: 'Costs as JSON' }).click();
  const document = JSON.parse(readFileSync(await (await download).path(), 'utf8'));
  expect(document).toMatchObject({ spec: { particles: 64, seed: 3 }, profile: { backend: 'cpu' } });
  await dialog.getByRole('button', { name: 'Close' }).click();

  // The lab takes other runs: what was measured is of another one.
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`./?${ON_CPU}#v=1&panel=labs&lab=cost&controls=steps:128,particles:4`);
  await page.waitForFunction(() => globalThis.document.documentElement.dataset.lab === 'done');
  const costs = page.getByRole('region', { name: 'What the run in 8 blocks costs here' });
  await expect(costs.getByText(/^These are the costs of another run/)).toBeVisible();
  await costs.getByRole('button', { name: 'Measure here' }).click();
  await expect(costs.getByRole('button', { name: 'Measure again' })).toBeVisible();
  await expect(costs.getByText(/^These are the costs of another run/)).toHaveCount(0);
  const lanes = (await costs.locator('dd').last().locator('b').textContent()) ?? '';
  await expect(page.getByText(new RegExp(`\\(with about ${lanes} lanes? the parallel sampler`))).toBeVisible();
  const overflow = await page.evaluate(
    () => globalThis.document.documentElement.scrollWidth - globalThis.document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});
