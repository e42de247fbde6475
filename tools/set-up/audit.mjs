// `npm run audit`: installs what is missing, builds the page, and measures it in Chromium.

import { installChromium } from './browser.mjs';
import { installPackages } from './packages.mjs';
import { buildPage, runMain } from './serve.mjs';
import { runScript } from './steps.mjs';

await runMain(async () => {
  installPackages();
  installChromium();
  await buildPage();
  process.exitCode = runScript('tools/run.mjs', ['tools/audit/main.ts']) ? 0 : 1;
});
