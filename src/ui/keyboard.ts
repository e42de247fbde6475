// Keys of the page. Controls keep the keys that they use themselves.

import type { Controller } from '../state/controller';
import {
  moveToNode,
  moveToRecord,
  resolveCursor,
  stepRecord,
  stepSegment,
  togglePlay,
  useCursor,
} from '../state/cursor';
import { isFrozen } from '../state/presenting';
import { useRace } from '../state/race';
import { redo, undo } from '../state/settings';
import { goToChapter, useStory } from '../state/story-reader';
import { type MainPanel, useView } from '../state/view';
import { actOnPresenting } from './present';
import { isLabRace, shownClock } from './race-picture';
import { togglePlayRace } from './race-playback';
import { currentWords } from './use-words';

/** Listens to keys from now on. */
export function followKeys(controller: Controller): void {
  document.addEventListener('keydown', (event) => {
    // The meaning of a term is shown while its place has the focus: it hides nothing and takes no key but Esc, which closes it.
    if (event.defaultPrevented || document.querySelector('dialog[open], :popover-open:not(.meaning)')) return;
    if (event.key === 'Escape' && document.querySelector('.meaning:popover-open')) return;
    const isPlain = !(event.ctrlKey || event.metaKey || event.altKey);
    const use = { isTyped: takesText(event.target), isUsed: usesKeys(event.target, event.key) };
    if (isPlain && actOnPresenting(controller, event, use)) return event.preventDefault();
    if (isFrozen()) return;
    if ((event.ctrlKey || event.metaKey) && !isTyping(event.target)) {
      const key = event.key.toLowerCase();
      if (key === 'z' || key === 'y') {
        event.preventDefault();
        if (key === 'y' || event.shiftKey) redo();
        else undo();
      }
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (turnsPage(event)) return event.preventDefault();
    const { behind } = useView.getState();
    if (event.key === 'Escape') return controller.cancelPanel(behind);
    if (usesKeys(event.target, event.key)) return;
    // What a key would show is hidden until the question is answered.
    if (useStory.getState().veils.length > 0) return;
    const done = controller.looksAtRun(behind) ? act(controller, event) : actOnSweep(controller, behind, event.key);
    if (done) event.preventDefault();
  });
}

/** Turns a page of the story, if it is open and the key is one of its pages. */
function turnsPage({ key, target }: KeyboardEvent): boolean {
  const { open, chapter } = useStory.getState();
  if (!open || isTyping(target) || target instanceof HTMLSelectElement) return false;
  if (key === 'PageDown') goToChapter(chapter + 1);
  else if (key === 'PageUp') goToChapter(chapter - 1);
  else return false;
  return true;
}

function act(controller: Controller, event: KeyboardEvent): boolean {
  if (event.key === 'r') {
    controller.runSettings();
    return true;
  }
  const { trace } = controller.session;
  if (!trace || trace.rounds.length === 0) return false;
  const move = (action: () => void) => {
    useCursor.setState({ playing: false });
    action();
    return true;
  };
  const { node } = resolveCursor(trace, useCursor.getState());
  switch (event.key) {
    case ' ':
      togglePlay(trace);
      return true;
    case 'ArrowLeft':
      return move(() => (event.shiftKey ? stepSegment(trace, -1) : stepRecord(trace, -1)));
    case 'ArrowRight':
      return move(() => (event.shiftKey ? stepSegment(trace, 1) : stepRecord(trace, 1)));
    case 'ArrowUp':
      return move(() => moveToNode(trace, node + 1));
    case 'ArrowDown':
      return move(() => moveToNode(trace, node - 1));
    case 'Home':
      return move(() => moveToRecord(trace, 0));
    case 'End':
      return move(() => moveToRecord(trace, trace.rounds.length - 1));
    default:
      return false;
  }
}

/** Keys of the other panels. */
function actOnSweep(controller: Controller, panel: MainPanel, key: string): boolean {
  if (key === 'r') {
    controller.runPanel(panel);
    return true;
  }
  if (panel !== 'race' && !isLabRace()) return false;
  const { position, end } = shownClock(controller, currentWords());
  const moveTo = (place: number | null) => {
    useRace.setState({ position: place, playing: false });
    return true;
  };
  const step = useRace.getState().clock === 'rounds' ? 1 : end / 100;
  switch (key) {
    case ' ':
      togglePlayRace(controller);
      return true;
    case 'ArrowLeft':
      return moveTo(Math.max(0, position - step));
    case 'ArrowRight':
      return moveTo(Math.min(end, position + step));
    case 'Home':
      return moveTo(0);
    case 'End':
      return moveTo(end);
    default:
      return false;
  }
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || (target instanceof HTMLInputElement && target.type === 'text');
}

/** Whether letters belong to the focused control: a list goes to what begins with one. */
function takesText(target: EventTarget | null): boolean {
  return isTyping(target) || target instanceof HTMLSelectElement;
}

/** Whether the focused control uses a key itself. */
function usesKeys(target: EventTarget | null, key: string): boolean {
  if (isTyping(target) || target instanceof HTMLSelectElement || target instanceof HTMLInputElement) return true;
  const pressable =
    target instanceof HTMLButtonElement || (target instanceof HTMLElement && target.tagName === 'SUMMARY');
  return pressable && key === ' ';
}
