// Plays the clock of the race at the chosen speed, as far as the last parallel lane needs.

import type { Controller } from '../state/controller';
import { useRace } from '../state/race';
import { axisEnd } from '../views/race-curves';
import { shownClock } from './race-picture';
import { currentWords } from './use-words';

/** Longest time that passes between two frames, milliseconds. */
const LONGEST_STEP = 50;
/** Network calls a second for readers who want little motion. */
const CALM_SPEED = 1;
/** Seconds that the clock of times takes from its beginning to its end at the usual speed, in network calls a second. */
const TIMES = { seconds: 8, usualSpeed: 12 } as const;

/** Where playing ends. */
export function playEnd(controller: Controller): number {
  const { picture, end } = shownClock(controller, currentWords());
  const { clock } = useRace.getState();
  const last = axisEnd(picture, clock);
  return clock === 'rounds' ? Math.min(end, Math.ceil(last)) : last;
}

/** Starts or stops playing; playing from the end, or before the clock was ever moved, begins anew. */
export function togglePlayRace(controller: Controller): void {
  const { playing, position } = useRace.getState();
  const end = playEnd(controller);
  if (playing) useRace.setState({ playing: false });
  else if (end > 0) useRace.setState({ playing: true, position: position === null || position >= end ? 0 : position });
}

/** Follows the race's `playing` from now on. */
export function followRacePlaying(controller: Controller): void {
  let active = false;
  let before = 0;
  let owed = 0;
  const tick = (now: number) => {
    const { playing, speed, clock, position } = useRace.getState();
    if (!playing) {
      active = false;
      return;
    }
    const end = playEnd(controller);
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const pace = calm ? Math.min(speed, CALM_SPEED) : speed;
    const seconds = Math.min(now - before, LONGEST_STEP) / 1000;
    before = now;
    owed += clock === 'rounds' ? seconds * pace : (seconds * pace * end) / (TIMES.seconds * TIMES.usualSpeed);
    // Calls are whole; for readers who want little motion, times move in steps as well.
    const step = clock === 'rounds' ? Math.floor(owed) : calm && owed < end / 20 ? 0 : owed;
    if (step > 0) {
      owed -= step;
      const next = Math.min(end, (position ?? 0) + step);
      useRace.setState({ position: next, playing: next < end });
    }
    requestAnimationFrame(tick);
  };
  useRace.subscribe(({ playing }) => {
    if (!playing || active) return;
    active = true;
    owed = 0;
    before = performance.now();
    requestAnimationFrame(tick);
  });
}
