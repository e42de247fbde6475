// What can go wrong around the page, and what it says then: no WebGPU, a lost device, a broken shader, broken models.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import { findChromium, SOFTWARE_WEBGPU_FLAGS } from '../tools/set-up/browser.mjs';
import { expect, openIdle, refused, resultOf, run, SMALL, settled, stateOf, test } from './playground';

const MODEL = path.join(import.meta.dirname, '../public/models/two-moons.safetensors');

/** A page in a browser of its own, started with these flags. */
async function inOwnBrowser(flags: readonly string[], use: (page: Page) => Promise<void>): Promise<void> {
  const browser = await chromium.launch({ executablePath: findChromium() ?? '', args: [...flags] });
  try {
    await use(await browser.newPage({ viewport: { width: 1280, height: 800 } }));
  } finally {
    await browser.close();
  }
}

test('without WebGPU the CPU computes, and a banner says so', async ({ baseURL, page }) => {
  const spec = { ...SMALL, target: { kind: 'gaussian', dimension: 2, mean: 0.5, std: 0.5 } };
  await openIdle(page);
  const gpu = await run(page, spec);
  await inOwnBrowser(['--disable-gpu', '--disable-features=WebGPU,Vulkan'], async (plain) => {
    await plain.goto(baseURL ?? '');
    expect(await settled(plain)).toBe('done');
    expect((await resultOf(plain))?.backend).toBe('cpu');
    await expect(plain.getByText('This browser offers no WebGPU')).toBeVisible();
    await expect(plain.getByText('This run was made smaller')).toBeVisible();
    const cpu = await run(plain, spec);
    expect(cpu.backend).toBe('cpu');
    expect(Math.abs(cpu.rounds - gpu.rounds)).toBeLessThanOrEqual(2);
    expect(cpu.samples).toHaveLength(gpu.samples.length);
  });
});

test('?backend=cpu computes on the CPU, and a banner says so', async ({ page }) => {
  await openIdle(page, '&backend=cpu');
  await expect(page.getByText('Runs are computed on the CPU')).toBeVisible();
  expect((await run(page, SMALL)).backend).toBe('cpu');
});

test('a lost device is told, and the page runs on', async ({ baseURL }) => {
  await inOwnBrowser(SOFTWARE_WEBGPU_FLAGS, async (page) => {
    await page.goto(`${baseURL}?run=0`);
    await page.waitForFunction(() => 'playground' in window);
    const before = await run(page, SMALL);
    const cdp = await page.context().browser()?.newBrowserCDPSession();
    await cdp?.send('Browser.crashGpuProcess');
    await expect(page.getByText(/device was lost.*The next run opens a new one\./i).first()).toBeVisible();
    expect(await resultOf(page)).toEqual(before);
    const after = await run(page, SMALL);
    expect(after.backend).toBe('webgpu');
    expect(after.samples).toEqual(before.samples);
  });
});

test('a device that is lost in the middle of a run does not lose the run', async ({ baseURL }) => {
  await inOwnBrowser(SOFTWARE_WEBGPU_FLAGS, async (page) => {
    await page.goto(`${baseURL}?run=0`);
    await page.waitForFunction(() => 'playground' in window);
    const target = { kind: 'mixture', name: 'two-moons' };
    const going = run(page, { ...SMALL, blocks: 8, nodes: 32, particles: 256, target });
    await expect(page.getByRole('progressbar', { name: /^Parallel: / })).toBeVisible();
    const cdp = await page.context().browser()?.newBrowserCDPSession();
    await cdp?.send('Browser.crashGpuProcess');
    // The session takes the run up once more on the new device; the person is told what happened.
    const result = await going;
    expect([result.backend, result.samples.length]).toEqual(['webgpu', 256]);
    await expect(page.getByText(/device was lost/i).first()).toBeVisible();
  });
});

/** Serves the page with a broken function of a shader; returns how many of its files were changed. */
async function breakShader(page: Page, name: string): Promise<() => number> {
  let broken = 0;
  await page.route('**/*.js', async (route) => {
    const response = await route.fetch();
    const text = await response.text();
    const body = text.replaceAll(`fn ${name}(`, `fn ${name}(broken`);
    if (body !== text) broken++;
    await route.fulfill({ response, body });
  });
  return () => broken;
}

test('a broken shader of the stage is told, and the run goes on', async ({ page }) => {
  const broken = await breakShader(page, 'placeCorner');
  await openIdle(page);
  const result = await run(page, SMALL);
  expect(broken()).toBe(1);
  expect(result.samples).toHaveLength(64);
  expect(await stateOf(page)).toBe('done');
  await expect(
    page.getByText(/The shader stage\.wgsl does not compile on this device: line \d+/).first(),
  ).toBeVisible();
});

test('a broken shader is an error that names the file, and no silent step down to the CPU', async ({ page }) => {
  const broken = await breakShader(page, 'scan');
  await page.goto('./');
  expect(await settled(page)).toBe('error');
  expect(broken()).toBe(1);
  await expect(page.getByText(/The shader scan\.wgsl does not compile/).first()).toBeVisible();
  expect(await resultOf(page)).toBeNull();
  await expect(page.getByText('computed on the CPU')).toHaveCount(0);
});

test('a broken model is an error in a sentence, and the earlier run stays', async ({ page }) => {
  const model = readFileSync(MODEL);
  const headerLength = Number(model.readBigUInt64LE(0));
  const header = model.subarray(8, 8 + headerLength).toString('utf8');
  const width = /"width":"(\d+)"/.exec(header)?.[1];
  expect(width, 'the card names the width').toBeDefined();
  // As long as the true header, so that the weights stay where they are.
  const wrongHeader = header.replace(`"width":"${width}"`, `"width":"${'9'.repeat(width?.length ?? 0)}"`);
  const wrongCard = Buffer.concat([model.subarray(0, 8), Buffer.from(wrongHeader), model.subarray(8 + headerLength)]);
  let served: Buffer = model.subarray(0, model.length - 1000);
  await page.route('**/two-moons.safetensors', (route) => route.fulfill({ body: served }));
  await openIdle(page);
  const earlier = await run(page, SMALL);
  const spec = { ...SMALL, target: { kind: 'network', name: 'two-moons' } };
  for (const body of [served, model.subarray(0, 4), Buffer.alloc(0), wrongCard]) {
    served = body;
    const { message } = await refused(page, spec);
    expect(message).toMatch(/two-moons/);
    expect(message).toMatch(/[.]$/);
    expect(message).not.toMatch(/\n|undefined|Offset is outside/);
    await expect(page.getByText(message).first()).toBeVisible();
    expect(await resultOf(page)).toEqual(earlier);
    expect(await stateOf(page)).toBe('error');
  }
  served = model;
  expect((await run(page, spec)).samples).toHaveLength(64);
});

test('a model that is missing is an error in a sentence', async ({ page }) => {
  await page.route('**/two-moons.safetensors', (route) => route.fulfill({ status: 404, body: 'not here' }));
  await page.goto('./');
  expect(await settled(page)).toBe('error');
  await expect(page.getByText(/two-moons/).first()).toBeVisible();
});
