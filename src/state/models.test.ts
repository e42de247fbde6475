import { readFileSync } from 'node:fs';
import { afterEach, expect, it, vi } from 'vitest';

/** The module anew, with nothing kept. */
async function load() {
  vi.resetModules();
  return (await import('./models')).loadModel;
}

const model = new Uint8Array(readFileSync(new URL('../../public/models/checkerboard.safetensors', import.meta.url)))
  .buffer;

afterEach(() => vi.unstubAllGlobals());

/** Answers requests in turn; the last answer is repeated. */
function serve(...answers: (() => Response)[]) {
  const fetch = vi.fn(async (_address: string) => (answers.length > 1 ? answers.shift() : answers[0])?.());
  vi.stubGlobal('fetch', fetch);
  return fetch;
}

it('fetches a network once', async () => {
  const fetch = serve(() => new Response(model));
  const loadModel = await load();
  const [one, two] = await Promise.all([loadModel('checkerboard'), loadModel('checkerboard')]);
  expect(await loadModel('checkerboard')).toBe(one);
  expect(two).toBe(one);
  expect(one.byteLength).toBe(model.byteLength);
  expect(fetch).toHaveBeenCalledOnce();
});

it('fetches a network anew that was not there or was broken', async () => {
  const fetch = serve(
    () => new Response('', { status: 404 }),
    () => new Response(model.slice(0, 100)),
    () => new Response(model),
  );
  const loadModel = await load();
  await expect(loadModel('checkerboard')).rejects.toThrow(/^There is no network "checkerboard": .* was not found\.$/);
  // What is broken is handed out, so that the engine says what is wrong with it.
  expect((await loadModel('checkerboard')).byteLength).toBe(100);
  await vi.waitFor(async () => expect((await loadModel('checkerboard')).byteLength).toBe(model.byteLength));
  await loadModel('checkerboard');
  expect(fetch).toHaveBeenCalledTimes(3);
});
