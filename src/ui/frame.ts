// Draws outside React: whatever has a picture registers a draw function, `invalidate` asks for one frame in which all of
// them draw, a few a frame where they take long. Many changes between two frames cost one drawing. It knows nothing of what
// is drawn.

type Draw = () => void;

const draws = new Set<Draw>();
let scheduled = false;

/** Registers a draw function and draws it in the next frame; returns what unregisters it. */
export function registerDraw(draw: Draw): () => void {
  draws.add(draw);
  invalidate();
  return () => {
    draws.delete(draw);
  };
}

let waiting = false;

/** Asks for a drawing within a time, milliseconds: for pictures that change faster than they are worth drawing. */
export function invalidateWithin(milliseconds: number): void {
  if (waiting || scheduled) return;
  waiting = true;
  setTimeout(() => {
    waiting = false;
    invalidate();
  }, milliseconds);
}

/** Milliseconds of one frame that drawing may take, at least and at most; what does not fit is drawn in the next. Half the time
 * between two frames: where frames are seldom, pictures must not lag many of them behind. */
const LEAST_BUDGET = 8;
const MOST_BUDGET = 40;
const pending = new Set<Draw>();
let lastFrame = 0;

let held = false;

/** Holds all drawings back from now on, or draws what was asked for meanwhile. */
export function holdDrawings(hold: boolean): void {
  held = hold;
  if (!hold) invalidate();
}

/** Asks for a drawing in the next frame. */
export function invalidate(): void {
  if (held) return;
  for (const draw of draws) pending.add(draw);
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(drawPending);
}

function drawPending(frame: number): void {
  const begin = performance.now();
  const budget = Math.min(MOST_BUDGET, Math.max(LEAST_BUDGET, (frame - lastFrame) / 2));
  lastFrame = frame;
  for (const draw of pending) {
    pending.delete(draw);
    if (draws.has(draw)) draw();
    if (performance.now() - begin > budget) break;
  }
  scheduled = pending.size > 0;
  if (scheduled) requestAnimationFrame(drawPending);
}
