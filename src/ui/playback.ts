// Plays the cursor through the trace at the chosen speed, along rounds or along nodes. The clock is clamped, so that a page that was in the background
// goes on where it was instead of jumping.

import type { Trace } from '../core/trace';
import { moveToNode, moveToRecord, NODE_PACE, resolveCursor, useCursor } from '../state/cursor';
import type { Session } from '../state/session';

/** Longest time that passes between two frames, milliseconds. */
const LONGEST_STEP = 50;

/** Records a second for readers who want little motion. */
const CALM_SPEED = 1;

/** Moves on by whole records, and stops at the last one of a finished trace. */
function playRounds(trace: Trace, by: number): void {
  const next = resolveCursor(trace, useCursor.getState()).record + by;
  moveToRecord(trace, next);
  if (next >= trace.rounds.length - 1 && trace.outcome) useCursor.setState({ playing: false });
}

/** Moves on by whole nodes within the round, and stops at the last one. */
function playNodes(trace: Trace, by: number): void {
  const next = resolveCursor(trace, useCursor.getState()).node + by;
  moveToNode(trace, next);
  if (next >= trace.plan.totalNodes) useCursor.setState({ playing: false });
}

/** Follows the cursor's `playing` from now on. */
export function followPlaying(session: Session): void {
  let active = false;
  let before = 0;
  let owed = 0;
  const tick = (now: number) => {
    const { playing, speed, axis } = useCursor.getState();
    const { trace } = session;
    if (!playing || !trace) {
      active = false;
      return;
    }
    const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
    const isNodes = axis === 'nodes';
    const pace = isNodes ? NODE_PACE * speed : calm ? Math.min(speed, CALM_SPEED) : speed;
    owed += (Math.min(now - before, LONGEST_STEP) / 1000) * pace;
    before = now;
    const whole = Math.floor(owed);
    // Nodes are many: for readers who want little motion, those of a second pass at once.
    if (whole >= (isNodes && calm ? pace : 1)) {
      owed -= whole;
      if (isNodes) playNodes(trace, whole);
      else playRounds(trace, whole);
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
