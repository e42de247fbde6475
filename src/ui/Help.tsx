// A small popover: what the figure is about, the keys, and the way to the glossary.

import { useId, useRef, useState } from 'react';
import { Glossary } from './Glossary';
import { beginPresenting } from './present';
import { useWords } from './use-words';

export function Help() {
  const words = useWords();
  const id = useId();
  const popover = useRef<HTMLDivElement>(null);
  const [isGlossary, setGlossary] = useState(false);
  return (
    <>
      <button type="button" popoverTarget={id}>
        {words.header.help}
      </button>
      <div id={id} ref={popover} popover="auto" className="popover help">
        <p>{words.help.about}</p>
        <h2>{words.help.title}</h2>
        <dl>
          {words.help.keys.map(([keys, meaning]) => (
            <div key={keys}>
              <dt>
                <kbd>{keys}</kbd>
              </dt>
              <dd>{meaning}</dd>
            </div>
          ))}
        </dl>
        <button
          type="button"
          onClick={() => {
            popover.current?.hidePopover();
            setGlossary(true);
          }}
        >
          {words.glossary.open}
        </button>{' '}
        <button
          type="button"
          onClick={() => {
            popover.current?.hidePopover();
            beginPresenting(true);
          }}
        >
          {words.present.open}
        </button>
      </div>
      {isGlossary && <Glossary onClose={() => setGlossary(false)} />}
    </>
  );
}
