// Gets trained networks from the page's own address. It knows where they lie, not what is in them.

/** Fetches `models/NAME.safetensors` beside the page.
 * @throws Error whose message is a sentence. */
export async function loadModel(name: string): Promise<ArrayBuffer> {
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
