// Share links: a run and a view of it, as the hash of an address. A link holds a version, what the run differs in from
// the base of that version, and the view. Links of older versions keep working: a base is never changed once published,
// even when the page's default run is. This file knows nothing of the address bar.

import LZString from 'lz-string';
import { parseSpec } from '../core/parse-spec';
import type { RunSpec } from '../core/spec';
import { difference, type Json, overlay } from './json';

/** Languages the page speaks. */
export const LANGUAGES = ['en'] as const;
export type Language = (typeof LANGUAGES)[number];

/** What a narrow screen shows: the figure, or the drawer with the settings. */
export const PANELS = ['figure', 'settings'] as const;
export type Panel = (typeof PANELS)[number];

/** How a run is looked at. */
export interface LinkView {
  readonly panel: Panel;
  readonly language: Language;
  /** Cursor: index of a record and node; null for the newest. */
  readonly record: number | null;
  readonly node: number | null;
}

export interface Link {
  readonly spec: RunSpec;
  readonly view: LinkView;
}

export const DEFAULT_LINK_VIEW: LinkView = { panel: 'figure', language: 'en', record: null, node: null };

/** Longer links are cut by some mail and chat programs. */
export const LONG_LINK = 2000;

/** Longer hashes are neither written nor read: browsers refuse addresses of some megabytes. Runs of many points or of a
 * large mixture of the reader's own can need more. */
const LONGEST_HASH = 1_000_000;

/** Longer documents, in characters, are not tried: compressing takes seconds, and only those that repeat themselves fit. */
const LONGEST_DOCUMENT = 4 * LONGEST_HASH;

/** Thrown for a link that cannot be read; the message is a sentence for the person who opened it. */
export class LinkError extends Error {
  override name = 'LinkError';
}

/** Base of version-1 links. Published: never change it. */
const BASE_1: RunSpec = {
  version: 1,
  target: { kind: 'network', name: 'two-moons' },
  dynamics: 'sde',
  horizon: 6,
  cutoff: 0.001,
  blocks: 8,
  nodes: 64,
  spacing: 'stretched',
  method: {
    kind: 'piadm',
    linearPart: 'picard',
    jacobianCap: 1.05,
    clip: 'none',
    start: 'constant',
    tolerance: 0.001,
    iterations: 64,
    corrector: null,
  },
  particles: 1024,
  seed: 1,
  precision: 'f32',
};

/** The hash of a link, without the `#`; null when it would be longer than `LONGEST_HASH`. */
export function encodeLink({ spec, view }: Link): string | null {
  const parts = ['v=1'];
  const changed = difference(spec as unknown as Json, BASE_1 as unknown as Json);
  if (changed !== undefined) {
    const text = JSON.stringify(changed);
    if (text.length > LONGEST_DOCUMENT) return null;
    parts.push(`run=${LZString.compressToEncodedURIComponent(text)}`);
  }
  if (view.panel !== DEFAULT_LINK_VIEW.panel) parts.push(`panel=${view.panel}`);
  if (view.language !== DEFAULT_LINK_VIEW.language) parts.push(`language=${view.language}`);
  if (view.record !== null) parts.push(`record=${view.record}`);
  if (view.node !== null) parts.push(`node=${view.node}`);
  const hash = parts.join('&');
  return hash.length > LONGEST_HASH ? null : hash;
}

/** The link in a hash (with or without `#`); null when the hash is empty.
 * @throws LinkError, whose message is a sentence. */
export function decodeLink(hash: string): Link | null {
  const text = hash.replace(/^#/, '');
  if (text === '') return null;
  if (text.length > LONGEST_HASH) throw new LinkError('The link is too long to be one of this page.');
  // Split by hand: URLSearchParams would turn the `+` of the compressed alphabet into a space.
  const entries = new Map(text.split('&').map((part) => [part.split('=', 1)[0] ?? '', part.replace(/^[^=]*=?/, '')]));
  const version = entries.get('v');
  if (version === undefined) throw new LinkError('The link holds no version, so it is not one of this page.');
  if (version !== '1') {
    throw new LinkError(
      `The link is of version ${shorten(version)}; this page reads version 1. A newer page may read it.`,
    );
  }
  return { spec: decodeSpec(entries.get('run')), view: decodeView(entries) };
}

function decodeSpec(compressed: string | undefined): RunSpec {
  if (compressed === undefined) return BASE_1;
  const text = LZString.decompressFromEncodedURIComponent(compressed);
  const damaged = 'The link is damaged: its run cannot be read. Copy it again, whole.';
  if (!text) throw new LinkError(damaged);
  let patch: Json;
  try {
    patch = JSON.parse(text) as Json;
  } catch {
    throw new LinkError(damaged);
  }
  if (typeof patch !== 'object' || patch === null || Array.isArray(patch)) throw new LinkError(damaged);
  try {
    return parseSpec(overlay(BASE_1 as unknown as Json, patch));
  } catch (error) {
    throw new LinkError(`The link asks for a run that is not possible. ${(error as Error).message}`);
  }
}

function decodeView(entries: ReadonlyMap<string, string>): LinkView {
  return {
    panel: choice('panel', entries.get('panel'), PANELS) ?? DEFAULT_LINK_VIEW.panel,
    language: choice('language', entries.get('language'), LANGUAGES) ?? DEFAULT_LINK_VIEW.language,
    record: count('record', entries.get('record')),
    node: count('node', entries.get('node')),
  };
}

function choice<T extends string>(name: string, value: string | undefined, allowed: readonly T[]): T | null {
  if (value === undefined) return null;
  const found = allowed.find((entry) => entry === value);
  if (found !== undefined) return found;
  throw new LinkError(`The link's ${name} is "${shorten(value)}"; allowed: ${allowed.join(', ')}.`);
}

function count(name: string, value: string | undefined): number | null {
  if (value === undefined) return null;
  if (/^\d{1,7}$/.test(value)) return Number(value);
  throw new LinkError(`The link's ${name} is "${shorten(value)}"; allowed: a whole number of at most 7 digits.`);
}

function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
