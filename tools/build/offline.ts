// A Vite plugin that writes the service worker of a build: its code, and before it the list of the built files with their digests.
// What a reader needs without a network is in the list; what only crawlers, hosts and people at the repository read is not.

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Plugin, transformWithOxc } from 'vite';

const SOURCE = path.resolve(import.meta.dirname, '../../src/offline/service-worker.ts');

/** Name of the service worker in the built folder. */
export const SERVICE_WORKER = 'service-worker.js';

/** Files that are no part of the page: for hosts, crawlers and readers of the repository, and the picture for links to the page. */
const APART = [
  /^\./,
  /^robots\.txt$/,
  /^404\.html$/,
  /^social\.png$/,
  /^models\/.*\.(md|svg)$/,
  /^service-worker\.js$/,
  /\.map$/,
];

/** Contents of files by their path in the built folder. */
export type Files = ReadonlyMap<string, string | Uint8Array>;

/** The service worker's constants for a build: the digest of each kept file, and one of them all, which names the build. */
export function buildConstants(files: Files): string {
  const kept = [...files.keys()].filter((name) => !APART.some((pattern) => pattern.test(name))).sort();
  const list = kept.map((name) => [name === 'index.html' ? '' : name, `sha256-${digest(files.get(name) ?? '')}`]);
  const build = digest(JSON.stringify(list)).replace(/\W/g, '').slice(0, 16);
  return `const BUILD = ${JSON.stringify(build)};\nconst FILES = ${JSON.stringify(list)};\n`;
}

function digest(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('base64');
}

/** All files of a folder and the folders in it. */
export function filesOf(folder: string): Files {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    entries.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file).replaceAll(path.sep, '/'), readFileSync(file)] as const;
    }),
  );
}

export function offline(): Plugin {
  let publicFolder = '';
  return {
    name: 'offline',
    apply: 'build',
    configResolved(config) {
      publicFolder = config.publicDir;
    },
    generateBundle: {
      // After every plugin that makes a file of the page.
      order: 'post',
      async handler(_options, bundle) {
        const files = new Map<string, string | Uint8Array>(filesOf(publicFolder));
        for (const [name, output] of Object.entries(bundle)) {
          files.set(name, output.type === 'chunk' ? output.code : output.source);
        }
        const { code } = await transformWithOxc(readFileSync(SOURCE, 'utf8'), SOURCE, { sourcemap: false });
        this.emitFile({ type: 'asset', fileName: SERVICE_WORKER, source: buildConstants(files) + code });
      },
    },
  };
}
