// Share links, the address, and the history.

import { expect, linkOnCpu, ON_CPU, openIdle, resultOf, run, runBy, SMALL, settled, stateOf, test } from './playground';

test('a share link restores the run and the cursor', async ({ page, context }) => {
  await openIdle(page, ON_CPU);
  const first = await run(page, SMALL);
  await page.getByRole('slider', { name: 'Round', exact: true }).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: 'Share' }).click();
  const link = await page.getByRole('dialog').getByLabel('Link').inputValue();
  expect(link).toContain('#v=1');

  const other = await context.newPage();
  await other.goto(linkOnCpu(link));
  expect(await settled(other)).toBe('done');
  const second = await resultOf(other);
  expect(second?.spec).toEqual(first.spec);
  expect(second?.samples).toEqual(first.samples);
  await expect(other.getByRole('slider', { name: 'Round', exact: true })).toHaveValue('1');
});

test('back and forward go through the runs', async ({ page }) => {
  await openIdle(page, ON_CPU);
  const first = await run(page, SMALL);
  const second = await run(page, { ...SMALL, seed: 11 });
  expect(second.samples).not.toEqual(first.samples);
  const seed = page.getByRole('textbox', { name: 'Seed', exact: true });
  await expect(seed).toHaveValue('11');
  await page.goBack();
  await expect(seed).toHaveValue('3');
  await expect.poll(async () => (await resultOf(page))?.spec.seed).toBe(3);
  expect((await resultOf(page))?.samples).toEqual(first.samples);
  await page.goForward();
  await expect(seed).toHaveValue('11');
  await expect.poll(async () => (await resultOf(page))?.spec.seed).toBe(11);
});

test('a link that cannot be read is told off in a sentence, and the page runs on', async ({ page }) => {
  // {"blocks":0}, compressed as links are.
  const impossible = '#v=1&run=N4IgRgNg9gxg1gZxALgAwF8g';
  for (const [name, hash, sentence] of [
    ['nonsense', '#hello', /The link holds no version/],
    ['version', '#v=99', /The link is of version 99/],
    ['damaged', '#v=1&run=@@@@', /The link is damaged/],
    ['impossible', impossible, /The link asks for a run that is not possible\. .*blocks/],
    ['cursor', '#v=1&record=-3', /The link's record is "-3"/],
  ] as const) {
    // Another query loads the page anew: another hash alone would not.
    await openIdle(page, `${ON_CPU}&case=${name}`, hash);
    await expect(page.getByText(sentence)).toBeVisible();
    expect(await stateOf(page)).not.toBe('running');
  }
  const result = await run(page, SMALL);
  expect(result.samples).toHaveLength(64);
});

test('a bad link that is entered later leaves the run that is shown', async ({ page }) => {
  await openIdle(page, ON_CPU);
  const earlier = await run(page, SMALL);
  await page.evaluate(() => {
    location.hash = '#v=99';
  });
  await expect(page.getByText(/The link is of version 99/)).toBeVisible();
  expect(await resultOf(page)).toEqual(earlier);
});

test('an unknown backend in the address is told off in a sentence', async ({ page }) => {
  await page.goto('./?backend=abacus');
  await expect(page.getByText('The address asks for the backend "abacus"; allowed: auto, webgpu, cpu.')).toBeVisible();
});

test('weights in half precision are another network, in the settings, the run and its link', async ({ page }) => {
  await openIdle(page, ON_CPU);
  const given = await run(page, { ...SMALL, particles: 16, target: { kind: 'network', name: 'two-moons' } });
  const weights = page.getByRole('combobox', { name: 'Weights', exact: true });
  await weights.selectOption('half precision');
  await expect(page.getByText('The network itself is rounded')).toBeVisible();
  expect(await runBy(page, () => page.getByRole('button', { name: /^Run/ }).first().click())).toBe('done');
  const half = await resultOf(page);
  expect(half?.spec.target).toEqual({ kind: 'network', name: 'two-moons', weights: 'f16' });
  const moved = (half?.samples ?? []).map((row, i) => Math.abs((row[0] ?? 0) - (given.samples[i]?.[0] ?? 0)));
  expect(Math.max(...moved)).toBeGreaterThan(1e-5);
  expect(Math.max(...moved)).toBeLessThan(0.1);
  await page.reload();
  await expect(weights).toHaveValue('f16');
  await page.getByRole('combobox', { name: 'Target', exact: true }).selectOption('ring');
  await expect(weights).toHaveCount(0);
});
