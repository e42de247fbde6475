// Share links: a run or a sweep and a view of it, as the hash of an address. A link holds a version, what the run differs in
// from the base of that version, and the view. Links of older versions keep working: a base is never changed once published,
// even when the page's default run is. This file knows nothing of the address bar.

import LZString from 'lz-string';
import { FIELD_RANGES } from '../core/fields';
import { parseSpec } from '../core/parse-spec';
import { FINISH_TOLERANCE } from '../core/race';
import { formatNumber } from '../core/read-value';
import type { RunSpec } from '../core/spec';
import { parseSweep, type Sweep } from '../core/sweep';
import { LANGUAGES, type Language } from '../words';
import { difference, isJsonObject, type Json, overlay } from './json';
import { decodeLab, encodeLab, type LinkLab } from './link-lab';
import { decodePlay, encodePlay, type LinkPlay } from './link-play';
import { decodeStory, encodeStory } from './link-story';
import { decodeLocks, encodeLocks, type Locks } from './locks';
import type { StoryPlace } from './story-reader';

/** What the page shows: the figure of one run, the race of many, their quality, a lab; on a narrow screen, the drawer with the settings. */
export const PANELS = ['figure', 'settings', 'race', 'quality', 'labs'] as const;
export type Panel = (typeof PANELS)[number];

/** Clocks of a race: network calls in a row, or the time that they took. */
export const CLOCKS = ['rounds', 'time'] as const;
export type Clock = (typeof CLOCKS)[number];

/** How a race is looked at. */
export interface LinkRaceView {
  /** Largest error with which a node agrees with the sequential solution. */
  readonly tolerance: number;
  readonly clock: Clock;
  /** Network calls or milliseconds; null for when the first lane finishes. */
  readonly position: number | null;
}

/** How a run is looked at. */
export interface LinkView {
  readonly panel: Panel;
  /** Null where the link leaves it to the reader. */
  readonly language: Language | null;
  /** Cursor: index of a record and node; null for the newest. */
  readonly record: number | null;
  readonly node: number | null;
  /** Absent where nothing of it differs from what a race begins with. */
  readonly race?: LinkRaceView;
  /** The lab that is open, on the panel of labs. */
  readonly lab?: LinkLab;
  /** How it is played. Absent where that is as at first. */
  readonly play?: LinkPlay;
  /** What the link hides and locks. Absent where that is nothing. */
  readonly locks?: Locks;
  /** The chapter that is open and the place in it. Absent where the story is closed. */
  readonly story?: StoryPlace;
}

export interface Link {
  /** The run; of a link with a sweep, its base. */
  readonly spec: RunSpec;
  readonly sweep?: Sweep;
  readonly view: LinkView;
}

export const DEFAULT_LINK_VIEW: LinkView = { panel: 'figure', language: null, record: null, node: null };
export const DEFAULT_RACE_VIEW: LinkRaceView = { tolerance: FINISH_TOLERANCE, clock: 'rounds', position: null };

/** Longer links are cut by some mail and chat programs. */
export const LONG_LINK = 2000;

/** Longer hashes are neither written nor read: browsers refuse addresses of some megabytes. Runs of many points or of a
 * large mixture of the reader's own can need more. */
const LONGEST_HASH = 1_000_000;

/** Latest place of a clock: a day, in milliseconds. */
const MOST_TIME = 86_400_000;

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
    surrogateComponents: 16,
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
export function encodeLink({ spec, sweep, view }: Link): string | null {
  const parts = ['v=1'];
  const changed = difference((sweep?.base ?? spec) as unknown as Json, BASE_1 as unknown as Json);
  const document = sweep ? { ...(changed === undefined ? {} : { base: changed }), vary: sweep.vary } : changed;
  if (document !== undefined) {
    const text = JSON.stringify(document);
    if (text.length > LONGEST_DOCUMENT) return null;
    parts.push(`${sweep ? 'sweep' : 'run'}=${LZString.compressToEncodedURIComponent(text)}`);
  }
  const { panel, language, record, node, race, play, lab, locks, story } = view;
  if (panel !== DEFAULT_LINK_VIEW.panel) parts.push(`panel=${panel}`);
  if (language !== null) parts.push(`language=${language}`);
  if (record !== null) parts.push(`record=${record}`);
  if (node !== null) parts.push(`node=${node}`);
  if (race) {
    if (race.tolerance !== DEFAULT_RACE_VIEW.tolerance) parts.push(`within=${race.tolerance}`);
    if (race.clock !== DEFAULT_RACE_VIEW.clock) parts.push(`clock=${race.clock}`);
    if (race.position !== null) parts.push(`at=${Math.round(race.position * 1000) / 1000}`);
  }
  if (play) parts.push(...encodePlay(play));
  if (lab) parts.push(...encodeLab(lab));
  if (locks) parts.push(...encodeLocks(locks));
  if (story) parts.push(...encodeStory(story));
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
  const compressed = entries.get('sweep');
  if (compressed === undefined) return { spec: decodeSpec(entries.get('run')), view: decodeView(entries) };
  if (entries.has('run')) throw new LinkError('The link holds a run and a sweep; allowed is one of them.');
  const sweep = decodeSweep(compressed);
  return { spec: sweep.base, sweep, view: decodeView(entries) };
}

function decodeSpec(compressed: string | undefined): RunSpec {
  if (compressed === undefined) return BASE_1;
  return possible(() => parseSpec(overlay(BASE_1 as unknown as Json, decompress(compressed))));
}

function decodeSweep(compressed: string): Sweep {
  const document = decompress(compressed);
  const base = overlay(BASE_1 as unknown as Json, document.base ?? {});
  return possible(() => parseSweep({ ...document, base }));
}

/** What `make` makes of a document that a link holds. */
function possible<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new LinkError(`The link asks for a run that is not possible. ${(error as Error).message}`);
  }
}

function decompress(compressed: string): { readonly [key: string]: Json } {
  const text = LZString.decompressFromEncodedURIComponent(compressed);
  const damaged = 'The link is damaged: its run cannot be read. Copy it again, whole.';
  if (!text) throw new LinkError(damaged);
  let document: Json;
  try {
    document = JSON.parse(text) as Json;
  } catch {
    throw new LinkError(damaged);
  }
  if (!isJsonObject(document)) throw new LinkError(damaged);
  return document as { readonly [key: string]: Json };
}

function decodeView(entries: ReadonlyMap<string, string>): LinkView {
  const race = decodeRaceView(entries);
  const play = read(() => decodePlay(entries.get('play'), entries.get('speed')));
  const lab = read(() => decodeLab(entries.get('lab'), entries.get('controls')));
  const locks = read(() => decodeLocks(entries.get('hide'), entries.get('lock')));
  const story = read(() => decodeStory(entries.get('chapter'), entries.get('place')));
  return {
    panel: choice('panel', entries.get('panel'), PANELS) ?? DEFAULT_LINK_VIEW.panel,
    language: choice('language', entries.get('language'), LANGUAGES),
    record: count('record', entries.get('record')),
    node: count('node', entries.get('node')),
    ...(race && { race }),
    ...(play && { play }),
    ...(lab && { lab }),
    ...(locks && { locks }),
    ...(story && { story }),
  };
}

/** What `make` reads from a link; its mistakes are the link's. */
function read<T>(make: () => T): T {
  try {
    return make();
  } catch (error) {
    throw new LinkError((error as Error).message);
  }
}

function decodeRaceView(entries: ReadonlyMap<string, string>): LinkRaceView | null {
  if (!['within', 'clock', 'at'].some((name) => entries.has(name))) return null;
  const { minimum, maximum } = FIELD_RANGES['method.tolerance'];
  return {
    tolerance: amount('within', entries.get('within'), minimum, maximum) ?? DEFAULT_RACE_VIEW.tolerance,
    clock: choice('clock', entries.get('clock'), CLOCKS) ?? DEFAULT_RACE_VIEW.clock,
    position: amount('at', entries.get('at'), 0, MOST_TIME),
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

function amount(name: string, value: string | undefined, minimum: number, maximum: number): number | null {
  if (value === undefined) return null;
  const number = /^[\d.e-]+$/.test(value) ? Number(value) : Number.NaN;
  if (number >= minimum && number <= maximum) return number;
  throw new LinkError(
    `The link's ${name} is "${shorten(value)}"; allowed: numbers from ${formatNumber(minimum)} to ${formatNumber(maximum)}.`,
  );
}

function shorten(text: string): string {
  return text.length > 24 ? `${text.slice(0, 24)}…` : text;
}
