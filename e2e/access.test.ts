// Everyone can use the page: by keyboard, on a phone, in the dark, with a screen reader.

import { COLOURS, expectAccessible } from './accessible';
import { pictureOf } from './pixels';
import { expect, ON_CPU, openIdle, resultOf, run, runBy, SMALL, test } from './playground';

test('no serious accessibility fault, light and dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await openIdle(page, ON_CPU);
  await run(page, SMALL);
  const inBoth = async () => {
    await expectAccessible(page);
    await page.emulateMedia({ colorScheme: 'dark' });
    await expectAccessible(page, ...COLOURS);
    await page.emulateMedia({ colorScheme: 'light' });
  };
  await inBoth();
  await page.getByRole('button', { name: 'Share' }).click();
  await inBoth();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^Data of: Error to the sequential/ }).click();
  await expect(page.getByRole('dialog').getByRole('table')).toBeVisible();
  await inBoth();
});

test('dark is dark, and light is light', async ({ page }) => {
  const brightness = async () => {
    const { data } = await pictureOf(page);
    let sum = 0;
    for (let i = 0; i < data.length; i += 4) sum += (data[i]! + data[i + 1]! + data[i + 2]!) / 3;
    return sum / (data.length / 4);
  };
  await openIdle(page, ON_CPU);
  await run(page, SMALL);
  const theme = page.getByRole('combobox', { name: 'Theme' });
  await theme.selectOption('light');
  await expect.poll(brightness).toBeGreaterThan(200);
  await theme.selectOption('dark');
  await expect.poll(brightness).toBeLessThan(70);
  await theme.selectOption('system');
  await page.emulateMedia({ colorScheme: 'light' });
  await expect.poll(brightness).toBeGreaterThan(200);
});

test('at 360 px nothing scrolls sideways, and the settings are in a drawer', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await openIdle(page);
  await run(page, SMALL);
  const overflow = () =>
    page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(await overflow()).toBeLessThanOrEqual(0);
  const blocks = page.getByRole('textbox', { name: 'Blocks', exact: true });
  await expect(blocks).not.toBeInViewport();
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await expect(blocks).toBeVisible();
  expect(await overflow()).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Close settings' }).click();
  await expect(blocks).not.toBeInViewport();
  await expectAccessible(page);
});

test('at 1280 x 800 the whole figure is on one screen', async ({ page }) => {
  await openIdle(page);
  await run(page, SMALL);
  const images = page.getByRole('main').getByRole('img');
  expect(await images.count()).toBeGreaterThanOrEqual(4);
  for (const image of await images.all()) await expect(image).toBeInViewport({ ratio: 1 });
  await expect(page.getByRole('slider', { name: 'Round', exact: true })).toBeInViewport({ ratio: 1 });
  expect(await page.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
});

test('every control has a name, is reached by Tab, and shows its focus', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await run(page, SMALL);
  const reached = new Set<string>();
  let invisible = 0;
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press('Tab');
    const focus = await page.evaluate(() => {
      const element = document.activeElement;
      if (!element || element === document.body) return null;
      const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
      const label =
        element.getAttribute('aria-label') ??
        (element as HTMLInputElement).labels?.[0]?.textContent ??
        element.textContent ??
        '';
      return { label: label.trim(), seen: (outlineStyle !== 'none' && outlineWidth !== '0px') || boxShadow !== 'none' };
    });
    if (focus === null) break;
    expect(focus.label).not.toBe('');
    if (!focus.seen) invisible++;
    reached.add(focus.label);
  }
  expect(invisible).toBe(0);
  for (const name of ['Share', 'Export', 'Target', 'Blocks', 'Seed', 'Run', 'Step a round', 'Round', 'Node']) {
    expect(
      [...reached].some((label) => label.startsWith(name)),
      `${name} is reached by Tab`,
    ).toBe(true);
  }
});

test('the keys step through the rounds, run and cancel', async ({ page }) => {
  await openIdle(page, ON_CPU);
  const result = await run(page, SMALL);
  const round = page.getByRole('slider', { name: 'Round', exact: true });
  await page.keyboard.press('Home');
  await expect(round).toHaveValue('0');
  await page.keyboard.press('ArrowRight');
  await expect(round).toHaveValue('1');
  await page.keyboard.press('ArrowLeft');
  await expect(round).toHaveValue('0');
  await page.keyboard.press('Shift+ArrowRight');
  await expect(round).not.toHaveValue('0');
  await page.keyboard.press('End');
  // One record for each start and each round.
  await expect(round).toHaveValue(String(result.rounds + result.segments.length - 1));
  const node = page.getByRole('slider', { name: 'Node', exact: true });
  const last = Number(await node.inputValue());
  await page.keyboard.press('ArrowDown');
  await expect(node).toHaveValue(String(last - 1));
  const cancelled = await runBy(page, async () => {
    await page.keyboard.press('r');
    await page.keyboard.press('Escape');
  });
  expect(cancelled).toBe('done');
  expect((await resultOf(page))?.samples).toHaveLength(64);
});

test('the live region tells the outcome of a run', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await run(page, SMALL);
  await expect(page.getByRole('status').filter({ hasText: /\w/ }).first()).toContainText(/\d/);
});

test('play moves the cursor', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await run(page, SMALL);
  await page.keyboard.press('Home');
  const round = page.getByRole('slider', { name: 'Round', exact: true });
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(round).not.toHaveValue('0');
  await page.getByRole('button', { name: 'Pause' }).click();
});
