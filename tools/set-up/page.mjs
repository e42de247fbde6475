// `npm run test:page`: builds the page and runs the Playwright tests; further words go to Playwright, for example
// `npm run test:page -- e2e/run.test.ts`.

import { installChromium } from './browser.mjs';
import { installPackages } from './packages.mjs';
import { runTool } from './steps.mjs';

installPackages();
installChromium();
const ok =
  runTool('vite/bin/vite.js', ['build', '--logLevel', 'warn']) &&
  runTool('@playwright/test/cli.js', ['test', ...process.argv.slice(2)]);
process.exitCode = ok ? 0 : 1;
