import { defineConfig } from '@playwright/test';
import { findChromium, SOFTWARE_WEBGPU_FLAGS } from './tools/set-up/browser.mjs';

/** Not the port of `npm start`, so that both can run. */
const PORT = 4373;

const executablePath = findChromium();
if (executablePath === null) throw new Error('There is no Chromium: run npm test, which installs one.');

// One worker: SwiftShader already uses every core. No retries: a test that fails sometimes is a failing test.
export default defineConfig({
  testDir: 'e2e',
  testMatch: '**/*.test.ts',
  outputDir: 'test-results',
  workers: 1,
  retries: 0,
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: 'list',
  use: {
    baseURL: `http://127.0.0.1:${PORT}/`,
    viewport: { width: 1280, height: 800 },
    launchOptions: { executablePath, args: [...SOFTWARE_WEBGPU_FLAGS] },
    trace: 'off',
    screenshot: 'only-on-failure',
  },
  webServer: {
    command: 'node tools/set-up/preview.mjs',
    url: `http://127.0.0.1:${PORT}/`,
    env: { PORT: String(PORT), TESTS_PROCESS: String(process.pid) },
    reuseExistingServer: false,
  },
});
