// Draws outside React: whatever has a picture registers a draw function, `invalidate` asks for one frame in which all of
// them draw. Many changes between two frames cost one drawing. It knows nothing of what is drawn.

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

/** Asks for a drawing in the next frame. */
export function invalidate(): void {
  if (scheduled) return;
  scheduled = true;
  requestAnimationFrame(() => {
    scheduled = false;
    for (const draw of draws) draw();
  });
}
