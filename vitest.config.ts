import { defineConfig } from 'vitest/config';
import { setSoftwareVulkan } from './tools/set-up/browser.mjs';

// Kernel tests run on the same software adapter everywhere, a real GPU or not; test processes inherit the variable.
setSoftwareVulkan();

export default defineConfig({
  test: {
    include: ['src/**/*.test.ts', 'test/**/*.test.ts', 'tools/**/*.test.ts'],
    testTimeout: 60_000,
  },
});
