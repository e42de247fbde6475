import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';
import { setSoftwareVulkan } from './tools/set-up/browser.mjs';

// Kernel tests run on the same software adapter everywhere, a real GPU or not; test processes inherit the variable.
setSoftwareVulkan();

/** Tests of these keep no state between files, so that all of them can share a process; those of kernels share its adapter too. */
const PURE = ['core', 'views', 'story', 'words'].map((folder) => `src/${folder}/**/*.test.ts`);
const KERNELS = ['test/kernels/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    // Compiling kernels keeps one thread busy: a second process pays off on two cores too.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      { extends: true, test: { name: 'mathematics, views and words', include: PURE, isolate: false } },
      { extends: true, test: { name: 'kernels', include: KERNELS, isolate: false } },
      {
        extends: true,
        test: {
          name: 'engine, state, page and tools',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: [...PURE, ...KERNELS, '**/node_modules/**'],
        },
      },
    ],
  },
});
