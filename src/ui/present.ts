// What a lecturer does in presenter mode, by keys and by buttons alike: begin and leave it, freeze the picture, go back to what the
// address of the page had when it was opened.

import { presentInAddress, returnToOpened } from '../state/address';
import type { Controller } from '../state/controller';
import { useCursor } from '../state/cursor';
import { isFrozen, usePresenting } from '../state/presenting';
import { useRace } from '../state/race';
import { moveTo, takeBackAnswer, useStory } from '../state/story-reader';
import { CHAPTER_NAMES } from '../story/chapter';
import { holdDrawings, invalidate } from './frame';
import { keepFocus } from './kept-focus';

/** What was playing when the picture was frozen. */
interface Playing {
  readonly cursor: boolean;
  readonly race: boolean;
  /** Where the story was to play to; null where it stood still. */
  readonly story: number | null;
}

let held: Playing | null = null;
/** Gives the focus back to where it was before presenter mode. */
let returnFocus = () => {};

/** Begins presenter mode.
 * @param byHand whether the reader asked just now: only then does a browser give the full screen */
export function beginPresenting(byHand: boolean): void {
  if (byHand) returnFocus = keepFocus();
  usePresenting.setState({ on: true, frozen: false });
  presentInAddress(true);
  if (byHand) askForFullScreen();
}

/** Leaves presenter mode, with a picture that goes on. */
export function leavePresenting(): void {
  goOnPlaying();
  usePresenting.setState({ on: false });
  presentInAddress(false);
  returnFocus();
  returnFocus = () => {};
  // It may have been left by the browser in the meantime, which is all that was wanted.
  if (document.fullscreenElement) document.exitFullscreen().catch(() => undefined);
}

/** Whether this browser may give the full screen. */
export function canFillScreen(): boolean {
  return document.fullscreenEnabled === true;
}

/** Asks for the full screen; where it is refused, the page presents in its window. */
export function askForFullScreen(): void {
  if (canFillScreen()) document.documentElement.requestFullscreen().catch(() => undefined);
}

/** Freezes the picture: nothing plays, runs wait, and what is drawn stays. */
export function freeze(): void {
  if (isFrozen()) return;
  held = {
    cursor: useCursor.getState().playing,
    race: useRace.getState().playing,
    story: useStory.getState().playingTo,
  };
  if (held.cursor) useCursor.setState({ playing: false });
  if (held.race) useRace.setState({ playing: false });
  if (held.story !== null) moveTo(useStory.getState().place);
  // The last state is drawn whole.
  invalidate();
  holdDrawings(true);
  usePresenting.setState({ frozen: true });
}

/** Lets a frozen picture go on where it was. */
export function goOnPlaying(): void {
  if (!isFrozen()) return;
  const { cursor, race, story } = held ?? { cursor: false, race: false, story: null };
  held = null;
  usePresenting.setState({ frozen: false });
  holdDrawings(false);
  if (cursor) useCursor.setState({ playing: true });
  if (race) useRace.setState({ playing: true });
  if (story !== null) moveTo(useStory.getState().place, story);
}

/** Freezes the picture, or lets it go on. */
export function toggleFreeze(): void {
  if (isFrozen()) goOnPlaying();
  else freeze();
}

/** Goes back to the run, the settings, the cursor, the chapter or the lab that the address had when the page was opened. */
export function backToLink(controller: Controller): void {
  if (isFrozen()) {
    // What played belongs to what is left now.
    held = null;
    goOnPlaying();
  }
  returnToOpened();
  controller.followAddress();
  // The next class is asked again.
  const { open, chapter, linked } = useStory.getState();
  const name = CHAPTER_NAMES[chapter - 1];
  if (open && name) takeBackAnswer(name, linked);
}

/** Keeps the document in step with presenter mode from now on. */
export function followPresenting(): void {
  const apply = () => {
    const { on, frozen } = usePresenting.getState();
    const { dataset } = document.documentElement;
    if (on) dataset.presenting = '';
    else delete dataset.presenting;
    if (frozen) dataset.frozen = '';
    else delete dataset.frozen;
    invalidate();
  };
  apply();
  usePresenting.subscribe(apply);
  // The browser ends the full screen by Esc and tells the page no key.
  document.addEventListener('fullscreenchange', () => {
    if (!document.fullscreenElement && usePresenting.getState().on) leavePresenting();
  });
  // Whoever goes back by the browser wants to see it.
  addEventListener('popstate', goOnPlaying);
}

/** What the control that has the focus does with a key. */
export interface KeyUse {
  /** It takes text: every letter is its own. */
  readonly isTyped: boolean;
  /** It uses this key, be it a letter or not. */
  readonly isUsed: boolean;
}

/** Keys of presenter mode; says whether it was one of them. */
export function actOnPresenting(controller: Controller, event: KeyboardEvent, { isTyped, isUsed }: KeyUse): boolean {
  const { on, frozen } = usePresenting.getState();
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  if (!on) {
    if (key !== 'p' || isTyped) return false;
    beginPresenting(true);
    return true;
  }
  if (key === 'Escape') leavePresenting();
  else if (isTyped) return false;
  else if (key === 'f') toggleFreeze();
  else if (key === 'b') backToLink(controller);
  else return !frozen && !isUsed && !event.shiftKey && turnsBeat(key);
  return true;
}

/** Goes on or back in the story, by arrow keys and by the keys that a remote control sends. */
function turnsBeat(key: string): boolean {
  const isOn = key === 'ArrowRight' || key === 'PageDown';
  if (!useStory.getState().open || !(isOn || key === 'ArrowLeft' || key === 'PageUp')) return false;
  // The chapters are loaded with the story, which is open.
  import('./story/moves').then(({ goOn, goBack }) => (isOn ? goOn() : goBack()));
  return true;
}
