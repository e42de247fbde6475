// Plays the cursor through the trace at the chosen speed. The clock is clamped, so that a page that was in the background
// goes on where it was instead of jumping.

import { moveToRecord, resolveCursor, useCursor } from '../state/cursor';
import type { Session } from '../state/session';

/** Longest time that passes between two frames, milliseconds. */
const LONGEST_STEP = 50;

/** Records a second for readers who want little motion. */
const CALM_SPEED = 1;

/** Follows the cursor's `playing` from now on. */
export function followPlaying(session: Session): void {
  let active = false;
  let before = 0;
  let owed = 0;
  const tick = (now: number) => {
    const { playing, speed } = useCursor.getState();
    const { trace } = session;
    if (!playing || !trace) {
      active = false;
      return;
    }
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    owed += (Math.min(now - before, LONGEST_STEP) / 1000) * (calm ? Math.min(speed, CALM_SPEED) : speed);
    before = now;
    const whole = Math.floor(owed);
    if (whole > 0) {
      owed -= whole;
      const next = resolveCursor(trace, useCursor.getState()).record + whole;
      moveToRecord(trace, next);
      if (next >= trace.rounds.length - 1 && trace.outcome) useCursor.setState({ playing: false });
    }
    requestAnimationFrame(tick);
  };
  useCursor.subscribe(({ playing }) => {
    if (!playing || active) return;
    active = true;
    owed = 0;
    before = performance.now();
    requestAnimationFrame(tick);
  });
}
