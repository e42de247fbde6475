// The browser of the bench: Chromium on the machine's GPU where it has one for WebGPU, else on its software adapter.

import { type Browser, chromium } from '@playwright/test';
import { findChromium, SOFTWARE_WEBGPU_FLAGS } from '../set-up/browser.mjs';

const HARDWARE_WEBGPU_FLAGS = [
  '--enable-unsafe-webgpu',
  '--ignore-gpu-blocklist',
  ...(process.platform === 'linux' ? ['--enable-features=Vulkan', '--use-angle=vulkan'] : []),
];

/** Whether the page's browser has an adapter that is no software. */
async function hasHardware(): Promise<boolean> {
  const adapter = await navigator.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (!adapter) return false;
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const words = [vendor, architecture, device, description].join(' ');
  return !isFallbackAdapter && !/swiftshader|llvmpipe|lavapipe|softpipe|basic render|software/i.test(words);
}

/** Opens a browser whose WebGPU is asked for at an address of this machine, which any page there may answer. */
export async function openBrowser(address: string): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === null) throw new Error('There is no Chromium: npm run bench installs one.');
  const browser = await chromium.launch({ executablePath, args: HARDWARE_WEBGPU_FLAGS });
  try {
    const page = await browser.newPage();
    await page.goto(address);
    const hardware = await page.evaluate(hasHardware);
    await page.close();
    if (hardware) return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
  await browser.close();
  return chromium.launch({ executablePath, args: [...SOFTWARE_WEBGPU_FLAGS] });
}
