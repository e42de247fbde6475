// Where the reader is in the story: open or not, chapter and place, what has been answered. Answers, chapters that were read and the
// place of each are kept on this device and nowhere else; where the browser keeps nothing, they last as long as the page. It knows
// neither the chapters' contents nor who draws them.

import { create } from 'zustand';
import { isJsonObject, type Json } from './json';

/** Chapters are numbered from 1 to this. */
export const CHAPTERS = 8;

/** What a reader has answered. */
export type StoryAnswer =
  | { readonly kind: 'pick'; readonly choice: string }
  /** Logarithms to base 10 of the errors drawn, one for each place of the question. */
  | { readonly kind: 'draw'; readonly values: readonly number[] }
  | { readonly kind: 'skipped' };

/** A place in the story, as a link holds it. */
export interface StoryPlace {
  readonly chapter: number;
  /** 0 to 1 */
  readonly place: number;
}

/** What is kept on the device. */
export interface KeptStory {
  /** By the names of chapters. */
  readonly answers: Readonly<Record<string, StoryAnswer>>;
  /** Numbers of chapters that were read to the end. */
  readonly read: readonly number[];
  /** Where each chapter was left, by its number. */
  readonly places: Readonly<Record<string, number>>;
  /** Whether the reader has declined the invitation, or followed it. */
  readonly invited: boolean;
}

export interface StoryState extends KeptStory, StoryPlace {
  readonly open: boolean;
  /** Place up to which the chapter is being played; null when it stands still. */
  readonly playingTo: number | null;
  /** Nothing is run before the reader moves, as `?run=0` asks. */
  readonly waits: boolean;
  /** The place is that of a link, and may lie behind a question that this reader was not asked. */
  readonly linked: boolean;
  /** The print sheet is open, which tells the whole chapter. */
  readonly sheet: boolean;
  /** Parts of the figure that would give an answer away: hidden at present. */
  readonly veils: readonly ('numbers' | 'plots')[];
  /** Parts of the figure that the text speaks of at present. */
  readonly looks: readonly string[];
  /** The curve that is being drawn, as {@link StoryAnswer} holds it; null where none is asked for. */
  readonly drawing: readonly number[] | null;
  /** Whether the browser keeps answers. */
  readonly keeps: boolean;
}

const NOTHING_KEPT: KeptStory = { answers: {}, read: [], places: {}, invited: false };

export const INITIAL_STORY: StoryState = {
  ...NOTHING_KEPT,
  open: false,
  chapter: 1,
  place: 0,
  playingTo: null,
  waits: false,
  linked: false,
  sheet: false,
  veils: [],
  looks: [],
  drawing: null,
  keeps: true,
};

export const useStory = create<StoryState>(() => INITIAL_STORY);

/** The number in the key is the version of what lies there. */
const KEY = 'picard-playground.story.1';

/** Takes up what this device has kept. */
export function recallStory(): void {
  let text: string | null;
  try {
    text = localStorage.getItem(KEY);
  } catch {
    // Storage is switched off, which the story tells its reader.
    useStory.setState({ keeps: false });
    return;
  }
  if (text !== null) useStory.setState(readKept(text));
}

/** What a text that was kept says; entries that are not of this shape are left out, as nobody else writes there. */
export function readKept(text: string): KeptStory {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    return NOTHING_KEPT;
  }
  if (!isJsonObject(document)) return NOTHING_KEPT;
  const { answers, read, places, invited } = document;
  const entriesOf = (value: Json | undefined) => Object.entries(isJsonObject(value) ? value : {});
  return {
    answers: Object.fromEntries(
      entriesOf(answers).flatMap(([name, value]) => {
        const answer = readAnswer(value);
        return answer ? [[name, answer]] : [];
      }),
    ),
    read: (Array.isArray(read) ? read : []).filter(isChapter),
    places: Object.fromEntries(
      entriesOf(places).flatMap(([chapter, place]) =>
        isChapter(Number(chapter)) && isPlace(place) ? [[chapter, place]] : [],
      ),
    ),
    invited: invited === true,
  };
}

function readAnswer(value: Json): StoryAnswer | null {
  if (!isJsonObject(value)) return null;
  const { kind, choice, values } = value;
  if (kind === 'skipped') return { kind };
  if (kind === 'pick' && typeof choice === 'string') return { kind, choice };
  if (kind === 'draw' && Array.isArray(values) && values.every((entry) => typeof entry === 'number'))
    return { kind, values };
  return null;
}

/** Whether a value is the number of a chapter. */
export function isChapter(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= CHAPTERS;
}

/** Whether a value is a place in a chapter. */
export function isPlace(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}

function keep(): void {
  const { answers, read, places, invited } = useStory.getState();
  try {
    localStorage.setItem(KEY, JSON.stringify({ answers, read, places, invited }));
    useStory.setState({ keeps: true });
  } catch {
    // Storage is off or full, which the story tells its reader.
    useStory.setState({ keeps: false });
  }
}

/** Opens the story where it was left. */
export function openStory(): void {
  const { chapter, places } = useStory.getState();
  openStoryAt({ chapter, place: places[chapter] ?? 0 }, false);
}

/** Opens the story at a place.
 * @param linked whether a link names the place */
export function openStoryAt({ chapter, place }: StoryPlace, linked: boolean): void {
  useStory.setState({
    open: true,
    playingTo: null,
    linked,
    waits: false,
    chapter,
    place,
    drawing: null,
    invited: true,
  });
  keep();
}

/** Closes the story; what stands beside it stays. */
export function closeStory(): void {
  const { chapter, place, places } = useStory.getState();
  useStory.setState({
    open: false,
    playingTo: null,
    veils: [],
    looks: [],
    drawing: null,
    places: { ...places, [chapter]: place },
  });
  keep();
}

/** Goes to a chapter, where it was left. Numbers that no chapter has are passed over. */
export function goToChapter(chapter: number): void {
  const state = useStory.getState();
  if (!isChapter(chapter) || chapter === state.chapter) return;
  const places: KeptStory['places'] = { ...state.places, [state.chapter]: state.place };
  useStory.setState({
    chapter,
    // A chapter that was read begins anew.
    place: state.read.includes(chapter) ? 0 : (places[chapter] ?? 0),
    places,
    playingTo: null,
    waits: false,
    linked: false,
    drawing: null,
  });
  keep();
}

/** Moves within the chapter.
 * @param playingTo place up to which it is played from there; null to stand still */
export function moveTo(place: number, playingTo: number | null = null): void {
  useStory.setState({ place: Math.min(1, Math.max(0, place)), playingTo, waits: false, linked: false });
}

/** Notes that the chapter was read to its last beat. */
export function noteRead(): void {
  const { chapter, read } = useStory.getState();
  if (read.includes(chapter)) return;
  useStory.setState({ read: [...read, chapter].sort((one, other) => one - other) });
  keep();
}

/** Keeps an answer to the question of a chapter. */
export function giveAnswer(name: string, answer: StoryAnswer): void {
  useStory.setState(({ answers }) => ({ answers: { ...answers, [name]: answer }, drawing: null }));
  keep();
}

/** Takes an answer back, so that the question is asked again.
 * @param linked whether the place is that of a link still, which may lie behind the question */
export function takeBackAnswer(name: string, linked = false): void {
  const { [name]: _, ...answers } = useStory.getState().answers;
  useStory.setState({ answers, linked });
  keep();
}

/** Forgets all answers, here and on the device. */
export function forgetAnswers(): void {
  useStory.setState({ answers: {}, drawing: null, linked: false });
  keep();
}

/** Notes that the reader does not want to be invited again. */
export function declineInvitation(): void {
  useStory.setState({ invited: true });
  keep();
}
