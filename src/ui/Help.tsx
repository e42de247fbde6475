// A small popover: what the figure is about, and the keys.

import { useId } from 'react';
import { useWords } from './use-words';

export function Help() {
  const words = useWords();
  const id = useId();
  return (
    <>
      <button type="button" popoverTarget={id}>
        {words.header.help}
      </button>
      <div id={id} popover="auto" className="popover help">
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
      </div>
    </>
  );
}
