// A static host as simple as those of the web: a folder under a path, compressed text, and the file 404.html where nothing is. Tests and
// measurements of the built page use it; it knows nothing of the page.

import { readFileSync, statSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.txt': 'text/plain; charset=utf-8',
  '.md': 'text/markdown; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

const COMPRESSED = new Set(['.html', '.js', '.css', '.svg', '.txt', '.md', '.webmanifest']);

export interface StaticHost {
  readonly port: number;
  /** Ends the server and its connections; then nothing answers at its port. */
  close(): Promise<void>;
}

/** Serves a folder on 127.0.0.1 under a path that begins and ends with a slash. `folder` is asked for at each request, so that another
 * build can take the place of the first. Port 0 is any free one. */
export async function hostFolder(folder: () => string, base = '/', port = 0): Promise<StaticHost> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://host');
    const file = pathname.startsWith(base) ? fileAt(folder(), decodeURIComponent(pathname.slice(base.length))) : null;
    const found = file ?? path.join(folder(), '404.html');
    const extension = path.extname(found);
    const compress = COMPRESSED.has(extension) && /\bgzip\b/.test(String(request.headers['accept-encoding']));
    const content = readFileSync(found);
    response.writeHead(file === null ? 404 : 200, {
      'content-type': TYPES[extension] ?? 'application/octet-stream',
      // Ten minutes, as on GitHub Pages.
      'cache-control': 'max-age=600',
      ...(compress && { 'content-encoding': 'gzip' }),
    });
    response.end(compress ? gzipSync(content) : content);
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: () => closeServer(server) };
}

/** The file that a path names, of a folder its index.html; null when there is none. */
function fileAt(folder: string, name: string): string | null {
  const file = path.join(folder, name.endsWith('/') || name === '' ? `${name}index.html` : name);
  const inside = file.startsWith(folder + path.sep);
  return inside && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}

function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.close((error) => (error ? reject(error) : resolve()));
    server.closeAllConnections();
  });
}
