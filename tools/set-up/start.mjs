// `npm start`: installs what is missing, builds the page, serves it, and prints its address as the last line.

import { installPackages, say } from './packages.mjs';
import { buildPage, runMain, servePage } from './serve.mjs';

/** npm that is told to end does not always tell its script; a server whose npm is gone would hold its port for ever. */
function endWithNpm() {
  if (process.env.npm_lifecycle_event === undefined) return;
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.exit(0);
  }, 500).unref();
}

await runMain(async () => {
  endWithNpm();
  installPackages();
  say('Building the page.');
  await buildPage();
  const { address } = await servePage();
  say('The playground is served here until you press Ctrl+C:');
  process.stdout.write(`${address}\n`);
});
