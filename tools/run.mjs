// Runs a TypeScript tool of this repository in Node: `node tools/run.mjs tools/sample/main.ts ARGUMENTS`. Vite compiles it,
// so that tools import the same modules as the page, `?raw` shaders included. The tool sees the usual `process.argv` and
// owns stdout, stderr and the exit status; nothing is printed here. A tool must await its work at the top level.

import path from 'node:path';
import { installPackages, root } from './set-up/packages.mjs';

const [tool, ...toolArguments] = process.argv.slice(2);
if (tool === undefined) {
  process.stderr.write('usage: node tools/run.mjs TOOL.ts [ARGUMENTS]\n');
  process.exit(2);
}
const file = path.resolve(tool);
process.argv = [process.argv[0], file, ...toolArguments];

// Imported late: on a bare clone there is no Vite before this line.
installPackages();
const { createServer, normalizePath } = await import('vite');

const server = await createServer({
  root,
  configFile: false,
  envFile: false,
  logLevel: 'silent',
  appType: 'custom',
  optimizeDeps: { noDiscovery: true },
  // No watcher, no sockets: the tool alone decides when the process ends.
  server: { middlewareMode: true, watch: null, hmr: false, ws: false },
});
try {
  await server.ssrLoadModule(`/@fs/${normalizePath(file).replace(/^\//, '')}`);
} finally {
  await server.close();
}
