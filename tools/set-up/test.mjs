// `npm test`: installs what is missing, packages and a Chromium included, and runs every check of the project. Neither a
// GPU nor a display is needed.

import { installChromium } from './browser.mjs';
import { installPackages } from './packages.mjs';
import { countPlaywright, countVitest, freshReport, runSteps, runTool } from './steps.mjs';

installPackages();
installChromium();

const VITE = 'vite/bin/vite.js';

const ok = runSteps([
  {
    title: 'lint, import directions and format',
    run: () => runTool('@biomejs/biome/bin/biome', ['ci', '--error-on-warnings', '.']),
  },
  { title: 'types', run: () => runTool('typescript/bin/tsc', ['--noEmit']) },
  {
    title: 'unit and kernel tests',
    run() {
      const report = freshReport('vitest');
      const words = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
      const ok = runTool('vitest/vitest.mjs', words);
      return { ok, ...countVitest(report) };
    },
  },
  { title: 'build', run: () => runTool(VITE, ['build', '--logLevel', 'warn']) },
  {
    title: 'page tests',
    run() {
      const report = freshReport('playwright');
      const ok = runTool('@playwright/test/cli.js', ['test', '--reporter=list,json'], {
        PLAYWRIGHT_JSON_OUTPUT_FILE: report,
      });
      return { ok, ...countPlaywright(report) };
    },
  },
]);
process.exitCode = ok ? 0 : 1;
