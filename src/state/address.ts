// The address of the page: its hash is a share link, its query says how to start. It keeps history one entry a run.

import { defaultLanes, lanesOfSweep } from '../core/race';
import { DEFAULT_SPEC, type RunSpec } from '../core/spec';
import { parseTileChoice, type TileChoice } from '../engine/webgpu/network-tiles';
import type { Language } from '../words';
import { useCursor } from './cursor';
import { sameJson } from './json';
import { INITIAL_LABS, looksAtFigure, openLabWith, useLabs } from './labs';
import { DEFAULT_LINK_VIEW, DEFAULT_RACE_VIEW, decodeLink, encodeLink, type Link, type LinkView } from './link';
import { DEFAULT_PLAY, type LinkPlay } from './link-play';
import { type Locks, type LocksState, NO_LOCKS, OPEN, useLocks } from './locks';
import { presentingOf, withPresenting } from './presenting';
import { linkedSweep, raceBase, setLanes, useRace } from './race';
import { holdLocked, useSettings } from './settings';
import { closeStory, openStoryAt, type StoryState, useStory } from './story-reader';
import { type MainPanel, setLanguage, showPanel, useView } from './view';

/** How to start, from the query of the address. */
export interface StartOptions {
  readonly embedded: boolean;
  readonly presenting: boolean;
  readonly runAtStart: boolean;
  readonly backend: 'auto' | 'webgpu' | 'cpu';
  readonly tile: TileChoice;
}

/** Reads `?embed=1`, `?present=1`, `?run=0`, `?backend=cpu|webgpu`, `?tile=auto|tune|NAME`.
 * @throws Error whose message is a sentence when `backend`, `present` or `tile` has none of its values. */
export function startOptions(query: string): StartOptions {
  const parameters = new URLSearchParams(query);
  const backend = parameters.get('backend') ?? 'auto';
  if (backend !== 'auto' && backend !== 'webgpu' && backend !== 'cpu') {
    throw new Error(`The address asks for the backend "${backend}"; allowed: auto, webgpu, cpu.`);
  }
  return {
    embedded: parameters.get('embed') === '1',
    presenting: presentingOf(parameters),
    runAtStart: parameters.get('run') !== '0',
    backend,
    tile: parseTileChoice(parameters.get('tile') ?? 'auto'),
  };
}

/** The hash that describes a run and a place in it, or a race on it; null for what is too large for a link. */
function hashOf(
  spec: RunSpec,
  { record, node }: Pick<LinkView, 'record' | 'node'>,
  locks: Locks = useLocks.getState(),
): string | null {
  const { panel, behind, language } = useView.getState();
  const { open, chapter, place } = useStory.getState();
  if (open) {
    // What stands beside the text follows from the place; a run that locks hold is there when the story is left.
    const view = { ...DEFAULT_LINK_VIEW, language, locks, story: { chapter, place } };
    return hashed({ spec: useLocks.getState().held ?? DEFAULT_SPEC, view });
  }
  const view: LinkView = { panel, language, record, node, locks };
  const { tolerance, clock, position } = useRace.getState();
  const race = { tolerance, clock, position };
  if (behind === 'figure') return hashed({ spec, view: { ...view, play: cursorPlay() } });
  if (behind === 'labs') {
    const { lab: name, settings } = useLabs.getState();
    const lab = { name, settings: settings[name] };
    const cursor = looksAtFigure() ? { record, node, play: cursorPlay() } : { record: null, node: null };
    const clocked = name === 'race' && { race, play: clockPlay() };
    return hashed({ spec, view: { ...view, panel: behind, ...cursor, lab, ...clocked } });
  }
  const sweep = linkedSweep(spec);
  const clocked = { race, ...(behind === 'race' && { play: clockPlay() }) };
  const shown = { ...view, panel: behind, record: null, node: null, ...clocked };
  return hashed({ spec, ...(sweep && { sweep }), view: shown });
}

/** How the cursor is played at present. */
function cursorPlay(): LinkPlay {
  const { axis, speed } = useCursor.getState();
  return { axis, speed };
}

/** How the clock of a race is played at present. */
function clockPlay(): LinkPlay {
  return { axis: DEFAULT_PLAY.axis, speed: useRace.getState().speed };
}

function hashed(link: Link): string | null {
  const hash = encodeLink(link);
  return hash === null ? null : `#${hash}`;
}

/** How a link opens the page: whole, as the figure without the frame, or for a projector. */
export type LinkFor = 'page' | 'embed' | 'present';

const QUERIES: Readonly<Record<LinkFor, string>> = { page: '', embed: '?embed=1', present: '?present=1' };

/** The complete address of a share link to a run and the present view of it; null for a run too large for a link.
 * @param locks what the page hides and locks for who opens the link */
export function shareLink(spec: RunSpec, purpose: LinkFor = 'page', locks: Locks = NO_LOCKS): string | null {
  const hash = hashOf(spec, useCursor.getState(), locks);
  if (hash === null) return null;
  const address = new URL(location.href);
  address.search = QUERIES[purpose];
  address.hash = hash;
  return address.href;
}

/** The link in the present address; null when there is none.
 * @throws LinkError */
export function linkOfAddress(): Link | null {
  return decodeLink(location.hash);
}

/** The hash that the page was opened with; null before {@link noteOpened}. */
let opened: string | null = null;

/** Notes the address that the page is opened with. */
export function noteOpened(): void {
  opened = location.hash;
}

/** Goes back to the hash that the page was opened with, as a new entry of the history unless the address has it still. */
export function returnToOpened(): void {
  if (opened === null || opened === location.hash) return;
  figureHash = null;
  history.pushState(null, '', opened === '' ? location.pathname + location.search : opened);
}

/** Says in the address whether the page is in presenter mode, so that a reload keeps it. */
export function presentInAddress(on: boolean): void {
  const { pathname, search, hash } = location;
  const query = withPresenting(search, on);
  if (query !== search) history.replaceState(null, '', pathname + query + hash);
}

/** Puts a run into the address as a new entry of the history, unless it is there already or too large for a link. While the story
 * is open, the address is the story's. */
export function pushRun(spec: RunSpec): void {
  if (useStory.getState().open || sameJson(spec, specOfAddress())) return;
  // The figure has another run from now on.
  if (useView.getState().behind === 'labs' && looksAtFigure()) figureHash = null;
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

/** The locks of a link, which hold its run; of a chapter alone, what the chapter leaves. */
export function locksOf({ spec, view: { locks, story } }: Link): LocksState {
  if (!locks) return OPEN;
  const isChapter = story !== undefined && sameJson(spec, DEFAULT_SPEC);
  return { ...locks, held: locks.locked.length === 0 || isChapter ? null : spec };
}

/** Shows a link's view: panel, language and cursor, or lanes and clock of a race, or a lab, or the story, whose own figure follows.
 * @throws SpecError when the link's sweep is no race */
export function applyView(link: Link): void {
  const { panel, language, record, node, race, lab, story, play = DEFAULT_PLAY } = link.view;
  if (panel === 'race' || panel === 'quality') {
    setLanes(link.sweep ? lanesOfSweep(link.sweep) : defaultLanes(link.spec));
    useRace.setState({ ...(race ?? DEFAULT_RACE_VIEW), ...(panel === 'race' && { speed: play.speed }) });
  }
  if (panel === 'labs') {
    openLabWith(lab?.name ?? INITIAL_LABS.lab, lab?.settings ?? {});
    if (lab?.name === 'race') useRace.setState({ ...(race ?? DEFAULT_RACE_VIEW), speed: play.speed, playing: false });
  }
  if (language !== null) useView.setState({ language });
  useLocks.setState(locksOf(link));
  if (story) {
    openStoryAt(story, true);
    return;
  }
  if (useStory.getState().open) closeStory();
  showPanel(panel);
  useCursor.setState({ record, node, playing: false, ...(playsCursor() && play) });
}

/** Whether what is shown is played by the cursor. */
function playsCursor(): boolean {
  const { behind } = useView.getState();
  return behind === 'figure' || (behind === 'labs' && looksAtFigure());
}

/** The address of the figure while another panel is shown; null when it was not shown yet. */
let figureHash: string | null = null;

/** Shows another panel, and says so in the address: no new entry of the history, since nothing has been run. */
export function goTo(panel: MainPanel): void {
  const { behind } = useView.getState();
  if (useStory.getState().open) {
    showPanel(panel);
    return;
  }
  if (behind === 'figure' && panel !== 'figure') figureHash = location.hash;
  showPanel(panel);
  if (panel === behind) return;
  if (panel === 'figure' && figureHash !== null) replaceHash(withView(figureHash, { play: cursorPlay() }));
  else keepPanel();
}

/** Shows the page in another language from now on, and says so in the address. */
export function chooseLanguage(language: Language): void {
  setLanguage(language);
  figureHash = figureHash && withView(figureHash, { language });
  const hash = withView(location.hash, { language });
  if (hash !== location.hash) replaceHash(hash);
}

/** The hash of a link with a part of its view changed; what is no link stays as it is. */
function withView(hash: string, change: Partial<LinkView>): string {
  let link: Link | null;
  try {
    link = decodeLink(hash);
  } catch {
    // That it cannot be read was said when it was opened.
    return hash;
  }
  return (link && hashed({ ...link, view: { ...link.view, ...change } })) ?? hash;
}

/** Time for which a race or a lab is left alone before it is put into the address, milliseconds: browsers refuse many changes in a row. */
const PAUSE = 400;

/** Keeps what other panels than the figure show in the address from now on, so that a reload loses nothing; returns what ends that. */
export function followPanels(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const later = () => {
    clearTimeout(timer);
    if (useView.getState().behind !== 'figure') timer = setTimeout(keepPanel, PAUSE);
  };
  /** What moves in a lab is kept where it comes to rest. */
  const rests = (lab: boolean, playing: boolean) => {
    if (lab && !playing && useView.getState().behind === 'labs' && !useStory.getState().open) later();
  };
  const ends = [
    useRace.subscribe(
      ({ lanes, tolerance, clock }, before) =>
        (lanes !== before.lanes || tolerance !== before.tolerance || clock !== before.clock) && later(),
    ),
    useLabs.subscribe(({ lab, settings }, before) => (lab !== before.lab || settings !== before.settings) && later()),
    useSettings.subscribe(({ spec }, before) => spec !== before.spec && later()),
    useCursor.subscribe(({ playing }) => rests(looksAtFigure(), playing)),
    useCursor.subscribe(({ axis, speed }, before) => (axis !== before.axis || speed !== before.speed) && keepPlay()),
    useRace.subscribe(({ speed }, before) => speed !== before.speed && later()),
    useRace.subscribe(
      ({ playing, position }, before) =>
        (playing !== before.playing || position !== before.position) &&
        rests(useLabs.getState().lab === 'race', playing),
    ),
  ];
  return () => {
    clearTimeout(timer);
    for (const end of ends) end();
  };
}

/** Closes the story and leaves what stands beside it, which is in the address from then on as a new entry of the history. */
export function leaveStory(spec: RunSpec): void {
  closeStory();
  figureHash = null;
  holdLocked();
  const { locked } = useLocks.getState();
  const left = locked.length > 0 ? (useSettings.getState().spec ?? spec) : spec;
  const hash = hashOf(left, useCursor.getState());
  if (hash !== null) history.pushState(null, '', hash);
}

/** Keeps the place in the story in the address from now on: a new entry of the history for every chapter, and a change of that entry
 * for every move within it. Returns what ends that. */
export function followStory(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const replace = () => {
    const hash = useStory.getState().open ? hashOf(DEFAULT_SPEC, DEFAULT_LINK_VIEW) : null;
    if (hash !== null && hash !== location.hash) replaceHash(hash);
  };
  const end = useStory.subscribe((state, before) => {
    if (!state.open || isSamePlace(state, before)) return;
    clearTimeout(timer);
    if (state.chapter === chapterOfAddress()) {
      timer = setTimeout(replace, PAUSE);
      return;
    }
    // The chapter before is left where it is.
    figureHash = null;
    const hash = hashOf(DEFAULT_SPEC, DEFAULT_LINK_VIEW);
    if (hash !== null) history.pushState(null, '', hash);
  });
  return () => {
    clearTimeout(timer);
    end();
  };
}

function isSamePlace(one: StoryState, other: StoryState): boolean {
  return one.open === other.open && one.chapter === other.chapter && one.place === other.place;
}

/** The chapter that the address names; null for none. */
function chapterOfAddress(): number | null {
  try {
    return linkOfAddress()?.view.story?.chapter ?? null;
  } catch {
    // An address that cannot be read names none; that it cannot be read was said when it was opened.
    return null;
  }
}

/** Puts how the figure is played into its address; an address without a link gets that of the run that it stands for. */
function keepPlay(): void {
  if (useView.getState().behind !== 'figure' || useStory.getState().open) return;
  const home = hashOf(DEFAULT_SPEC, DEFAULT_LINK_VIEW);
  const hash = location.hash === '' ? home : withView(location.hash, { play: cursorPlay() });
  if (hash !== null && hash !== location.hash) replaceHash(hash);
}

/** Puts the panel that is shown into the address, with what it shows. */
function keepPanel(): void {
  const hash = hashOf(raceBase(), useView.getState().behind === 'labs' ? useCursor.getState() : DEFAULT_LINK_VIEW);
  if (hash !== null) replaceHash(hash);
}

function replaceHash(hash: string): void {
  // Without a hash, the address would keep the one it has.
  history.replaceState(null, '', hash === '' ? location.pathname + location.search : hash);
}
