// Presenter mode: the page as a lecturer projects it, and whether its picture is frozen. It belongs to the address (`?present=1`), and a
// picture is frozen in presenter mode alone. While it is, runs are neither begun nor shown.

import { create } from 'zustand';

export interface PresentingState {
  readonly on: boolean;
  readonly frozen: boolean;
}

export const INITIAL_PRESENTING: PresentingState = { on: false, frozen: false };

export const usePresenting = create<PresentingState>(() => INITIAL_PRESENTING);

/** Whether the picture stands still. */
export function isFrozen(): boolean {
  return usePresenting.getState().frozen;
}

/** Resolves when the picture goes on, at once where it is not frozen, or when the signal ends the wait. */
export function goesOn(signal?: AbortSignal): Promise<void> {
  if (!isFrozen() || signal?.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const go = () => {
      end();
      signal?.removeEventListener('abort', go);
      resolve();
    };
    const end = usePresenting.subscribe(({ frozen }) => !frozen && go());
    signal?.addEventListener('abort', go);
  });
}

/**
 * Whether the query of an address asks for presenter mode.
 * @throws Error whose message is a sentence when the word has another value than 0 or 1
 */
export function presentingOf(parameters: URLSearchParams): boolean {
  const asked = parameters.get('present') ?? '0';
  if (asked === '0' || asked === '1') return asked === '1';
  throw new Error(`The address has present "${asked.slice(0, 24)}"; allowed: 0, 1.`);
}

/** A query with the word of presenter mode put in or taken out; its other words stay. */
export function withPresenting(query: string, on: boolean): string {
  const words = query.replace(/^\?/, '').split('&');
  const others = words.filter((word) => word !== '' && !/^present(=|$)/.test(word));
  const all = on ? [...others, 'present=1'] : others;
  return all.length > 0 ? `?${all.join('&')}` : '';
}
