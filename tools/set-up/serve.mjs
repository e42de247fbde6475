// Builds the page and serves the built folder on 127.0.0.1. Needs the packages; knows nothing of their installation.

import { root, say } from './packages.mjs';

// Vite would otherwise warn about a plan for its next major version each time.
process.env.VITE_CONFIG_NATIVE_IGNORE_WARNING = 'true';

/** First port that is tried. */
const FIRST_PORT = 4173;

/** Builds `dist/`. Throws when the build fails. */
export async function buildPage() {
  const { build } = await import('vite');
  await build({ root, logLevel: 'warn' });
}

/** Serves `dist/`: on the port that the environment's PORT names, else on the first free one from 4173 upward.
 * Returns the server and its address. */
export async function servePage() {
  const { preview } = await import('vite');
  const named = process.env.PORT;
  const port = named ? Number(named) : FIRST_PORT;
  if (!Number.isInteger(port) || port < 0 || port > 65535) {
    throw new Error(`PORT is ${named}, but must be a whole number from 0 to 65535.`);
  }
  const server = await preview({
    root,
    logLevel: 'silent',
    preview: { host: '127.0.0.1', port, strictPort: Boolean(named), open: false },
  });
  return { server, address: server.resolvedUrls.local[0] };
}

/** Runs a main function; what it throws becomes a message and exit status 1. */
export async function runMain(main) {
  try {
    await main();
  } catch (error) {
    say(error instanceof Error ? error.message : String(error));
    process.exit(1);
  }
}
