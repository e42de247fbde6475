// Links for teaching: what of the page is hidden, and which settings are shown but cannot be changed. A link holds both by name
// (`hide=presets&lock=problem,sampler`), and they hold as long as the page: readers who open the link without them have all of it.

import { create } from 'zustand';

/** Parts of the page that a link can hide. */
export const HIDEABLE = ['settings', 'presets', 'panels', 'note', 'export'] as const;
export type Hideable = (typeof HIDEABLE)[number];

/** Groups of settings that a link can lock. */
export const LOCKABLE = ['problem', 'sampler', 'run'] as const;
export type Lockable = (typeof LOCKABLE)[number];

export interface Locks {
  readonly hidden: readonly Hideable[];
  readonly locked: readonly Lockable[];
}

export const NO_LOCKS: Locks = { hidden: [], locked: [] };

export const useLocks = create<Locks>(() => NO_LOCKS);

/** Whether a part of the page is hidden. Where a group is locked, so is what would change it all at once: the presets. */
export function isHidden({ hidden, locked }: Locks, part: Hideable): boolean {
  return hidden.includes(part) || (part === 'presets' && locked.length > 0);
}

/** The parts of a hash. */
export function encodeLocks({ hidden, locked }: Locks): string[] {
  return [
    ...(hidden.length > 0 ? [`hide=${hidden.join(',')}`] : []),
    ...(locked.length > 0 ? [`lock=${locked.join(',')}`] : []),
  ];
}

/**
 * The locks of a link; null where it has none.
 * @throws Error whose message is a sentence
 */
export function decodeLocks(hide: string | undefined, lock: string | undefined): Locks | null {
  if (hide === undefined && lock === undefined) return null;
  return { hidden: names('hide', hide, HIDEABLE), locked: names('lock', lock, LOCKABLE) };
}

function names<T extends string>(field: string, text: string | undefined, allowed: readonly T[]): readonly T[] {
  const given = (text ?? '').split(',').filter((name) => name !== '');
  for (const name of given) {
    if (allowed.some((candidate) => candidate === name)) continue;
    throw new Error(`The link's ${field} is ${JSON.stringify(name.slice(0, 24))}; allowed: ${allowed.join(', ')}.`);
  }
  return allowed.filter((candidate) => given.includes(candidate));
}
