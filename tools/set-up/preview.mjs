// Serves the built page for the Playwright tests; `playwright.config.ts` names the port.

import { runMain, servePage } from './serve.mjs';

await runMain(async () => {
  const { address } = await servePage();
  process.stdout.write(`${address}\n`);
});
