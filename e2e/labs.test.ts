// The labs: runs that start when a lab is opened, claims computed from them, controls, the question of the duel, links and exports.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import LZString from 'lz-string';
import { expectAccessible } from './accessible';
import { expect, expectSentence, ON_CPU, openIdle, runBy, SMALL, settled, test } from './playground';

const COST = '#v=1&panel=labs&lab=cost&controls=steps:128,particles:4';

async function labDone(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.lab === 'done', null, { timeout: 120_000 });
}

const verdicts = (page: Page) =>
  page.locator('.claims li').evaluateAll((claims) => claims.map((claim) => claim.getAttribute('data-verdict')));

test('a lab on a link runs by itself, says what its points prove, and is exported', async ({ page }) => {
  await page.goto(`./${COST}`);
  await labDone(page);
  const found = await verdicts(page);
  expect(found.length).toBeGreaterThanOrEqual(2);
  expect(found.slice(0, 2)).toEqual(['holds', 'holds']);
  const picture = page.getByRole('img', { name: /^Time against parallel lanes\. / });
  expectSentence(((await picture.getAttribute('aria-label')) ?? '').replace(/\s+/g, ' '));
  await expectAccessible(page);

  await page.getByRole('button', { name: 'Export lab' }).click();
  const saved = async (name: string) => {
    const download = page.waitForEvent('download');
    await page.getByRole('button', { name }).click();
    return readFileSync(await (await download).path());
  };
  const rows = (await saved('Points as CSV')).toString('utf8').trimEnd().split('\r\n');
  expect(rows).toHaveLength(4);
  expect(rows[0]).toMatch(/^lane,origin,.*rounds/);
  await page.getByRole('button', { name: 'Export lab' }).click();
  const document = JSON.parse((await saved('Lab as JSON')).toString('utf8'));
  expect(document).toMatchObject({ lab: 'cost', settings: { steps: 128, particles: 4, seed: 1 } });
  expect(document.points).toHaveLength(3);
  await page.getByRole('button', { name: 'Export lab' }).click();
  expect((await saved('Figure as PNG')).subarray(1, 4).toString('latin1')).toBe('PNG');
});

test('a control runs the lab anew, a mistake is said beside it, and the address keeps all of it', async ({ page }) => {
  await page.goto(`./?${ON_CPU}${COST}`);
  await labDone(page);
  await page.getByText('Size and seed').click();
  const seed = page.getByRole('textbox', { name: 'Seed', exact: true });
  await seed.fill('-1');
  await seed.press('Enter');
  await expect(page.getByText(/^seed is -1; allowed are whole numbers from 0/)).toBeVisible();
  await expect(page).toHaveURL(/controls=steps:128,particles:4$|controls=steps:128,particles:4&/);
  await seed.fill('5');
  await seed.press('Enter');
  await expect(page.getByText(/^seed is -1/)).toHaveCount(0);
  await labDone(page);
  await expect(page).toHaveURL(/seed:5/);
  await page.reload();
  await labDone(page);
  await page.getByText('Size and seed').click();
  await expect(seed).toHaveValue('5');
});

test('the duel asks before it shows, and judges the pick by its own runs', async ({ page }) => {
  await page.goto(`./?${ON_CPU}#v=1&panel=labs&lab=budget-duel&controls=steps:128,particles:1,budget:16`);
  await labDone(page);
  expect(await verdicts(page)).toEqual([]);
  await page.getByRole('button', { name: '16 blocks' }).click();
  await expect(page.getByText(/^(Your pick is right|With 16 blocks and 16 rounds)/)).toBeVisible();
  expect((await verdicts(page)).length).toBeGreaterThan(0);
  await page.getByRole('combobox', { name: 'Budget, rounds' }).selectOption('32');
  await expect(page.getByRole('group', { name: /^Before you look: with 32 rounds/ })).toBeVisible();
});

test('a lab without runs of this device shows what came with the page; 360 px do not scroll sideways', async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openIdle(page, ON_CPU, '#v=1&panel=labs&lab=dimension');
  await expect(page.getByText(/^Points that came with the page were measured by npm run labs/)).toBeVisible();
  expect(await verdicts(page)).toEqual(['holds', 'holds', 'holds']);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});

test('the two axes have one cursor, which the address keeps, and which comes back after another run', async ({
  page,
}) => {
  const run = LZString.compressToEncodedURIComponent(JSON.stringify(SMALL));
  await page.goto(`./?${ON_CPU}#v=1&run=${run}&panel=labs&record=4&node=3&lab=two-axes&controls=paths:3`);
  expect(await settled(page)).toBe('done');
  await expect(page.locator('.claims li')).toHaveCount(3);
  expect(await verdicts(page)).toEqual(['holds', 'holds', 'holds']);
  const round = page.getByRole('slider', { name: 'Round', exact: true });
  const node = page.getByRole('slider', { name: 'Node', exact: true });
  const expectAt = async (record: string, at: string) => {
    await expect(round).toHaveValue(record);
    await expect(node).toHaveValue(at);
  };
  await expectAt('4', '3');
  await round.press('ArrowLeft');
  // A press in the figure moves the node, and with it the sliders.
  const figure = page.getByRole('img', { name: /^Paths over noise time, round by round\. Seen here: / });
  const box = (await figure.boundingBox())!;
  await figure.click({ position: { x: 46 + (box.width - 60) / 2, y: box.height / 2 } });
  await expectAt('3', '8');
  await expect(page).toHaveURL(/record=3&node=8&lab=two-axes&controls=paths:3$/);
  await expectAccessible(page);
  await page.reload();
  await settled(page);
  await expectAt('3', '8');
  await runBy(page, () => page.getByRole('button', { name: 'New seed' }).click());
  await expect(page).not.toHaveURL(/record=/);
  await page.goBack();
  await settled(page);
  await expectAt('3', '8');
  await page.getByRole('combobox', { name: 'Speed' }).selectOption('160 nodes/s');
  await page.getByRole('button', { name: 'Play' }).click();
  await expectAt('3', '16');
  await page.getByRole('tab', { name: 'Figure' }).click();
  await expectAt('3', '16');
});

test('the race of the labs ends at one picture, and its clock is in the address', async ({ page }) => {
  await page.goto(`./?${ON_CPU}#v=1&panel=labs&at=20&lab=race&controls=steps:128,particles:4`);
  await labDone(page);
  expect(await verdicts(page)).toEqual(['holds', 'holds', 'holds']);
  await expect(page.getByText('after 20 network calls')).toBeVisible();
  await page.getByRole('slider', { name: 'Clock' }).press('ArrowRight');
  await expect(page).toHaveURL(/at=21&lab=race&controls=steps:128,particles:4$/);
  await expectAccessible(page);
});

test('a link hides and locks for a class', async ({ page }) => {
  await openIdle(page, ON_CPU, '#v=1&hide=panels,export&lock=problem');
  await expect(page.getByRole('tab')).toHaveCount(0);
  await expect(page.getByRole('button', { name: 'Export', exact: true })).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Presets' })).toHaveCount(0);
  await expect(page.getByRole('button', { name: /^Edit as JSON/ })).toHaveCount(0);
  await expect(page.getByRole('combobox', { name: 'Target' })).toBeDisabled();
  await expect(page.getByRole('combobox', { name: 'Method' })).toBeEnabled();
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByRole('dialog').getByLabel('Link').inputValue();
  expect(link).toContain('hide=panels,export&lock=problem');
  await expectAccessible(page);
});
