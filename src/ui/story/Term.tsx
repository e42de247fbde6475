// A term of the glossary in a text: marked where it occurs first, its meaning shown while it has the pointer or the focus, or when it is
// tapped. The browser closes the meaning by Esc and by a press elsewhere.

import { Fragment } from 'react';
import type { TermName, TextPart } from '../../story/terms';
import { useWords } from '../use-words';

const meaningId = (term: TermName) => `meaning-${term}`;
/** Distance of a meaning to its term and to the edges of the page, CSS pixels. */
const GAP = 6;

/** A text with its terms. */
export function TermText({ parts }: { readonly parts: readonly TextPart[] }) {
  let end = 0;
  return parts.map(({ text, term }) => {
    end += text.length;
    return term ? <Term key={end} term={term} text={text} /> : <Fragment key={end}>{text}</Fragment>;
  });
}

function Term({ term, text }: { readonly term: TermName; readonly text: string }) {
  const id = meaningId(term);
  const show = (element: HTMLElement) => {
    const meaning = document.getElementById(id);
    if (!meaning || meaning.matches(':popover-open')) return;
    meaning.showPopover();
    const follow = () => place(meaning, element);
    follow();
    // The focus may have scrolled the term into view.
    addEventListener('scroll', follow, { capture: true });
    const onToggle = ({ newState }: ToggleEvent) => {
      if (newState !== 'closed') return;
      removeEventListener('scroll', follow, { capture: true });
      meaning.removeEventListener('toggle', onToggle);
    };
    meaning.addEventListener('toggle', onToggle);
  };
  const hide = (element: HTMLElement) => {
    const meaning = document.getElementById(id);
    if (meaning?.matches(':popover-open') && document.activeElement !== element) meaning.hidePopover();
  };
  return (
    <button
      type="button"
      className="term"
      aria-describedby={id}
      onPointerEnter={({ pointerType, currentTarget }) => pointerType === 'mouse' && show(currentTarget)}
      onPointerLeave={({ pointerType, currentTarget }) => pointerType === 'mouse' && hide(currentTarget)}
      onFocus={({ currentTarget }) => show(currentTarget)}
      onBlur={() => {
        const meaning = document.getElementById(id);
        if (meaning?.matches(':popover-open')) meaning.hidePopover();
      }}
      onClick={({ currentTarget }) => show(currentTarget)}
    >
      {text}
    </button>
  );
}

/** Puts a meaning below its term, or above where there is no room. */
function place(meaning: HTMLElement, term: HTMLElement): void {
  // A term that is broken over two lines has two boxes.
  const box = term.getClientRects()[0] ?? term.getBoundingClientRect();
  const { offsetWidth: width, offsetHeight: height } = meaning;
  const below = box.bottom + GAP;
  const fits = below + height + GAP <= innerHeight;
  meaning.style.left = `${Math.max(GAP, Math.min(box.left, innerWidth - width - GAP))}px`;
  meaning.style.top = `${fits ? below : Math.max(GAP, box.top - height - GAP)}px`;
}

/** The meanings of the terms of some texts, apart from them, so that the texts read on. */
export function Meanings({ parts }: { readonly parts: readonly (readonly TextPart[])[] }) {
  const { terms } = useWords().glossary;
  return parts
    .flat()
    .flatMap(({ term }) => term ?? [])
    .map((term) => (
      <div key={term} id={meaningId(term)} popover="auto" className="meaning">
        <strong>{terms[term].term}</strong> {terms[term].meaning}
      </div>
    ));
}
