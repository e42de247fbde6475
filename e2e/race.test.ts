// The race: three quick lanes on one noise, against the runs that they are; cancel, order, exports, links, and the figure, which a
// race leaves alone.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import LZString from 'lz-string';
import { COLOURS, expectAccessible } from './accessible';
import { difference, pictureOf } from './pixels';
import { expect, linkOnCpu, ON_CPU, openIdle, type Result, run, SMALL, settled, stateOf, test } from './playground';

const METHODS = {
  sequential: { kind: 'sequential' },
  blocks: SMALL.method,
  window: { kind: 'window', window: 8, tolerance: 1e-4 },
} as const;

/** Lanes of a race on the small problem, as a link holds them. */
function raceLink(methods: readonly object[], base: object = SMALL, rest = ''): string {
  const sweep = { base, vary: [{ path: '', values: methods.map((method) => ({ method })) }] };
  return `#v=1&sweep=${LZString.compressToEncodedURIComponent(JSON.stringify(sweep))}&panel=race${rest}`;
}

const THREE = raceLink(Object.values(METHODS));

async function raced(page: Page): Promise<void> {
  await page.waitForFunction(() => document.documentElement.dataset.race === 'done', null, { timeout: 120_000 });
}

/** Cells of the table of the race, row by row, without the last, which holds buttons. */
async function rowsOf(page: Page): Promise<string[][]> {
  const rows = page.getByRole('region', { name: 'Table of the race' }).locator('tbody tr');
  return Promise.all(
    (await rows.all()).map(async (row) =>
      (await row.locator('th, td').allInnerTexts()).slice(0, -1).map((cell) => cell.trim()),
    ),
  );
}

const grouped = (value: number) => value.toLocaleString('en-US');

test('a race on a link runs by itself, and its table has the numbers of the runs that its lanes are', async ({
  page,
}) => {
  await page.goto(`./${THREE}`);
  await raced(page);
  // The figure has not been run: it would have made the race wait.
  expect(await stateOf(page)).toBe('idle');
  const rows = await rowsOf(page);
  expect(rows.map(([name]) => name)).toEqual([
    'Sequential',
    'Gaussian data, 2 blocks',
    'Sliding window of 8, tolerance 0.0001',
  ]);
  await page.getByRole('tab', { name: 'Figure' }).click();
  for (const [index, method] of Object.values(METHODS).entries()) {
    const result: Result = await run(page, { ...SMALL, method });
    const [, rounds, finish, , evaluations, derivatives, inFlight, , error] = rows[index]!;
    expect(rounds).toBe(grouped(result.rounds));
    expect(evaluations).toBe(grouped(result.evaluations));
    expect(derivatives).toBe(grouped(result.derivatives));
    expect(inFlight).toBe(grouped(result.nodesInFlight));
    // A lane whose errors end below the tolerance has finished, no later than it stopped.
    expect(Number(finish)).toBeLessThanOrEqual(result.rounds);
    if (method.kind === 'sequential') expect([finish, error]).toEqual(['16', '0']);
  }
});

test('the figure keeps its picture and its result while lanes are run beside it', async ({ page }) => {
  await openIdle(page);
  const result = await run(page, SMALL);
  const stage = page.locator('canvas[data-stage=parallel]');
  const before = await pictureOf(stage);
  await page.getByRole('tab', { name: 'Race' }).click();
  await page.getByRole('button', { name: 'Run the race' }).click();
  await raced(page);
  await page.getByRole('tab', { name: 'Figure' }).click();
  expect(await stateOf(page)).toBe('done');
  expect(await page.evaluate(() => JSON.stringify(window.playground.result))).toBe(JSON.stringify(result));
  await expect(stage).toBeVisible();
  await expect.poll(async () => difference(before, await pictureOf(stage))).toBeLessThan(0.001);
});

test('a race can be cancelled, and goes on where it was', async ({ page }) => {
  const slow = { ...SMALL, target: { kind: 'network', name: 'two-moons' }, blocks: 1, nodes: 256, particles: 64 };
  await openIdle(page, ON_CPU, raceLink([METHODS.sequential, METHODS.window], slow));
  await page.getByRole('button', { name: 'Run the race' }).click();
  await expect(page.getByRole('progressbar', { name: /^lane / })).toBeVisible();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await page.waitForFunction(() => document.documentElement.dataset.race === 'cancelled');
  await expect(page.getByRole('progressbar')).toHaveCount(0);
  await expect(page.getByRole('status').filter({ hasText: 'Cancelled' })).toHaveCount(1);
  // Smaller, so that it ends soon: another problem, and the lanes are the same.
  await page.getByRole('textbox', { name: 'Nodes per block', exact: true }).fill('16');
  await page.getByRole('textbox', { name: 'Particles', exact: true }).fill('16');
  await page.getByRole('button', { name: 'Run the race' }).click();
  await raced(page);
  expect((await rowsOf(page)).map(([, rounds]) => rounds)[0]).toBe('16');
  // Escape cancels too, by the keyboard alone; here nothing is left to do.
  await expect(page.getByRole('button', { name: 'All lanes are run' })).toBeDisabled();
});

test('the table is ordered by mouse and by keyboard; the clock plays, is scrubbed, and goes to the first finish', async ({
  page,
}) => {
  await page.goto(`./?${ON_CPU}${THREE}`);
  await raced(page);
  const table = page.getByRole('region', { name: 'Table of the race' });
  const rounds = table.getByRole('columnheader', { name: 'Rounds' });
  await expect(rounds).toHaveAttribute('aria-sort', 'none');
  await rounds.getByRole('button').click();
  await expect(rounds).toHaveAttribute('aria-sort', 'ascending');
  const numbers = async () => (await rowsOf(page)).map((row) => Number(row[1]));
  const rising = await numbers();
  expect(rising).toEqual([...rising].sort((a, b) => a - b));
  await page.keyboard.press('Enter');
  await expect(rounds).toHaveAttribute('aria-sort', 'descending');
  expect(await numbers()).toEqual([...rising].reverse());
  await page.keyboard.press('Space');
  await expect(rounds).toHaveAttribute('aria-sort', 'none');
  // The key was the button's alone: the clock did not begin to play.
  await expect(page.getByRole('button', { name: 'Play' })).toBeVisible();

  const clock = page.getByRole('slider', { name: 'Clock' });
  const finishes = (await rowsOf(page)).map((row) => Number(row[2]));
  await expect(clock).toHaveValue(String(Math.min(...finishes)));
  await page.getByRole('heading', { name: 'Race on one noise' }).click();
  await page.keyboard.press('Home');
  await expect(clock).toHaveValue('0');
  await page.keyboard.press('ArrowRight');
  await expect(clock).toHaveValue('1');
  await page.keyboard.press('End');
  await expect(clock).toHaveValue('16');
  const lanes = page.getByRole('img', { name: /^Nodes that agree with the sequential path, lane by lane\./ });
  const end = await pictureOf(lanes);
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: 'Play' }).click();
  await expect(clock).not.toHaveValue('0');
  await page.getByRole('button', { name: 'First finish' }).click();
  await expect(clock).toHaveValue(String(Math.min(...finishes)));
  expect(difference(end, await pictureOf(lanes))).toBeGreaterThan(0.002);
  await page.getByRole('radio', { name: 'time here' }).check();
  await expect(page.getByText(/^after [\d.]+ m?s$/)).toBeVisible();
});

test('the race is exported as CSV, JSON and SVG', async ({ page }) => {
  await page.goto(`./?${ON_CPU}${THREE}`);
  await raced(page);
  const exported = async (name: string) => {
    await page.getByRole('button', { name: 'Export race', exact: true }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name, exact: true }).click(),
    ]);
    return readFileSync(await download.path(), 'utf8');
  };
  const csv = (await exported('Table as CSV')).trim().split(/\r?\n/);
  expect(csv).toHaveLength(4);
  expect(csv[1]).toMatch(/^Sequential,16,16,16,16,0,1,0,0,0,/);
  const document = JSON.parse(await exported('Race as JSON'));
  expect(document.lanes.map(({ label }: { label: string }) => label)).toEqual(
    (await rowsOf(page)).map(([name]) => name),
  );
  expect(document.sweep.base).toMatchObject({ seed: SMALL.seed, particles: SMALL.particles });
  for (const name of ['Lanes as SVG', 'Curves as SVG']) {
    const svg = await exported(name);
    const problem = await page.evaluate(
      (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent,
      svg,
    );
    expect(problem).toBeUndefined();
    expect(svg).toContain('agree with the sequential path');
  }
});

test('lanes are added, changed and removed, and a link restores them and the tolerance', async ({ page, context }) => {
  await openIdle(page, ON_CPU, THREE);
  await page.getByRole('button', { name: 'Add a lane…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Method' }).selectOption({ label: 'Wavefront' });
  await dialog.getByRole('textbox', { name: 'Blocks' }).fill('3');
  await expect(dialog.getByText('blocks is 3; allowed in this race are divisors of its 16 steps.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Use this lane' })).toBeDisabled();
  await dialog.getByRole('textbox', { name: 'Blocks' }).fill('4');
  await dialog.getByRole('combobox', { name: 'Linear part' }).selectOption({ label: 'Gaussian data' });
  await dialog.getByRole('button', { name: 'Use this lane' }).click();
  await page.getByRole('button', { name: 'Remove lane: Sequential' }).click();
  await page.getByRole('button', { name: 'Edit lane: Sliding window of 8, tolerance 0.0001' }).click();
  await dialog.getByRole('textbox', { name: 'Window' }).fill('4');
  await dialog.getByRole('button', { name: 'Use this lane' }).click();
  const names = [
    'Gaussian data, 2 blocks',
    'Sliding window of 4, tolerance 0.0001',
    'Wavefront, Gaussian data, 4 blocks',
  ];
  expect((await rowsOf(page)).map(([name]) => name)).toEqual(names);
  await page.getByRole('textbox', { name: 'Finish within' }).fill('1');
  await page.getByRole('button', { name: 'Run the race' }).click();
  await raced(page);
  const rows = await rowsOf(page);

  await page.getByRole('button', { name: 'Share' }).click();
  const link = await dialog.getByLabel('Link').inputValue();
  const other = await context.newPage();
  await other.goto(linkOnCpu(link));
  await raced(other);
  // All but the times, which are measured anew.
  const numbers = (table: string[][]) => table.map((row) => row.slice(0, -1));
  expect(numbers(await rowsOf(other))).toEqual(numbers(rows));
  await expect(other.getByRole('textbox', { name: 'Finish within' })).toHaveValue('1');
  await other.reload();
  await raced(other);
  expect((await rowsOf(other)).map(([name]) => name)).toEqual(names);
});

test('a lane that is not possible says why, and the others race', async ({ page }) => {
  await openIdle(page, ON_CPU, THREE);
  await page.getByRole('textbox', { name: 'Nodes per block', exact: true }).fill('7');
  await page.getByRole('textbox', { name: 'Blocks', exact: true }).fill('1');
  await expect(page.getByText('blocks is 2; allowed in this race are divisors of its 7 steps.')).toBeVisible();
  await page.getByRole('button', { name: 'Run the race' }).click();
  await raced(page);
  expect((await rowsOf(page)).map((row) => row[1])[0]).toBe('7');
});

test('a sweep that is no race is told off in a sentence', async ({ page }) => {
  const sweep = { base: SMALL, vary: [{ path: 'seed', values: [1, 2] }] };
  const packed = LZString.compressToEncodedURIComponent(JSON.stringify(sweep));
  await openIdle(page, ON_CPU, `#v=1&sweep=${packed}&panel=race`);
  await expect(page.getByText(/^Lane 1 of the race is not possible: seed differs from that of the race/)).toBeVisible();
});

test('tabs are reached and moved by keyboard, and the address keeps the panel', async ({ page }) => {
  await openIdle(page, ON_CPU);
  const first = await run(page, SMALL);
  const figure = await page.evaluate(() => location.hash);
  await page.getByRole('tab', { name: 'Figure' }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(page.getByRole('tab', { name: 'Race' })).toBeFocused();
  await expect(page.getByRole('tab', { name: 'Race' })).toHaveAttribute('aria-selected', 'true');
  await expect(page.getByRole('tabpanel', { name: 'Race' })).toBeVisible();
  await expect(page.getByRole('tabpanel', { name: 'Figure' })).toBeHidden();
  expect(await page.evaluate(() => location.hash)).toContain('panel=race');
  await page.keyboard.press('End');
  await expect(page.getByRole('tabpanel', { name: 'Labs' })).toBeVisible();
  await page.keyboard.press('ArrowLeft');
  await expect(page.getByRole('tabpanel', { name: 'Quality' })).toBeVisible();
  await page.keyboard.press('Home');
  await expect(page.getByRole('tabpanel', { name: 'Figure' })).toBeVisible();
  expect(await page.evaluate(() => location.hash)).toBe(figure);
  // Another run, then back: the panel that was shown in between is no entry of the history.
  await run(page, { ...SMALL, seed: 11 });
  await page.goBack();
  expect(await settled(page)).toBe('done');
  await expect(page.getByRole('textbox', { name: 'Seed', exact: true })).toHaveValue(String(first.spec.seed));
});

test('no serious accessibility fault in the race, light and dark', async ({ page }) => {
  await page.emulateMedia({ colorScheme: 'light' });
  await page.goto(`./?${ON_CPU}${THREE}`);
  await raced(page);
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  await expectAccessible(page, ...COLOURS);
  await page.getByRole('button', { name: 'Edit lane: Sequential' }).click();
  await expectAccessible(page);
});

test('at 360 px the race does not scroll sideways, and its settings are in the drawer', async ({ page }) => {
  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(`./?${ON_CPU}${THREE}`);
  await raced(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Settings', exact: true }).click();
  await page.getByRole('button', { name: 'Close settings' }).click();
  await expect(page.getByRole('tabpanel', { name: 'Race' })).toBeVisible();
});
