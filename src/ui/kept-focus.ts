// Gives the focus back to where it was before a part of the page was taken away: to the same control, or to the one that stands in its
// place where the page has built that part anew.

/** What tells a control from the others of its kind: its name. */
function nameOf(element: HTMLElement): string {
  const label = 'labels' in element ? (element.labels as NodeListOf<HTMLLabelElement> | null)?.[0] : undefined;
  const name = element.getAttribute('aria-label') ?? label?.textContent ?? element.textContent ?? '';
  return `${element.getAttribute('role') ?? ''} ${element.getAttribute('value') ?? ''} ${name}`;
}

/** Notes what has the focus; returns what gives it back, in the next frame, when the page has been built. */
export function keepFocus(): () => void {
  const element = document.activeElement as HTMLElement | null;
  if (!element || element === document.body) return () => undefined;
  const [kind, name] = [element.tagName, nameOf(element)];
  return () => {
    requestAnimationFrame(() => {
      const alike = () => [...document.querySelectorAll<HTMLElement>(kind)].find((other) => nameOf(other) === name);
      (element.isConnected ? element : alike())?.focus();
    });
  };
}
