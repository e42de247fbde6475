// How much larger drawings are in presenter mode: a scene is made for a smaller picture and painted larger, so that its type, its lines
// and its dots grow together.

import { usePresenting } from '../state/presenting';

const LARGER = 1.4;
/** Narrower pages have no room for larger type. */
const ROOMY = '(min-width: 900px)';

/** CSS pixels on the page for one of a scene. */
export function drawingScale(): number {
  return usePresenting.getState().on && matchMedia(ROOMY).matches ? LARGER : 1;
}
