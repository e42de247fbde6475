// WebGPU in Node, by the npm package `webgpu` (Dawn): for the command line and the kernel tests. A real adapter is used
// where there is one; else the software Vulkan driver that Chromium brings along. It knows nothing of the playground.

import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';

const ICD = 'vk_swiftshader_icd.json';

/** Folders in which Chromium is commonly installed, the one of Playwright's own download included. */
function browserFolders(): string[] {
  const folders = [
    '/usr/lib/chromium',
    '/usr/lib/chromium-browser',
    '/usr/lib64/chromium-browser',
    '/opt/google/chrome',
    '/Applications/Google Chrome.app/Contents/Frameworks/Google Chrome Framework.framework/Libraries',
  ];
  const executable = process.env.CHROMIUM_PATH;
  if (executable) folders.unshift(path.dirname(executable));
  const downloads = process.env.PLAYWRIGHT_BROWSERS_PATH ?? path.join(homedir(), '.cache/ms-playwright');
  if (existsSync(downloads)) {
    for (const browser of readdirSync(downloads)
      .filter((name) => name.startsWith('chromium'))
      .sort()
      .reverse()) {
      for (const inner of ['chrome-linux', 'chrome-linux64', 'chrome-headless-shell-linux64']) {
        folders.push(path.join(downloads, browser, inner));
      }
    }
  }
  return folders;
}

/** Path of the description file of Chromium's software Vulkan driver, or null when no browser was found. */
export function swiftShaderIcd(): string | null {
  return (
    browserFolders()
      .map((folder) => path.join(folder, ICD))
      .find(existsSync) ?? null
  );
}

/** SwiftShader compiles the zero that a workgroup array begins with word by word; without this, Dawn writes a loop. */
const OPTIONS = ['disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension'];

/** The main thread rests so long between two questions whether the adapter is done, after it has done nothing but ask for a while; a turn
 * of the event loop that took longer than asking has done something else. */
const NAP_MS = 0.2;
const PATIENCE_MS = 5;
const ASKING_MS = 0.1;

/**
 * Lets the main thread rest while a software adapter computes for long. While anything is under way on the adapter, the package `webgpu`
 * asks on each turn of the event loop whether it is done and has the loop turn at once, which takes a core from the adapter. A loop with
 * nothing to do still sleeps: a callback that is not referenced does not make it turn. Short waits stay as quick as they are: processors
 * that sleep take longer to wake than a small dispatch.
 */
function restBetweenTurns(): void {
  const never = new Int32Array(new SharedArrayBuffer(4));
  let last = performance.now();
  let asking = last;
  const turn = () => {
    const now = performance.now();
    if (now - last > ASKING_MS) asking = now;
    if (now - asking > PATIENCE_MS) Atomics.wait(never, 0, 0, NAP_MS);
    last = performance.now();
    setImmediate(turn).unref();
  };
  setImmediate(turn).unref();
}

let shared: Promise<GPU> | null = null;

/**
 * A `GPU` that has an adapter, the same object on every call. The constants of WebGPU (`GPUBufferUsage` and the like)
 * are put on `globalThis`.
 *
 * Sets `VK_DRIVER_FILES` to Chromium's software driver when it is unset and there is no other adapter; set it yourself
 * to choose a driver.
 *
 * @throws Error, whose message is a sentence, when there is no adapter at all.
 */
export function nodeGpu(): Promise<GPU> {
  shared ??= findGpu();
  return shared;
}

async function isFound(gpu: GPU): Promise<boolean> {
  const adapter = await gpu.requestAdapter();
  if (adapter?.info.isFallbackAdapter) restBetweenTurns();
  return adapter !== null;
}

async function findGpu(): Promise<GPU> {
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const chosen = process.env.VK_DRIVER_FILES ?? process.env.VK_ICD_FILENAMES;
  const gpu = create(OPTIONS);
  if (await isFound(gpu)) return gpu;
  const icd = chosen ? null : swiftShaderIcd();
  if (icd) {
    process.env.VK_DRIVER_FILES = icd;
    const software = create(OPTIONS);
    if (await isFound(software)) return software;
  }
  throw new Error(
    chosen
      ? `There is no WebGPU adapter: the driver ${chosen} gives none.`
      : 'There is no WebGPU adapter: no graphics driver, and no Chromium whose software driver could serve.',
  );
}
