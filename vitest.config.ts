import { defineConfig } from 'vitest/config';
import { setSoftwareVulkan } from './tools/set-up/browser.mjs';

// Kernel tests run on the same software adapter everywhere, a real GPU or not; test processes inherit the variable.
setSoftwareVulkan();

/** Tests of these keep no state between files, so that all of them can share a process. */
const PURE = ['src/core/**/*.test.ts', 'src/views/**/*.test.ts'];

export default defineConfig({
  test: {
    testTimeout: 60_000,
    projects: [
      { extends: true, test: { name: 'mathematics and views', include: PURE, isolate: false } },
      {
        extends: true,
        test: {
          name: 'engine, state, tools and kernels',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
          exclude: [...PURE, '**/node_modules/**'],
        },
      },
    ],
  },
});
