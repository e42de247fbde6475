// Asks the browser to keep the built page for use without a network. It knows the address of the service worker and how one build
// follows another; what is kept it does not know.

/** Servers on the reader's own machine are there without a network, and their port may belong to another page tomorrow. */
const OWN_MACHINE = ['localhost', '127.0.0.1', '[::1]'];

/** Registers the service worker once the page has loaded. Does nothing in development, where there is none, nor for a server at
 * the plain address of this machine. The page works without it, so that a failure is a warning in the console. */
export function workOffline(): void {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator) || OWN_MACHINE.includes(location.hostname)) return;
  // biome-ignore lint/suspicious/noConsole: it matters to whoever hosts the page, not to whoever reads it
  const warn = (error: unknown) => console.warn('The page is not kept for use without a network:', error);
  takeUpNewBuild().catch(warn);
  addEventListener('load', () => {
    // The list of files is in the script itself; past the HTTP cache, so that a new build is found at the next visit.
    navigator.serviceWorker
      .register(`${import.meta.env.BASE_URL}service-worker.js`, { updateViaCache: 'none' })
      .catch(warn);
  });
}

/** Where a newer build waits behind the one of this page, and no other page is open, goes on with the newer one at once: nothing has
 * been done here yet. */
async function takeUpNewBuild(): Promise<void> {
  const { serviceWorker } = navigator;
  if (serviceWorker.controller === null) return;
  const waiting = (await serviceWorker.getRegistration())?.waiting;
  if (!waiting) return;
  serviceWorker.addEventListener('controllerchange', () => location.reload(), { once: true });
  waiting.postMessage('take over when alone');
}
