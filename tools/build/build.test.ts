// What the build writes around the application: the list of kept files, the notices, the preview tags, and the pages without script.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { browsers } from '../../src/state/browsers';
import { notFoundPage } from './not-found';
import { noticeOf, noticesOf, packageFolder } from './notices';
import { buildConstants } from './offline';
import { previewTags, siteAddress } from './page';
import { plainPage } from './plain-page';

describe('the list of kept files', () => {
  const files = new Map([
    ['index.html', '<html>'],
    ['assets/index-1.js', 'one'],
    ['models/spiral.safetensors', 'weights'],
  ]);
  const constantOf = (code: string, name: string) =>
    JSON.parse(new RegExp(`const ${name} = (.*);`).exec(code)?.[1] ?? '');

  test('has each file with its digest, the page under the address of the folder', () => {
    const list = constantOf(buildConstants(files), 'FILES');
    expect(list.map(([name]: [string]) => name)).toEqual(['assets/index-1.js', '', 'models/spiral.safetensors']);
    // `printf one | openssl dgst -sha256 -binary | base64`
    expect(list[0][1]).toBe('sha256-dpLDrTVAu4A8Ags67mbNiIcSMjTqDG5xQ8Ct1z/0Me0=');
  });

  test('leaves out what only hosts, crawlers and readers of the repository want', () => {
    const apart = ['.nojekyll', 'robots.txt', '404.html', 'social.png', 'models/spiral.md', 'service-worker.js'];
    const more = new Map([...files, ...apart.map((name) => [name, 'x'] as const)]);
    expect(buildConstants(more)).toBe(buildConstants(files));
  });

  test('names another build when a byte of a file changes', () => {
    const build = constantOf(buildConstants(files), 'BUILD');
    expect(build).toMatch(/^\w{16}$/);
    expect(constantOf(buildConstants(new Map([...files, ['assets/index-1.js', 'onf']])), 'BUILD')).not.toBe(build);
  });
});

describe('the notices', () => {
  test('a module belongs to the innermost package, or to none', () => {
    expect(packageFolder('/a/node_modules/react/cjs/react.js')).toBe('/a/node_modules/react');
    expect(packageFolder('/a/node_modules/x/node_modules/@s/y/i.js')).toBe('/a/node_modules/x/node_modules/@s/y');
    expect(packageFolder('\0vite/preload-helper.js')).toMatch(/\/node_modules\/vite$/);
    expect(packageFolder('/a/src/main.tsx')).toBeNull();
  });

  test('have the licence of each package once, and of a build tool its own alone', () => {
    const folders = ['react', 'vite', 'react'].map((name) => path.resolve('node_modules', name));
    const text = noticesOf(folders);
    expect(text.match(/^react \d/gm)).toHaveLength(1);
    expect(text).toMatch(/^Copyright \(c\) Meta/m);
    expect(text).toMatch(/^vite \d[\d.]* \(MIT\)$/m);
    expect(text).not.toContain('Bundled dependencies');
  });

  test('refuse a package without a licence text', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'package-'));
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, 'package.json'), '{"name": "bare", "version": "1.0.0", "license": "MIT"}');
    expect(() => noticeOf(folder)).toThrow('The package "bare" is in the build, but has no licence text.');
    rmSync(folder, { recursive: true });
  });
});

describe('tags for previews of links', () => {
  const valuesOf = (site: string | null) => previewTags(site).map(({ attrs }) => attrs?.content ?? attrs?.href);

  test('are absolute where the address of the site is known', () => {
    const site = siteAddress('https://example.org/play?x#y');
    expect(site).toBe('https://example.org/play/');
    expect(new Set(valuesOf(site))).toEqual(new Set([`${site}social.png`, site]));
    expect(new Set(valuesOf(siteAddress('')))).toEqual(new Set(['./social.png']));
  });

  test('an address that is none is an error', () => {
    for (const bad of ['example.org/play', 'ftp://example.org/']) {
      expect(() => siteAddress(bad)).toThrow(`SITE_URL is "${bad}", but must be an absolute address`);
    }
  });
});

test('the page without JavaScript has each browser in both languages, with the sources', () => {
  const page = plainPage();
  for (const { name, needs } of browsers.rows) {
    for (const text of [name.en, name.zh, needs.en, needs.zh]) expect(page).toContain(text);
  }
  for (const { url } of browsers.sources) expect(page.split(`href="${url}"`)).toHaveLength(3);
});

test('the policy of the page for missing addresses allows its own script and style alone', () => {
  const page = notFoundPage();
  expect(page.match(/'sha256-[\w+/]{43}='/g)).toHaveLength(2);
  expect(page).not.toContain('unsafe');
});
