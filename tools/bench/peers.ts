// The part on peers: builds a page of the kernel and its peers, opens it in a browser, and takes what it measured.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { build } from 'vite';
import { hostFolder } from '../build/static-host';
import { openBrowser } from './browser';
import { ratiosOf } from './ratios';
import type { PeersMeasurement, PeersPart } from './report';
import type { Sizes } from './settings';

const FOLDER = path.join(import.meta.dirname, 'peers');
const BUILT = path.resolve(import.meta.dirname, '../../.cache/bench-page');

/** Packages of the peers, each in the place where it is installed. */
const PACKAGES = {
  '@tensorflow/tfjs-backend-webgpu': FOLDER,
  'onnxruntime-web': FOLDER,
  '@jax-js/jax': path.resolve(import.meta.dirname, '../..'),
};

function peerVersions(): Record<string, string> {
  const version = ([name, folder]: [string, string]) => {
    const file = path.join(folder, 'node_modules', name, 'package.json');
    return [name, (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version];
  };
  return Object.fromEntries(Object.entries(PACKAGES).map(version));
}

async function buildPage(): Promise<void> {
  await build({
    root: FOLDER,
    base: './',
    configFile: false,
    envFile: false,
    logLevel: 'error',
    build: { target: 'es2023', outDir: BUILT, emptyOutDir: true, assetsInlineLimit: 0 },
  });
}

/** Measures the kernel and its peers in one page. */
export async function measurePeers(
  settings: Sizes['peers'],
  say: (line: string) => void,
): Promise<Omit<PeersPart, 'size'>> {
  await buildPage();
  const host = await hostFolder(() => BUILT);
  const address = `http://127.0.0.1:${host.port}/`;
  try {
    const browser = await openBrowser(address);
    try {
      const page = await browser.newPage();
      page.on('pageerror', (error) => say(`Error of the bench's page: ${error.message}`));
      await page.exposeFunction('sayProgress', say);
      await page.goto(address);
      const measured: PeersMeasurement = await page.evaluate((given) => window.comparePeers(given), settings);
      return { versions: peerVersions(), ratios: ratiosOf(measured), ...measured };
    } finally {
      await browser.close();
    }
  } finally {
    await host.close();
  }
}
