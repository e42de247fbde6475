// `npm start`: installs what is missing, builds the page, serves it, and prints its address as the last line.

import { installPackages, say } from './packages.mjs';
import { buildPage, runMain, servePage } from './serve.mjs';

await runMain(async () => {
  installPackages();
  say('Building the page.');
  await buildPage();
  const { address } = await servePage();
  say('The playground is served here until you press Ctrl+C:');
  process.stdout.write(`${address}\n`);
});
