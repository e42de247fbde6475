// `npm run picture`: builds the page, and writes its pictures and icons.

import { installChromium } from './browser.mjs';
import { installPackages } from './packages.mjs';
import { buildPage, runMain } from './serve.mjs';
import { runScript } from './steps.mjs';

await runMain(async () => {
  installPackages();
  installChromium();
  await buildPage();
  process.exitCode = runScript('tools/run.mjs', ['tools/picture/main.ts', ...process.argv.slice(2)]) ? 0 : 1;
});
