// The service worker: keeps the files of one build and answers with them, so that the page works without a network after the first
// visit. A build is kept whole or not at all: each file must have the digest that the build wrote down. A newer build waits until the
// pages of the older one are gone. It imports nothing; `tools/build/offline.ts` puts `BUILD` and `FILES` before it.

/** Names the build: a digest of all its files. */
declare const BUILD: string;
/** What is kept: addresses relative to the scope, the page itself being '', each with its digest as `integrity` has it. */
declare const FILES: readonly (readonly [address: string, integrity: string])[];

interface LifetimeEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface FetchEvent extends Event {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

/** The few members of `ServiceWorkerGlobalScope` that are used: its types exclude those of a page in one program. */
interface WorkerScope {
  readonly registration: { readonly scope: string };
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: true }): Promise<readonly { readonly url: string }[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate' | 'message', listener: (event: LifetimeEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchEvent) => void): void;
}

const worker = self as unknown as WorkerScope;
const { scope } = worker.registration;
/** Caches belong to the whole origin, which may hold other copies of this page. */
const ours = `picard-playground ${scope} `;
const cacheName = ours + BUILD;
const kept = new Set(FILES.map(([address]) => new URL(address, scope).href));

worker.addEventListener('install', (event) => event.waitUntil(keepBuild()));
worker.addEventListener('activate', (event) => event.waitUntil(forgetOlderBuilds()));
worker.addEventListener('message', (event) => event.waitUntil(takeOverWhenAlone()));
worker.addEventListener('fetch', (event) => {
  const address = keptAddress(event.request);
  if (address !== null) event.respondWith(answer(address, event.request));
});

/** Fails, and keeps nothing, when a file is missing or is one of another build. */
async function keepBuild(): Promise<void> {
  const cache = await caches.open(cacheName);
  const requests = FILES.map(
    ([address, integrity]) => new Request(new URL(address, scope).href, { integrity, cache: 'no-cache' }),
  );
  await cache.addAll(requests);
}

async function forgetOlderBuilds(): Promise<void> {
  const names = await caches.keys();
  await Promise.all(
    names.filter((name) => name.startsWith(ours) && name !== cacheName).map((name) => caches.delete(name)),
  );
}

/** A page that has just been loaded asks the waiting build for this; other open pages still need the older build. The document that was
 * there before a reload counts as a page for a moment longer. */
async function takeOverWhenAlone(): Promise<void> {
  for (let look = 0; look < 10; look += 1) {
    const pages = await worker.clients.matchAll({ type: 'window', includeUncontrolled: true });
    if (pages.filter(({ url }) => url.startsWith(scope)).length === 1) return worker.skipWaiting();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Address under which a request's answer is kept, whatever its query; null for what is left to the network. */
function keptAddress({ method, url }: Request): string | null {
  const address = new URL(url);
  address.search = '';
  address.hash = '';
  const name = address.href === `${scope}index.html` ? scope : address.href;
  return method === 'GET' && kept.has(name) ? name : null;
}

/** The kept file; the network's when the browser has thrown the cache away. */
async function answer(address: string, request: Request): Promise<Response> {
  const cache = await caches.open(cacheName);
  return (await cache.match(address, { ignoreVary: true })) ?? fetch(request);
}
