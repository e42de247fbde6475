// Finds the browsers of the tests and the software Vulkan driver that comes with Chromium, and installs what is missing.
// Uses Node alone, except that Playwright's own browser is looked up through Playwright when it is there.

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { root, say } from './packages.mjs';

const require = createRequire(import.meta.url);

/** What makes headless Chromium run WebGPU on SwiftShader; with fewer the GPU process dies at the first WebGPU canvas. */
export const SOFTWARE_WEBGPU_FLAGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--use-angle=swiftshader',
  '--enable-features=Vulkan',
  '--use-vulkan=swiftshader',
  // SwiftShader compiles the zero that a workgroup array begins with word by word: half a second for a histogram of 512 bins.
  '--disable-dawn-features=use_vulkan_zero_initialize_workgroup_memory_extension',
];

/** Path of a Chromium, or null. CHROMIUM_PATH names one; otherwise the system's, otherwise Playwright's. */
export function findChromium() {
  const named = process.env.CHROMIUM_PATH;
  if (named) return existsSync(named) ? named : null;
  // Ubuntu's /usr/bin/chromium-browser only asks for a snap, so that name is not looked for.
  for (const candidate of ['/usr/bin/chromium', '/usr/bin/google-chrome-stable', '/usr/bin/google-chrome']) {
    if (existsSync(candidate)) return candidate;
  }
  return findPlaywrightChromium();
}

function findPlaywrightChromium() {
  try {
    const executable = require('playwright-core').chromium.executablePath();
    return executable && existsSync(executable) ? executable : null;
  } catch {
    return null;
  }
}

/** Path of a Firefox, or null. FIREFOX_PATH names one. */
export function findFirefox() {
  const named = process.env.FIREFOX_PATH;
  if (named) return existsSync(named) ? named : null;
  return ['/usr/bin/firefox-esr', '/usr/bin/firefox'].find((candidate) => existsSync(candidate)) ?? null;
}

/** Folder of the browser's own libraries, or null: it has the Vulkan loader and the SwiftShader driver. */
function chromiumLibraries() {
  const chromium = findChromium();
  if (chromium === null) return null;
  // Debian's /usr/bin/chromium is a script that starts /usr/lib/chromium/chromium.
  const folders = [path.dirname(realpathSync(chromium)), '/usr/lib/chromium'];
  return folders.find((folder) => existsSync(path.join(folder, 'vk_swiftshader_icd.json'))) ?? null;
}

/** Makes Vulkan in this process and its children run on the SwiftShader beside the browser, unless a driver is already
 * named. Returns whether a driver is named now. */
export function setSoftwareVulkan() {
  if (process.env.VK_DRIVER_FILES || process.env.VK_ICD_FILENAMES) return true;
  const folder = chromiumLibraries();
  if (folder === null) return false;
  process.env.VK_DRIVER_FILES = path.join(folder, 'vk_swiftshader_icd.json');
  return true;
}

/** Makes sure that there is a Chromium, and the Vulkan loader that the kernel tests in Node need. Ends the process when
 * that fails. */
export function installChromium() {
  if (findChromium() === null) {
    // Ubuntu's package of that name is a snap, which does not run in containers.
    const installed = isDebian() && installWithApt(['chromium'], 'Chromium, for the page tests');
    if (!installed || findChromium() === null) installPlaywrightChromium();
  }
  if (findChromium() === null) {
    say('There is no Chromium. Install one, or set CHROMIUM_PATH to its executable, and try again.');
    process.exit(1);
  }
  if (process.platform === 'linux' && !hasVulkanLoader()) {
    installWithApt(['libvulkan1'], 'the Vulkan loader, for the kernel tests');
    if (!hasVulkanLoader()) {
      say('There is no libvulkan.so.1, which the kernel tests need. Install libvulkan1 (Debian) or vulkan-loader.');
      process.exit(1);
    }
  }
}

/** Makes sure that there is a Firefox with software Vulkan. Ends the process when that fails. */
export function installFirefox() {
  const needed = findFirefox() === null || (process.platform === 'linux' && !hasVulkanDriver());
  if (needed) installWithApt(['firefox-esr', 'mesa-vulkan-drivers'], 'Firefox ESR and software Vulkan');
  if (findFirefox() !== null) return;
  say('There is no Firefox. Install one, or set FIREFOX_PATH to its executable, and try again.');
  process.exit(1);
}

function hasVulkanDriver() {
  return ['/usr/share/vulkan/icd.d', '/etc/vulkan/icd.d'].some(
    (folder) => existsSync(folder) && readdirSync(folder).some((file) => file.endsWith('.json')),
  );
}

function hasVulkanLoader() {
  const folders = ['/lib', '/usr/lib', '/usr/lib64', '/usr/local/lib'];
  const triplet = { x64: 'x86_64-linux-gnu', arm64: 'aarch64-linux-gnu' }[process.arch];
  if (triplet) folders.push(`/usr/lib/${triplet}`, `/lib/${triplet}`);
  return folders.some((folder) => existsSync(path.join(folder, 'libvulkan.so.1')));
}

function isDebian() {
  try {
    return /^ID=("?)debian\1$/m.test(readFileSync('/etc/os-release', 'utf8'));
  } catch {
    return false;
  }
}

/** Installs Debian packages as root or with a sudo that asks nothing. Returns whether that worked. */
function installWithApt(packages, purpose) {
  if (!existsSync('/usr/bin/apt-get')) return false;
  const root = process.getuid?.() === 0;
  if (!root && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status !== 0) {
    say(`Not root, so ${packages.join(' ')} (${purpose}) cannot be installed with apt-get.`);
    return false;
  }
  say(`Installing ${packages.join(' ')} with apt-get (${purpose}).`);
  const apt = (...words) => {
    const command = root ? ['apt-get', ...words] : ['sudo', '-n', 'apt-get', ...words];
    const result = spawnSync(command[0], command.slice(1), {
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      stdio: ['ignore', 'ignore', process.stderr],
    });
    return result.status === 0;
  };
  apt('update', '-q');
  return apt('install', '-y', '-q', '--no-install-recommends', ...packages);
}

/** Downloads the Chromium that Playwright was made with. */
function installPlaywrightChromium() {
  const canInstallLibraries =
    process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  say('Installing Chromium with npx playwright install.');
  spawnSync(
    process.execPath,
    ['node_modules/@playwright/test/cli.js', 'install', ...(canInstallLibraries ? ['--with-deps'] : []), 'chromium'],
    { cwd: root, stdio: ['ignore', process.stderr, process.stderr] },
  );
}
