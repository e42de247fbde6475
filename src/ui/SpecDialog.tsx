// The run as a JSON document, to read, edit or replace. Nothing is lost on a mistake: the text stays and is told off.

import { type ReactNode, useId, useState } from 'react';
import { parseSpec } from '../core/parse-spec';
import { setSettings, useSettings } from '../state/settings';
import { Dialog } from './Dialog';
import { InEnglish } from './InEnglish';
import { useWords } from './use-words';

export function SpecDialog({ onClose }: { readonly onClose: () => void }) {
  const words = useWords().editor;
  const id = useId();
  const [text, setText] = useState(() =>
    JSON.stringify(useSettings.getState().spec ?? useSettings.getState().draft, null, 2),
  );
  const [mistake, setMistake] = useState<ReactNode>(null);
  const apply = () => {
    let document: unknown;
    try {
      document = JSON.parse(text);
    } catch (error) {
      setMistake(words.syntax((error as Error).message));
      return;
    }
    try {
      setSettings(parseSpec(document));
      onClose();
    } catch (error) {
      setMistake(<InEnglish>{(error as Error).message}</InEnglish>);
    }
  };
  return (
    <Dialog title={words.title} onClose={onClose} wide>
      <p>{words.intro}</p>
      <label htmlFor={id}>{words.text}</label>
      <textarea
        id={id}
        rows={20}
        spellCheck={false}
        value={text}
        aria-invalid={mistake !== null}
        onChange={(event) => setText(event.target.value)}
      />
      {mistake !== null && (
        <p className="mistake" role="alert">
          {mistake}
        </p>
      )}
      <div className="row buttons end">
        <button type="button" className="primary" onClick={apply}>
          {words.apply}
        </button>
      </div>
    </Dialog>
  );
}
