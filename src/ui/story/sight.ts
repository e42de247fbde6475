// Keeps the newest paragraph of the story in sight: in its column, above the buttons that stand there, and on narrow screens the column
// at the top of the window, with the figure under it.

import { NARROW } from '../theme';

/** Room around the paragraph, CSS pixels. */
const ROOM = 8;

/** Keeps an element of the column in sight while it grows, as numbers that come in make it do; returns what ends that. */
export function keepInSight(element: HTMLElement): () => void {
  const column = element.closest<HTMLElement>('.story');
  if (!column) return () => undefined;
  if (matchMedia(NARROW).matches) putOnTop(column);
  const sizes = new ResizeObserver(() => scrollTo(element, column));
  sizes.observe(element);
  // Earlier paragraphs grow as well, and push it down.
  if (element.parentElement) sizes.observe(element.parentElement);
  return () => sizes.disconnect();
}

/** Scrolls the column as little as shows the element whole, or its beginning where it is too high. */
function scrollTo(element: HTMLElement, column: HTMLElement): void {
  const view = column.getBoundingClientRect();
  const box = element.getBoundingClientRect();
  const covered = column.querySelector<HTMLElement>('.story-moves')?.offsetHeight ?? 0;
  const top = view.top + ROOM;
  const bottom = view.bottom - covered - ROOM;
  if (box.top < top || box.height > bottom - top) column.scrollTop += box.top - top;
  else if (box.bottom > bottom) column.scrollTop += box.bottom - bottom;
}

/** Scrolls the page past what stands above the column. */
function putOnTop(column: HTMLElement): void {
  const main = document.querySelector('main');
  if (main) window.scrollTo({ top: main.getBoundingClientRect().top + scrollY - column.offsetHeight });
}
