// `npm run test:firefox`: installs what is missing, builds the page, and runs it in Firefox.

import { installFirefox } from './browser.mjs';
import { installPackages } from './packages.mjs';
import { buildPage, runMain } from './serve.mjs';
import { runScript } from './steps.mjs';

await runMain(async () => {
  installPackages();
  installFirefox();
  await buildPage();
  process.exitCode = runScript('tools/run.mjs', ['test/firefox/main.ts']) ? 0 : 1;
});
