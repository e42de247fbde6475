// The address of the page: its hash is a share link, its query says how to start. It keeps history one entry a run.

import type { RunSpec } from '../core/spec';
import { useCursor } from './cursor';
import { sameJson } from './json';
import { DEFAULT_LINK_VIEW, decodeLink, encodeLink, type Link, type LinkView } from './link';
import { useView } from './view';

/** How to start, from the query of the address. */
export interface StartOptions {
  readonly embedded: boolean;
  readonly runAtStart: boolean;
  readonly backend: 'auto' | 'webgpu' | 'cpu';
}

/** Reads `?embed=1`, `?run=0`, `?backend=cpu|webgpu`.
 * @throws Error whose message is a sentence when `backend` names none. */
export function startOptions(query: string): StartOptions {
  const parameters = new URLSearchParams(query);
  const backend = parameters.get('backend') ?? 'auto';
  if (backend !== 'auto' && backend !== 'webgpu' && backend !== 'cpu') {
    throw new Error(`The address asks for the backend "${backend}"; allowed: auto, webgpu, cpu.`);
  }
  return { embedded: parameters.get('embed') === '1', runAtStart: parameters.get('run') !== '0', backend };
}

/** The hash that describes a run and a place in it; null for a run too large for a link. */
function hashOf(spec: RunSpec, { record, node }: Pick<LinkView, 'record' | 'node'>): string | null {
  const { panel, language } = useView.getState();
  const link = encodeLink({ spec, view: { panel, language, record, node } });
  return link === null ? null : `#${link}`;
}

/** The complete address of a share link to a run and the present view of it; null for a run too large for a link. */
export function shareLink(spec: RunSpec, embed = false): string | null {
  const hash = hashOf(spec, useCursor.getState());
  if (hash === null) return null;
  const address = new URL(location.href);
  address.search = embed ? '?embed=1' : '';
  address.hash = hash;
  return address.href;
}

/** The link in the present address; null when there is none.
 * @throws LinkError */
export function linkOfAddress(): Link | null {
  return decodeLink(location.hash);
}

/** Puts a run into the address as a new entry of the history, unless it is there already or too large for a link. */
export function pushRun(spec: RunSpec): void {
  if (sameJson(spec, specOfAddress())) return;
  const hash = hashOf(spec, DEFAULT_LINK_VIEW);
  if (hash !== null) history.pushState(null, '', hash);
}

function specOfAddress(): RunSpec | null {
  try {
    return linkOfAddress()?.spec ?? null;
  } catch {
    // An address that cannot be read is none that a run is at; that it cannot be read was said when it was opened.
    return null;
  }
}

/** Shows a link's view: panel, language and cursor. */
export function applyView(link: Link): void {
  const { panel, language, record, node } = link.view;
  useView.setState({ panel, language });
  useCursor.setState({ record, node, playing: false });
}
