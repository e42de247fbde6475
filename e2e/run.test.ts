// The first picture: the page runs its default by itself, on the GPU, and shows it.

import { countPixels, difference, isColoured, pictureOf } from './pixels';
import { expect, ON_CPU, openAndRun, openIdle, resultOf, run, runBy, SMALL, stateOf, test } from './playground';

test('the default run finishes by itself and fills the stages', async ({ page }) => {
  expect(await openAndRun(page)).toBe('done');
  const result = await resultOf(page);
  expect(result?.backend).toBe('webgpu');
  expect(result?.spec.target).toEqual({ kind: 'network', name: 'two-moons' });
  // Rounds are what the method saves: far fewer than steps, though every node was computed.
  expect(result?.rounds).toBeLessThan((result?.sequentialSteps ?? 0) / 2);
  for (const side of ['parallel', 'sequential']) {
    const device = page.locator(`canvas[data-stage=${side}]`);
    await expect(device).toBeVisible();
    const withParticles = await pictureOf(device);
    await device.evaluate((canvas) => {
      canvas.style.opacity = '0';
    });
    const without = await pictureOf(device);
    // The particles come from the GPU's own canvas: hiding it takes more than a few dots away.
    expect(difference(withParticles, without)).toBeGreaterThan(0.005);
    // What is left, the density, is not blank paper either.
    expect(countPixels(without, isInk)).toBeGreaterThan(300);
    if (side === 'parallel') {
      expect(countPixels(withParticles, isColoured)).toBeGreaterThan(countPixels(without, isColoured) + 300);
    }
  }
  const numbers = page.getByRole('region', { name: 'Four numbers of this run' });
  await expect(numbers).toContainText(String(result?.rounds));
  await expect(numbers).toContainText(String(result?.nodesInFlight));
});

/** Not paper. */
function isInk([red, green, blue]: readonly [number, number, number]): boolean {
  return Math.min(red, green, blue) < 235;
}

test('a software adapter is named, and says what was made smaller', async ({ page }) => {
  await page.goto('./');
  await expect(page.getByText(/The WebGPU adapter is software \(.*swiftshader.*\)/i)).toBeVisible();
  await expect(page.getByText('This run was made smaller')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Run in full' })).toBeVisible();
  await expect(page.getByText(/^To check, in full: /)).toBeVisible();
});

test('?run=0 does not start by itself; Run starts it', async ({ page }) => {
  await openIdle(page);
  expect(await stateOf(page)).toBe('idle');
  expect(await resultOf(page)).toBeNull();
  for (const [name, value] of [
    ['Blocks', '1'],
    ['Nodes per block', '8'],
    ['Particles', '32'],
  ] as const) {
    await page.getByRole('textbox', { name, exact: true }).fill(value);
  }
  const start = page.getByRole('button', { name: /^Run/ }).first();
  expect(await runBy(page, () => start.click())).toBe('done');
  const result = await resultOf(page);
  expect(result?.spec).toMatchObject({ blocks: 1, nodes: 8, particles: 32 });
  expect(result?.samples).toHaveLength(32);
});

test('?embed=1 shows the figure without the frame', async ({ page }) => {
  await openIdle(page);
  await expect(page.getByRole('banner')).toBeVisible();
  await expect(page.getByRole('form', { name: 'Settings' })).toBeVisible();
  await openIdle(page, '&embed=1');
  await expect(page.getByRole('banner')).toBeHidden();
  await expect(page.getByRole('form', { name: 'Settings' })).toBeHidden();
  await expect(page.locator('canvas').first()).toBeVisible();
});

test('the same seed gives the same run, a new seed another', async ({ page }) => {
  await openIdle(page, ON_CPU);
  const first = await run(page, SMALL);
  expect(await runBy(page, () => page.getByRole('button', { name: 'Same seed' }).click())).toBe('done');
  const again = await resultOf(page);
  expect(again?.spec.seed).toBe(first.spec.seed);
  expect(again?.reference.slice(0, 64)).toEqual(first.reference.slice(0, 64));
  expect(await runBy(page, () => page.getByRole('button', { name: 'New seed' }).click())).toBe('done');
  const other = await resultOf(page);
  expect(other?.spec.seed).not.toBe(first.spec.seed);
  expect(other?.reference[0]).not.toEqual(first.reference[0]);
});

test('the cursor changes what the stage and the plots show', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await run(page, SMALL);
  const round = page.getByRole('slider', { name: 'Round', exact: true });
  await round.focus();
  await page.keyboard.press('Home');
  const start = await pictureOf(page);
  await page.keyboard.press('End');
  const end = await pictureOf(page);
  expect(difference(start, end)).toBeGreaterThan(0.002);
  await page.keyboard.press('Home');
  expect(difference(start, await pictureOf(page))).toBeLessThan(0.001);
});

test('a run can be watched while it goes on', async ({ page }) => {
  await openIdle(page);
  const going = run(page, { ...SMALL, nodes: 32, target: { kind: 'network', name: 'two-moons' } });
  await expect(page.getByRole('progressbar').first()).toBeVisible();
  await going;
  await expect(page.getByRole('progressbar')).toHaveCount(0);
});
