// Gets trained networks from the page's own address, each once. It knows where they lie; what is in them it asks only to
// keep no broken one.

import { parseModel } from '../core/model-file';

/** Networks that were asked for, by name. */
const kept = new Map<string, Promise<ArrayBuffer>>();

/** The bytes of `models/NAME.safetensors` beside the page. What could not be fetched or read is fetched anew the next time.
 * @throws Error whose message is a sentence. */
export function loadModel(name: string): Promise<ArrayBuffer> {
  const before = kept.get(name);
  if (before) return before;
  const loading = fetchModel(name);
  kept.set(name, loading);
  loading
    .then((bytes) => parseModel(name, bytes))
    .catch(() => {
      // Whoever asked for the network says what is wrong with it.
      if (kept.get(name) === loading) kept.delete(name);
    });
  return loading;
}

async function fetchModel(name: string): Promise<ArrayBuffer> {
  const address = `${import.meta.env.BASE_URL}models/${encodeURIComponent(name)}.safetensors`;
  let response: Response;
  try {
    response = await fetch(address);
  } catch {
    throw new Error(
      `The network "${name}" could not be loaded from ${address}: there is no connection to the page's server.`,
    );
  }
  if (response.status === 404) throw new Error(`There is no network "${name}": ${address} was not found.`);
  if (!response.ok)
    throw new Error(`The network "${name}" could not be loaded: ${address} answered ${response.status}.`);
  // Development servers answer an unknown address with the page itself.
  if (response.headers.get('content-type')?.includes('text/html')) {
    throw new Error(`There is no network "${name}": ${address} is a page, not a model file.`);
  }
  return response.arrayBuffer();
}
