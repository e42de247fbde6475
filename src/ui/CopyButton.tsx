// A button beside a box of text that copies what is in it, and says whether the browser let it.

import { type RefObject, useState } from 'react';
import { useWords } from './use-words';

export interface CopyButtonProps {
  readonly label: string;
  /** Empty where there is nothing to copy. */
  readonly text: string;
  /** The box of the text: where copying is not allowed, it is selected for copying by hand. */
  readonly box: RefObject<HTMLTextAreaElement | null>;
}

export function CopyButton({ label, text, box }: CopyButtonProps) {
  const words = useWords().share;
  const [told, setTold] = useState('');
  const copy = async () => {
    box.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      setTold(words.copied);
    } catch {
      setTold(words.notCopied);
    }
  };
  return (
    <>
      <span role="status">{told}</span>
      <button type="button" className="primary" onClick={copy} disabled={text === ''}>
        {label}
      </button>
    </>
  );
}
