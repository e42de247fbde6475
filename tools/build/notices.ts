// A Vite plugin that writes the licences of all packages whose code is in the build, as those ask. The packages are read off the
// modules of the bundles, so that none can be forgotten; a package without a licence text fails the build.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Plugin } from 'vite';

const FILE = 'third-party-notices.txt';
const root = path.resolve(import.meta.dirname, '../..');

/** Prefixes of modules that a build tool adds from its own code, and the tool. */
const HELPERS: readonly (readonly [prefix: string, name: string])[] = [
  ['\0vite/', 'vite'],
  ['\0rolldown/', 'rolldown'],
  ['\0oxc', '@oxc-project/runtime'],
];

/** The folder of the package that a module belongs to; null for the repository's own. */
export function packageFolder(module: string): string | null {
  const helper = HELPERS.find(([prefix]) => module.startsWith(prefix));
  if (helper) return path.join(root, 'node_modules', helper[1]);
  // The last one: a package may have packages of its own.
  const match = module.match(/^(.*\/node_modules\/(?:@[^/]+\/)?[^/]+)\//);
  return match?.[1] ?? null;
}

/** Name, version, licence and its text of a package.
 * @throws Error when there is no licence text. */
export function noticeOf(folder: string): { readonly title: string; readonly text: string } {
  const { name, version, license } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as {
    readonly name: string;
    readonly version: string;
    readonly license?: string;
  };
  const file = existsSync(folder)
    ? readdirSync(folder).find((entry) => /^licen[cs]e(\.(md|txt))?$/i.test(entry))
    : undefined;
  if (!license || !file) throw new Error(`The package "${name}" is in the build, but has no licence text.`);
  // Build tools list after their own licence those of packages that are in the tool and not in what it builds.
  const text = readFileSync(path.join(folder, file), 'utf8').split(/^# Licenses of bundled dependencies$/m)[0] ?? '';
  return { title: `${name} ${version} (${license})`, text: text.trim() };
}

/** The whole file, by name of package. */
export function noticesOf(folders: Iterable<string>): string {
  const notices = [...new Set(folders)].map(noticeOf).sort((a, b) => a.title.localeCompare(b.title, 'en'));
  const own = readFileSync(path.join(root, 'LICENSE'), 'utf8').trim();
  const sections = [
    { title: 'Picard Playground (MIT)', text: own },
    { title: 'The software below is part of this page, in the form that its build gave it.', text: '' },
    ...notices,
  ];
  return `${sections.map(({ title, text }) => `${title}\n\n${text}`.trim()).join(`\n\n${'-'.repeat(80)}\n\n`)}\n`;
}

/** One plugin for the page's bundle, which writes the file, and one for those of its workers, which are built before. */
export function notices(): { readonly page: Plugin; readonly worker: () => Plugin } {
  const folders = new Set<string>();
  const collect = (modules: Iterable<string>) => {
    for (const module of modules) {
      const folder = packageFolder(module.replaceAll(path.sep, '/'));
      if (folder !== null) folders.add(folder);
    }
  };
  const plugin = (name: string, writes: boolean): Plugin => ({
    name,
    apply: 'build',
    generateBundle(_options, bundle) {
      for (const output of Object.values(bundle)) if (output.type === 'chunk') collect(output.moduleIds);
      if (writes) this.emitFile({ type: 'asset', fileName: FILE, source: noticesOf(folders) });
    },
  });
  return { page: plugin('notices', true), worker: () => plugin('notices-of-workers', false) };
}
