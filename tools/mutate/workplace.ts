// A copy of the sources in which a mutation can be made without touching the repository.

import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Mutation } from './mutations';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const COPIED = [
  'src',
  'shaders',
  'test',
  'tools',
  'public',
  'package.json',
  'tsconfig.json',
  'vite.config.ts',
  'vitest.config.ts',
];

export class Workplace {
  readonly folder = mkdtempSync(path.join(tmpdir(), 'picard-mutate-'));

  constructor() {
    const skipped = path.join(ROOT, 'tools', 'audit', 'lighthouse', 'node_modules');
    for (const name of COPIED) {
      cpSync(path.join(ROOT, name), path.join(this.folder, name), {
        recursive: true,
        filter: (source) => !source.startsWith(skipped),
      });
    }
    symlinkSync(path.join(ROOT, 'node_modules'), path.join(this.folder, 'node_modules'));
  }

  /** Makes a mutation, does something, and takes it back.
   * @throws Error when the piece to replace does not stand there exactly once */
  async with<T>({ name, file, find, replace }: Mutation, action: () => Promise<T>): Promise<T> {
    const place = path.join(this.folder, file);
    const before = readFileSync(place, 'utf8');
    const occurrences = before.split(find).length - 1;
    if (occurrences !== 1) {
      throw new Error(`The mutation "${name}" finds its piece ${occurrences} times in ${file}; it must be there once.`);
    }
    writeFileSync(
      place,
      before.replace(find, () => replace),
    );
    try {
      return await action();
    } finally {
      writeFileSync(place, before);
    }
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
