// What goes out of the page and comes into it: exports of a run, and points of the reader's own.

import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect, ON_CPU, openIdle, type Result, resultOf, run, runBy, SMALL, test } from './playground';

async function exported(page: Page, name: string): Promise<{ file: string; text: string }> {
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name, exact: true }).click(),
  ]);
  return { file: download.suggestedFilename(), text: readFileSync(await download.path(), 'utf8') };
}

test('the run is exported as JSON, CSV, SVG, PNG and Python', async ({ page }) => {
  await openIdle(page, ON_CPU);
  const result = await run(page, SMALL);

  const json = await exported(page, 'Run as JSON');
  expect(json.file).toMatch(/\.json$/);
  expect(JSON.parse(json.text) as Result).toEqual(JSON.parse(JSON.stringify(result)));

  const samples = await exported(page, 'Samples as CSV');
  expect(samples.file).toMatch(/\.csv$/);
  const rows = samples.text.trim().split(/\r?\n/);
  expect(rows).toHaveLength(1 + 64);
  const first = rows[1]!.split(',').map(Number);
  expect(first.slice(-4)).toEqual([...result.samples[0]!, ...result.reference[0]!]);

  const trace = await exported(page, 'Trace as CSV');
  const records = result.rounds + result.segments.length;
  // Every record covers the 8 nodes of its block.
  expect(trace.text.trim().split(/\r?\n/)).toHaveLength(1 + 8 * records);

  for (const title of ['Error to the sequential solution', 'Error by network calls and node']) {
    const svg = await exported(page, `${title} as SVG`);
    expect(svg.file).toMatch(/\.svg$/);
    expect(svg.text).toMatch(/^(<\?xml[^>]*>\s*)?<svg /);
    expect(svg.text).toContain(title);
    const problem = await page.evaluate(
      (text) => new DOMParser().parseFromString(text, 'image/svg+xml').querySelector('parsererror')?.textContent,
      svg.text,
    );
    expect(problem).toBeUndefined();
  }

  const script = await exported(page, 'Run as Python');
  expect(script.file).toBe('picard-run.py');
  expect(script.text).toContain('import numpy as np');
  const picture = await exported(page, 'Error to the sequential solution as PNG');
  expect(picture.text.slice(1, 4)).toBe('PNG');
});

test('points are pasted as CSV and sampled', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await run(page, SMALL);
  await page.getByRole('combobox', { name: 'Target', exact: true }).selectOption({ label: 'Own points' });
  const dialog = page.getByRole('dialog');
  const text = dialog.getByRole('textbox', { name: 'Points as CSV or JSON' });

  await text.fill('x,y\n1,2\n3,four');
  await dialog.getByRole('button', { name: 'Read text' }).click();
  await expect(dialog.getByRole('alert')).toContainText('four');

  await text.fill('x,y\n1,1\n-1,1\n1,-1\n-1,-1');
  await dialog.getByRole('button', { name: 'Read text' }).click();
  await expect(dialog.getByText('4 points')).toBeVisible();
  await dialog.getByRole('button', { name: 'Use these points' }).click();
  await expect(dialog).toBeHidden();
  const start = page.getByRole('button', { name: /^Run/ }).first();
  expect(await runBy(page, () => start.click())).toBe('done');
  const result = await resultOf(page);
  expect(result?.spec.target).toMatchObject({
    kind: 'points',
    points: [
      [1, 1],
      [-1, 1],
      [1, -1],
      [-1, -1],
    ],
  });
  // Bandwidth 0.08 and cutoff 0.01 give a standard deviation of 0.13, and 16 coarse steps a little more: nearly every
  // sample is within 0.4 of one of the points, which of standard normal samples only one in six would be.
  const near = (result?.samples ?? []).filter(([x = 0, y = 0]) => Math.hypot(Math.abs(x) - 1, Math.abs(y) - 1) < 0.4);
  expect(near.length / (result?.samples.length ?? 0)).toBeGreaterThan(0.8);
});

test('points are loaded from a file', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await page.getByRole('combobox', { name: 'Target', exact: true }).selectOption({ label: 'Own points' });
  const dialog = page.getByRole('dialog');
  const chosen = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Load a file' }).click();
  const points = JSON.stringify(Array.from({ length: 30 }, (_, i) => [Math.cos(i), Math.sin(i)]));
  await (await chosen).setFiles({ name: 'circle.json', mimeType: 'application/json', buffer: Buffer.from(points) });
  await expect(dialog.getByText('30 points')).toBeVisible();
  // The same file may be chosen again, after it has changed.
  const again = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Load a file' }).click();
  await (await again).setFiles({ name: 'circle.json', mimeType: 'application/json', buffer: Buffer.from('[[1,2]]') });
  await expect(dialog.getByText('1 points')).toBeVisible();
});

test('a run that does not fit says why it is not possible, and Run is off', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await page.getByRole('textbox', { name: 'Particles', exact: true }).fill('65536');
  await page.getByRole('textbox', { name: 'Nodes per block', exact: true }).fill('2048');
  const start = page.getByRole('button', { name: /^Run/ }).first();
  await expect(start).toBeDisabled();
  await expect(
    page.getByRole('form', { name: 'Settings' }).getByText(/This run is not possible: .*need 512 MiB/),
  ).toBeVisible();
  await expect(page.getByRole('region', { name: 'Transport' }).getByText(/This run is not possible/)).toBeVisible();
  await page.getByRole('textbox', { name: 'Particles', exact: true }).fill('64');
  await expect(start).toBeEnabled();
  await expect(page.getByText(/This run is not possible/)).toHaveCount(0);
});

test('a mistake in the settings is said beside its field, and Run is off', async ({ page }) => {
  await openIdle(page, ON_CPU);
  const earlier = await run(page, SMALL);
  const blocks = page.getByRole('textbox', { name: 'Blocks', exact: true });
  await blocks.fill('0');
  await expect(page.getByText(/blocks is 0/i).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Run/ }).first()).toBeDisabled();
  await blocks.fill('many');
  await expect(page.getByText('"many" is not a number.')).toBeVisible();
  expect(await resultOf(page)).toEqual(earlier);
  await blocks.fill('2');
  await expect(page.getByRole('button', { name: /^Run/ }).first()).toBeEnabled();
});

test('a run that is too large says why it is not possible', async ({ page }) => {
  await openIdle(page, ON_CPU);
  await page.getByRole('textbox', { name: 'Particles', exact: true }).fill('1000000000');
  await expect(page.getByText(/particles is 1,?000,?000,?000|1e\+?9/i).first()).toBeVisible();
  await expect(page.getByRole('button', { name: /^Run/ }).first()).toBeDisabled();
});
