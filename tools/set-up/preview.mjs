// Serves the built page for the Playwright tests; `playwright.config.ts` names the port.

import { runMain, servePage } from './serve.mjs';

/** Ends the server when the tests end in any way, so that it never holds the port against the next ones. */
function endWith(processId) {
  setInterval(() => {
    try {
      process.kill(processId, 0);
    } catch {
      process.exit(0);
    }
  }, 500).unref();
}

await runMain(async () => {
  if (process.env.TESTS_PROCESS) endWith(Number(process.env.TESTS_PROCESS));
  const { address } = await servePage();
  process.stdout.write(`${address}\n`);
});
